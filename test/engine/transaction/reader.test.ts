import { expect } from 'chai';
import { ReadCache, type Reader } from '../../../src/engine/transaction/reader.ts';
import { recordName } from '../../../src/engine/transaction/read-names.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { keyRecord } from '../../storage/records.ts';

const { arn } = keyRecord('a');
const A = recordName('keys', arn);

/** What the tests derive: the description of a key, counted. */
function counting() {
  const made = { times: 0 };
  const description = async (reader: Reader): Promise<string | undefined> => {
    made.times++;
    return (await reader.get('keys', arn))?.description;
  };
  return { made, description };
}

describe('what a reader derives of its look-ups', () => {
  it('is made once for all readers, and each of them has read it', async () => {
    const cache = new ReadCache(createMemoryDatabase());
    const { made, description } = counting();
    for (const reader of [cache.openReader(), cache.openReader()]) {
      expect(reader.dependsOn(A)).to.equal(false);
      await reader.derived('description', description);
      expect(reader.dependsOn(A)).to.equal(true);
    }
    expect(made.times).to.equal(1);
  });

  it('is made anew after a commit that touched anything, and makes those stale whom it concerned', async () => {
    const cache = new ReadCache(createMemoryDatabase());
    const { made, description } = counting();
    const [first, second] = [cache.openReader(), cache.openReader()];
    for (const reader of [first, second]) await reader.derived('description', description);
    cache.invalidate([recordName('keys', 'b')]);
    expect([first.isStale, second.isStale]).to.deep.equal([false, false]);
    await cache.openReader().derived('description', description);
    expect(made.times).to.equal(2);
    cache.invalidate([A]);
    expect([first.isStale, second.isStale]).to.deep.equal([true, true]);
  });

  it('is not remembered when a commit came while it was made', async () => {
    const cache = new ReadCache(createMemoryDatabase());
    const { made, description } = counting();
    const reader = cache.openReader();
    const deriving = reader.derived('description', description);
    cache.invalidate([A]);
    await deriving;
    expect(reader.isStale).to.equal(true);
    await cache.openReader().derived('description', description);
    expect(made.times).to.equal(2);
  });

  it('is not remembered when it failed, nor by a cache that keeps nothing', async () => {
    const failing = new ReadCache(createMemoryDatabase());
    const failed = await Promise.resolve(
      failing.openReader().derived('description', () => Promise.reject(new Error('no'))),
    ).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'no');
    const forgetful = new ReadCache(createMemoryDatabase(), false);
    for (const cache of [failing, forgetful]) {
      const { made, description } = counting();
      await cache.openReader().derived('description', description);
      await cache.openReader().derived('description', description);
      expect(made.times).to.equal(cache === failing ? 1 : 2);
    }
  });

  it('is made of what is supposed, and of that only for whoever supposes', async () => {
    const cache = new ReadCache(createMemoryDatabase());
    const { description } = counting();
    const supposing = cache.openPreviewReader([{ store: 'keys', after: keyRecord('a', { description: 'supposed' }) }]);
    expect(await supposing.derived('description', description)).to.equal('supposed');
    expect(await cache.openReader().derived('description', description)).to.equal(undefined);
  });
});
