import { expect } from 'chai';
import fc from 'fast-check';
import { prefixRange, compareKeys, toQueryLimit, type Key } from '../../src/storage/index-keys.ts';

const text = fc.string({ unit: 'binary', maxLength: 3 });
const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -2, max: 2 }), fc.constant(-0));
const member = fc.oneof(text, number);
const key: fc.Arbitrary<Key> = fc.oneof(
  member,
  fc.array(fc.oneof(member, fc.array(member, { maxLength: 1 })), { maxLength: 4 }),
);

describe('the order of index keys', () => {
  it("is the browser's own", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).to.equal(indexedDB.cmp(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts numbers before strings, and strings by UTF-16 code units', () => {
    const sorted: Key[] = [[-1], [0], [Infinity], [''], ['Z'], ['a'], ['a', 1], ['a', 'b'], ['\u{10000}'], ['\uffff']];
    expect(sorted.toReversed().sort(compareKeys)).to.deep.equal(sorted);
  });
});

describe('the bounds of a page', () => {
  it('hold exactly the keys that begin with `by` and come after `after`', () => {
    const parts = fc.array(fc.constantFrom<string | number>('a', 'b', 1, 2), { minLength: 0, maxLength: 3 });
    fc.assert(
      fc.property(parts, fc.option(parts, { nil: undefined }), parts, (by, after, candidate) => {
        const bounds = prefixRange(by, after);
        const inside =
          bounds !== undefined && IDBKeyRange.bound(bounds.lower, bounds.upper, bounds.open, true).includes(candidate);
        const wanted =
          by.every((part, i) => candidate[i] === part) && (after === undefined || indexedDB.cmp(candidate, after) > 0);
        expect(inside).to.equal(wanted);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a limit', () => {
  it('is cut to what a browser takes', () => {
    expect([0, 3, 3.9, 2 ** 40, Infinity].map(toQueryLimit)).to.deep.equal([0, 3, 3, 2 ** 32 - 1, 2 ** 32 - 1]);
  });

  it('is refused when negative or no number', () => {
    for (const wrong of [-1, NaN, '5' as unknown as number]) expect(() => toQueryLimit(wrong)).to.throw(TypeError);
  });
});
