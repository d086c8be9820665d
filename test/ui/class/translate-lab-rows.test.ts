/** The titles of reports in the language of labs. */
// cspell:ignore Schlüssel erstellen Zwei Aufgaben
import { expect } from 'chai';
import type { LabRows } from '../../../src/class/class-reports.ts';
import type { Lab } from '../../../src/labs/lab.ts';
import { LABS } from '../../../src/labs/labs.ts';
import { translateLabRows } from '../../../src/ui/class/translate-lab-rows.ts';
import { chooseLabLanguage } from '../../../src/ui/page/lab-language.ts';
import { LAB } from '../labs/sample-course.ts';

const ID = LABS[0]?.id ?? '';
const [FIRST = '', SECOND = ''] = Object.keys(LAB.texts.en.tasks);

/** The sample lab under an ID, with German texts in which the second task is missing. */
const lab = (id: string): Lab => {
  const { en } = LAB.texts;
  const first = en.tasks[FIRST];
  if (!first) throw new Error('The sample lab has no task.');
  const de = { ...en, title: 'Zwei Aufgaben', tasks: { [FIRST]: { ...first, title: 'Schlüssel erstellen' } } };
  return { ...LAB, id, texts: { en, de } };
};

const rows = (id: string): LabRows => ({
  id,
  title: 'Title of the report',
  tasks: [FIRST, SECOND].map((task) => ({ id: task, title: `Title of ${task}`, isBonus: false, cells: new Map() })),
});

describe('translateLabRows', () => {
  beforeEach(() => chooseLabLanguage('de'));
  afterEach(() => chooseLabLanguage(undefined));

  it('returns the titles of a lab of the course in the language of labs, and the language', () => {
    const { title, language, tasks } = translateLabRows(rows(ID), lab(ID));
    expect([title, language]).to.deep.equal(['Zwei Aufgaben', 'de']);
    expect(tasks[0]?.title).to.equal('Schlüssel erstellen');
  });

  it('keeps the title of the report for a task that the texts do not have, and everything but titles', () => {
    const before = rows(ID);
    const { id, tasks } = translateLabRows(before, lab(ID));
    expect(id).to.equal(ID);
    expect(tasks[1]).to.deep.equal(before.tasks[1]);
    expect(tasks[0]?.cells).to.equal(before.tasks[0]?.cells);
  });

  it('returns English titles and says so for a lab without texts in the language', () => {
    const english: Lab = { ...LAB, id: ID, texts: { en: LAB.texts.en } };
    const { title, language } = translateLabRows(rows(ID), english);
    expect([title, language]).to.deep.equal([LAB.texts.en.title, 'en']);
  });

  it('keeps the titles of reports for a lab that is not of the course, or that is not loaded', () => {
    const others = rows('not-of-the-course');
    expect(translateLabRows(others, lab('not-of-the-course'))).to.equal(others);
    const unloaded = rows(ID);
    expect(translateLabRows(unloaded, undefined)).to.equal(unloaded);
  });
});
