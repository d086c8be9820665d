import { expect } from 'chai';
import type { KeyMetadata } from '../../../src/model/sdk.ts';
import type { RequestContext } from '../../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { defaultPolicy } from '../../../src/ui/policy-text/console-statements.ts';
import { TEXTS } from '../../../src/ui/policy/policy-templates-texts.ts';
import { POLICY_TEMPLATES, type Filled } from '../../../src/ui/policy/policy-templates.ts';
import { sampleInput } from '../../../src/model/sample-input.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const BEN = `arn:aws:iam::${ACCOUNT}:role/ben`;
const PARTNER = 'arn:aws:iam::444455556666:user/partner';
const CONTEXT = { EncryptionContext: { AppName: 'ExampleApp' } };
const VIA_S3: RequestContext = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };

interface Ask {
  readonly who?: string;
  readonly operation: OperationName;
  readonly input?: object;
  readonly via?: RequestContext;
  readonly allowed: boolean;
}

/** For each template: values of its fields, and calls with their decisions. */
const CASES: readonly { readonly id: string; readonly filled: Filled; readonly asks: readonly Ask[] }[] = [
  {
    id: 'split',
    filled: { administrator: ANN, user: BEN },
    asks: [
      { operation: 'PutKeyPolicy', allowed: true },
      { operation: 'Decrypt', allowed: false },
      { who: BEN, operation: 'Decrypt', allowed: true },
      { who: BEN, operation: 'PutKeyPolicy', allowed: false },
    ],
  },
  {
    id: 'account',
    filled: { account: '444455556666' },
    asks: [
      { who: PARTNER, operation: 'Encrypt', allowed: true },
      { who: PARTNER, operation: 'CreateGrant', allowed: false },
      { operation: 'Encrypt', allowed: false },
    ],
  },
  {
    id: 'service',
    filled: { who: ANN, service: 's3' },
    asks: [
      { operation: 'Decrypt', via: VIA_S3, allowed: true },
      { operation: 'Decrypt', allowed: false },
      { who: BEN, operation: 'Decrypt', via: VIA_S3, allowed: false },
    ],
  },
  {
    id: 'context',
    filled: { who: ANN, pair: 'AppName', value: 'ExampleApp' },
    asks: [
      { operation: 'Encrypt', input: CONTEXT, allowed: true },
      { operation: 'Encrypt', input: { EncryptionContext: { AppName: 'Other' } }, allowed: false },
      { operation: 'Encrypt', allowed: false },
    ],
  },
  {
    id: 'tags',
    filled: { tag: 'Purpose' },
    asks: [
      { operation: 'Decrypt', allowed: true },
      { who: BEN, operation: 'Decrypt', allowed: false },
      { who: PARTNER, operation: 'Decrypt', allowed: false },
    ],
  },
  {
    id: 'alias',
    filled: { who: ANN, alias: 'alias/app' },
    asks: [
      { operation: 'Encrypt', input: { KeyId: 'alias/app' }, allowed: true },
      { operation: 'Encrypt', allowed: false },
    ],
  },
  {
    id: 'no-context',
    filled: {},
    asks: [
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'GenerateDataKey', allowed: false },
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'GenerateDataKey', input: CONTEXT, allowed: true },
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'PutKeyPolicy', allowed: true },
    ],
  },
  {
    id: 'in-use',
    filled: { days: '90' },
    asks: [
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'ScheduleKeyDeletion', allowed: false },
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'DisableKey', allowed: false },
      { who: `arn:aws:iam::${ACCOUNT}:user/admin`, operation: 'EnableKey', allowed: true },
    ],
  },
  {
    id: 'resources',
    filled: { who: ANN },
    asks: [
      { operation: 'CreateGrant', input: { GranteePrincipal: BEN }, via: { ...VIA_S3 }, allowed: true },
      { operation: 'CreateGrant', input: { GranteePrincipal: BEN }, allowed: false },
      { operation: 'Decrypt', allowed: false },
    ],
  },
];

async function world(): Promise<{ context: PageContext; key: KeyMetadata }> {
  const context = pageContext();
  const { principals } = context.strongroom.sandbox;
  await principals.put({ arn: ANN, tags: { Purpose: 'Test' } });
  await principals.put({ arn: BEN, tags: { Purpose: 'Other' } });
  await principals.put({
    arn: PARTNER,
    tags: { Purpose: 'Test' },
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } }],
  });
  const key = await newKey(context, { Tags: [{ TagKey: 'Purpose', TagValue: 'Test' }] });
  const { KeyId } = key;
  await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
  await context.kms.encrypt({ KeyId, Plaintext: new Uint8Array(4) });
  return { context, key };
}

describe('the templates of key policies', () => {
  it('all have cases here', () => {
    expect(CASES.map(({ id }) => id)).to.deep.equal(POLICY_TEMPLATES.map(({ id }) => id));
  });

  for (const { id, filled, asks } of CASES) {
    it(`allow and deny what they say, without findings: ${id}`, async () => {
      const { context, key } = await world();
      const { sandbox } = context.strongroom;
      const template = POLICY_TEMPLATES.find((one) => one.id === id)!;
      const policy = template.apply(defaultPolicy(ACCOUNT), filled, key);
      const { findings } = await sandbox.checkPolicy(key.Arn ?? '', policy, context.caller);
      expect(findings).to.deep.equal([]);
      await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: policy });
      for (const { who: principal = ANN, operation, input = {}, via: requestContext, allowed } of asks) {
        const asked = {
          ...sampleInput(operation, { id: key.Arn ?? '', spec: key.KeySpec }),
          ...input,
        } as InputOf<OperationName>;
        const question = {
          principal,
          operation,
          input: asked,
          region: 'us-east-1',
          ...(requestContext === undefined ? {} : { requestContext }),
        };
        const decision = await sandbox.simulate(question);
        expect(decision.allowed, `${principal} ${operation} ${JSON.stringify(input)}`).to.equal(allowed);
      }
    });
  }

  it('get a unique Sid, and leave a text alone that is not a policy', () => {
    const template = POLICY_TEMPLATES.find(({ id }) => id === 'no-context')!;
    const key: KeyMetadata = { KeyId: 'k' };
    const twice = template.apply(template.apply(defaultPolicy(ACCOUNT), {}, key), {}, key);
    const sids = (JSON.parse(twice) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
    const { sid } = TEXTS.templates.noContext;
    expect(sids.slice(1)).to.deep.equal([sid, `${sid} 2`]);
    expect(template.apply('{', {}, key)).to.equal('{');
  });

  it('are offered only where they suit the key', () => {
    const mac: KeyMetadata = { KeyId: 'k', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
    const offered = POLICY_TEMPLATES.filter(({ fits }) => fits?.(mac) ?? true).map(({ id }) => id);
    expect(offered).to.include('account').and.not.to.include('context').and.not.to.include('no-context');
    const added = POLICY_TEMPLATES.find(({ id }) => id === 'account')!.apply(
      defaultPolicy(ACCOUNT),
      { account: '444455556666' },
      mac,
    );
    expect(added).to.contain('kms:GenerateMac').and.not.to.contain('kms:Encrypt');
  });
});
