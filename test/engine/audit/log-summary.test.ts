import { expect } from 'chai';
import { LogBlockReader, LogIndexer, type IndexHole } from '../../../src/engine/audit/log-index.ts';
import { queryEvents } from '../../../src/engine/audit/query.ts';
import type { AuditEvent, EventQuery } from '../../../src/model/audit.ts';
import type { LogSummary } from '../../../src/model/log-summary.ts';
import type { Database } from '../../../src/model/ports.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { event } from '../../storage/records.ts';

const HOUR_MS = 3_600_000;
const keyArn = (name: string) => `arn:aws:kms:us-east-1:111122223333:key/${name}`;

/** Segments per block: the events of two fill a run. */
const SEGMENTS_PER_BLOCK = 64;
const BLOCKS_PER_SUMMARY = 2;

/** An event of a key, an hour after the one with the number before. */
function eventOf(number: number, key: string): AuditEvent {
  const base = event(`request-${number}`);
  const resources = [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: keyArn(key) } as const];
  return { ...base, at: number * HOUR_MS, record: { ...base.record, eventID: `event-${number}`, resources } };
}

/** Commits a log of `blocks` full blocks and one segment. `rare` is the key of the events of its third segment. */
async function writeLog(database: Database, blocks: number): Promise<void> {
  for (let seq = 1; seq <= blocks * SEGMENTS_PER_BLOCK + 1; seq++) {
    const events = Array.from({ length: 32 }, (_, index) => eventOf(seq * 32 + index, seq === 3 ? 'rare' : 'common'));
    await database.commit({ segment: { seq, events, touched: [] }, changes: [] }, () => undefined, 'relaxed');
  }
}

const createIndexer = (database: Database) => new LogIndexer(database, () => Promise.resolve(), BLOCKS_PER_SUMMARY);

/** Queries with a reader that remembers nothing, and notes which blocks it reads. */
async function ask(database: Database, query: EventQuery) {
  const readBlocks: number[] = [];
  const counted: Database = Object.assign(Object.create(database) as Database, {
    readSegments: database.readSegments.bind(database),
    lastSeq: database.lastSeq.bind(database),
    readLogSummaries: database.readLogSummaries.bind(database),
    readLogBlocks: async (from: number, to: number) => {
      const blocks = await database.readLogBlocks(from, to);
      readBlocks.push(...blocks.map(({ first }) => first));
      return blocks;
    },
  });
  const holes: IndexHole[] = [];
  const reader = new LogBlockReader(counted, BLOCKS_PER_SUMMARY);
  const options = { maxSearched: Infinity, onHole: (hole: IndexHole) => holes.push(hole) };
  const found = await queryEvents(counted, reader, query, options);
  return { ids: found.events.map(({ record }) => record.eventID), readBlocks, holes };
}

const rangesOf = async (database: Database) =>
  (await database.readLogSummaries(1, Infinity)).map(({ first, last }) => [first, last]);

const RARE_IDS = Array.from({ length: 32 }, (_, index) => `event-${3 * 32 + 31 - index}`);

describe('Summaries of the index of the audit log', () => {
  let database: Database;
  beforeEach(async () => {
    database = createMemoryDatabase();
    await writeLog(database, 8);
  });

  it('are stored with the last of their blocks', async () => {
    await createIndexer(database).advance(() => true);
    expect(await rangesOf(database)).to.deep.equal([
      [385, 512],
      [257, 384],
      [129, 256],
      [1, 128],
    ]);
  });

  it('save a query the blocks that cannot match', async () => {
    await createIndexer(database).advance(() => true);
    const byKey = await ask(database, { keyArn: keyArn('rare') });
    expect(byKey.ids).to.deep.equal(RARE_IDS);
    // The oldest summary is the only one that contains the key.
    expect(byKey.readBlocks).to.deep.equal([65, 1]);
    const byTime = await ask(database, { from: 3 * 32 * HOUR_MS, to: 4 * 32 * HOUR_MS });
    expect(byTime.ids).to.deep.equal(RARE_IDS);
    expect(byTime.readBlocks).to.deep.equal([65, 1]);
    expect([...byKey.holes, ...byTime.holes]).to.deep.equal([]);
  });

  it('contain no request IDs, so a query by one reads all blocks', async () => {
    await createIndexer(database).advance(() => true);
    const { ids, readBlocks } = await ask(database, { requestId: 'request-96' });
    expect(ids).to.deep.equal(['event-96']);
    expect(readBlocks).to.have.length(8);
  });

  it('are created again after a query that missed them', async () => {
    const indexer = createIndexer(database);
    await indexer.advance(() => true);
    const before = await database.readLogSummaries(1, Infinity);
    const read = database.readLogSummaries.bind(database);
    database.readLogSummaries = async (from, to) => (await read(from, to)).filter(({ first }) => first !== 129);
    let written = 0;
    const write = database.writeLogSummary.bind(database);
    database.writeLogSummary = (summary) => {
      written++;
      return write(summary);
    };
    const { ids, readBlocks, holes } = await ask(database, { keyArn: keyArn('rare') });
    expect(ids).to.deep.equal(RARE_IDS);
    expect(readBlocks).to.deep.equal([193, 129, 65, 1]);
    expect(holes).to.deep.equal([{ from: 129, to: 256, level: 'summary' }]);
    await database.writeLogSummary({ ...(before[2] as LogSummary), version: 0 });
    database.readLogSummaries = read;
    written = 0;
    await indexer.update([...holes, ...holes]);
    expect(written).to.equal(1);
    expect(await database.readLogSummaries(1, Infinity)).to.deep.equal(before);
  });

  it('are not created from damaged segments, whose terms are unknown', async () => {
    const indexer = createIndexer(database);
    const write = database.writeLogSummary.bind(database);
    database.writeLogSummary = () => Promise.resolve();
    await indexer.advance(() => true);
    database.writeLogSummary = write;
    const read = database.readSegments.bind(database);
    database.readSegments = async (...args) =>
      (await read(...args)).map((segment) =>
        segment.seq === 140
          ? { seq: 140, events: [], touched: ['*'], damaged: { store: 'segments', id: '140', member: 'events' } }
          : segment,
      );
    const { holes } = await ask(database, { keyArn: keyArn('rare') });
    expect(holes.map(({ from }) => from)).to.deep.equal([385, 257, 129, 1]);
    await indexer.update(holes);
    expect(await rangesOf(database)).to.deep.equal([
      [385, 512],
      [257, 384],
      [1, 128],
    ]);
  });
});
