import { expect } from 'chai';
import { TokenBuckets } from '../../../src/engine/quotas/token-buckets.ts';
import { GroupCommitter } from '../../../src/engine/transaction/group-commit.ts';
import { ReadCache } from '../../../src/engine/transaction/reader.ts';
import type { AuditEvent } from '../../../src/model/audit.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';

/** The members of an event that storage checks. */
const EVENT = {
  at: 0,
  record: { eventName: 'ListKeys', eventID: 'event', awsRegion: 'us-east-1', userIdentity: {} },
} as AuditEvent;

/**
 * The numbers of events of the commits of `calls` calls that are under way together: `each` of them are done at first,
 * `each` more at every turn that is waited for, and the others once there was a commit.
 */
async function commitsOf(calls: number, each: number): Promise<readonly number[]> {
  const database = createMemoryDatabase();
  const cache = new ReadCache(database);
  const readers = Array.from({ length: calls }, () => cache.openReader());
  const done: Promise<unknown>[] = [];
  const commits = new GroupCommitter(
    database,
    cache,
    new TokenBuckets(database),
    0,
    () => {
      finish(calls);
    },
    async () => {
      await Promise.resolve();
      finish(each);
    },
  );
  function finish(most: number): void {
    for (const reader of readers.splice(0, most)) {
      done.push(commits.submit(reader, { changes: [], events: [EVENT] }).finally(() => cache.close(reader)));
    }
  }
  finish(each);
  while (done.length < calls) await Promise.all(done);
  await Promise.all(done);
  const segments = await database.readSegments(undefined, 1000);
  return segments.map(({ events }) => events.length).toReversed();
}

describe('the group commit', () => {
  it('takes few calls that are in flight together in one transaction', async () => {
    expect(await commitsOf(16, 4)).to.deep.equal([16]);
  });

  it('takes those that are done after some turns of slow calls, and leaves the others for the next', async () => {
    expect(await commitsOf(128, 8)).to.deep.equal([40, 88]);
  });

  it('stops waiting after a turn that brought no call', async () => {
    const database = createMemoryDatabase();
    const cache = new ReadCache(database);
    let turns = 0;
    const commits = new GroupCommitter(
      database,
      cache,
      new TokenBuckets(database),
      0,
      () => undefined,
      () => Promise.resolve(void turns++),
    );
    cache.openReader();
    expect(await commits.submit(cache.openReader(), { changes: [], events: [] })).to.equal(1);
    expect(turns).to.equal(1);
  });
});
