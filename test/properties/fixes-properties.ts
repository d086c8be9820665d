/**
 * What holds of every suggested fix: it allows the request, and it allows no other request that it does not announce,
 * whatever the encryption context is.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AccessCell, AccessCondition, ConditionTest, Fix, FixChange } from '../../src/model/decision.ts';
import type { PolicyDocument } from '../../src/model/policy-document.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

const A = '111122223333';
const ADMIN = `arn:aws:iam::${A}:user/admin`;
const ANN = `arn:aws:iam::${A}:user/ann`;
const EVE = `arn:aws:iam::${A}:user/eve`;
const BOB = 'arn:aws:iam::444455556666:user/bob';
const ROOT_A = `arn:aws:iam::${A}:root`;
const ROOT_B = 'arn:aws:iam::444455556666:root';
const CALLERS = [ANN, EVE, BOB] as const;
const OPERATIONS = ['Encrypt', 'GenerateDataKey'] as const;

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
  readonly boundary: readonly Statement[] | undefined;
  readonly grants: readonly { readonly grantee: string; readonly constraint: Readonly<Record<string, Pairs>> }[];
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
      { Action: ['kms:Encrypt', 'kms:GenerateDataKey'] },
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
    ),
  )
  .map(merged);
const some = fc.array(statement, { maxLength: 2 });
const policies = fc.record<Policies>({
  key: fc.array(keyStatement, { maxLength: 3 }),
  ann: some,
  bob: some,
  boundary: fc.option(some, { nil: undefined, freq: 2 }),
  grants: fc.array(
    fc.record({
      grantee: fc.constantFrom(...CALLERS),
      constraint: fc.constantFrom<Readonly<Record<string, Pairs>>>(
        { EncryptionContextSubset: { tenant: 'eu' } },
        { EncryptionContextEquals: { tenant: 'eu', file: 'us' } },
      ),
    }),
    { maxLength: 1 },
  ),
});
const asked = fc.record<Asked>({
  caller: fc.constantFrom(ANN, ANN, EVE, BOB),
  operation: fc.constantFrom(...OPERATIONS),
  context,
});

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
}

async function apply(world: TestWorld, change: FixChange): Promise<void> {
  if (change.kind === 'put-key-policy') {
    const input = { KeyId: change.keyArn, Policy: change.policy, BypassPolicyLockoutSafetyCheck: true };
    await world.ok('PutKeyPolicy', input);
  } else if (change.kind === 'put-principal') {
    const { kind: _kind, ...principal } = change;
    await world.engine.directory.putPrincipal(principal);
  } else throw new Error(`No other policies exist here: ${change.kind}.`);
}

const inputOf = (key: string, { operation, context: EncryptionContext }: Asked): Record<string, unknown> => ({
  KeyId: key,
  EncryptionContext,
  ...(operation === 'Encrypt' ? { Plaintext: Uint8Array.of(1) } : { KeySpec: 'AES_256' }),
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
function meets({ operator, key, values }: ConditionTest, pairs: Pairs): boolean {
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

const takesEffect = ({ tests }: AccessCondition, pairs: Pairs): boolean =>
  tests.every((test) => meets(test, pairs)) &&
  (tests[0]?.operator !== 'EncryptionContextEquals' || tests.length === Object.keys(pairs).length);

/** Whether a fix announces that a call will be allowed. */
function announces({ alters, opens }: Fix, { caller, operation, context: pairs }: Asked): boolean {
  const isIt = (cell: Pick<AccessCell, 'principal' | 'operation'>): boolean =>
    cell.principal === caller && cell.operation === operation;
  const cell = alters.find(isIt);
  if (cell === undefined || !opens.some(isIt)) return false;
  if (cell.outcome !== 'conditional') return cell.outcome === 'allowed';
  const { conditions = [] } = cell;
  const allows = conditions.filter(({ effect }) => effect === 'Allow');
  return (
    (allows.length === 0 || allows.some((one) => takesEffect(one, pairs))) &&
    !conditions.some((one) => one.effect === 'Deny' && takesEffect(one, pairs))
  );
}

/** Runs the properties, `times` as often as in a quick run. */
export function fixesProperties(times: number): void {
  describe('a suggested fix', () => {
    let found = 0;

    it('allows the request, and no request that it does not announce', async () => {
      const world = await testWorld();
      for (const arn of CALLERS) await world.engine.directory.putPrincipal({ arn });
      const property = fc.asyncProperty(
        policies,
        asked,
        fc.array(context, { maxLength: 2 }),
        async (all, call, more) => {
          const key = await world.key({ Policy: keyPolicy({ ...all, key: [] }), BypassPolicyLockoutSafetyCheck: true });
          await put(world, all, key);
          for (const { grantee, constraint } of all.grants) {
            await world.ok('CreateGrant', {
              KeyId: key,
              GranteePrincipal: grantee,
              Operations: ['Encrypt', 'GenerateDataKey'],
              Constraints: constraint,
            });
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
            found += 1;
            for (const change of fix.changes) await apply(world, change);
            const sent = { ...call, context: (fix.input?.EncryptionContext as Pairs | undefined) ?? call.context };
            expect(await isAllowed(world, key, sent), `the request: ${fix.says}`).to.equal(true);
            const after = await allowedNow();
            const gained = probes.filter((_, at) => after[at] && !before[at]);
            if (fix.kind === 'request') expect(gained).to.deep.equal([]);
            for (const probe of gained) {
              expect(announces(fix, probe), `${JSON.stringify(probe)}: ${fix.says}`).to.equal(true);
              if (fix.kind === 'narrow')
                expect([probe.caller, probe.operation], fix.says).to.deep.equal([principal, operation]);
            }
            if (fix.changes.length > 0) await put(world, all, key);
          }
        },
      );
      await fc.assert(property, { numRuns: 15 * times });
      // Otherwise the property would hold because no call was denied.
      expect(found).to.be.greaterThan(5 * times);
    });
  });
}
