import { expect } from 'chai';
import { forgetStoredCommits, noteStoredCommits, readStoredCommits } from '../../src/client/stored-commits.ts';

/** localStorage in memory. */
function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

describe('the number of the newest commit in localStorage', () => {
  it('only grows, until it is forgotten', () => {
    const place = storage();
    expect(readStoredCommits(place)).to.equal(0);
    noteStoredCommits(place, 7);
    noteStoredCommits(place, 5);
    expect(readStoredCommits(place)).to.equal(7);
    forgetStoredCommits(place);
    expect(readStoredCommits(place)).to.equal(0);
  });

  it('is another for each sandbox', () => {
    const place = storage();
    noteStoredCommits(place, 7, 'one');
    noteStoredCommits(place, 9);
    expect(['one', 'default', 'two'].map((world) => readStoredCommits(place, world))).to.deep.equal([7, 9, 0]);
    forgetStoredCommits(place, 'one');
    expect(readStoredCommits(place)).to.equal(9);
  });

  it('is 0 for text that is no number, and where the browser refuses', () => {
    const place = storage();
    noteStoredCommits(place, 7);
    for (const name of place.items.keys()) place.items.set(name, '-1e9');
    expect(readStoredCommits(place)).to.equal(0);
    const refuse = (): never => {
      throw new DOMException('planted', 'SecurityError');
    };
    const refusing = { getItem: refuse, setItem: refuse, removeItem: refuse };
    noteStoredCommits(refusing, 7);
    forgetStoredCommits(refusing);
    expect(readStoredCommits(refusing)).to.equal(0);
    expect(readStoredCommits(undefined)).to.equal(0);
  });
});
