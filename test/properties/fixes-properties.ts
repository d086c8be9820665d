/**
 * What holds of every suggested fix: it allows the request, and it allows no other request that it does not announce,
 * whatever the encryption context is.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AccessCell, AccessCondition, ConditionTest, Fix, FixChange, FixKind } from '../../src/model/decision.ts';
import type { PolicyDocument } from '../../src/model/policy-document.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

const A = '111122223333';
const ADMIN = `arn:aws:iam::${A}:user/admin`;
const ANN = `arn:aws:iam::${A}:user/ann`;
const EVE = `arn:aws:iam::${A}:user/eve`;
const BOB = 'arn:aws:iam::444455556666:user/bob';
const ROOT_A = `arn:aws:iam::${A}:root`;
const ROOT_B = 'arn:aws:iam::444455556666:root';
const ROLE = `arn:aws:iam::${A}:role/App`;
const SESSION = `arn:aws:sts::${A}:assumed-role/App/web`;
/** A session that no policy and no grant names. */
const UNNAMED = `arn:aws:sts::${A}:assumed-role/App/batch`;
const CALLERS = [ANN, EVE, BOB, SESSION, UNNAMED] as const;
const OPERATIONS = ['Encrypt', 'GenerateDataKey', 'Decrypt'] as const;

/** The principal that a policy names for a caller. */
const principalOf = (caller: string): string => (caller === SESSION || caller === UNNAMED ? ROLE : caller);

/** The row of the access matrix that tells about a caller: a session has its own if a policy or grant names it. */
function rowOf(caller: string, { key, grants }: Policies): string {
  const isNamed =
    key.some(({ Principal }) => (Principal as { AWS: unknown }).AWS === caller) ||
    grants.some(({ grantee }) => grantee === caller);
  return isNamed ? caller : principalOf(caller);
}

type Statement = Readonly<Record<string, unknown>>;
type Pairs = Readonly<Record<string, string>>;

interface Asked {
  readonly caller: string;
  readonly operation: (typeof OPERATIONS)[number];
  readonly context: Pairs;
}

/** The policies and grants of one key. An undefined boundary is none. */
interface Policies {
  readonly key: readonly Statement[];
  readonly ann: readonly Statement[];
  readonly bob: readonly Statement[];
  readonly role: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
  readonly grants: readonly {
    readonly grantee: string;
    readonly operations: readonly (typeof OPERATIONS)[number][];
    readonly constraint: Readonly<Record<string, Pairs>>;
  }[];
}

const value = fc.constantFrom('eu', 'us', '${aws:username}', 'e*');
const context = fc.dictionary(fc.constantFrom('tenant', 'file', 'Team'), value, { maxKeys: 3, noNullPrototype: true });
const condition = fc.oneof(
  fc.constant<Statement>({}),
  fc.record({
    Condition: fc.record({
      StringEquals: fc.record({ 'kms:EncryptionContext:tenant': fc.constantFrom('eu', 'us') }),
    }),
  }),
  fc.constantFrom<Statement>(
    { Condition: { StringNotEquals: { 'kms:EncryptionContext:tenant': 'eu' } } },
    { Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'eu', 'kms:EncryptionContext:file': 'us' } } },
    { Condition: { Null: { 'kms:EncryptionContext:file': 'false' } } },
    { Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenant', 'file'] } } },
    { Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'Team' } } },
  ),
);
const merged = (parts: readonly Statement[]): Statement => Object.assign({}, ...parts) as Statement;
const statement = fc
  .tuple(
    fc.constantFrom<Statement>({ Effect: 'Allow' }, { Effect: 'Allow' }, { Effect: 'Deny' }),
    fc.constantFrom<Statement>(
      { Action: 'kms:Encrypt' },
      { Action: 'kms:GenerateDataKey*' },
      { Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'] },
      { Action: 'kms:*crypt' },
      { Action: 'kms:Decrypt' },
    ),
    fc.constant<Statement>({ Resource: '*' }),
    condition,
  )
  .map(merged);
const keyStatement = fc
  .tuple(
    statement,
    fc.constantFrom<Statement>(
      { Principal: { AWS: ROOT_A } },
      { Principal: { AWS: [ROOT_A, ROOT_B] } },
      { Principal: { AWS: ANN } },
      { Principal: { AWS: EVE } },
      { Principal: { AWS: ROLE } },
      { Principal: { AWS: SESSION } },
    ),
  )
  .map(merged);
const some = fc.array(statement, { maxLength: 2 });
/** Identity policies of the role: some depend on the name of the session. */
const ofRole = fc.array(
  fc.oneof(
    { arbitrary: statement, weight: 3 },
    {
      arbitrary: statement.map((one) => ({ ...one, Condition: { StringLike: { 'aws:userid': '*:web' } } })),
      weight: 1,
    },
  ),
  { maxLength: 2 },
);
const policies = fc.record<Policies>({
  key: fc.array(keyStatement, { maxLength: 3 }),
  ann: some,
  bob: some,
  role: ofRole,
  boundary: fc.option(some, { nil: undefined, freq: 2 }),
  grants: fc.array(
    fc.record({
      grantee: fc.constantFrom(ANN, EVE, BOB, ROLE, SESSION),
      operations: fc.oneof(fc.constant(OPERATIONS), fc.subarray([...OPERATIONS], { minLength: 1 })),
      constraint: fc.constantFrom<Readonly<Record<string, Pairs>>>(
        { EncryptionContextSubset: { tenant: 'eu' } },
        { EncryptionContextEquals: { tenant: 'eu', file: 'us' } },
        { EncryptionContextSubset: { team: 'e*' } },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const calls = fc.record<Asked>({
  caller: fc.constantFrom(ANN, ANN, EVE, BOB, SESSION, UNNAMED),
  operation: fc.constantFrom(...OPERATIONS),
  context,
});

/** Conditions on CreateGrant. */
const grantConditions = fc.array(
  fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Condition: fc.constantFrom<Statement>(
      { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] } },
      { 'ForAnyValue:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'] } },
      { StringEquals: { 'kms:GranteePrincipal': [BOB, EVE] } },
      { StringNotEquals: { 'kms:GranteePrincipal': ROLE } },
      { StringLike: { 'kms:GranteePrincipal': `arn:aws:iam::${A}:*` } },
      { StringEquals: { 'kms:RetiringPrincipal': ADMIN } },
      { StringNotEqualsIfExists: { 'kms:RetiringPrincipal': ADMIN } },
      { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' } },
      { StringNotEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals' } },
      { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } },
      { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals', 'kms:EncryptionContext:file': 'us' } },
      { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    ),
  }),
  { maxLength: 3 },
);
const constraints = fc.oneof(
  fc.constant<Statement>({}),
  fc
    .tuple(fc.constantFrom('EncryptionContextEquals', 'EncryptionContextSubset'), context)
    .filter(([, pairs]) => Object.keys(pairs).length > 0)
    .map(([type, pairs]): Statement => ({ Constraints: { [type]: pairs } })),
);
const askedGrant = fc
  .tuple(
    fc.record({
      GranteePrincipal: fc.constantFrom(EVE, BOB, ROLE),
      Operations: fc.subarray(['Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey'] as const, { minLength: 1 }),
    }),
    constraints,
  )
  .map(([grant, constrained]) => ({ ...grant, ...constrained }));
const parentGrant = fc.option(
  fc
    .tuple(fc.subarray(['Encrypt', 'Decrypt', 'DescribeKey'] as const, { minLength: 1 }), constraints)
    .map(([operations, constrained]): Statement => ({ Operations: ['CreateGrant', ...operations], ...constrained })),
  { nil: undefined, freq: 2 },
);

/** Contexts that are compared before and after a fix, in addition to random ones. */
const CONTEXTS: readonly Pairs[] = [
  {},
  { tenant: 'eu' },
  { tenant: 'us' },
  { tenant: 'eu', file: 'us' },
  { file: 'eu' },
  { Team: 'eu' },
  { tenant: 'ann' },
];

const document = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements, { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const KEEP: Statement = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
const keyPolicy = ({ key }: Policies): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [...key.map((one, at) => ({ Sid: `S${at}`, ...one })), KEEP] });

/** Stores the policies of `all`, for `key`. */
async function put(world: TestWorld, all: Policies, key: string): Promise<void> {
  const { directory } = world.engine;
  await world.ok('PutKeyPolicy', { KeyId: key, Policy: keyPolicy(all), BypassPolicyLockoutSafetyCheck: true });
  await directory.putPrincipal({
    arn: ANN,
    policies: [document(all.ann)],
    boundary: all.boundary === undefined ? null : document(all.boundary),
  });
  await directory.putPrincipal({ arn: EVE, policies: [] });
  await directory.putPrincipal({ arn: BOB, policies: [document(all.bob)] });
  await directory.putPrincipal({ arn: ROLE, policies: [document(all.role)], accessKey: false });
}

/** Applies a change. Returns what undoes it, unless `put` does. */
async function apply(world: TestWorld, change: FixChange): Promise<(() => Promise<unknown>) | undefined> {
  if (change.kind === 'create-grant') {
    const { keyArn: KeyId, grant, callers } = change;
    expect(callers).to.include(ADMIN);
    const { GrantId } = await world.ok('CreateGrant', { KeyId, ...grant } as never);
    return () => world.ok('RevokeGrant', { KeyId, GrantId } as never);
  }
  if (change.kind === 'put-key-policy') {
    const input = { KeyId: change.keyArn, Policy: change.policy, BypassPolicyLockoutSafetyCheck: true };
    await world.ok('PutKeyPolicy', input);
  } else if (change.kind === 'put-principal') {
    const { kind: _kind, ...principal } = change;
    await world.engine.directory.putPrincipal(principal);
  } else throw new Error(`No other policies exist here: ${change.kind}.`);
  return undefined;
}

const inputOf = (key: string, { operation, context: EncryptionContext }: Asked): Record<string, unknown> => ({
  KeyId: key,
  EncryptionContext,
  ...(operation === 'Encrypt' && { Plaintext: Uint8Array.of(1) }),
  ...(operation === 'GenerateDataKey' && { KeySpec: 'AES_256' }),
  // Nothing is encrypted that could be decrypted.
  ...(operation === 'Decrypt' && { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }),
});

/** Whether KMS allows a call. */
async function isAllowed(world: TestWorld, key: string, call: Asked): Promise<boolean> {
  const reply = await world.reply(call.operation, { ...inputOf(key, call), DryRun: true } as never, {
    caller: call.caller,
  });
  if (!reply.ok && reply.error.name === 'DryRunOperationException') return true;
  if (!reply.ok && reply.error.name === 'AccessDeniedException') return false;
  throw new Error(reply.ok ? 'The call was made.' : reply.error.name);
}

const foldedPair = (pairs: Pairs, name: string): string | undefined =>
  Object.entries(pairs).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** Whether a context meets one test. Written from AWS's description of the operators. */
function meets({ operator, key, values }: ConditionTest, { caller, context: pairs }: Asked): boolean {
  if (key === 'aws:userid') return values.some((pattern) => caller.endsWith(pattern.replace('*:', '/')));
  const names = Object.keys(pairs);
  const wanted = values.map((text) => text.replaceAll('${$}', '$'));
  if (operator === 'EncryptionContextSubset' || operator === 'EncryptionContextEquals')
    return foldedPair(pairs, key) === wanted[0];
  if (key === 'kms:EncryptionContextKeys') {
    if (operator === 'Null') return (wanted[0] === 'true') === (names.length === 0);
    if (operator.startsWith('ForAllValues')) return names.every((name) => wanted.includes(name));
    return names.some((name) => wanted.includes(name));
  }
  const given = foldedPair(pairs, key.slice('kms:EncryptionContext:'.length));
  if (operator === 'Null') return (wanted[0] === 'true') === (given === undefined);
  if (operator === 'StringNotEquals') return given === undefined || !wanted.includes(given);
  return given !== undefined && wanted.includes(given);
}

const takesEffect = ({ tests }: AccessCondition, asked: Asked): boolean =>
  tests.every((test) => meets(test, asked)) &&
  (tests[0]?.operator !== 'EncryptionContextEquals' || tests.length === Object.keys(asked.context).length);

/** Whether a fix announces that a call will be allowed. */
function announces({ alters, opens }: Fix, asked: Asked, all: Policies): boolean {
  const row = rowOf(asked.caller, all);
  const isIt = (cell: Pick<AccessCell, 'principal' | 'operation'>): boolean =>
    cell.principal === row && cell.operation === asked.operation;
  const cell = alters.find(isIt);
  if (cell === undefined || !opens.some(isIt)) return false;
  if (cell.outcome !== 'conditional') return cell.outcome === 'allowed';
  const { conditions = [] } = cell;
  const allows = conditions.filter(({ effect }) => effect === 'Allow');
  return (
    (allows.length === 0 || allows.some((one) => takesEffect(one, asked))) &&
    !conditions.some((one) => one.effect === 'Deny' && takesEffect(one, asked))
  );
}

/** Runs the properties, `times` as often as in a quick run, which always tries the same. */
export function fixesProperties(times: number): void {
  const runs = (quick: number) => ({ numRuns: quick * times, ...(times === 1 && { seed: 1 }) });
  describe('a suggested fix', () => {
    const found: Record<FixKind, number> = { request: 0, narrow: 0, grant: 0, wide: 0 };

    it('allows the request, and no request that it does not announce', async () => {
      const world = await testWorld();
      for (const arn of [ANN, EVE, BOB, ROLE]) await world.engine.directory.putPrincipal({ arn });
      const property = fc.asyncProperty(
        policies,
        calls,
        fc.array(context, { maxLength: 2 }),
        async (all, call, more) => {
          const key = await world.key({ Policy: keyPolicy({ ...all, key: [] }), BypassPolicyLockoutSafetyCheck: true });
          await put(world, all, key);
          for (const { grantee, operations, constraint } of all.grants) {
            const grant = { GranteePrincipal: grantee, Operations: [...operations], Constraints: constraint };
            await world.ok('CreateGrant', { KeyId: key, ...grant });
          }
          const { caller: principal, operation } = call;
          const input = inputOf(key, call);
          const asking = await world.engine.simulate({ principal, operation, input: input as never });
          if (!asking.ok) throw new Error(asking.error.name);
          const { fixes = [] } = asking.decision;
          const contexts = [...CONTEXTS, call.context, ...more];
          const probes = CALLERS.flatMap((caller) =>
            OPERATIONS.flatMap((each) => contexts.map((pairs): Asked => ({ caller, operation: each, context: pairs }))),
          );
          const allowedNow = (): Promise<boolean[]> => Promise.all(probes.map((probe) => isAllowed(world, key, probe)));
          const before = await allowedNow();
          for (const fix of fixes) {
            found[fix.kind] += 1;
            const undo: (() => Promise<unknown>)[] = [];
            for (const change of fix.changes) undo.push(...[(await apply(world, change)) ?? []].flat());
            const sent = { ...call, context: (fix.input?.EncryptionContext as Pairs | undefined) ?? call.context };
            expect(await isAllowed(world, key, sent), `the request: ${fix.says}`).to.equal(true);
            const after = await allowedNow();
            const gained = probes.filter((_, at) => after[at] && !before[at]);
            if (fix.kind === 'request') expect(gained).to.deep.equal([]);
            for (const probe of gained) {
              expect(announces(fix, probe, all), `${JSON.stringify(probe)}: ${fix.says}`).to.equal(true);
              if (fix.kind === 'narrow' || fix.kind === 'grant')
                expect([principalOf(probe.caller), probe.operation], fix.says).to.deep.equal([
                  principalOf(principal),
                  operation,
                ]);
            }
            for (const each of undo) await each();
            if (fix.changes.length > 0) await put(world, all, key);
          }
        },
      );
      await fc.assert(property, runs(15));
      // Otherwise the property would hold because no call was denied.
      for (const kind of ['request', 'narrow', 'grant', 'wide'] as const)
        expect(found[kind], kind).to.be.greaterThan(times);
    });

    it('that changes a request of CreateGrant gives no further operation, and KMS accepts it', async () => {
      const world = await testWorld();
      for (const arn of [ANN, EVE, BOB, ROLE]) await world.engine.directory.putPrincipal({ arn });
      let changed = 0;
      const property = fc.asyncProperty(grantConditions, askedGrant, parentGrant, async (conditions, input, parent) => {
        const allow = { Principal: { AWS: ANN }, Action: 'kms:CreateGrant', Resource: '*' };
        const statements = conditions.map(({ Effect, Condition }, at) => ({
          Sid: `G${at}`,
          Effect,
          ...allow,
          Condition,
        }));
        const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [...statements, KEEP] });
        const KeyId = await world.key({ Policy, BypassPolicyLockoutSafetyCheck: true });
        if (parent !== undefined) await world.ok('CreateGrant', { KeyId, GranteePrincipal: ANN, ...parent } as never);
        const call = { KeyId, ...input };
        const question = { principal: ANN, operation: 'CreateGrant', input: call } as const;
        const asking = await world.engine.simulate(question as never);
        if (!asking.ok) throw new Error(asking.error.name);
        for (const { kind, input: sent, changes, opens } of asking.decision.fixes ?? []) {
          if (kind !== 'request') continue;
          changed += 1;
          expect([changes, opens]).to.deep.equal([[], []]);
          const { Operations } = { ...call, ...sent } as typeof input;
          expect(input.Operations).to.include.members([...Operations]);
          await world.ok('CreateGrant', { ...call, ...sent } as never, { caller: ANN });
        }
      });
      await fc.assert(property, runs(25));
      expect(changed).to.be.greaterThan(3 * times);
    });
  });
}
