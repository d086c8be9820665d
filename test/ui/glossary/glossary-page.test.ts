/** The glossary: complete, linked within itself, searchable, and correct where a common statement is not. */
import { expect } from 'chai';
import '../../../src/ui/glossary/glossary-page.ts';
import { TERMS } from '../../../src/ui/glossary/glossary-terms.ts';
import { TEXTS } from '../../../src/ui/glossary/glossary-texts.ts';
import { ENTRIES, searchTerms } from '../../../src/ui/glossary/search-terms.ts';
import { LABS } from '../../../src/labs/labs.ts';
import { parseMarkup } from '../../../src/ui/page/lab-markup.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

const terms = Object.entries(TERMS);

describe('the glossary', () => {
  it('has at least 60 terms, with IDs for addresses, sources of AWS, and links to terms that exist', () => {
    expect(terms.length).to.be.at.least(60);
    for (const [id, { source, see = [], text }] of terms) {
      expect(id).to.match(/^[a-z][a-z-]*$/);
      if (source !== undefined) expect(source, id).to.match(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
      for (const other of see) expect(TERMS, `${id} -> ${other}`).to.have.property(other);
      expect(see, id).not.to.include(id);
      expect(
        parseMarkup(text).every(({ kind }) => kind !== 'link'),
        id,
      ).to.equal(true);
    }
  });

  it('has each concept of a lab', () => {
    for (const { id, concepts } of LABS) for (const concept of concepts) expect(TERMS, id).to.have.property(concept);
  });

  it('corrects nine common statements', () => {
    const corrected = terms.filter(([, { correction }]) => correction).map(([id]) => id);
    expect(corrected.sort()).to.deep.equal([
      'abac',
      'ciphertext',
      'data-key',
      'encryption-context',
      'grant',
      'key-policy',
      'request-quota',
      'resource-quota',
      'unusable-key',
    ]);
  });

  it('is accessible', async () => {
    await expectAccessible(await place('strong-glossary-page', { context: pageContext() }));
  });

  it('finds terms by words in any order, those that are named so first', () => {
    expect(searchTerms('key data')[0]?.id).to.match(/data-key/);
    expect(searchTerms('ThrottlingException'.toUpperCase()).map(({ id }) => id)).to.include('throttling');
    expect(searchTerms('no such words')).to.deep.equal([]);
    expect(searchTerms('  ')).to.have.length(ENTRIES.length);
  });

  it('shows what is typed, and says how many terms there are', async () => {
    const page = await place('strong-glossary-page', { context: pageContext() });
    const field = inside<HTMLInputElement>(page, '#search');
    field.value = 'grantee';
    field.dispatchEvent(new InputEvent('input'));
    await drawn(page);
    const shown = allInside(page, 'dt').length;
    expect(shown).to.be.lessThan(ENTRIES.length).and.greaterThan(0);
    expect(textOf(inside(page, '[role=status]'))).to.equal(TEXTS.found(shown, ENTRIES.length));
    expect(location.hash).to.equal('#/glossary?search=grantee');
    history.replaceState(null, '', '#');
  });

  it('marks the term of the address, and says that another does not exist', async () => {
    const page = await place('strong-glossary-page', { context: pageContext(), term: 'grant' });
    expect(textOf(inside(page, '.current dt'))).to.equal('Grant');
    page.term = 'nonsense';
    await drawn(page);
    expect(textOf(inside(page, '[role=alert]'))).to.equal(TEXTS.unknown('nonsense'));
  });
});
