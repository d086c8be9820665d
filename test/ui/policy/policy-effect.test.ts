import { expect } from 'chai';
import type { AccessCell } from '../../../src/model/decision.ts';
import { altersIfMet, effectsOf, looksOf } from '../../../src/ui/policy/policy-effect.ts';
import { newKey, pageContext } from '../context.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';
const cell = (operation: string, allowed: boolean): AccessCell => ({ principal: ANN, operation, allowed });

describe('what storing a key policy would change', () => {
  it('is said for each way from one look to another, and nothing where the look stays', () => {
    const matrix = [
      cell('A', true),
      cell('B', true),
      cell('C', false),
      cell('D', false),
      cell('E', false),
      cell('F', false),
      cell('G', true),
    ];
    // Before: E and F are held by a condition. After: B is gone but held, C gained, D held, E gained, F gone.
    const before = looksOf(matrix, [], [cell('E', true), cell('F', true)]);
    const alters = [cell('A', false), cell('B', false), cell('C', true), cell('E', true)];
    const after = looksOf(matrix, alters, [cell('A', false), cell('C', true), cell('D', true), cell('E', true)]);
    expect(effectsOf(before, after)).to.deep.equal([
      {
        principal: ANN,
        changes: [
          { kind: 'gains', operations: ['C', 'E'] },
          { kind: 'gains-held', operations: ['D'] },
          { kind: 'keeps-held', operations: ['B'] },
          { kind: 'loses', operations: ['A'] },
          { kind: 'loses-held', operations: ['F'] },
        ],
      },
    ]);
    expect(effectsOf(before, before)).to.deep.equal([]);
  });

  it('holds where a policy has no condition', () => {
    const matrix = [cell('A', false)];
    expect(effectsOf(looksOf(matrix, [], undefined), looksOf(matrix, [cell('A', true)], undefined))).to.deep.equal([
      { principal: ANN, changes: [{ kind: 'gains', operations: ['A'] }] },
    ]);
  });

  it('asks the sandbox what a policy with conditions could allow', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    await sandbox.principals.put({ arn: ANN });
    const { Arn: keyArn = '', KeyId } = await newKey(context);
    const { Policy = '' } = await context.kms.getKeyPolicy({ KeyId });
    const question = { keyArn, caller: context.caller };
    expect(await altersIfMet(sandbox, Policy, question)).to.equal(undefined);
    const { Statement, ...rest } = JSON.parse(Policy) as { Statement: object[] };
    const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'red' } };
    const more = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Decrypt', Resource: '*', Condition };
    const draft = JSON.stringify({ ...rest, Statement: [...Statement, more] });
    expect(await altersIfMet(sandbox, draft, question)).to.deep.equal([cell('Decrypt', true)]);
    expect((await sandbox.checkPolicy(keyArn, draft, context.caller)).alters).to.deep.equal([]);
  });
});
