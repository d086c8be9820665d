/** Who may do what: cases as data. Given policies and principals; when a call; then allowed or denied, by whom, in AWS's words. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { PolicyDocument } from '../../src/model/records.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

const A = '111122223333';
const B = '444455556666';
const ANN = `arn:aws:iam::${A}:user/ann`;
const BOB = `arn:aws:iam::${B}:user/bob`;
const ROLE = `arn:aws:iam::${A}:role/app`;
const SESSION = `arn:aws:sts::${A}:assumed-role/app/one`;
const ROOT_A = `arn:aws:iam::${A}:root`;
const ROOT_B = `arn:aws:iam::${B}:root`;

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const policy = (...Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const allow = (Action: Statement['Action'], Principal?: unknown, Sid?: string): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...(Principal === undefined ? {} : { Principal: { AWS: Principal } }),
  ...(Sid === undefined ? {} : { Sid }),
});
const deny = (Action: Statement['Action'], Principal?: unknown, Sid?: string): Statement => ({ ...allow(Action, Principal, Sid), Effect: 'Deny' });
const KEEP = allow('kms:*', ROOT_A, 'Keep');

interface AuthorizationCase {
  readonly rule: string;
  /** The key policy; the default one when not given. */
  readonly key?: readonly Statement[];
  readonly identity?: Readonly<Record<string, readonly Statement[]>>;
  readonly caller: string;
  readonly call?: 'Encrypt' | 'DescribeKey' | 'EnableKey' | 'ListKeys' | 'CreateAlias' | 'ReEncrypt' | 'CreateKeyTagged' | 'Decrypt';
  /** Undefined: allowed. Else the end of AWS's text. */
  readonly denied?: string;
  readonly by?: string;
}

const resource = (action: string) => `because no resource-based policy allows the ${action} action`;
const identity = (action: string) => `because no identity-based policy allows the ${action} action`;

const CASES: readonly AuthorizationCase[] = [
  {
    rule: 'the default policy delegates: an identity policy is enough',
    identity: { [ANN]: [allow('kms:Encrypt')] },
    caller: ANN,
    by: 'identity-policy',
  },
  { rule: 'delegation without an identity policy is nothing', caller: ANN, denied: identity('kms:Encrypt') },
  {
    rule: 'an identity policy without delegation is nothing',
    key: [allow('kms:*', ROLE)],
    identity: { [ANN]: [allow('kms:*')] },
    caller: ANN,
    denied: resource('kms:Encrypt'),
  },
  { rule: 'the key policy names the user', key: [KEEP, allow('kms:Encrypt', ANN, 'Use')], caller: ANN, by: 'key-policy' },
  { rule: 'the key policy names another action', key: [allow('kms:Decrypt', ANN)], caller: ANN, denied: resource('kms:Encrypt') },
  { rule: 'a role in the key policy means each of its sessions', key: [KEEP, allow('kms:Encrypt', ROLE)], caller: SESSION, by: 'key-policy' },
  { rule: 'a session in the key policy means that session', key: [KEEP, allow('kms:Encrypt', SESSION)], caller: SESSION, by: 'key-policy' },
  {
    rule: 'and no other session',
    key: [KEEP, allow('kms:Encrypt', SESSION)],
    caller: `arn:aws:sts::${A}:assumed-role/app/two`,
    denied: identity('kms:Encrypt'),
  },
  { rule: 'everyone in the account needs no identity policy', key: [KEEP, allow('kms:Encrypt', '*')], caller: ANN, by: 'key-policy' },
  { rule: 'twelve digits mean the account', key: [allow('kms:*', A)], identity: { [ANN]: [allow('kms:*')] }, caller: ANN, by: 'identity-policy' },
  { rule: 'the root of the account through the account statement', caller: ROOT_A, by: 'key-policy' },
  { rule: 'the root has no right of its own', key: [allow('kms:*', ANN)], caller: ROOT_A, denied: resource('kms:Encrypt') },
  {
    rule: 'a deny in the key policy wins',
    key: [KEEP, allow('kms:Encrypt', ANN), deny('kms:Encrypt', ANN, 'No')],
    caller: ANN,
    denied: 'with an explicit deny in a resource-based policy',
    by: 'key-policy',
  },
  {
    rule: 'a deny of the account hits its users',
    key: [KEEP, allow('kms:Encrypt', ANN), deny('kms:Encrypt', ROOT_A)],
    caller: ANN,
    denied: 'with an explicit deny in a resource-based policy',
  },
  {
    rule: 'a deny in an identity policy wins over the key policy',
    key: [KEEP, allow('kms:Encrypt', ANN)],
    identity: { [ANN]: [deny('kms:En*')] },
    caller: ANN,
    denied: 'with an explicit deny in an identity-based policy',
    by: 'identity-policy',
  },
  { rule: 'actions fold case and take wildcards', identity: { [ANN]: [allow('KMS:enc?ypt')] }, caller: ANN, by: 'identity-policy' },
  {
    rule: 'an identity policy may name the key',
    identity: { [ANN]: [{ Effect: 'Allow', Action: 'kms:*', Resource: `arn:aws:kms:*:${A}:key/*` }] },
    caller: ANN,
    by: 'identity-policy',
  },
  {
    rule: 'and another key is not it',
    identity: { [ANN]: [{ Effect: 'Allow', Action: 'kms:*', Resource: `arn:aws:kms:eu-west-1:${A}:key/*` }] },
    caller: ANN,
    denied: identity('kms:Encrypt'),
  },
  {
    rule: 'across accounts both halves allow',
    key: [KEEP, allow('kms:Encrypt', ROOT_B)],
    identity: { [BOB]: [allow('kms:Encrypt')] },
    caller: BOB,
    by: 'identity-policy',
  },
  { rule: 'across accounts the key’s half is missing', identity: { [BOB]: [allow('kms:Encrypt')] }, caller: BOB, denied: resource('kms:Encrypt') },
  { rule: 'across accounts the caller’s half is missing', key: [KEEP, allow('kms:Encrypt', BOB)], caller: BOB, denied: identity('kms:Encrypt') },
  { rule: 'everyone is not enough across accounts', key: [KEEP, allow('kms:Encrypt', '*')], caller: BOB, denied: identity('kms:Encrypt') },
  {
    rule: 'operations that are not for other accounts',
    key: [KEEP, allow('kms:*', ROOT_B)],
    identity: { [BOB]: [allow('kms:*')] },
    caller: BOB,
    call: 'EnableKey',
    denied: resource('kms:EnableKey'),
  },
  {
    rule: 'an operation without a resource asks the identity policy for *',
    identity: { [ANN]: [{ Effect: 'Allow', Action: 'kms:*', Resource: `arn:aws:kms:*:${A}:key/*` }] },
    caller: ANN,
    call: 'ListKeys',
    denied: identity('kms:ListKeys'),
  },
  {
    rule: 'an alias needs the alias and the key',
    identity: { [ANN]: [allow('kms:CreateAlias')] },
    caller: ANN,
    call: 'CreateAlias',
    by: 'identity-policy',
  },
  {
    rule: 'the key alone is not enough for an alias',
    identity: { [ANN]: [{ Effect: 'Allow', Action: 'kms:CreateAlias', Resource: `arn:aws:kms:*:*:key/*` }] },
    caller: ANN,
    call: 'CreateAlias',
    denied: identity('kms:CreateAlias'),
  },
  { rule: 'ReEncrypt needs From and To', identity: { [ANN]: [allow('kms:ReEncrypt*')] }, caller: ANN, call: 'ReEncrypt', by: 'identity-policy' },
  {
    rule: 'ReEncryptFrom alone',
    identity: { [ANN]: [allow('kms:ReEncryptFrom')] },
    caller: ANN,
    call: 'ReEncrypt',
    denied: identity('kms:ReEncryptTo'),
  },
  {
    rule: 'tags at creation need TagResource',
    identity: { [ANN]: [allow('kms:CreateKey')] },
    caller: ANN,
    call: 'CreateKeyTagged',
    denied: identity('kms:TagResource'),
  },
  {
    rule: 'a key that only the ciphertext names is not given away',
    caller: ANN,
    call: 'Decrypt',
    denied:
      'on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
  },
];

async function given({ key, identity: policies = {} }: AuthorizationCase): Promise<{ world: TestWorld; arn: string; other: string }> {
  const world = await testWorld();
  for (const arn of [ANN, BOB, ROLE]) await world.engine.directory.putPrincipal({ arn, policies: policies[arn] ? [policy(...policies[arn])] : [] });
  const other = await world.key();
  const arn = await world.key(key === undefined ? {} : { Policy: JSON.stringify(policy(...key)), BypassPolicyLockoutSafetyCheck: true });
  return { world, arn, other };
}

async function call({ call: name = 'Encrypt', caller }: AuthorizationCase, { world, arn, other }: Awaited<ReturnType<typeof given>>) {
  const sealed = async () =>
    (await world.reply('Encrypt', { KeyId: other, Plaintext: Uint8Array.of(1) })) as { output: { CiphertextBlob: Uint8Array } };
  const inputs: Readonly<Record<NonNullable<AuthorizationCase['call']>, () => Promise<[OperationName, object]>>> = {
    Encrypt: () => Promise.resolve(['Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) }]),
    DescribeKey: () => Promise.resolve(['DescribeKey', { KeyId: arn }]),
    EnableKey: () => Promise.resolve(['EnableKey', { KeyId: arn }]),
    ListKeys: () => Promise.resolve(['ListKeys', {}]),
    CreateAlias: () => Promise.resolve(['CreateAlias', { AliasName: 'alias/case', TargetKeyId: arn }]),
    ReEncrypt: async () => ['ReEncrypt', { CiphertextBlob: (await sealed()).output.CiphertextBlob, DestinationKeyId: arn }],
    CreateKeyTagged: () => Promise.resolve(['CreateKey', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }]),
    Decrypt: async () => ['Decrypt', { CiphertextBlob: (await sealed()).output.CiphertextBlob }],
  };
  const [operation, input] = await inputs[name]();
  return world.reply(operation, input as InputOf<OperationName>, { caller });
}

describe('authorization', () => {
  for (const row of CASES) {
    it(row.rule, async () => {
      const reply = await call(row, await given(row));
      if (row.denied === undefined) expect(reply.ok, JSON.stringify(reply.ok ? {} : reply.error)).to.equal(true);
      else {
        expect(reply.ok ? 'ok' : reply.error.name).to.equal('AccessDeniedException');
        expect(reply.ok ? '' : reply.error.message).to.match(/^User: arn:aws:(iam|sts)::\d{12}:\S+ is not authorized to perform: kms:\w+ on /);
        expect(reply.ok ? '' : reply.error.message?.endsWith(row.denied), reply.ok ? '' : reply.error.message).to.equal(true);
        expect(reply.event?.record.errorCode).to.equal('AccessDenied');
      }
      expect(reply.decision?.allowed).to.equal(row.denied === undefined);
      if (row.by !== undefined) expect(reply.decision?.decidedBy.kind).to.equal(row.by);
    });
  }
});

describe('a key policy', () => {
  const REFUSED: readonly { rule: string; text: string; error: string; note: RegExp }[] = [
    { rule: 'that is not JSON', text: '{', error: 'MalformedPolicyDocumentException', note: /not JSON/ },
    {
      rule: 'with an operator that does not exist',
      text: JSON.stringify(policy({ ...KEEP, ...{ Condition: { StringMatches: { 'aws:username': 'x' } } } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /no condition operator StringMatches/,
    },
    {
      rule: 'with Null and IfExists',
      text: JSON.stringify(policy({ ...KEEP, ...{ Condition: { NullIfExists: { 'aws:username': 'true' } } } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /no condition operator NullIfExists/,
    },
    {
      rule: 'with ForAllValues over a single-valued key',
      text: JSON.stringify(policy({ ...KEEP, ...{ Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:a': 'x' } } } } as Statement)),
      error:
        'MalformedPolicyDocumentException: OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.',
      note: /^$/,
    },
    {
      rule: 'with both Action and NotAction',
      text: JSON.stringify(policy({ ...KEEP, ...{ NotAction: 'kms:Encrypt' } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /both Action and NotAction/,
    },
    {
      rule: 'with one Sid twice',
      text: JSON.stringify(policy(KEEP, KEEP)),
      error: 'MalformedPolicyDocumentException',
      note: /Two statements have the Sid Keep/,
    },
    {
      rule: 'with an effect in another case',
      text: JSON.stringify(policy({ ...KEEP, Effect: 'allow' as 'Allow' })),
      error: 'MalformedPolicyDocumentException',
      note: /Effect/,
    },
    { rule: 'without a principal', text: JSON.stringify(policy(allow('kms:*'))), error: 'MalformedPolicyDocumentException', note: /Principal/ },
    {
      rule: 'with a service that has no service name',
      text: JSON.stringify(policy({ ...KEEP, Principal: { Service: 's3' } })),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /names s3/,
    },
    {
      rule: 'with a resource that is no ARN',
      text: JSON.stringify(policy({ ...KEEP, Resource: 'key/x' })),
      error: 'MalformedPolicyDocumentException',
      note: /neither an ARN/,
    },
    {
      rule: 'with an unknown element',
      text: JSON.stringify(policy({ ...KEEP, ...{ Extra: 1 } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /unknown element Extra/,
    },
    {
      rule: 'with a group as principal',
      text: JSON.stringify(policy(allow('kms:*', `arn:aws:iam::${A}:group/all`))),
      error: 'InvalidArnException: An ARN in the specified key policy is invalid.',
      note: /group/,
    },
    {
      rule: 'with a principal that is not there',
      text: JSON.stringify(policy(KEEP, allow('kms:*', `arn:aws:iam::${A}:user/ghost`))),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /ghost/,
    },
    {
      rule: 'that locks its writer out',
      text: JSON.stringify(policy(allow('kms:Encrypt', ROOT_A))),
      error: 'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
      note: /^$/,
    },
  ];
  for (const { rule, text, error, note } of REFUSED) {
    it(`${rule} is refused, and the old one stays`, async () => {
      const world = await testWorld();
      const KeyId = await world.key();
      const before = await world.ok('GetKeyPolicy', { KeyId });
      const reply = await world.reply('PutKeyPolicy', { KeyId, Policy: text });
      expect(reply.ok ? 'ok' : [reply.error.name, reply.error.message].filter(Boolean).join(': ')).to.equal(error);
      expect(reply.ok ? '' : (reply.error.note ?? '')).to.match(note);
      expect(await world.ok('GetKeyPolicy', { KeyId })).to.deep.equal(before);
    });
  }

  it('may lock its writer out when asked to', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('PutKeyPolicy', { KeyId, Policy: JSON.stringify(policy(allow('kms:Encrypt', ROOT_A))), BypassPolicyLockoutSafetyCheck: true });
    expect(await world.error('DescribeKey', { KeyId })).to.contain('AccessDeniedException');
  });

  it('of 32,769 bytes is over the quota', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const text = JSON.stringify(policy(KEEP)).padEnd(32_769, ' ');
    expect(await world.error('PutKeyPolicy', { KeyId, Policy: text })).to.equal('LimitExceededException');
    await world.ok('PutKeyPolicy', { KeyId, Policy: text.slice(0, 32_768) });
  });

  const statements = fc.array(
    fc.record({
      Effect: fc.constantFrom<Statement['Effect']>('Allow', 'Allow', 'Deny'),
      Action: fc.constantFrom('kms:Encrypt', 'kms:*', 'kms:Decrypt', 'kms:Enc*'),
      Principal: fc.constantFrom('*', ANN, ROOT_A, BOB, ROLE),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it('does not depend on the order of its statements; a deny more never allows, an allow less never allows', async () => {
    const world = await testWorld();
    for (const arn of [ANN, BOB, ROLE]) await world.engine.directory.putPrincipal({ arn, policies: [policy(allow('kms:Encrypt'))] });
    const allowed = async (list: readonly { Effect: Statement['Effect']; Action: string; Principal: string }[]) => {
      const rows = list.map(({ Effect, Action, Principal }) => ({ Effect, Action, Resource: '*', Principal: { AWS: Principal } }));
      const KeyId = await world.key({ Policy: JSON.stringify(policy(...rows)), BypassPolicyLockoutSafetyCheck: true });
      return (await world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) }, { caller: ANN })).ok;
    };
    await fc.assert(
      fc.asyncProperty(statements, async (list) => {
        const now = await allowed(list);
        expect(await allowed(list.toReversed())).to.equal(now);
        if (now) return;
        expect(await allowed([...list, { Effect: 'Deny', Action: 'kms:*', Principal: ANN }])).to.equal(false);
        const index = list.findIndex((row) => row.Effect === 'Allow');
        if (index >= 0 && list.length > 1) expect(await allowed(list.toSpliced(index, 1))).to.equal(false);
      }),
      { numRuns: 60 },
    );
  });
});
