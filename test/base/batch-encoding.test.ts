import { expect } from 'chai';
import fc from 'fast-check';
import { decodeBatch, decodeSharedBatch, encodeBatch } from '../../src/base/batch-encoding.ts';

/** What arrives at the other end of a channel. */
const crossed = (messages: readonly unknown[]): unknown[] => decodeBatch(structuredClone(encodeBatch(messages)));

const crossedShared = (messages: readonly unknown[]): unknown[] =>
  decodeSharedBatch(structuredClone(encodeBatch(messages)));

const call = (id: number, KeyId = 'key-1') => ({
  id: `id-${id}`,
  path: ['world'],
  input: { KeyId, Plaintext: Uint8Array.of(id, 2, 3) },
});

describe('alike messages', () => {
  it('are one run, in which what is the same in all stands once', () => {
    const [run, ...others] = encodeBatch([call(1), call(2), call(3)]);
    expect(others).to.deep.equal([]);
    expect(run?.count).to.equal(3);
    expect(run?.rows).to.deep.equal([
      'id-1',
      Uint8Array.of(1, 2, 3),
      'id-2',
      Uint8Array.of(2, 2, 3),
      'id-3',
      Uint8Array.of(3, 2, 3),
    ]);
  });

  it('arrive as they were sent, in order', () => {
    const messages = [call(1), call(2), call(3, 'key-2')];
    expect(crossed(messages)).to.deep.equal(messages);
  });

  it('share no object when they arrive', () => {
    const [first, second] = crossed([call(1), call(2)]) as [ReturnType<typeof call>, ReturnType<typeof call>];
    expect(first.path).to.not.equal(second.path);
    expect(first.input).to.not.equal(second.input);
    first.input.Plaintext.fill(0);
    expect(second.input.Plaintext).to.deep.equal(Uint8Array.of(2, 2, 3));
  });

  it('that are the same in everything are still as many', () => {
    expect(crossed(['a', 'a', 'a'])).to.deep.equal(['a', 'a', 'a']);
    expect(crossed([{}, {}])).to.deep.equal([{}, {}]);
    expect(crossed([[], []])).to.deep.equal([[], []]);
  });

  it('that differ in their members, or in the order of them, are runs of their own', () => {
    const messages = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { a: 1 },
      { a: 1, b: 2, c: 3 },
      { a: { b: 1 } },
      { a: [1] },
      { a: undefined, b: null },
    ];
    const arrived = crossed(messages);
    expect(arrived).to.deep.equal(messages);
    expect(Object.keys(arrived[1] as object)).to.deep.equal(['b', 'a']);
  });

  it('keep what is no plain object as the browser clones it', () => {
    const date = new Date(5);
    const map = new Map([['a', 1]]);
    expect(
      crossed([{ v: date }, { v: map }, { v: new Error('x') }]).map(
        (message) => (message as { v: object }).v.constructor,
      ),
    ).to.deep.equal([Date, Map, Error]);
  });

  it('keep a member called __proto__ a member', () => {
    const messages = [1, 2].map((value) => ({ context: Object.fromEntries([['__proto__', String(value)]]) }));
    const arrived = crossed(messages) as typeof messages;
    expect(arrived.map(({ context }) => Object.entries(context))).to.deep.equal([
      [['__proto__', '1']],
      [['__proto__', '2']],
    ]);
  });

  it('share, if wanted, what does not differ, and nothing else', () => {
    const messageOf = (id: number) => ({ id, list: [{ same: 1 }, { id }], same: { deep: ['x'] } });
    const messages = [messageOf(1), messageOf(2)];
    const arrived = crossedShared(messages) as typeof messages;
    expect(arrived).to.deep.equal(messages);
    expect(Object.keys(arrived[1] as object)).to.deep.equal(['id', 'list', 'same']);
    const [first, second] = arrived;
    expect(first?.same).to.equal(second?.same);
    expect(first?.list[0]).to.equal(second?.list[0]);
    expect(first?.list).to.not.equal(second?.list);
  });

  it('keep cycles, each in its own message', () => {
    const round = (): { self?: unknown } => {
      const made: { self?: unknown } = {};
      made.self = made;
      return made;
    };
    const arrived = crossed([round(), round()]);
    for (const message of arrived) expect(JSON.stringify(Object.keys(message as object))).to.equal('["self"]');
  });

  it('arrive as structuredClone alone would bring them', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.anything({
            withDate: true,
            withTypedArray: true,
            withNullPrototype: false,
            key: fc.constantFrom('a', 'b', 'c'),
          }),
          {
            maxLength: 12,
          },
        ),
        (messages) => {
          expect(crossed(messages)).to.deep.equal(structuredClone(messages));
          expect(crossedShared(messages)).to.deep.equal(structuredClone(messages));
        },
      ),
    );
  });
});
