/** The labels of labs in another language: none stays English, longer ones fit, numbers and dates follow. */
// cspell:ignore Aufgaben erledigt Sekunde Sekunden
import { expect } from 'chai';
import type { Lab } from '../../../src/labs/lab.ts';
import { chooseLabLanguage } from '../../../src/ui/page/lab-language.ts';
import { TEXTS as ENGLISH } from '../../../src/ui/labs/labs-texts.ts';
import { TEXTS as GERMAN } from '../../../src/ui/labs/german-labs-texts.ts';
import '../../../src/ui/labs/labs-page.ts';
import '../../../src/ui/labs/task-panel.ts';
import { switchProjector } from '../../../src/ui/page/projector-mode.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';
import { pseudoCatalogue } from './pseudo-catalogue.ts';
import { overflowing, plainWords } from './pseudo-check.ts';
import { pseudoTexts } from './pseudo-texts.ts';
import { LAB, sampleCourse } from './sample-course.ts';

/** Width of a small phone, in CSS pixels. */
const NARROW = 320;
const EVENT = '7f3a0000-1111-4222-8333-444455556666';

/** The lab with texts in the pseudo-language. */
const PSEUDO: Lab = {
  ...LAB,
  texts: { ...LAB.texts, de: pseudoTexts({ ...LAB.texts.en, instructor: ['Takes ten minutes.'] }) },
};

function sample(lab: Lab, isStarted = true) {
  const made = sampleCourse(isStarted);
  return { ...made, course: { ...made.course, lab: () => Promise.resolve(lab), run: () => made.course.run(LAB) } };
}

async function openPage(lab: Lab, view: string, isStarted = true) {
  const page = await place('strong-labs-page', {
    context: pageContext(),
    course: sample(lab, isStarted).course,
    labId: view === 'list' ? '' : lab.id,
    view: view === 'summary' ? view : '',
  });
  const last = { list: 'strong-load-lab-dialog', summary: 'strong-lab-summary' }[view] ?? '#start, #restart';
  await until(() => page.shadowRoot?.querySelector(last));
  await drawn(page);
  return page;
}

async function openPanel(lab: Lab) {
  const made = sample(lab);
  const context = pageContext();
  const strongroom = context.strongroom.world(`lab-${lab.id}`);
  made.state.due = { one: [EVENT] };
  const panel = await place('strong-task-panel', {
    context: { ...context, strongroom, kms: strongroom.kms() },
    course: made.course,
  });
  await until(() => made.state.checks > 0 && allInside(panel, 'strong-task').length === lab.tasks.length);
  await drawn(panel);
  for (const task of allInside(panel, 'strong-task')) await drawn(task);
  return panel;
}

describe('labels of labs in a language', () => {
  const german = { ...GERMAN };

  beforeEach(() => {
    localStorage.clear();
    // As the shell's main part: what is stacked on a phone asks for the width of its container.
    document.body.style.cssText = `container-type: inline-size; width: ${NARROW}px`;
  });
  afterEach(() => {
    localStorage.clear();
    switchProjector(false);
    Object.assign(GERMAN, german);
    document.body.style.cssText = '';
  });

  for (const view of ['list', 'lab', 'summary'])
    it(`come from the catalogue, and longer ones fit ${NARROW} px: ${view}`, async () => {
      Object.assign(GERMAN, pseudoCatalogue(ENGLISH));
      chooseLabLanguage('de');
      const page = await openPage(PSEUDO, view);
      for (const details of allInside<HTMLDetailsElement>(page, 'details')) details.open = true;
      expect(textOf(page)).to.contain('~~');
      expect(plainWords(page)).to.deep.equal([]);
      expect(overflowing(page)).to.deep.equal([]);
    });

  for (const isProjector of [false, true])
    it(`come from the catalogue and fit in the task panel${isProjector ? ' of projector mode' : ''}`, async () => {
      Object.assign(GERMAN, pseudoCatalogue(ENGLISH));
      chooseLabLanguage('de');
      switchProjector(isProjector);
      const panel = await openPanel(PSEUDO);
      expect(plainWords(panel)).to.deep.equal([]);
      expect(overflowing(panel)).to.deep.equal([]);
    });

  it('are marked with their language, follow the choice at once, and stay accessible', async () => {
    const panel = await openPanel(LAB);
    expect(panel.lang).to.equal('en');
    chooseLabLanguage('de');
    await until(() => textOf(inside(panel, '#check')) === german.panel.check);
    const [task] = allInside<HTMLElementTagNameMap['strong-task']>(panel, 'strong-task');
    await until(() => task?.lang === 'de');
    expect(panel.lang).to.equal('de');
    expect(inside(panel, 'h2').lang).to.equal('en');
    expect(textOf(inside(panel, '.count'))).to.equal('Aufgaben: 1 von 2 erledigt');
    await expectAccessible(panel);
  });

  it('show numbers, plurals and dates of the language', async () => {
    expect(german.task.advance(1)).to.contain('1 Sekunde ');
    expect(german.task.advance(86_400)).to.contain('86.400 Sekunden');
    expect(ENGLISH.task.advance(1)).to.contain('1 second.');
    chooseLabLanguage('de');
    const panel = await openPanel(LAB);
    expect(panel.lang).to.equal('de');
    const { course, state } = sampleCourse();
    state.due = { one: [EVENT] };
    await course.run(LAB).check();
    const progress = await course.run(LAB).progress();
    const summary = await place('strong-lab-summary', { lab: LAB, progress });
    await until(() => summary.lang === 'de');
    expect(textOf(summary)).to.match(/\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d/);
  });

  it('show the dialog that restarts a lab in German, its cancel button included', async () => {
    chooseLabLanguage('de');
    const page = await openPage(LAB, 'lab');
    inside(page, '#restart').click();
    const dialog = inside(page, '#restart-dialog');
    await drawn(dialog);
    expect(textOf(dialog)).to.contain(german.actions.cancel);
    expect(textOf(dialog)).not.to.contain('Cancel');
    await expectAccessible(page);
  });
});
