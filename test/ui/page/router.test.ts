import { expect } from 'chai';
import { PAGES } from '../../../src/ui/shell/routes.ts';
import { href, nearest, routeOf } from '../../../src/ui/page/router.ts';

/** What counts of a route. */
function read(hash: string) {
  const { page, params, query, path } = routeOf(hash);
  return { page, params, query: Object.fromEntries(query), path };
}

describe('the router', () => {
  const addresses = [
    ['', 'home', {}],
    ['#', 'home', {}],
    ['#/', 'home', {}],
    ['#//', 'home', {}],
    ['#/keys', 'keys', {}],
    ['#keys/', 'keys', {}],
    ['#/keys/1234abcd', 'key', { keyId: '1234abcd' }],
    ['#/keys/1234abcd/policy', 'key', { keyId: '1234abcd', tab: 'policy' }],
    ['#/keys/arn%3Aaws%3Akms%3A%3A%3Akey%2F1/use', 'key', { keyId: 'arn:aws:kms:::key/1', tab: 'use' }],
    ['#/playground/file', 'playground', { what: 'file' }],
    ['#/library', 'library', {}],
    ['#/library/node', 'library', { place: 'node' }],
    ['#/capabilities', 'capabilities', {}],
    ['#/settings', 'settings', {}],
  ] as const;
  for (const [hash, page, params] of addresses) {
    it(`reads ${hash || 'no address'} as ${page}`, () => {
      expect(read(hash)).to.include({ page }).and.to.deep.include({ params });
    });
  }

  it('has a page for each address, with a title', () => {
    for (const [hash, page] of addresses) {
      expect(PAGES).to.have.property(page);
      expect(routeOf(hash).title).not.to.equal('');
    }
  });

  it('reads the query behind the first question mark', () => {
    expect(read('#/keys?filter=a%20b&sort=-state')).to.deep.include({
      query: { filter: 'a b', sort: '-state' },
      path: '/keys',
    });
    expect(read('#/keys?filter=what?&sort=')).to.deep.include({ query: { filter: 'what?', sort: '' } });
  });

  for (const hash of [
    '#/nowhere',
    '#/keys/1/policy/more',
    '#/settings/more',
    '#/Keys',
    '#/keys//policy',
    '#/%',
    '#/<b>',
    '#/__proto__',
  ]) {
    it(`finds no page at ${hash}`, () => {
      expect(routeOf(hash).page).to.equal('lost');
    });
  }

  it('keeps broken percent signs as they are', () => {
    expect(read('#/keys/%E0%A4%A')).to.deep.include({ page: 'key', params: { keyId: '%E0%A4%A' } });
  });

  it('writes addresses that it reads', () => {
    const parts = ['keys', 'alias/a b?#%', 'policy'];
    const query = { filter: 'ü & = #', sort: undefined, empty: '' };
    const { params, query: read } = routeOf(href(parts, query));
    expect(params).to.deep.equal({ keyId: parts[1], tab: 'policy' });
    expect(Object.fromEntries(read)).to.deep.equal({ filter: 'ü & = #' });
    expect(href([])).to.equal('#/');
    expect(href(['keys'], {})).to.equal('#/keys');
  });

  it('names the known address nearest to a lost one', () => {
    expect(nearest('/key').pattern).to.equal('/keys');
    expect(nearest('/Settings').pattern).to.equal('/settings');
    expect(nearest('/playgruond').pattern).to.equal('/playground');
    expect(nearest('/lib').pattern).to.equal('/library');
    for (const path of ['/nowhere', '/', '', '/k']) expect(nearest(path).pattern).to.equal('/');
  });
});
