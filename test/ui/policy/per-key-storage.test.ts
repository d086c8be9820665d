import { expect } from 'chai';
import { KeptByKey } from '../../../src/ui/policy/per-key-storage.ts';
import { policyDrafts } from '../../../src/ui/policy/policy-draft.ts';

function memory(start: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map(Object.entries(start));
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

const numbers = (storage: Pick<Storage, 'getItem' | 'setItem'> | undefined, most?: number) =>
  new KeptByKey(
    {
      place: 'numbers',
      read: (value) => (typeof value === 'number' ? value : undefined),
      ...(most === undefined ? {} : { most }),
    },
    storage,
  );

describe('values stored by key', () => {
  it('are read back and deleted without touching other keys', () => {
    const storage = memory();
    expect(numbers(storage).keep('a', 1)).to.equal(true);
    expect(numbers(storage).keep('b', 2)).to.equal(true);
    expect(numbers(storage).of('a')).to.equal(1);
    expect(numbers(storage).of('toString')).to.equal(undefined);
    expect(numbers(storage).keep('a', undefined)).to.equal(true);
    expect(numbers(storage).of('a')).to.equal(undefined);
    expect(numbers(storage).of('b')).to.equal(2);
  });

  it('are ignored when they are invalid', () => {
    for (const stored of ['{', 'null', '[1]', '{"a": "1"}'])
      expect(numbers(memory({ numbers: stored })).of('a'), stored).to.equal(undefined);
  });

  it('report a browser that stores nothing', () => {
    expect(numbers(undefined).keep('a', 1)).to.equal(false);
    expect(numbers({ getItem: () => null, setItem: () => expect.fail('full') }).keep('a', 1)).to.equal(false);
  });

  it('evict the oldest value', () => {
    const storage = memory();
    const kept = numbers(storage, 2);
    for (const [key, value] of Object.entries({ a: 1, b: 2 })) kept.keep(key, value);
    kept.keep('a', 3);
    kept.keep('c', 4);
    expect(['a', 'b', 'c'].map((key) => kept.of(key))).to.deep.equal([3, undefined, 4]);
  });

  it('are drafts of key policies only when they are complete', () => {
    const draft = { text: '{}', base: '{ }', at: 5 };
    const storage = memory();
    policyDrafts(storage).keep('a', draft);
    expect(policyDrafts(storage).of('a')).to.deep.equal(draft);
    for (const broken of [{ text: '{}' }, { ...draft, at: 'now' }, null, 'text']) {
      expect(policyDrafts(memory({ 'strongroom.policy-drafts': JSON.stringify({ a: broken }) })).of('a')).to.equal(
        undefined,
      );
    }
  });
});
