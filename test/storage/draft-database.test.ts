/** A draft against a database with the same commits: every read gives the same. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Batch, Database } from '../../src/model/ports.ts';
import type { AliasRecord, Change } from '../../src/model/records.ts';
import { DraftDatabase } from '../../src/storage/draft-database.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:kms:us-east-1:${ACCOUNT}:alias/${name}`;

const alias = (name: string, target: string): AliasRecord => ({
  arn: arnOf(name),
  name: `alias/${name}`,
  account: ACCOUNT,
  region: 'us-east-1',
  targetArn: target,
  createdAt: 0,
  updatedAt: 0,
});

/** Puts an alias with a target, or deletes it. */
type Step = readonly [name: string, target: string | undefined];

async function commit(database: Database, seq: number, steps: readonly Step[]): Promise<void> {
  const changes: Change[] = [];
  for (const [name, target] of steps) {
    const before = await database.get('aliases', arnOf(name));
    changes.push({ store: 'aliases', before, after: target === undefined ? undefined : alias(name, target) });
  }
  const batch: Batch = { segment: { seq, events: [], touched: [] }, changes };
  await database.commit(batch, () => undefined, 'relaxed');
}

/** Everything that the aliases of a database answer. */
async function answersOf(database: Database): Promise<unknown> {
  const place = [ACCOUNT, 'us-east-1'];
  const pages = [];
  for (const limit of [1, 2, 100])
    for (const after of [undefined, [...place, 'alias/b'], [...place, 'alias/c']])
      pages.push(await database.page('aliases', 'place', place, limit, after));
  return {
    pages,
    byTarget: await database.page('aliases', 'target', ['one'], 100),
    counts: [await database.count('aliases', 'place', place), await database.count('aliases', 'target', ['one'])],
    b: await database.get('aliases', arnOf('b')),
    last: await database.lastSeq(),
    segments: (await database.readSegments(undefined, 100)).map(({ seq }) => seq),
    older: (await database.readSegments(3, 2)).map(({ seq }) => seq),
  };
}

const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('one', 'two', undefined));
const batches = fc.array(fc.uniqueArray(step, { selector: ([name]) => name, maxLength: 3 }), { maxLength: 4 });

describe('DraftDatabase', () => {
  it('answers as a database with the same commits, and leaves its own unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(batches, batches, async (stored, drafted) => {
        const base = createMemoryDatabase();
        const expected = createMemoryDatabase();
        let seq = 0;
        for (const steps of stored) {
          await commit(base, ++seq, steps);
          await commit(expected, seq, steps);
        }
        const before = await answersOf(base);
        const draft = await DraftDatabase.begin(base);
        for (const steps of drafted) {
          await commit(draft, ++seq, steps);
          await commit(expected, seq, steps);
        }
        expect(await answersOf(draft)).to.deep.equal(await answersOf(expected));
        expect(await answersOf(base)).to.deep.equal(before);

        const { changes } = draft.changes();
        await base.commit(
          { segment: { seq: draft.baseSeq + 1, events: [], touched: [] }, changes },
          () => undefined,
          'relaxed',
        );
        const { pages } = (await answersOf(expected)) as { pages: unknown };
        expect(await answersOf(base)).to.have.deep.property('pages', pages);
      }),
      { numRuns: 200 },
    );
  });
});
