import { expect } from 'chai';
import readme from '../vectors/README.md?raw';
import { VECTOR_SETS } from './vector-sets.ts';
import { loadVectors } from './wycheproof.ts';

/** The files that are there, by the name of their set. */
const FILES = Object.keys(import.meta.glob('../vectors/*.json.gz', { query: '?url' }))
  .map((path) => /([^/]+)\.json\.gz$/.exec(path)![1]!)
  .toSorted();

const NAMES = [...new Set(VECTOR_SETS.map(({ name }) => name))].toSorted();

/** The cells of the table in the README, by set: vectors, valid, acceptable, invalid, refused. */
const ROWS = new Map(
  [...readme.matchAll(/^\| `(\w+)` +\| +(\d+) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\| +(.+?) +\| +(.+?) +\|$/gm)].map(
    ([, name, ...cells]) => [name!, cells],
  ),
);

describe('the published vectors', () => {
  it('are those of the table, each file in it, and each in the README', () => {
    expect(FILES.length).to.be.greaterThan(40);
    expect(NAMES).to.deep.equal(FILES);
    expect([...ROWS.keys()].toSorted()).to.deep.equal(FILES);
  });

  it('are as many as the table and the README say, of each kind', async () => {
    for (const { name, vectors } of VECTOR_SETS) {
      const counts = { valid: 0, acceptable: 0, invalid: 0 };
      for (const group of await loadVectors(name)) for (const { result } of group.tests) counts[result] += 1;
      expect(counts.valid + counts.acceptable + counts.invalid, name).to.equal(vectors);
      expect(ROWS.get(name)!.slice(0, 4).map(Number), name).to.deep.equal([
        vectors,
        counts.valid,
        counts.acceptable,
        counts.invalid,
      ]);
    }
  });

  it('are refused for the reasons that the README gives, as often as it says', () => {
    for (const name of NAMES) {
      const sets = VECTOR_SETS.filter((set) => set.name === name);
      const said = ROWS.get(name)![5]!;
      for (const { run, refused = {} } of sets) {
        for (const [reason, count] of Object.entries(refused))
          expect(said, `${name}, ${run}`).to.contain(`${count}: ${reason}`);
      }
      if (sets.every(({ refused }) => refused === undefined)) expect(said, name).to.equal('none');
    }
  });
});
