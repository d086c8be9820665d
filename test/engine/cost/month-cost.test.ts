import { expect } from 'chai';
import { computeMonthCost } from '../../../src/engine/cost/month-cost.ts';
import { MonthCounts } from '../../../src/engine/cost/month-counts.ts';
import type { AuditEvent, EventQuery, EventQueryStep } from '../../../src/model/audit.ts';
import { DEFAULT_ACCOUNT, SECOND_ACCOUNT } from '../../../src/model/documented-world.ts';
import type { MonthCost, MonthCostQuery } from '../../../src/model/cost.ts';
import { LIST_PRICES } from '../../../src/model/prices.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

const DAY = 86_400;
const PLAINTEXT = new Uint8Array(8);

async function costOf(world: TestWorld, query: MonthCostQuery = {}): Promise<MonthCost> {
  for (;;) {
    const step = await world.engine.cost.monthCost(query);
    if (!step.isPartial) return step.cost;
  }
}

const amountOf = (lines: MonthCost['by'][keyof MonthCost['by']], name: string | null) =>
  lines.find((line) => line.name === name);

describe('the cost of a month', () => {
  it('charges a key by the hours for which it exists, to the present time', async () => {
    const world = await testWorld();
    const key = await world.key();
    await world.engine.advanceClock(31 * DAY);
    const january = await costOf(world, { month: 1 });
    expect(january.isComplete).to.equal(true);
    expect(january.keyStorage).to.equal(1_000_000);
    expect(january.requestCount).to.equal(1);
    expect([january.freeCount, january.requests, january.total]).to.deep.equal([1, 0, 1_000_000]);
    expect(amountOf(january.by.key, key)?.total).to.equal(1_000_000);
    await world.engine.advanceClock(14 * DAY);
    const february = await costOf(world);
    expect([february.year, february.month, february.isComplete]).to.deep.equal([2026, 2, false]);
    expect(february.keyStorage).to.equal(500_000);
    expect(february.days).to.have.length(14);
    expect((await costOf(world, { year: 2025, month: 12 })).total).to.equal(0);
    expect((await costOf(world, { year: 2027, month: 1 })).total).to.equal(0);
  });

  it('does not charge a key that is pending deletion, and keeps a deleted key in the months before', async () => {
    const world = await testWorld();
    const [kept, deleted] = [await world.key(), await world.key({ KeySpec: 'RSA_3072', KeyUsage: 'ENCRYPT_DECRYPT' })];
    await world.ok('GetPublicKey', { KeyId: deleted });
    await world.engine.advanceClock(15.5 * DAY);
    await world.ok('ScheduleKeyDeletion', { KeyId: kept, PendingWindowInDays: 30 });
    await world.ok('ScheduleKeyDeletion', { KeyId: deleted, PendingWindowInDays: 7 });
    expect((await costOf(world)).keyStorage).to.equal(1_000_000);
    await world.engine.advanceClock(5 * DAY);
    // It fails, and changes nothing.
    await world.error('ScheduleKeyDeletion', { KeyId: deleted, PendingWindowInDays: 7 });
    await world.engine.advanceClock(5 * DAY);
    expect((await costOf(world)).keyStorage).to.equal(1_000_000);
    await world.ok('CancelKeyDeletion', { KeyId: kept });
    await world.engine.advanceClock(10 * DAY);
    const { by } = await costOf(world, { month: 1 });
    expect(amountOf(by.key, kept)?.keyStorage).to.equal(1_000_000);
    expect(amountOf(by.key, deleted)?.keyStorage).to.equal(500_000);
    // The class of its request follows from the event of its creation.
    expect(amountOf(by.class, 'asymmetric')?.requests).to.equal(15);
    expect(amountOf((await costOf(world)).by.key, deleted)).to.equal(undefined);
  });

  it('charges the first two rotations of a key from their time on, also after its deletion', async () => {
    const world = await testWorld();
    const key = await world.key();
    await world.engine.advanceClock(15.5 * DAY);
    for (let rotation = 0; rotation < 3; rotation++) await world.ok('RotateKeyOnDemand', { KeyId: key });
    await world.engine.advanceClock(15.5 * DAY);
    const january = await costOf(world, { month: 1 });
    expect([january.keyStorage, january.rotations]).to.deep.equal([1_000_000, 1_000_000]);
    await world.engine.advanceClock(28 * DAY);
    expect((await costOf(world, { month: 2 })).rotations).to.equal(2_000_000);
    await world.ok('ScheduleKeyDeletion', { KeyId: key, PendingWindowInDays: 7 });
    await world.engine.advanceClock(8 * DAY);
    expect((await costOf(world, { month: 2 })).rotations).to.equal(2_000_000);
  });

  it('prices requests by class, with the free tier for standard requests alone', async () => {
    const world = await testWorld();
    const rsa = await world.key({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const ecc = await world.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const symmetric = await world.key();
    for (const KeyId of [rsa, ecc]) await world.ok('GetPublicKey', { KeyId });
    await world.ok('GenerateDataKeyPairWithoutPlaintext', { KeyId: symmetric, KeyPairSpec: 'ECC_NIST_P256' });
    const prices = { ...LIST_PRICES, freeRequests: 1 };
    const { by, requests, requestCount, freeCount } = await costOf(world, { prices });
    expect([requestCount, freeCount]).to.deep.equal([6, 1]);
    expect(by.class.filter(({ name }) => name !== null).map((line) => [line.name, line.requests])).to.deep.equal([
      ['asymmetric', 15],
      ['eccDataKeyPair', 10],
      ['standard', 6],
      ['rsa2048', 3],
    ]);
    expect(requests).to.equal(34);
  });

  it('counts dry runs, and failed calls apart unless they are to cost', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.error('Encrypt', { KeyId, Plaintext: PLAINTEXT, DryRun: true });
    await world.error('Encrypt', { KeyId: 'alias/none', Plaintext: PLAINTEXT });
    const cost = await costOf(world);
    expect([cost.requestCount, cost.failedCount]).to.deep.equal([2, 1]);
    const billed = await costOf(world, { billFailedCalls: true });
    expect([billed.requestCount, billed.failedCount]).to.deep.equal([3, 1]);
  });

  it('charges the caller for requests and the owner for keys, once for both accounts', async () => {
    const world = await testWorld();
    const caller = `arn:aws:iam::${SECOND_ACCOUNT}:root`;
    const KeyId = await world.key();
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [`arn:aws:iam::${DEFAULT_ACCOUNT}:root`, caller] },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    };
    await world.ok('PutKeyPolicy', { KeyId, Policy: JSON.stringify(policy) });
    await world.ok('Encrypt', { KeyId, Plaintext: PLAINTEXT }, { caller });
    await world.engine.advanceClock(DAY);
    const { by } = await costOf(world);
    expect(amountOf(by.account, SECOND_ACCOUNT)).to.include({ keyStorage: 0, requestCount: 1 });
    expect(amountOf(by.account, DEFAULT_ACCOUNT)).to.include({ requestCount: 2 });
    expect(amountOf(by.principal, caller)?.requestCount).to.equal(1);
  });

  it('names the owner: AWS managed keys cost nothing, their requests do', async () => {
    const world = await testWorld();
    await world.ok('DescribeKey', { KeyId: 'alias/aws/s3' });
    const { by, keyStorage } = await costOf(world, { prices: { ...LIST_PRICES, freeRequests: 0 } });
    expect(keyStorage).to.equal(0);
    expect(by.owner.map(({ name, total }) => [name, total])).to.deep.equal([['AWS managed', 3]]);
  });

  it('counts only calls, also on each day, and not what KMS does to related keys', async () => {
    const world = await testWorld();
    const KeyId = (await world.key({ MultiRegion: true })).split('/')[1] ?? '';
    await world.ok('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    await world.engine.advanceClock(60);
    await world.ok('RotateKeyOnDemand', { KeyId });
    await world.engine.advanceClock(60);
    const { events } = await world.engine.events({ operation: 'SynchronizeMultiRegionKey' });
    expect(events).to.have.length.above(1);
    const { requestCount, days } = await costOf(world);
    expect(days).to.deep.equal([{ day: 1, requestCount, failedCount: 0 }]);
  });

  it('counts more events than a step in several steps', async () => {
    const world = await testWorld();
    await world.ok('GenerateRandom', { NumberOfBytes: 1 });
    const [event] = (await world.engine.events({ operation: 'GenerateRandom' })).events;
    let pages = 0;
    const parts = {
      database: world.database,
      now: START,
      query: ({ operation, limit = 0, before }: EventQuery): Promise<EventQueryStep> => {
        // The first read begins at the top of the log.
        const isFirst = pages === 0;
        const left = operation === undefined ? (isFirst ? 10_500 : (before?.seq ?? 0)) : 0;
        const events = Array.from({ length: Math.min(limit, left) }, () => event as AuditEvent);
        pages += Number(operation === undefined);
        const next = left > limit ? { next: { seq: left - limit, index: 0 } } : {};
        return Promise.resolve({ events, ...next, isPartial: false, searched: events.length, reached: START });
      },
      yieldToEventLoop: () => Promise.resolve(),
    };
    const counts = new MonthCounts();
    const first = await computeMonthCost({}, counts, parts);
    expect(first).to.deep.equal({ isPartial: true, year: 2026, month: 1, counted: 10_000, reached: START });
    const second = await computeMonthCost({}, counts, parts);
    if (second.isPartial) throw new Error('Two steps did not count everything.');
    expect(pages).to.equal(11);
    expect(second.cost.requestCount).to.equal(10_500);
    expect(second.cost.days).to.deep.equal([{ day: 1, requestCount: 10_500, failedCount: 0 }]);
  });

  it('counts only the events that came since, in every month, and all again after a reset', async () => {
    const world = await testWorld();
    const counts = new MonthCounts();
    let queries = 0;
    const count = async () => {
      const step = await counts.advance(
        { from: START, end: START + 31 * DAY * 1000 },
        {
          database: world.database,
          now: START,
          query: (query) => {
            queries++;
            return world.engine.events(query);
          },
          yieldToEventLoop: () => Promise.resolve(),
        },
      );
      return step.count.counted;
    };
    for (let call = 0; call < 20; call++) await world.ok('GenerateRandom', { NumberOfBytes: 1 });
    expect([await count(), queries]).to.deep.equal([20, 1]);
    expect((await costOf(world)).requestCount).to.equal(20);
    await world.ok('GenerateRandom', { NumberOfBytes: 1 });
    await world.error('Decrypt', { CiphertextBlob: PLAINTEXT });
    expect([await count(), queries]).to.deep.equal([22, 1]);
    const january = await costOf(world);
    expect([january.requestCount, january.failedCount]).to.deep.equal([21, 1]);
    await world.engine.advanceClock(31 * DAY);
    await world.ok('GenerateRandom', { NumberOfBytes: 1 });
    expect((await costOf(world)).requestCount).to.equal(1);
    expect((await costOf(world, { month: 1 })).requestCount).to.equal(21);
    expect([await count(), queries]).to.deep.equal([22, 1]);
    await world.engine.reset();
    await world.ok('GenerateRandom', { NumberOfBytes: 1 });
    expect((await costOf(world)).requestCount).to.equal(1);
    expect([await count(), queries]).to.deep.equal([1, 2]);
  });

  it('rejects an invalid month, member or price by its name', async () => {
    const world = await testWorld();
    const refusal = (query: object) =>
      costOf(world, query as MonthCostQuery).then(
        () => 'none',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await refusal({ month: 13 })).to.equal('TypeError: month must be an integer from 1 to 12.');
    expect(await refusal({ years: 2026 })).to.equal('TypeError: query has the unknown member years.');
    expect(await refusal({ prices: { ...LIST_PRICES, keyMonth: { micros: 0.5, evidence: 'documented' } } })).to.equal(
      'TypeError: prices.keyMonth.micros must be an integer from 0 to 1000000000.',
    );
    expect(await refusal({ prices: { ...LIST_PRICES, currency: 'dollars' } })).to.equal(
      'TypeError: prices.currency must be a code of three letters.',
    );
    for (const effectiveDate of ['2026-02-30', '2026-13', '2026-1', 'today'])
      expect(await refusal({ prices: { ...LIST_PRICES, effectiveDate } }), effectiveDate).to.contain(
        'prices.effectiveDate',
      );
    for (const effectiveDate of ['2026', '2026-02', '2028-02-29'])
      expect(await refusal({ prices: { ...LIST_PRICES, effectiveDate } }), effectiveDate).to.equal('none');
  });
});
