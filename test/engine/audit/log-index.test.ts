import { expect } from 'chai';
import { LogBlockReader, LogIndexer } from '../../../src/engine/audit/log-index.ts';
import { queryEvents } from '../../../src/engine/audit/query.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { AuditEvent } from '../../../src/model/audit.ts';
import type { Database } from '../../../src/model/ports.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { event } from '../../storage/records.ts';
import { START, TestWorld } from '../world.ts';

/** Waits until `isTrue` resolves to true. The time limit of the test ends it otherwise. */
async function waitFor(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 1));
}

const closedBlocks = async (database: Database) =>
  (await database.readLogBlocks(1, Infinity)).filter(({ isClosed }) => isClosed);

/** Commits `count` segments of 64 events. Returns the number of the last. */
async function commitSegments(database: Database, count: number): Promise<number> {
  let seq = await database.lastSeq();
  for (const end = seq + count; seq < end;) {
    const segment = { seq: ++seq, events: Array.from({ length: 64 }, () => event(`request-${seq}`)), touched: [] };
    await database.commit({ segment, changes: [] }, () => undefined, 'relaxed');
  }
  return seq;
}

/** Counts the reads of segments. */
function countReads(database: Database): { count: number } {
  const reads = { count: 0 };
  const read = database.readSegments.bind(database);
  database.readSegments = (...args) => {
    reads.count++;
    return read(...args);
  };
  return reads;
}

describe('Indexing of the audit log', () => {
  it('begins after a pause without commits', async () => {
    const database = createMemoryDatabase();
    const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const pauses: (() => void)[] = [];
    const engine = await createEngine({
      database,
      clock: { now: () => START },
      random: { bytes, publicBytes: bytes },
      waitForIdle: () => new Promise((resolve) => pauses.push(resolve)),
    });
    const world = new TestWorld(engine, database);
    const call = (number: number) => Promise.all(Array.from({ length: number }, () => world.ok('ListKeys', {})));
    await call(200);
    expect(pauses, 'too few events to index').to.have.length(0);
    for (let round = 0; round < 40; round++) await call(64);
    expect(pauses, 'one pause at a time').to.have.length(1);
    pauses[0]?.();
    await waitFor(() => pauses.length === 2);
    expect(await closedBlocks(database), 'calls were made during the pause').to.have.length(0);
    pauses[1]?.();
    await waitFor(async () => (await closedBlocks(database)).length === 1);
    expect(pauses).to.have.length(2);
  });

  it('stops when the engine is busy, and continues there', async () => {
    const database = createMemoryDatabase();
    await commitSegments(database, 200);
    const indexer = new LogIndexer(database, () => Promise.resolve());
    const reads = countReads(database);
    expect(await indexer.advance(() => reads.count < 3)).to.equal(false);
    const afterStop = reads.count;
    expect(afterStop).to.be.lessThan(20);
    expect(await indexer.advance(() => true)).to.equal(true);
    expect(await closedBlocks(database)).to.have.length(6);
    const blocks = await closedBlocks(database);
    const fresh = createMemoryDatabase();
    await commitSegments(fresh, 200);
    await new LogIndexer(fresh, () => Promise.resolve()).advance(() => true);
    expect(await closedBlocks(fresh)).to.deep.equal(blocks);
  });

  it('finds the events of a key and a principal without reading those of only one', async () => {
    const database = createMemoryDatabase();
    const { record } = event('any');
    const eventOf = (user: string, key: string): AuditEvent => ({
      ...event('any'),
      record: {
        ...record,
        userIdentity: { ...record.userIdentity, arn: `arn:aws:iam::111122223333:user/${user}` },
        resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: `arn:aws:kms:us-east-1:1:key/${key}` }],
      },
    });
    for (let seq = 1; seq <= 200; seq++) {
      const common = Array.from({ length: 32 }, () => [eventOf('ana', 'one'), eventOf('ben', 'two')]).flat();
      const events = seq === 50 ? [...common, eventOf('ben', 'one')] : common;
      await database.commit({ segment: { seq, events, touched: [] }, changes: [] }, () => undefined, 'relaxed');
    }
    await new LogIndexer(database, () => Promise.resolve()).advance(() => true);
    const query = { keyArn: 'arn:aws:kms:us-east-1:1:key/one', principal: 'arn:aws:iam::111122223333:user/ben' };
    const maxSearched = Infinity;
    const found = await queryEvents(database, new LogBlockReader(database), query, { maxSearched });
    expect(found.events).to.have.length(1);
    // The events of one run, and of the newest segments, which have no block yet.
    expect(found.searched).to.be.lessThan(700);
  });

  it('finds a user name and a resource type without reading other events', async () => {
    const database = createMemoryDatabase();
    const { record } = event('any');
    const rare: AuditEvent = {
      ...event('any'),
      record: {
        ...record,
        userIdentity: { type: 'IAMUser', userName: 'ben', arn: 'arn:aws:iam::111122223333:user/ben' },
        resources: [{ accountId: '111122223333', type: 'AWS::IAM::Role', ARN: 'arn:aws:iam::111122223333:role/a' }],
      },
    };
    for (let seq = 1; seq <= 200; seq++) {
      const common = Array.from({ length: 64 }, () => event(`request-${seq}`));
      const segment = { seq, events: seq === 50 ? [...common, rare] : common, touched: [] };
      await database.commit({ segment, changes: [] }, () => undefined, 'relaxed');
    }
    await new LogIndexer(database, () => Promise.resolve()).advance(() => true);
    for (const query of [{ userName: 'ben' }, { resourceType: 'AWS::IAM::Role' }]) {
      const found = await queryEvents(database, new LogBlockReader(database), query, { maxSearched: Infinity });
      expect(found.events).to.have.length(1);
      expect(found.searched).to.be.lessThan(700);
    }
  });

  it('skips the segments that a reset deleted before they were indexed', async () => {
    const database = createMemoryDatabase();
    const indexer = new LogIndexer(database, () => Promise.resolve());
    await commitSegments(database, 10);
    await indexer.advance(() => true);
    const seq = (await commitSegments(database, 600)) + 1;
    await database.commit(
      { segment: { seq, events: [], touched: ['*'] }, changes: [], clear: true },
      () => undefined,
      'relaxed',
    );
    await commitSegments(database, 40);
    const reads = countReads(database);
    await indexer.advance(() => true);
    expect(reads.count).to.be.lessThan(25);
    const [block] = await closedBlocks(database);
    expect(block?.first).to.equal(seq);
  });
});
