import { expect } from 'chai';
import type { AuditEvent } from '../../../src/model/audit.ts';
import type { Database } from '../../../src/model/ports.ts';
import { DEFAULT_ACCOUNT, SECOND_ACCOUNT } from '../../../src/model/documented-world.ts';
import type { Settings } from '../../../src/model/records.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { START, testWorld, type How, type TestWorld } from '../world.ts';

const THROTTLED =
  'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

/** A real clock that a test moves. */
class FakeClock {
  time = START;
  readonly now = (): number => this.time;
}

function hostsOf(
  count: number,
  clock: FakeClock,
  requestQuotas: Settings['requestQuotas'] = 'real',
  database: Database = createMemoryDatabase(),
): Promise<TestWorld[]> {
  return Promise.all(
    Array.from({ length: count }, () => testWorld(database, { initialSettings: { requestQuotas } }, clock.now)),
  );
}

/** Calls `call` at twice `limit` for some seconds, in turn on each host. Returns what got through in each second. */
async function loop(
  hosts: readonly TestWorld[],
  clock: FakeClock,
  limit: number,
  seconds: number,
  call: (host: TestWorld) => Promise<{ readonly ok: boolean }>,
): Promise<readonly number[]> {
  const ticks = 10;
  const admitted: number[] = [];
  for (let second = 0; second < seconds; second++) {
    let passed = 0;
    for (let tick = 0; tick < ticks; tick++) {
      const replies = await Promise.all(
        Array.from({ length: (2 * limit) / ticks }, (_, i) => call(hosts[i % hosts.length] as TestWorld)),
      );
      passed += replies.filter((reply) => reply.ok).length;
      clock.time += 1000 / ticks;
    }
    admitted.push(passed);
  }
  return admitted;
}

/** Uses `attempt` until it is throttled, and returns how often it succeeded. */
async function countUntilThrottled(attempt: () => Promise<string | undefined>): Promise<number> {
  for (let done = 0; ; done++) {
    const error = await attempt();
    if (error === undefined) continue;
    expect(error).to.equal(THROTTLED);
    return done;
  }
}

/** Describes no key: the call counts and lists aliases, which any host can do at once. */
const listAliases = (host: TestWorld, how?: How) => host.reply('ListAliases', {}, how);

async function createKeys(host: TestWorld, how?: How): Promise<number> {
  return countUntilThrottled(async () => {
    const reply = await host.reply('CreateKey', {}, how);
    return reply.ok ? undefined : `${reply.error.name}: ${reply.error.message ?? ''}`;
  });
}

async function newestEvent(host: TestWorld): Promise<AuditEvent> {
  const [event] = (await host.engine.events({ limit: 1 })).events;
  return event as AuditEvent;
}

describe('request quotas', () => {
  for (const count of [1, 3]) {
    it(`let a loop at twice the limit through at the limit, with ${count} hosts over one database`, async () => {
      const clock = new FakeClock();
      const hosts = await hostsOf(count, clock);
      const [first = 0, ...others] = await loop(hosts, clock, 100, 5, (host) =>
        host.reply('ListRetirableGrants', { RetiringPrincipal: `arn:aws:iam::${DEFAULT_ACCOUNT}:root` }),
      );
      // A full bucket, and what it refills meanwhile.
      expect(first).to.be.within(180, 200);
      for (const passed of others) expect(passed).to.be.within(90, 110);
    });
  }

  it('divide the shared quotas of cryptographic operations, and no other', async () => {
    const clock = new FakeClock();
    const hosts = await hostsOf(3, clock, { divideBy: 5000 });
    const [, ...others] = await loop(hosts, clock, 20, 4, (host) => host.reply('GenerateRandom', { NumberOfBytes: 8 }));
    for (const passed of others) expect(passed).to.be.within(18, 22);
    expect(await createKeys(hosts[0] as TestWorld)).to.equal(5);
  });

  it('allow one request in ten seconds at a tenth per second', async () => {
    const clock = new FakeClock();
    const [host] = (await hostsOf(1, clock, { divideBy: 10_000 })) as [TestWorld];
    const how = { region: 'eu-north-1' };
    const random = () => host.reply('GenerateRandom', { NumberOfBytes: 8 }, how);
    expect([(await random()).ok, (await random()).ok]).to.deep.equal([true, false]);
    clock.time += 999;
    expect((await random()).ok).to.equal(false);
    clock.time += 1;
    expect((await random()).ok).to.equal(true);
  });

  it('refill nothing while the clock is paused, and an advance refills them', async () => {
    const clock = new FakeClock();
    const [host] = (await hostsOf(1, clock)) as [TestWorld];
    await host.engine.runClock(false);
    expect(await createKeys(host)).to.equal(5);
    clock.time += 60_000;
    const reply = await host.reply('CreateKey', {});
    expect(!reply.ok && reply.error.reason).to.deep.equal({ check: 'paused-quota' });
    await host.engine.advanceClock(0.4);
    expect(await createKeys(host)).to.equal(2);
    await host.engine.advanceClock(86_400);
    expect(await createKeys(host)).to.equal(5);
  });

  it('are per account and Region', async () => {
    const [host] = (await hostsOf(1, new FakeClock())) as [TestWorld];
    expect(await createKeys(host)).to.equal(5);
    expect(await createKeys(host, { region: 'eu-west-1' })).to.equal(5);
    expect(await createKeys(host, { caller: `arn:aws:iam::${SECOND_ACCOUNT}:root` })).to.equal(5);
  });

  it('count a cross-account call for the account of the caller', async () => {
    const [host] = (await hostsOf(1, new FakeClock(), { divideBy: 50_000 })) as [TestWorld];
    const keyId = await host.key({
      BypassPolicyLockoutSafetyCheck: true,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
      }),
    });
    const caller = `arn:aws:iam::${SECOND_ACCOUNT}:root`;
    const encrypt = (how?: How) => host.reply('Encrypt', { KeyId: keyId, Plaintext: new Uint8Array(8) }, how);
    expect(
      [await encrypt({ caller }), await encrypt({ caller }), await encrypt({ caller })].map(({ ok }) => ok),
    ).to.deep.equal([true, true, false]);
    expect((await newestEvent(host)).sidecar).to.deep.include({
      quota: 'CryptographicOperationsSymmetric',
      quotaAccount: SECOND_ACCOUNT,
    });
    expect((await encrypt()).ok).to.equal(true);
  });

  it('count calls that a service makes on behalf of an account, and no use of AWS owned keys', async () => {
    const [host] = (await hostsOf(1, new FakeClock(), { divideBy: 50_000 })) as [TestWorld];
    const caller = 's3.amazonaws.com';
    const owned = (await host.ok('CreateKey', {}, { caller })).KeyMetadata?.Arn ?? '';
    const customers = await host.key({
      BypassPolicyLockoutSafetyCheck: true,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${DEFAULT_ACCOUNT}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
          { Effect: 'Allow', Principal: { Service: caller }, Action: 'kms:*', Resource: '*' },
        ],
      }),
    });
    const use = async (KeyId: string, how?: How) =>
      (await host.reply('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }, how)).ok;
    for (let i = 0; i < 5; i++) expect(await use(owned, { caller })).to.equal(true);
    expect([await use(customers, { caller }), await use(customers), await use(customers)]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('log a throttled call as other failures, with the quota beside the record', async () => {
    const [host] = (await hostsOf(1, new FakeClock())) as [TestWorld];
    expect(await createKeys(host)).to.equal(5);
    const { record, sidecar, note, decision } = await newestEvent(host);
    expect(record.errorCode).to.equal('ThrottlingException');
    expect(`ThrottlingException: ${record.errorMessage ?? ''}`).to.equal(THROTTLED);
    expect(record.responseElements).to.equal(null);
    expect(sidecar).to.deep.equal({ quota: 'CreateKey', quotaAccount: DEFAULT_ACCOUNT });
    expect(note).to.contain('"CreateKey request rate"').and.contain('5 per second');
    expect(decision).to.equal(undefined);
  });

  it('come before authorization, and after the resources are found', async () => {
    const [host] = (await hostsOf(1, new FakeClock())) as [TestWorld];
    const missing = () => host.error('DisableKey', { KeyId: '00000000-0000-0000-0000-000000000000' });
    for (let i = 0; i < 8; i++) expect(await missing()).to.contain('NotFoundException');
    const key = await host.key();
    const caller = `arn:aws:iam::${SECOND_ACCOUNT}:root`;
    const denied = () => host.error('DisableKey', { KeyId: key }, { caller });
    for (let i = 0; i < 5; i++) expect(await denied()).to.contain('AccessDeniedException');
    expect(await denied()).to.equal(THROTTLED);
  });

  it('count a dry run', async () => {
    const [host] = (await hostsOf(1, new FakeClock(), { divideBy: 100_000 })) as [TestWorld];
    const key = await host.key();
    const input = { KeyId: key, Plaintext: new Uint8Array(8), DryRun: true };
    expect(await host.error('Encrypt', input)).to.contain('DryRunOperationException');
    expect(await host.error('Encrypt', input)).to.equal(THROTTLED);
  });

  it('do not count simulated calls, and calls of seeds', async () => {
    const [host] = (await hostsOf(1, new FakeClock())) as [TestWorld];
    const principal = `arn:aws:iam::${DEFAULT_ACCOUNT}:root`;
    for (let i = 0; i < 8; i++) await host.engine.simulate({ principal, operation: 'CreateKey', input: {} });
    for (let i = 0; i < 8; i++) {
      const reply = await host.engine.call({ operation: 'CreateKey', input: {}, region: 'us-east-1', unmetered: true });
      expect(reply.ok).to.equal(true);
    }
    expect(await createKeys(host)).to.equal(5);
  });

  it('follow the setting when it changes, also in another host', async () => {
    const clock = new FakeClock();
    const [a, b] = (await hostsOf(2, clock, 'off')) as [TestWorld, TestWorld];
    for (let i = 0; i < 8; i++) await a.key();
    await b.engine.setSettings({ requestQuotas: 'real' });
    await b.key();
    expect(await createKeys(a)).to.equal(4);
    await a.engine.setSettings({ requestQuotas: 'off' });
    for (let i = 0; i < 8; i++) await b.key();
    expect((await newestEvent(b)).sidecar).to.equal(undefined);
  });

  it('survive the restart of a host, which reads the log back to the time in which a quota refills', async () => {
    const clock = new FakeClock();
    const database = createMemoryDatabase();
    const [first] = (await hostsOf(1, clock, 'real', database)) as [TestWorld];
    for (let i = 0; i < 1000; i++) await listAliases(first, { region: 'eu-west-1' });
    clock.time += 1500;
    expect(await createKeys(first)).to.equal(5);
    let read = 0;
    const readSegments = database.readSegments.bind(database);
    database.readSegments = async (before, limit) => {
      const segments = await readSegments(before, limit);
      read += segments.length;
      return segments;
    };
    const [second] = (await hostsOf(1, clock, 'real', database)) as [TestWorld];
    read = 0;
    expect(await second.error('CreateKey', {})).to.equal(THROTTLED);
    await second.ok('ListKeys', {});
    expect(read).to.be.within(1, 150);
  });

  it('start full after a reset', async () => {
    const clock = new FakeClock();
    const [a, b] = (await hostsOf(2, clock)) as [TestWorld, TestWorld];
    expect(await createKeys(a)).to.equal(5);
    await b.engine.reset();
    expect(await createKeys(b)).to.equal(5);
    expect(await a.error('CreateKey', {})).to.equal(THROTTLED);
  });

  it('give each type of key its own shared quota', async () => {
    const [host] = (await hostsOf(1, new FakeClock(), { divideBy: 500 })) as [TestWorld];
    const key = await host.key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const signing = await host.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const Message = new Uint8Array(8);
    await host.ok('GenerateMac', { KeyId: key, Message, MacAlgorithm: 'HMAC_SHA_256' });
    expect((await newestEvent(host)).sidecar?.quota).to.equal('CryptographicOperationsSymmetric');
    const sign = () => host.reply('Sign', { KeyId: signing, Message, SigningAlgorithm: 'ECDSA_SHA_256' });
    expect([(await sign()).ok, (await sign()).ok, (await sign()).ok]).to.deep.equal([true, true, false]);
    expect((await newestEvent(host)).sidecar?.quota).to.equal('CryptographicOperationsEcc');
  });
});

describe('the setting requestQuotas', () => {
  it('accepts real, off and a divisor of 1 or more', async () => {
    const { engine } = await testWorld();
    for (const requestQuotas of ['real', 'off', { divideBy: 1 }, { divideBy: 2.5 }] as const)
      expect((await engine.setSettings({ requestQuotas })).requestQuotas).to.deep.equal(requestQuotas);
  });

  const invalid: readonly unknown[] = [
    'on',
    null,
    undefined,
    5,
    {},
    { divideBy: 0.5 },
    { divideBy: '2' },
    { divideBy: NaN },
    { divideBy: Infinity },
    { divideBy: 2, other: 1 },
    { divideBy: 2n },
  ];
  const nameOf = (value: unknown): string =>
    JSON.stringify(value, (_name, member: unknown) => (typeof member === 'bigint' ? `${member}n` : member)) ??
    'undefined';
  for (const value of invalid) {
    it(`rejects ${nameOf(value)}`, async () => {
      const { engine } = await testWorld();
      const error: unknown = await engine
        .setSettings({ requestQuotas: value as 'off' })
        .catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(TypeError);
      expect((error as Error).message).to.contain('requestQuotas must be "real", "off" or {divideBy: ');
      expect((await engine.settings()).requestQuotas).to.equal('off');
    });
  }
});
