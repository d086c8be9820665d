import { expect } from 'chai';
import type { AccessCell } from '../../../src/model/decision.ts';
import { cellName, heldByGrants, lookOf, withConditionsMet } from '../../../src/ui/decision/access-matrix.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';
const cell = (operation: string, allowed: boolean): AccessCell => ({ principal: ANN, operation, allowed });
const CONDITION = { Bool: { 'aws:SecureTransport': 'true' } };

describe('the looks of the access matrix', () => {
  it('are three, and an allowed cell hangs on nothing', () => {
    const depends = new Set(['Encrypt', 'Decrypt'].map((operation) => cellName({ principal: ANN, operation })));
    expect(lookOf(cell('Encrypt', true), depends).look).to.equal('yes');
    expect(lookOf(cell('Decrypt', false), depends)).to.deep.equal({ look: 'depends', words: 'depends on the request' });
    expect(lookOf(cell('Sign', false), depends).look).to.equal('no');
  });

  it('take every Allow for met, and no Deny', () => {
    const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const allow = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
    const deny = { ...allow, Effect: 'Deny', Action: 'kms:Decrypt' };
    const met =
      withConditionsMet(policy({ ...allow, Condition: CONDITION }, { ...deny, Condition: CONDITION }, deny)) ?? '';
    expect(JSON.parse(met)).to.deep.equal({ Version: '2012-10-17', Statement: [allow, deny] });
    expect(withConditionsMet(policy(allow, deny))).to.equal(undefined);
    expect(withConditionsMet(JSON.stringify({ Statement: { ...allow, Condition: CONDITION } }))).to.contain('"Allow"');
    for (const text of ['', '{', 'null', '[]', '{"Statement": [null, 1]}'])
      expect(withConditionsMet(text), text).to.equal(undefined);
  });

  it('say which denied cells a grant is for', () => {
    const cells = [cell('Encrypt', true), cell('Decrypt', false), cell('Sign', false)];
    const held = heldByGrants(cells, [
      { GranteePrincipal: ANN, Operations: ['Encrypt', 'Decrypt'] },
      { GranteePrincipal: 'other', Operations: ['Sign'] },
    ]);
    expect([...held]).to.deep.equal([cellName({ principal: ANN, operation: 'Decrypt' })]);
  });
});
