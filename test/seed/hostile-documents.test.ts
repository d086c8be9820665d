/** Documents of any form: each is applied as a whole, or refused with a SeedError and without a change. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createStrongroom, SeedError, type SeedDocument } from '../../src/memory.ts';
import { seedDocuments } from './seed-arbitraries.ts';

type Json = Record<string | number, unknown>;

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

/** Places in a value: every member and entry. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...members.flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

/** Replaces what is at a place of a copy of a document, or adds a member there. */
function mutated(document: SeedDocument, place: readonly (string | number)[], value: unknown, adds: boolean): unknown {
  const copy = structuredClone(document) as unknown as Json;
  const [last, ...rest] = place.toReversed();
  if (last === undefined) return value;
  let at = copy;
  for (const name of rest.toReversed()) at = at[name] as Json;
  const target = at[last];
  if (adds && typeof target === 'object' && target !== null)
    (target as Json)[Array.isArray(target) ? target.length : 'other'] = value;
  else at[last] = value;
  return copy;
}

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
        if (await isRefused(mutated(document, place, value, adds))) refused++;
      },
    );
    await fc.assert(property, { numRuns: 200 });
    expect(refused).to.be.greaterThan(100);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});
