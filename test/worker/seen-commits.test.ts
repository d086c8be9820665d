import { expect } from 'chai';
import { seenCommitsIn } from '../../src/worker/seen-commits.ts';

describe('the name of a worker', () => {
  it('tells the number of the newest commit of one sandbox that a page has seen', () => {
    expect(seenCommitsIn('strongroom 12')('default')).to.equal(12);
    expect(seenCommitsIn('strongroom 12')('other')).to.equal(0);
    expect(seenCommitsIn('strongroom 7 team.a-1')('team.a-1')).to.equal(7);
    expect(seenCommitsIn('strongroom 7 team.a-1')('default')).to.equal(0);
  });

  it('tells nothing if a program chose it', () => {
    for (const name of ['', 'strongroom', 'kms 12', 'strongroom 1e9', 'strongroom 12 a b', 'strongroom -1'])
      expect(seenCommitsIn(name)('default'), name).to.equal(0);
  });
});
