/** The terms on each page: links that lead somewhere, and the corrections of what is often said. */
import { expect } from 'chai';
import '../../../src/ui/glossary/strong-page-terms.ts';
import { TERMS } from '../../../src/ui/glossary/glossary-terms.ts';
import { TEXTS } from '../../../src/ui/glossary/glossary-texts.ts';
import { KEY_TAB_TERMS, PAGE_TERMS, pageTerms } from '../../../src/ui/glossary/page-terms.ts';
import { routeOf } from '../../../src/ui/page/router.ts';
import { ADDRESSES } from '../../e2e/addresses.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** The pages that correct each statement, which stands in the glossary. */
const CORRECTED: Readonly<Record<string, readonly string[]>> = {
  'data-key': ['#/playground', '#/keys/KEY/use'],
  ciphertext: ['#/keys/KEY/use', '#/inspector'],
  abac: ['#/keys/KEY/tags', '#/keys/KEY/aliases', '#/directory'],
  'encryption-context': ['#/keys/KEY/use', '#/playground'],
  'request-quota': ['#/quotas'],
  'key-policy': ['#/keys/KEY/policy', '#/keys/KEY/grants', '#/quotas'],
  grant: ['#/keys/KEY/grants'],
  'unusable-key': ['#/keys/KEY/state'],
  'resource-quota': ['#/quotas'],
};

async function shown(address: string) {
  const element = await place('strong-page-terms', { route: routeOf(address) });
  await until(() => allInside(element, 'a').length > 0);
  return element;
}

const termsAt = (address: string) => {
  const { page, params } = routeOf(address);
  return pageTerms(page, params.tab);
};

describe('the terms on a page', () => {
  it('exist in the glossary, and those with corrections have one', () => {
    for (const { terms, corrected = [] } of [...Object.values(PAGE_TERMS), ...Object.values(KEY_TAB_TERMS)]) {
      expect(terms).to.have.length.within(2, 7);
      expect(new Set(terms)).to.have.property('size', terms.length);
      expect(terms.filter((id) => !Object.hasOwn(TERMS, id))).to.deep.equal([]);
      expect(corrected.filter((id) => !TERMS[id]?.correction)).to.deep.equal([]);
    }
  });

  it('are linked from every address but those of the glossary and of no page', () => {
    const without = ADDRESSES.filter((address) => !termsAt(address));
    expect(without).to.deep.equal(['#/glossary', '#/glossary/data-key', '#/nowhere']);
  });

  it('belong to a tab for every tab of a key but the first', () => {
    const tabs = ADDRESSES.map(routeOf).flatMap(({ page, params }) => (page === 'key' && params.tab) || []);
    expect(Object.keys(KEY_TAB_TERMS).sort()).to.deep.equal([...new Set(tabs)].sort());
  });

  it('come with each of the nine corrections on the pages concerned', () => {
    const withCorrection = Object.keys(TERMS).filter((id) => TERMS[id]?.correction);
    expect(Object.keys(CORRECTED).sort()).to.deep.equal(withCorrection.sort());
    for (const [id, addresses] of Object.entries(CORRECTED))
      for (const address of addresses) expect(termsAt(address)?.corrected, address).to.include(id);
  });

  it('are links to the glossary, and open what is often misunderstood', async () => {
    const element = await shown('#/keys/KEY/grants');
    expect(inside(element, 'details').hasAttribute('open')).to.equal(false);
    const hashes = allInside<HTMLAnchorElement>(element, 'nav a').map(({ hash }) => hash);
    expect(hashes).to.include('#/glossary/grant');
    inside(element, 'summary').click();
    await drawn(element);
    expect(textOf(inside(element, 'details'))).to.contain(TERMS.grant?.correction?.right);
    await expectAccessible(element);
  });

  it('follow the page, and are none in the glossary', async () => {
    const element = await shown('#/quotas');
    expect(textOf(inside(element, 'summary'))).to.equal(TEXTS.onPage);
    expect(allInside(element, 'li')).to.have.length(3);
    inside(element, 'summary').click();
    element.route = routeOf('#/cost');
    await drawn(element);
    expect(inside(element, 'details').hasAttribute('open')).to.equal(false);
    expect(allInside(element, 'li')).to.have.length(0);
    element.route = routeOf('#/glossary');
    await drawn(element);
    expect(allInside(element, 'a')).to.have.length(0);
  });
});
