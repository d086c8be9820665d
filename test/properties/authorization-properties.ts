/**
 * What holds of authorization whatever the policies say: denials only take, allows only give, order is nothing, grants
 * never widen, a simulation is the call.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Call, Reply } from '../../src/model/contract.ts';
import type { PolicyDocument } from '../../src/model/policy-document.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

const A = '111122223333';
const B = '444455556666';
const ADMIN = `arn:aws:iam::${A}:user/admin`;
const ANN = `arn:aws:iam::${A}:user/ann`;
const EVE = `arn:aws:iam::${A}:user/eve`;
const BOB = `arn:aws:iam::${B}:user/bob`;
const APP = `arn:aws:iam::${A}:role/app`;
const ONE = `arn:aws:sts::${A}:assumed-role/app/one`;
const ROOT_A = `arn:aws:iam::${A}:root`;
const ROOT_B = `arn:aws:iam::${B}:root`;

type Statement = Readonly<Record<string, unknown>>;
type Pairs = Readonly<Record<string, string>>;

/** Everything that has a say about one key. An empty list is a policy that allows nothing; undefined is no policy. */
interface Policies {
  readonly key: readonly Statement[];
  readonly ann: readonly Statement[];
  readonly app: readonly Statement[];
  readonly bob: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
  readonly session: readonly Statement[] | undefined;
  readonly scp: readonly Statement[] | undefined;
}

type Place = keyof Policies;

const PLACES: readonly Place[] = ['key', 'ann', 'app', 'bob', 'boundary', 'session', 'scp'];

interface Asked {
  readonly caller: string;
  readonly operation: 'Encrypt' | 'GenerateDataKey' | 'DescribeKey' | 'DisableKey';
  readonly context: Pairs;
}

/** Says nothing about keys. */
const IDLE: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

const document = (statements: readonly Statement[], more: Statement = IDLE): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements, more],
});

const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');
const action = fc.constantFrom<Statement>(
  { Action: 'kms:*' },
  { Action: ['kms:Encrypt', 'kms:DescribeKey'] },
  { Action: 'kms:Enc*' },
  { Action: 'kms:GenerateDataKey' },
  { NotAction: 'kms:Encrypt' },
  { NotAction: 'kms:D*' },
);
const resource = fc.constantFrom<Statement>(
  { Resource: '*' },
  { Resource: '*' },
  { Resource: `arn:aws:kms:*:${A}:key/*` },
  { Resource: `arn:aws:kms:eu-west-1:${A}:key/*` },
  { NotResource: `arn:aws:kms:*:${B}:key/*` },
);
const CONDITIONS: readonly Statement[] = [
  {},
  {},
  {},
  { Condition: { StringEquals: { 'kms:EncryptionContext:dept': 'it' } } },
  { Condition: { StringNotEquals: { 'kms:EncryptionContext:dept': 'it' } } },
  { Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['dept', 'team'] } } },
  { Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'team' } } },
  { Condition: { Null: { 'kms:EncryptionContext:dept': 'false' }, StringEqualsIfExists: { 'aws:username': 'ann' } } },
  { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${A}:*` } } },
];
const condition = fc.constantFrom(...CONDITIONS);
const principal = fc.constantFrom<Statement>(
  { Principal: '*' },
  { Principal: { AWS: ROOT_A } },
  { Principal: { AWS: [ROOT_A, ROOT_B] } },
  { Principal: { AWS: ANN } },
  { Principal: { AWS: APP } },
  { Principal: { AWS: ONE } },
  { Principal: { AWS: BOB } },
  { NotPrincipal: { AWS: ANN } },
  { NotPrincipal: { AWS: [ONE, APP, ROOT_A] } },
);

const merged = (parts: readonly Statement[]): Statement => Object.assign({}, ...parts) as Statement;
const says = fc.tuple(
  effect.map((Effect): Statement => ({ Effect })),
  action,
  resource,
  condition,
);
const statement = says.map(merged);
const keyStatement = fc.tuple(says.map(merged), principal).map(merged);
const some = fc.array(statement, { maxLength: 3 });
const maybe = fc.option(some, { nil: undefined, freq: 3 });

const policies = fc.record<Policies>({
  key: fc.array(keyStatement, { maxLength: 4 }),
  ann: some,
  app: some,
  bob: some,
  boundary: maybe,
  session: maybe,
  scp: maybe,
});

const asked = fc.record<Asked>({
  caller: fc.constantFrom(ANN, ANN, ONE, ONE, BOB, ROOT_A),
  operation: fc.constantFrom('Encrypt', 'Encrypt', 'GenerateDataKey', 'DescribeKey', 'DisableKey'),
  context: fc.constantFrom({}, { dept: 'it' }, { dept: 'hr' }, { team: 'red' }, { dept: 'it', team: 'red' }),
});

const KEEP: Statement = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };

async function people(): Promise<TestWorld> {
  const world = await testWorld();
  for (const arn of [ANN, EVE, BOB, APP]) await world.engine.directory.putPrincipal({ arn });
  return world;
}

/** A key of account A under `all`; its ARN. */
async function arrange(world: TestWorld, all: Policies): Promise<string> {
  const { directory } = world.engine;
  await directory.putAccount({ id: A, scps: [] });
  const key = await world.key({
    Policy: JSON.stringify(document(all.key, KEEP)),
    BypassPolicyLockoutSafetyCheck: true,
  });
  const boundary = all.boundary === undefined ? null : document(all.boundary);
  await directory.putPrincipal({ arn: ANN, policies: [document(all.ann)], boundary });
  await directory.putPrincipal({ arn: APP, policies: [document(all.app)], boundary });
  await directory.putPrincipal({ arn: BOB, policies: [document(all.bob)] });
  await directory.putPrincipal({ arn: ONE, sessionPolicy: all.session === undefined ? null : document(all.session) });
  await directory.putAccount({ id: A, scps: all.scp === undefined ? [] : [document(all.scp)] });
  return key;
}

function inputOf(KeyId: string, { operation, context }: Asked): object {
  if (operation === 'DescribeKey' || operation === 'DisableKey') return { KeyId };
  const EncryptionContext = context;
  return operation === 'Encrypt'
    ? { KeyId, Plaintext: Uint8Array.of(1), EncryptionContext }
    : { KeyId, KeySpec: 'AES_256', EncryptionContext };
}

const callOf = (key: string, question: Asked): Call => ({
  operation: question.operation,
  input: inputOf(key, question) as Call['input'],
  region: 'us-east-1',
  caller: question.caller,
});

const allowedBy = (reply: Reply): boolean => reply.decision?.allowed === true;

/** Whether the call is allowed, in a world with these policies. */
async function isAllowed(world: TestWorld, all: Policies, question: Asked): Promise<boolean> {
  return allowedBy(await world.engine.call(callOf(await arrange(world, all), question)));
}

const changed = (
  all: Policies,
  place: Place,
  edit: (statements: readonly Statement[]) => readonly Statement[],
): Policies => {
  const statements = all[place];
  return statements === undefined ? all : { ...all, [place]: edit(statements) };
};

/** A grant as it is asked for. */
interface Wanted {
  readonly operations: readonly string[];
  readonly constraint: 'EncryptionContextEquals' | 'EncryptionContextSubset' | undefined;
  readonly pairs: Pairs;
}

const pairs = fc.constantFrom<Pairs>({ dept: 'it' }, { team: 'red' }, { dept: 'it', team: 'red' });
const wanted = fc.record<Wanted>({
  operations: fc.uniqueArray(fc.constantFrom('Encrypt', 'GenerateDataKey', 'DescribeKey'), {
    minLength: 1,
    maxLength: 3,
  }),
  constraint: fc.constantFrom('EncryptionContextEquals', 'EncryptionContextSubset', undefined),
  pairs,
});

/** Whether a grant reaches a call: written down once more, apart from the engine. */
function reaches({ operations, constraint, pairs: limit }: Wanted, { operation, context }: Asked): boolean {
  if (!operations.includes(operation)) return false;
  if (constraint === undefined || operation === 'DescribeKey') return true;
  const has = Object.entries(limit).every(([name, value]) => context[name] === value);
  return has && (constraint === 'EncryptionContextSubset' || Object.keys(context).length === Object.keys(limit).length);
}

const grantInput = (
  KeyId: string,
  GranteePrincipal: string,
  { operations, constraint, pairs: limit }: Wanted,
  ...more: readonly string[]
): Call['input'] =>
  ({
    KeyId,
    GranteePrincipal,
    Operations: [...operations, ...more],
    ...(constraint === undefined ? {} : { Constraints: { [constraint]: limit } }),
  }) as Call['input'];

/** The properties of decisions. `factor`: how many times as many examples as a short run takes. */
export function authorizationProperties(factor: number): void {
  describe('whatever the policies say', () => {
    it('a deny more never allows', async () => {
      const world = await people();
      const place = fc.constantFrom(...PLACES);
      await fc.assert(
        fc.asyncProperty(
          policies,
          asked,
          place,
          keyStatement,
          fc.nat(3),
          async (all, question, where, { Principal, NotPrincipal, ...rest }, at) => {
            if (await isAllowed(world, all, question)) return;
            const whom = where !== 'key' ? {} : Principal === undefined ? { NotPrincipal } : { Principal };
            const more = changed(all, where, (statements) =>
              statements.toSpliced(at, 0, { ...rest, ...whom, Effect: 'Deny' }),
            );
            expect(await isAllowed(world, more, question)).to.equal(false);
          },
        ),
        { numRuns: 150 * factor },
      );
    });

    it('a deny of everything always denies', async () => {
      const world = await people();
      await fc.assert(
        fc.asyncProperty(policies, asked, async (all, question) => {
          const nothing = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
          expect(await isAllowed(world, { ...all, key: [...all.key, nothing] }, question)).to.equal(false);
        }),
        { numRuns: 50 * factor },
      );
    });

    it('an allow less never allows', async () => {
      const world = await people();
      await fc.assert(
        fc.asyncProperty(policies, asked, fc.constantFrom(...PLACES), fc.nat(), async (all, question, where, at) => {
          const allows = (all[where] ?? []).flatMap((entry, index) => (entry['Effect'] === 'Allow' ? [index] : []));
          const gone = allows[at % Math.max(allows.length, 1)];
          if (gone === undefined || (await isAllowed(world, all, question))) return;
          expect(
            await isAllowed(
              world,
              changed(all, where, (statements) => statements.toSpliced(gone, 1)),
              question,
            ),
          ).to.equal(false);
        }),
        { numRuns: 200 * factor },
      );
    });

    it('the order of statements is nothing', async () => {
      const world = await people();
      await fc.assert(
        fc.asyncProperty(policies, asked, async (all, question) => {
          const turned = PLACES.reduce(
            (before, place) => changed(before, place, (statements) => statements.toReversed()),
            all,
          );
          const kinds: unknown[] = [];
          for (const each of [all, turned]) {
            const { decision } = await world.engine.call(callOf(await arrange(world, each), question));
            kinds.push([decision?.allowed, decision?.decidedBy.kind]);
          }
          expect(kinds[1]).to.deep.equal(kinds[0]);
        }),
        { numRuns: 150 * factor },
      );
    });

    it('a simulation says what the call then meets', async () => {
      const grants = fc.array(fc.constantFrom('Encrypt', 'GenerateDataKey', 'DescribeKey'), { maxLength: 1 });
      await fc.assert(
        fc.asyncProperty(policies, asked, grants, async (all, question, operations) => {
          // A simulation compares the access to every key: with those of earlier runs it would take ever longer.
          const world = await people();
          const KeyId = await arrange(world, { ...all, scp: undefined });
          for (const operation of operations) {
            const input = {
              KeyId,
              GranteePrincipal: question.caller === ROOT_A ? ANN : question.caller,
              Operations: [operation],
            } as const;
            await world.engine.call({
              operation: 'CreateGrant',
              input: { ...input, Operations: [...input.Operations] } as never,
              region: 'us-east-1',
            });
          }
          const { operation, input, region } = callOf(KeyId, question);
          const simulation = await world.engine.simulate({ principal: question.caller, operation, input, region });
          const { decision } = await world.engine.call(callOf(KeyId, question));
          if (!simulation.ok) throw new Error(simulation.error.name);
          const { fix: _fix, fixes: _fixes, ...said } = simulation.decision;
          expect(said).to.deep.equal(decision);
        }),
        { numRuns: 100 * factor },
      );
    });
  });

  describe('a grant', () => {
    it('reaches its operations under its constraints for its grantee, and nothing else', async () => {
      const world = await people();
      const KeyId = await world.key({
        Policy: JSON.stringify(document([], KEEP)),
        BypassPolicyLockoutSafetyCheck: true,
      });
      await fc.assert(
        fc.asyncProperty(wanted, asked, async (grant, question) => {
          const made = await world.engine.call({
            operation: 'CreateGrant',
            input: grantInput(KeyId, ANN, grant),
            region: 'us-east-1',
          });
          expect(made.ok).to.equal(true);
          const { GrantId } = (made as unknown as { output: { GrantId: string } }).output;
          const reply = await world.engine.call(callOf(KeyId, question));
          expect(allowedBy(reply)).to.equal(question.caller === ANN && reaches(grant, question));
          await world.ok('RevokeGrant', { KeyId, GrantId });
          expect(allowedBy(await world.engine.call(callOf(KeyId, question)))).to.equal(false);
        }),
        { numRuns: 150 * factor },
      );
    });

    it('hands on no more than it reaches', async () => {
      const world = await people();
      let handedOn = 0;
      await fc.assert(
        fc.asyncProperty(wanted, wanted, asked, async (parent, child, question) => {
          const KeyId = await world.key({
            Policy: JSON.stringify(document([], KEEP)),
            BypassPolicyLockoutSafetyCheck: true,
          });
          const parentInput = grantInput(KeyId, ANN, parent, 'CreateGrant');
          expect(
            (await world.engine.call({ operation: 'CreateGrant', input: parentInput, region: 'us-east-1' })).ok,
          ).to.equal(true);
          const childInput = grantInput(KeyId, EVE, child);
          const handed = await world.engine.call({
            operation: 'CreateGrant',
            input: childInput,
            region: 'us-east-1',
            caller: ANN,
          });
          const byEve = { ...question, caller: EVE };
          const can = allowedBy(await world.engine.call(callOf(KeyId, byEve)));
          if (handed.ok) handedOn += 1;
          expect(can).to.equal(handed.ok && reaches(child, byEve));
          if (can) expect(reaches(parent, byEve)).to.equal(true);
        }),
        { numRuns: 200 * factor },
      );
      expect(handedOn).to.be.greaterThan(0);
    });
  });
}
