/** Documents of any form: each is applied as a whole, or refused with a SeedError and without a change. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createStrongroom, SeedError, type SeedDocument } from '../../src/memory.ts';
import { seedDocuments } from './seed-arbitraries.ts';
import { damaged, placesIn } from '../support/damaged-documents.ts';

/** Values that no entry expects. */
const hostile = fc.oneof(
  fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withTypedArray: true,
    withNullPrototype: true,
  }),
  fc.constantFrom<unknown>(
    '${key.none}',
    '${key.',
    '__proto__',
    'constructor',
    -1,
    NaN,
    '\u0000',
    'x'.repeat(40_000),
    Array.from({ length: 1000 }, () => ({})),
    JSON.parse('{"__proto__":{"polluted":true}}'),
    () => 1,
    Symbol('x'),
  ),
);

/** Seeds a new sandbox, and checks that a refusal changed nothing. Returns whether the document was refused. */
async function isRefused(document: unknown): Promise<boolean> {
  const { sandbox } = createStrongroom();
  await sandbox.clock.pause();
  const before = await sandbox.export();
  try {
    await sandbox.seed(document as SeedDocument);
    return false;
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    expect(error.problems.length).to.be.greaterThan(0);
    expect(error.message).not.to.equal('');
    expect(await sandbox.export()).to.deep.equal(before);
    expect((await sandbox.events.query()).events).to.deep.equal([]);
    return true;
  }
}

describe('A hostile document', () => {
  it('of any value is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (value) => {
        expect(await isRefused(value)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it('that is a damaged one is applied as a whole or refused', async () => {
    let refused = 0;
    const property = fc.asyncProperty(
      seedDocuments(),
      fc.nat(),
      hostile,
      fc.boolean(),
      async (document, pick, value, adds) => {
        const places = placesIn(document);
        const place = places[pick % places.length] ?? [];
        if (await isRefused(damaged(document, place, value, adds))) refused++;
      },
    );
    await fc.assert(property, { numRuns: 200 });
    expect(refused).to.be.greaterThan(100);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});
