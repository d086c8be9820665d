/** The navigation in its three forms: every page has a link in each, and the current page is marked. */
import { expect } from 'chai';
import { routeOf } from '../../../src/ui/page/router.ts';
import '../../../src/ui/shell/strong-navigation.ts';
import { allInside, drawn, expectAccessible, inside, place, until } from '../fixture.ts';

const EVERY_PAGE = [
  ['Home', '#/'],
  ['Labs', '#/labs'],
  ['Glossary', '#/glossary'],
  ['Keys', '#/keys'],
  ['Customer managed', '#/keys?manager=customer'],
  ['AWS managed', '#/keys?manager=aws'],
  ['AWS owned', '#/keys?manager=owned'],
  ['Key stores', '#/key-stores'],
  ['External key managers', '#/external-key-managers'],
  ['Playground', '#/playground'],
  ['Inspector', '#/inspector'],
  ['Services', '#/services'],
  ['Code', '#/library'],
  ['Simulator', '#/simulator'],
  ['Directory', '#/directory'],
  ['Activity', '#/activity'],
  ['Quotas', '#/quotas'],
  ['Cost', '#/cost'],
  ['Settings', '#/settings'],
];

const linksOf = (element: Element): string[][] =>
  allInside(element, 'a').map((link) => [link.textContent.trim(), link.getAttribute('href') ?? '']);

const currentOf = (element: Element): string[][] =>
  allInside(element, '[aria-current]').map((link) => [
    link.textContent.trim(),
    link.getAttribute('aria-current') ?? '',
  ]);

const open = (hash: string, form: { collapsed?: boolean; phone?: boolean } = {}) =>
  place('strong-navigation', { route: routeOf(hash), ...form });

describe('strong-navigation', () => {
  for (const form of [{}, { collapsed: true }, { phone: true }]) {
    it(`is accessible with ${JSON.stringify(form)}`, async () => {
      await expectAccessible(await open('#/keys', form));
    });
  }

  for (const collapsed of [false, true]) {
    it(`has its width before it is rendered, ${collapsed ? 'collapsed' : 'expanded'}`, async () => {
      const element = document.createElement('strong-navigation');
      element.route = routeOf('#/');
      // As the template of the shell does.
      element.toggleAttribute('collapsed', collapsed);
      document.body.append(element);
      try {
        const { offsetWidth } = element;
        expect(allInside(element, 'nav')).to.deep.equal([]);
        await drawn(element);
        expect(offsetWidth).to.be.greaterThan(0);
        expect(inside(element, 'nav').offsetWidth).to.equal(offsetWidth);
      } finally {
        element.remove();
      }
    });
  }

  it('scrolls its column to the current page, and leaves it where the current page can be seen', async () => {
    const element = await open('#/');
    const column = inside(element, 'nav');
    column.style.height = '300px';
    const isSeen = (name: string): boolean => {
      const link = allInside(element, 'a').find(({ textContent }) => textContent.trim() === name)!;
      const [{ top, bottom }, bounds] = [link.getBoundingClientRect(), column.getBoundingClientRect()];
      return top >= bounds.top && bottom <= bounds.bottom;
    };
    expect(isSeen('Cost')).to.equal(false);
    element.route = routeOf('#/cost');
    await until(() => isSeen('Cost'));
    const { scrollTop } = column;
    element.route = routeOf('#/quotas');
    await drawn(element);
    await new Promise(requestAnimationFrame);
    expect([isSeen('Quotas'), column.scrollTop]).to.deep.equal([true, scrollTop]);
    element.route = routeOf('#/');
    await until(() => isSeen('Home'));
  });

  it('shows every page in groups, with Settings last', async () => {
    const element = await open('#/');
    expect(linksOf(element)).to.deep.equal(EVERY_PAGE);
    expect(allInside(element, '.group').map(({ textContent }) => textContent)).to.deep.equal([
      'Learn',
      'Keys',
      'Use',
      'Access',
      'Observe',
    ]);
  });

  it('shows every page on a phone: four in the bottom bar, the others under More', async () => {
    const element = await open('#/', { phone: true });
    expect(linksOf(element).toSorted()).to.deep.equal(EVERY_PAGE.toSorted());
    expect(allInside(element, '.bar > li > a').map(({ textContent }) => textContent.trim())).to.deep.equal([
      'Home',
      'Keys',
      'Playground',
      'Activity',
    ]);
  });

  it('opens More by its button and closes it when a page is chosen', async () => {
    const element = await open('#/', { phone: true });
    const more = inside(element, '#more');
    inside(element, 'button[popovertarget=more]').click();
    expect(more.matches(':popover-open')).to.equal(true);
    more.click();
    expect(more.matches(':popover-open')).to.equal(false);
  });

  it('shows one icon for each page when collapsed, with its name as a tooltip', async () => {
    const element = await open('#/', { collapsed: true });
    const links = allInside(element, 'a');
    expect(links.length).to.equal(allInside(element, 'a strong-icon').length);
    expect(links.every((link) => link.title === link.textContent.trim())).to.equal(true);
  });

  const current = [
    ['#/', ['Home', 'page']],
    ['#/keys', ['Keys', 'page']],
    ['#/keys?manager=aws&filter=x', ['AWS managed', 'page']],
    ['#/keys/1234/policy', ['Keys', 'true']],
    ['#/playground/text', ['Playground', 'page']],
    ['#/capabilities', ['Settings', 'true']],
    ['#/nowhere', undefined],
  ] as const;
  for (const [hash, expected] of current) {
    it(`marks ${expected?.[0] ?? 'nothing'} at ${hash}`, async () => {
      expect(currentOf(await open(hash))).to.deep.equal(expected ? [[...expected]] : []);
    });
  }

  it('marks More on a phone when the page is under it', async () => {
    const element = await open('#/simulator', { phone: true });
    expect(currentOf(element)).to.deep.include(['More', 'true']);
  });

  it('asks to be collapsed by an event', async () => {
    const element = await open('#/');
    let asked = 0;
    element.addEventListener('strong-collapse', () => asked++);
    inside(element, '.collapse').click();
    await drawn(element);
    expect(asked).to.equal(1);
    expect(inside(element, '.collapse').getAttribute('aria-expanded')).to.equal('true');
  });
});
