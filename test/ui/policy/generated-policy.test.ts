/** Policies generated from activity allow every recorded call, and deny each call that differs from all of them. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { SimulatedCall } from '../../../src/model/contract.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import { generatePolicy } from '../../../src/ui/directory/generate-policy.ts';
import { leastKeyPolicy } from '../../../src/ui/policy/least-privilege-key-policy.ts';
import { pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const EVE = `arn:aws:iam::${ACCOUNT}:user/eve`;
const DAN = `arn:aws:iam::${ACCOUNT}:user/dan`;
const OTHER_ACCOUNT = '444455556666';
const BOB = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/App/web`;
const REGION = 'us-east-1';
const BYTES = new Uint8Array(4);
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

type Pairs = Readonly<Record<string, string>>;

const OPERATIONS = [
  'Encrypt',
  'GenerateDataKeyWithoutPlaintext',
  'Decrypt',
  'ReEncrypt',
  'CreateGrant',
  'DescribeKey',
] as const;

/** A call. `context`: the encryption context, on the source side of ReEncrypt, or the constraint of a grant. */
interface Made {
  readonly caller: string;
  readonly operation: (typeof OPERATIONS)[number];
  readonly context: Pairs;
  /** What allows it. `token`: a grant that is not effective yet, and is named by its token. */
  readonly by: 'policy' | 'grant' | 'token';
}

const NAMES = ['tenant', 'Tenant', 'dept', 'a*', '名'];
const VALUES = ['eu', 'us', '*', '${aws:username}', '日'];

const contexts = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)), {
    maxLength: 2,
    // A policy cannot express two names that differ only in letter case: another test.
    selector: ([name]) => name.toLowerCase(),
  })
  .map((pairs): Pairs => Object.fromEntries(pairs));

/** Calls of principals, which policies allow, and of eve, whom only grants allow. */
const callsBy = (...callers: readonly string[]) =>
  fc.array(
    fc
      .record({
        caller: fc.constantFrom(...callers),
        operation: fc.constantFrom(...OPERATIONS),
        context: contexts,
        grant: fc.constantFrom('grant', 'token'),
      })
      .map(({ grant, ...made }): Made => ({ ...made, by: made.caller === EVE ? grant : 'policy' })),
    { minLength: 1, maxLength: 8 },
  );

const idOf = ({ caller, operation, context }: Made): string =>
  JSON.stringify([caller, operation, operation === 'DescribeKey' ? [] : Object.entries(context).toSorted()]);

/** Every call that differs from `made` in one pair of its context, or in its operation. */
function changesOf(made: Made): readonly Made[] {
  const { context } = made;
  const pairs = Object.entries(context);
  const others: Pairs[] = [
    ...NAMES.map((name) => ({ ...context, [name]: 'other' })),
    ...pairs.flatMap(([name]) => VALUES.map((value) => ({ ...context, [name]: value }))),
    ...pairs.map(([name]) => Object.fromEntries(pairs.filter(([other]) => other !== name))),
    ...pairs.map(([name, value]) =>
      Object.fromEntries([...pairs.filter(([other]) => other !== name), [name.toUpperCase(), value]]),
    ),
  ];
  return [
    ...(made.operation === 'DescribeKey' ? [] : others.map((changed) => ({ ...made, context: changed }))),
    ...OPERATIONS.map((operation) => ({ ...made, operation })),
  ];
}

const allowAll = (Sid: string, AWS: string) => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:*',
  Resource: '*',
});

/** A world with two keys of one account, which both accounts can use. `inputOf` builds the input of a call. */
async function world(owner: typeof ACCOUNT | typeof OTHER_ACCOUNT = ACCOUNT) {
  const context = pageContext();
  const { strongroom } = context;
  for (const arn of [ANN, BOB, `arn:aws:iam::${ACCOUNT}:role/App`])
    await strongroom.sandbox.principals.put({ arn, policies: [ALL] });
  for (const arn of [EVE, DAN]) await strongroom.sandbox.principals.put({ arn });
  const admin = owner === ACCOUNT ? strongroom.kms(REGION) : strongroom.kms(REGION, BOB);
  const statements = [allowAll('Own', ROOT), allowAll('Other', `arn:aws:iam::${OTHER_ACCOUNT}:root`)];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const newArn = async () => (await admin.createKey({ Policy })).KeyMetadata?.Arn ?? '';
  const [key, other] = [await newArn(), await newArn()];
  const inputOf = async (
    { operation, context: EncryptionContext }: Made,
    KeyId = key,
  ): Promise<SimulatedCall['input']> => {
    const encrypted = async () => (await admin.encrypt({ KeyId, Plaintext: BYTES, EncryptionContext })).CiphertextBlob;
    switch (operation) {
      case 'Encrypt':
        return { KeyId, Plaintext: BYTES, EncryptionContext };
      case 'GenerateDataKeyWithoutPlaintext':
        return { KeyId, KeySpec: 'AES_256', EncryptionContext };
      case 'Decrypt':
        return { KeyId, CiphertextBlob: await encrypted(), EncryptionContext };
      case 'ReEncrypt':
        return {
          CiphertextBlob: await encrypted(),
          SourceEncryptionContext: EncryptionContext,
          DestinationKeyId: KeyId,
          DestinationEncryptionContext: EncryptionContext,
        };
      case 'CreateGrant': {
        const grant = { KeyId, GranteePrincipal: DAN, Operations: ['Encrypt', 'Decrypt'] };
        const constrained = Object.keys(EncryptionContext).length > 0;
        return constrained ? { ...grant, Constraints: { EncryptionContextSubset: EncryptionContext } } : grant;
      }
      default:
        return { KeyId };
    }
  };
  /** Makes a call that only a new grant allows, with its context as constraint, and revokes the grant. */
  const makeByGrant = async (made: Made) => {
    const byToken = made.by === 'token';
    if (byToken) await strongroom.sandbox.settings.set({ propagationDelaySeconds: 300 });
    const { GrantId = '', GrantToken = '' } = await admin.createGrant({
      KeyId: key,
      GranteePrincipal: made.caller,
      Operations: [...OPERATIONS.filter((name) => name !== 'ReEncrypt'), 'ReEncryptFrom', 'ReEncryptTo'],
      ...(Object.keys(made.context).length > 0 && { Constraints: { EncryptionContextSubset: made.context } }),
    });
    const input = { ...(await inputOf(made)), ...(byToken && { GrantTokens: [GrantToken] }) };
    const reply = await strongroom.kms(REGION, made.caller).call(made.operation, input as never);
    expect(reply.ok && reply.decision?.decidedBy.kind, JSON.stringify(made)).to.equal('grant');
    // Without a delay the revoked grant ends at once.
    if (byToken) await strongroom.sandbox.settings.set({ propagationDelaySeconds: 0 });
    await admin.revokeGrant({ KeyId: key, GrantId });
  };
  const make = async (calls: readonly Made[]) => {
    for (const made of calls) {
      if (made.by === 'policy') {
        const reply = await strongroom.kms(REGION, made.caller).call(made.operation, (await inputOf(made)) as never);
        expect(reply.ok, JSON.stringify(made)).to.equal(true);
      } else await makeByGrant(made);
    }
  };
  /** Checks that exactly the recorded calls are allowed. */
  const checkExact = async (calls: readonly Made[], more: Partial<SimulatedCall>) => {
    const recorded = new Map(calls.map((made) => [idOf(made), made]));
    const tried = new Map([...recorded, ...calls.flatMap(changesOf).map((made) => [idOf(made), made] as const)]);
    const ask = async (made: Made, input: SimulatedCall['input']) => {
      const question = { principal: made.caller, operation: made.operation, region: REGION, input, ...more };
      return (await strongroom.sandbox.simulate(question as SimulatedCall)).allowed;
    };
    for (const [id, made] of tried)
      expect(await ask(made, await inputOf(made)), `${id} of ${[...recorded.keys()].join()}`).to.equal(
        recorded.has(id),
      );
    for (const made of recorded.values()) {
      if (made.caller === ANN) expect(await ask(made, await inputOf(made, other)), 'another key').to.equal(false);
    }
  };
  return { context, strongroom, key, other, keyPolicy: { keyArn: key, policy: Policy }, make, checkExact };
}

describe('a policy generated from activity', () => {
  it('as key policy: allows each recorded call and denies each changed one', async () => {
    await fc.assert(
      fc.asyncProperty(callsBy(ANN, SESSION, ROOT, EVE, BOB), async (calls) => {
        const { context, strongroom, key, make, checkExact } = await world();
        await make(calls);
        const { events } = await strongroom.sandbox.events.query({ keyArn: key, limit: 1000 });
        const { text, inexpressible } = leastKeyPolicy(events, key, context.caller);
        expect(inexpressible).to.equal(0);
        // Without identity policies, so that no other key allows the calls.
        for (const arn of [ANN, `arn:aws:iam::${ACCOUNT}:role/App`])
          await strongroom.sandbox.principals.put({ arn, policies: [], accessKey: false });
        const { findings } = await strongroom.sandbox.checkPolicy(key, text, context.caller);
        // A name or a value with * has a warning or a suggestion.
        expect(findings.filter(({ says }) => !says.includes('*'))).to.deep.equal([]);
        await checkExact(calls, { keyPolicy: { keyArn: key, policy: text } });
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('as identity policy: allows each recorded call and denies each changed one', async () => {
    await fc.assert(
      fc.asyncProperty(callsBy(ANN), fc.constantFrom(ACCOUNT, OTHER_ACCOUNT), async (calls, owner) => {
        const { strongroom, keyPolicy, make, checkExact } = await world(owner);
        await make(calls);
        await strongroom.kms('eu-west-1', ANN).listKeys({});
        const { events } = await strongroom.sandbox.events.query({ principal: ANN, limit: 1000 });
        const { document = {}, inexpressible } = generatePolicy(events);
        expect(inexpressible).to.equal(0);
        await strongroom.sandbox.principals.put({ arn: ANN, policies: [document], accessKey: false });
        // The stored policy, supposed: a simulation with a supposed policy looks for no fix, which takes 30 ms a call.
        await checkExact(calls, { keyPolicy });
        const list = { principal: ANN, operation: 'ListKeys', input: {} } as const;
        expect((await strongroom.sandbox.simulate({ ...list, region: 'eu-west-1' })).allowed).to.equal(true);
        expect((await strongroom.sandbox.simulate({ ...list, region: REGION })).allowed).to.equal(false);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('keeps the constraint of the grant that allowed a call', async () => {
    const { context, strongroom, key } = await world();
    await strongroom.sandbox.principals.put({ arn: EVE, policies: [], accessKey: false });
    const tenant = (name: string) => ({ KeyId: key, Plaintext: BYTES, EncryptionContext: { tenant: name } });
    const { CiphertextBlob } = await context.kms.encrypt(tenant('eu'));
    const { GrantId } = await context.kms.createGrant({
      KeyId: key,
      GranteePrincipal: EVE,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { tenant: 'eu' } },
    });
    await strongroom.kms(REGION, EVE).decrypt({ CiphertextBlob, EncryptionContext: { tenant: 'eu' } });
    const { events } = await strongroom.sandbox.events.query({ keyArn: key });
    const { text } = leastKeyPolicy(events, key, context.caller);
    await context.kms.revokeGrant({ KeyId: key, GrantId: GrantId ?? '' });
    await context.kms.putKeyPolicy({ KeyId: key, Policy: text });
    const eve = strongroom.kms(REGION, EVE);
    const reply = await eve.call('Decrypt', { CiphertextBlob, EncryptionContext: { tenant: 'eu' } });
    expect(reply.ok).to.equal(true);
    for (const EncryptionContext of [{ tenant: 'us' }, {}, { tenant: 'eu', dept: 'it' }]) {
      const changed = { principal: EVE, operation: 'Decrypt', input: { CiphertextBlob, EncryptionContext } } as const;
      expect((await strongroom.sandbox.simulate(changed)).allowed).to.equal(false);
    }
  });

  it('leaves out a call that no policy can express, and counts it', async () => {
    const { context, strongroom, key } = await world();
    const ann = strongroom.kms(REGION, ANN);
    await ann.encrypt({ KeyId: key, Plaintext: BYTES, EncryptionContext: { tenant: 'eu', Tenant: 'us' } });
    const { events } = await strongroom.sandbox.events.query({ principal: ANN });
    expect(leastKeyPolicy(events, key, context.caller)).to.include({ calls: 0, inexpressible: 1 });
    const { document, ...counts } = generatePolicy(events);
    expect(document).to.equal(undefined);
    expect(counts).to.include({ needed: 1, inexpressible: 1 });
  });

  it('merges statements whose contexts differ in one value, and escapes variables', async () => {
    const { context, strongroom, key } = await world();
    const ann = strongroom.kms(REGION, ANN);
    for (const file of ['a', 'b', '${aws:username}'])
      await ann.encrypt({ KeyId: key, Plaintext: BYTES, EncryptionContext: { tenant: 'eu', file } });
    const { events } = await strongroom.sandbox.events.query({ principal: ANN });
    const { Statement } = JSON.parse(leastKeyPolicy(events, key, context.caller).text) as PolicyDocument;
    expect((Statement as PolicyDocument[])[1]).to.deep.include({
      Action: ['kms:Encrypt'],
      Condition: {
        StringEquals: {
          'kms:EncryptionContext:file': ['${$}{aws:username}', 'a', 'b'],
          'kms:EncryptionContext:tenant': 'eu',
        },
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['file', 'tenant'] },
      },
    });
    expect(Statement).to.have.length(2);
  });

  it('leaves out the reads of the console unless asked for', async () => {
    const { context, strongroom, key } = await world();
    const shown = strongroom.kms(REGION, ANN, { 'aws:UserAgent': 'strongroom-console' });
    await shown.describeKey({ KeyId: key });
    const { events } = await strongroom.sandbox.events.query({ principal: ANN });
    expect(leastKeyPolicy(events, key, context.caller)).to.include({ calls: 0, consoleReads: 1 });
    expect(leastKeyPolicy(events, key, context.caller, { consoleReads: true })).to.include({ calls: 1 });
    expect(generatePolicy(events)).to.include({ calls: 0, consoleReads: 1 });
    expect(generatePolicy(events, { consoleReads: true })).to.include({ calls: 1, needed: 1 });
  });
});
