/** Names of terms, as lists of labs show them. */
import { expect } from 'chai';
import { termName } from '../../../src/ui/glossary/term-name.ts';
import { TERMS } from '../../../src/ui/glossary/glossary-terms.ts';

describe('termName', () => {
  it('is the term of the glossary', () => {
    expect(termName('hmac')).to.equal(TERMS['hmac']?.term);
    expect(termName('hmac')).to.not.equal('hmac');
  });

  it('is the ID in words for a term that the glossary does not have, without deceptive characters', () => {
    expect(termName('my-own\u202e-term')).to.equal('my own term');
    expect(termName('constructor')).to.equal('constructor');
  });
});
