import { expect } from 'chai';
import type { Bytes } from '../../../src/base/bytes.ts';
import { BranchKeyCache } from '../../../src/envelope/branch-keys/branch-key-cache.ts';

const newKey = (branchKeyId: string) => ({
  branchKeyId,
  version: '00000000-0000-4000-8000-000000000000',
  material: crypto.getRandomValues(new Uint8Array(32)),
  encryptionContext: {},
});

const isOverwritten = (bytes: Bytes) => bytes.every((byte) => byte === 0);

describe('BranchKeyCache', () => {
  function setUp(ttlMs: number, maxEntries = 10) {
    const kept: Bytes[] = [];
    const cache = new BranchKeyCache(
      ttlMs,
      maxEntries,
      () => performance.now(),
      (material) => kept.push(material),
    );
    return { cache, kept };
  }

  it('overwrites an expired branch key, also if nothing asks for it again', async () => {
    const { cache, kept } = setUp(5);
    const { material } = await cache.get('a', async () => newKey('a'));
    expect(cache.size).to.equal(1);
    expect(isOverwritten(kept[0] as Bytes)).to.equal(false);
    while (cache.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(isOverwritten(kept[0] as Bytes)).to.equal(true);
    // The copy of the caller is the caller's.
    expect(isOverwritten(material)).to.equal(false);
  });

  it('overwrites the least recently used branch key above the maximum, and all when cleared', async () => {
    const { cache, kept } = setUp(60_000, 2);
    for (const id of ['a', 'b', 'a', 'c']) await cache.get(id, async () => newKey(id));
    expect(kept.map(isOverwritten)).to.deep.equal([false, true, false]);
    cache.clear();
    expect([cache.size, kept.every(isOverwritten)]).to.deep.equal([0, true]);
  });
});
