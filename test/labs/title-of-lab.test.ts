/** The title of a lab of the course in a language. */
// cspell:ignore zurück
import { expect } from 'chai';
import { LAB_LANGUAGES } from '../../src/labs/lab-languages.ts';
import { LABS, loadLab, titleOfLab } from '../../src/labs/labs.ts';

const LAB = { title: 'Round trip', titles: { de: 'Hin und zurück' } };

describe('titleOfLab', () => {
  it('returns the title in a language of the course', () => {
    expect(titleOfLab(LAB, 'de')).to.deep.equal({ title: 'Hin und zurück', language: 'de' });
  });

  it('returns the English title for English and for a language that the course does not have', () => {
    for (const language of ['en', 'fr', '', 'toString', '__proto__'])
      expect(titleOfLab(LAB, language)).to.deep.equal({ title: 'Round trip', language: 'en' });
  });

  for (const lab of LABS)
    it(`returns the titles that the texts of ${lab.id} have`, async () => {
      const texts = (await loadLab(lab.id))?.texts;
      for (const language of Object.keys(LAB_LANGUAGES))
        expect(titleOfLab(lab, language)).to.deep.equal({ title: texts?.[language]?.title, language });
    });
});
