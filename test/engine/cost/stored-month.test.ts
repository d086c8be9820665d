/** The counts of a month with many events are stored, so that the next engine does not count them again. */
import { expect } from 'chai';
import { decodeCalls, encodeCalls } from '../../../src/engine/cost/stored-month.ts';
import type { AuditEvent } from '../../../src/model/audit.ts';
import type { MonthCost } from '../../../src/model/cost.ts';
import type { LogFold } from '../../../src/model/log-fold.ts';
import type { Database } from '../../../src/model/ports.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

const DAY = 86_400;
const EVENTS = 10_240;
const FOLD = `cost of the month from ${START}`;

async function costOf(world: TestWorld, month: number): Promise<MonthCost> {
  for (;;) {
    const step = await world.engine.cost.monthCost({ year: 2026, month });
    if (!step.isPartial) return step.cost;
  }
}

/** Commits copies of `model` on the first days of January. */
async function addEvents(database: Database, model: AuditEvent): Promise<void> {
  let seq = await database.lastSeq();
  for (let from = 0; from < EVENTS; from += 64) {
    const events = Array.from({ length: 64 }, (_, index): AuditEvent => {
      const number = from + index;
      const failed = number % 10 === 0 ? { errorCode: 'AccessDenied' } : {};
      return { ...model, at: START + (number % 5) * DAY * 1000, record: { ...model.record, ...failed } };
    });
    await database.commit({ segment: { seq: ++seq, events, touched: [] }, changes: [] }, () => undefined, 'relaxed');
  }
}

/** A sandbox in February, with many events in January. */
async function createLog(): Promise<Database> {
  const database = createMemoryDatabase();
  const world = await testWorld(database);
  const KeyId = await world.key();
  await world.ok('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
  const [model] = (await world.engine.events({ operation: 'Encrypt' })).events;
  await addEvents(database, model as AuditEvent);
  await world.engine.advanceClock(31 * DAY);
  return database;
}

/** Counts the segments that `work` reads. */
async function countRead<T>(database: Database, work: () => Promise<T>): Promise<{ result: T; segments: number }> {
  const read = database.readSegments.bind(database);
  let segments = 0;
  database.readSegments = async (...args) => {
    const found = await read(...args);
    segments += found.length;
    return found;
  };
  const result = await work();
  database.readSegments = read;
  return { result, segments };
}

describe('The counts of a month', () => {
  it('are read from storage by the next engine, which adds what came since', async () => {
    const database = await createLog();
    const first = await costOf(await testWorld(database), 1);
    expect([first.requestCount, first.failedCount]).to.deep.equal([2 + EVENTS * 0.9, EVENTS / 10]);
    const next = await testWorld(database);
    const { result, segments } = await countRead(database, () => costOf(next, 1));
    expect(result).to.deep.equal(first);
    // Those of key deletions are found by the index.
    expect(segments).to.be.lessThan(20);
    await next.ok('GenerateRandom', { NumberOfBytes: 1 });
    const last = await testWorld(database);
    expect(await costOf(last, 1)).to.deep.equal(first);
    expect((await costOf(last, 2)).requestCount).to.equal(1);
  });

  it('are counted again if what is stored is damaged, of another version, or of a later log', async () => {
    const database = await createLog();
    const first = await costOf(await testWorld(database), 1);
    const fold = (await database.readLogFold(FOLD)) as LogFold;
    const damaged: readonly LogFold[] = [
      { ...fold, data: fold.data.replace('0', '1') },
      { ...fold, last: fold.last - 1 },
      { ...fold, version: fold.version + 1 },
      { ...fold, data: undefined as never },
      { ...fold, checksum: 0 },
    ];
    for (const one of damaged) {
      await database.writeLogFold(one);
      const { result, segments } = await countRead(database, async () => costOf(await testWorld(database), 1));
      expect(result).to.deep.equal(first);
      expect(segments).to.be.greaterThan(EVENTS / 64);
    }
    database.readLogFold = () => Promise.reject(new Error('It cannot be read.'));
    database.writeLogFold = () => Promise.reject(new Error('It cannot be written.'));
    expect(await costOf(await testWorld(database), 1)).to.deep.equal(first);
  });

  it('are deleted with the log', async () => {
    const database = await createLog();
    const world = await testWorld(database);
    await costOf(world, 1);
    await world.engine.reset();
    expect(await database.readLogFold(FOLD)).to.equal(undefined);
    expect((await costOf(await testWorld(database), 1)).requestCount).to.equal(0);
  });

  it('keep every part of the description of a call', () => {
    const calls = new Map<string, readonly [number, number]>([
      [JSON.stringify(['Encrypt', 'arn:aws:iam::1:user/a', '1', null, ['arn:1']]), [3, 0]],
      [JSON.stringify(['GenerateDataKeyPair', 'arn:aws:iam::1:user/a', '1', 'RSA_2048', ['arn:1']]), [0, 2]],
      [JSON.stringify(['ReEncrypt', '', '2', null, ['arn:1', 'arn:2']]), [1, 1]],
      [JSON.stringify(['GenerateRandom', 'RSA_2048', '1', null, []]), [7, 0]],
    ]);
    expect([...decodeCalls(encodeCalls(calls))]).to.deep.equal([...calls]);
  });
});
