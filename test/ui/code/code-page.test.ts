import { expect } from 'chai';
import '../../../src/ui/code/code-page.ts';
import { TEXTS } from '../../../src/ui/code/code-texts.ts';
import { EXAMPLES, examplesFor } from '../../../src/ui/code/examples.ts';
import { DEFAULT_SANDBOX, recordShownSandbox } from '../../../src/ui/page/shown-sandbox.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-library-page'];

const codes = (page: Page) => allInside<HTMLElementTagNameMap['strong-code']>(page, 'strong-code');

describe('strong-library-page', () => {
  for (const { place: where, name, examples } of EXAMPLES) {
    it(`is accessible and shows its examples: ${name}`, async () => {
      const page = await place('strong-library-page', { context: pageContext(), place: where });
      await expectAccessible(page);
      expect(inside(page, 'nav [aria-current=page]').textContent).to.equal(name);
      expect(codes(page).map(({ code }) => code)).to.deep.equal(examples.map(({ code }) => code));
      expect(codes(page).map(({ local }) => local)).to.deep.equal(examples.map(({ local = '' }) => local));
      expect(inside(page, '#aws').textContent).to.equal(TEXTS.onAws);
    });
  }

  it('leads to each place by an address of its own', async () => {
    const page = await place('strong-library-page', { context: pageContext() });
    expect(allInside<HTMLAnchorElement>(page, 'nav a').map((link) => link.getAttribute('href'))).to.deep.equal(
      EXAMPLES.map(({ place: where }) => `#/library/${where}`),
    );
  });

  it('shows the first place where none is named, or none that there is', async () => {
    const page = await place('strong-library-page', { context: pageContext() });
    const first = textOf(page);
    page.place = 'nowhere';
    await drawn(page);
    expect(textOf(page)).to.equal(first);
    expect(inside(page, 'nav [aria-current=page]').textContent).to.equal(EXAMPLES[0]?.name);
  });

  it('shows the code for the sandbox of a lab, and names it', async () => {
    recordShownSandbox('lab-L15');
    try {
      for (const { place: where, examples } of examplesFor('lab-L15')) {
        const page = await place('strong-library-page', { context: pageContext(), place: where });
        expect(inside(page, '#sandbox').textContent).to.contain('lab-L15');
        expect(codes(page).map(({ code }) => code)).to.deep.equal(examples.map(({ code }) => code));
      }
    } finally {
      recordShownSandbox(DEFAULT_SANDBOX);
    }
    const page = await place('strong-library-page', { context: pageContext() });
    expect(allInside(page, '#sandbox')).to.deep.equal([]);
  });
});
