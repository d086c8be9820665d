import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../src/model/ports.ts';
import type { Change, KeyRecord } from '../../src/model/records.ts';
import { commit, keyRecord } from './records.ts';
import { indexedDbWorld, memoryWorld } from './worlds.ts';

// Few values, so that records meet, replace one another and tie.
const account = fc.constantFrom('1', '11', '2');
const region = fc.constantFrom('a', 'a-', 'b', '\uffff', '\u{10000}');
const createdAt = fc.constantFrom(-1, 0, 2, 10, 1.5);
const keyId = fc.constantFrom('', 'k', 'K', 'k1', 'é');

const change: fc.Arbitrary<Change> = fc
  .record({ account, region, createdAt, keyId, dueAt: fc.option(createdAt, { nil: undefined }), gone: fc.boolean() })
  .map(({ gone, dueAt, ...members }) => {
    const record: KeyRecord = keyRecord(members.keyId, { ...members, ...(dueAt !== undefined && { dueAt }) });
    return gone ? { store: 'keys', before: record } : { store: 'keys', after: record };
  });

type Step = (database: Database) => Promise<unknown>;

const by = fc.tuple(account, region).chain((whole) => fc.constantFrom(...[whole, whole.slice(0, 1), []]));
const after = fc.option(fc.tuple(account, region, createdAt, keyId), { nil: undefined });
const limit = fc.constantFrom(0, 1, 2, 5, Infinity);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(change, { minLength: 1, maxLength: 6 }).map(
      (changes): Step =>
        (database) =>
          commit(database, changes),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(by, limit, after).map(
      ([...args]): Step =>
        (database) =>
          database.page('keys', 'place', ...args),
    ),
  },
  {
    weight: 1,
    arbitrary: by.map(
      (prefix): Step =>
        (database) =>
          database.count('keys', 'place', prefix),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(limit, fc.option(fc.tuple(createdAt, fc.string()), { nil: undefined })).map(
      ([count, from]): Step =>
        (database) =>
          database.page('keys', 'due', [], count, from),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(account, region, keyId).map(
      ([a, r, id]): Step =>
        (database) =>
          database.get('keys', keyRecord(id, { account: a, region: r }).arn),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((database) => commit(database, [], { clear: true })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.option(fc.nat(12), { nil: undefined }), limit).map(
      ([...args]): Step =>
        (database) =>
          database.readSegments(...args),
    ),
  },
);

describe('memory and IndexedDB', () => {
  it('answer every sequence of steps alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const worlds = [memoryWorld(), indexedDbWorld()];
        try {
          const [memory, indexedDb] = (await Promise.all(worlds.map((world) => world.connect()))) as [
            Database,
            Database,
          ];
          for (const take of steps) expect(await take(memory)).to.deep.equal(await take(indexedDb));
        } finally {
          for (const world of worlds) await world.destroy();
        }
      }),
      { numRuns: 60 },
    );
  });
});
