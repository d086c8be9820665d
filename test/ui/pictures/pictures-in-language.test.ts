/** Pictures of labs in another language: no text stays English, longer ones fit, and German has its own formats. */
// cspell:ignore Anfragen Aktiviert Bild Nichts verlässt Jetzt übrig
import { expect } from 'chai';
import { LABS } from '../../../src/labs/labs.ts';
import { OPERATION_FACTS } from '../../../src/model/operation-facts.ts';
import { REGIONS } from '../../../src/model/regions.ts';
import { chooseLabLanguage } from '../../../src/ui/page/lab-language.ts';
import type { StrongPicture } from '../../../src/ui/pictures/strong-picture.ts';
import { playLab, type PlayedLab } from '../../labs/pictures/play-lab.ts';
import { drawn, expectAccessible, inside, textOf, until } from '../fixture.ts';
import { pseudoCatalogue } from '../labs/pseudo-catalogue.ts';
import { overflowing, plainWords } from '../labs/pseudo-check.ts';
import { CATALOGUES } from './picture-catalogues.ts';
import { openPicture } from './played-lab.ts';

/** Width of a small phone, in CSS pixels. */
const NARROW = 320;
const ACCOUNT = '111122223333';

const german = CATALOGUES.map(([, own]) => ({ ...own }));

/** A value as JSON, maps included. */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_name, one: unknown) => (one instanceof Map ? [...one] : one));

/** The words of the data of a picture: names of keys, principals, operations and errors. */
async function dataWords({ source: { strongroom } }: PlayedLab, drawing: StrongPicture<unknown>) {
  const keys = await Promise.all(Object.keys(REGIONS).map((region) => strongroom.sandbox.keys.list(ACCOUNT, region)));
  const texts = [jsonOf(drawing.data), jsonOf(keys), jsonOf(Object.keys(OPERATION_FACTS))];
  return new Set(texts.flatMap((text) => text.split(/[^A-Za-z]+/)));
}

async function asText(drawing: StrongPicture<unknown>) {
  inside(drawing, 'figcaption button').click();
  await drawn(drawing);
}

describe('pictures of labs in a language', () => {
  beforeEach(() => {
    localStorage.clear();
    document.body.style.cssText = `container-type: inline-size; width: ${NARROW}px`;
  });
  afterEach(() => {
    localStorage.clear();
    for (const [index, [, own]] of CATALOGUES.entries()) Object.assign(own, german[index]);
    document.body.style.cssText = '';
  });

  for (const { id } of LABS)
    it(`come from the catalogue, and longer ones fit ${NARROW} px: ${id}`, async () => {
      for (const [english, own] of CATALOGUES) Object.assign(own, pseudoCatalogue(english));
      chooseLabLanguage('de');
      const lab = await playLab(id);
      const { panel, drawing } = await openPicture(lab);
      for (const isSolved of [false, true]) {
        if (isSolved) await lab.solve();
        if (isSolved) await drawn(panel);
        const data = await dataWords(lab, drawing);
        expect(plainWords(panel, data), 'as a picture').to.deep.equal([]);
        expect(overflowing(panel), 'as a picture').to.deep.equal([]);
        await asText(drawing);
        expect(plainWords(panel, data), 'as text').to.deep.equal([]);
        expect(overflowing(panel), 'as text').to.deep.equal([]);
        await asText(drawing);
      }
    });

  it('follow the choice at once, are marked with their language, and stay accessible', async () => {
    const { panel, drawing } = await openPicture(await playLab('L02'));
    expect([panel.lang, drawing.lang]).to.deep.equal(['en', 'en']);
    chooseLabLanguage('de');
    await until(() => drawing.lang === 'de' && panel.lang === 'de');
    await drawn(drawing);
    expect(textOf(inside(panel, 'h2'))).to.equal('Bild');
    expect(textOf(drawing)).to.contain('Nichts verlässt KMS.');
    await expectAccessible(panel);
    chooseLabLanguage('en');
    await until(() => textOf(drawing).includes('Nothing leaves KMS.'));
    expect(drawing.lang).to.equal('en');
  });

  it('show numbers, dates and key states of the language', async () => {
    chooseLabLanguage('de');
    const { drawing: quotas } = await openPicture(await playLab('L15'));
    expect(textOf(quotas)).to.contain('Jetzt 20 Anfragen übrig');
    const lifecycle = await playLab('L09');
    const { drawing } = await openPicture(lifecycle);
    const states = [...drawing.renderRoot.querySelectorAll('strong-state')].map((state) => textOf(state));
    expect(states).to.contain('Aktiviert');
    expect(textOf(drawing)).to.match(/\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d/);
  });

  it('mark the decision of a call as English, as the pages show it', async () => {
    chooseLabLanguage('de');
    const lab = await playLab('L07');
    await lab.solve();
    const { drawing } = await openPicture(lab);
    expect(drawing.lang).to.equal('de');
    expect(inside(drawing, 'strong-decision').lang).to.equal('en');
    await asText(drawing);
    expect(inside(drawing, 'ol.text').lang).to.equal('en');
  });
});
