/** Labs in another language: what is shown, how it is marked, and that longer texts fit. */
import { expect } from 'chai';
import { LABS, loadLab } from '../../../src/labs/labs.ts';
import type { Lab } from '../../../src/labs/lab.ts';
import { chooseLabLanguage, labLanguage } from '../../../src/ui/page/lab-language.ts';
import '../../../src/ui/labs/labs-page.ts';
import '../../../src/ui/labs/task-panel.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';
import { pseudoTexts } from './pseudo-texts.ts';
import { LAB, sampleCourse } from './sample-course.ts';

/** Width of a small phone, in CSS pixels. */
const NARROW = 320;

async function openLab(lab: Lab, view = '') {
  const { course } = sampleCourse();
  const page = await place('strong-labs-page', {
    context: pageContext(),
    course: { ...course, lab: () => Promise.resolve(lab), run: () => course.run(LAB) },
    labId: lab.id,
    view,
  });
  await until(() => page.shadowRoot?.querySelector(view === '' ? 'h1[dir]' : 'strong-lab-summary'));
  return page;
}

async function openPanel(lab: Lab) {
  const { course } = sampleCourse();
  const context = pageContext();
  const strongroom = context.strongroom.world(`lab-${lab.id}`);
  const panel = await place('strong-task-panel', {
    context: { ...context, strongroom, kms: strongroom.kms() },
    course: { ...course, lab: () => Promise.resolve(lab), run: () => course.run(LAB) },
  });
  await until(() => allInside(panel, 'strong-task').length === lab.tasks.length);
  for (const task of allInside(panel, 'strong-task')) await drawn(task);
  return panel;
}

/** The paragraphs that `texts` become. */
const shown = (text: string): string =>
  text
    .replace(/`([^`]*)`|\[([^\]]*)\]\([^)]*\)/g, (_, code, label) => String(code ?? label))
    .replace(/\s+/g, ' ')
    .trim();

const overflows = (element: Element) => element.scrollWidth > element.clientWidth;

describe('languages of labs', () => {
  beforeEach(() => {
    localStorage.clear();
    // As the shell's main part: what is stacked on a phone asks for the width of its container.
    document.body.style.cssText = `container-type: inline-size; width: ${NARROW}px`;
  });
  afterEach(() => {
    localStorage.clear();
    document.body.style.cssText = '';
  });

  it('is English where the browser asks for a language that the course does not have', () => {
    expect(labLanguage()).to.equal(navigator.languages.some((tag) => tag.startsWith('de')) ? 'de' : 'en');
  });

  it('shows the list in the chosen language at once, marked as such, and is accessible', async () => {
    const page = await place('strong-labs-page', { context: pageContext(), labId: '' });
    await until(() => page.shadowRoot?.querySelector('strong-lab-list')?.shadowRoot?.querySelector('h2'));
    const choice = inside(page, 'strong-language-choice');
    const select = inside<HTMLSelectElement>(choice, 'select');
    expect(select.value).to.equal('en');
    select.value = 'de';
    select.dispatchEvent(new Event('change'));
    const title = LABS[0]?.titles.de ?? '';
    const list = inside(page, 'strong-lab-list');
    await until(() => textOf(list).includes(title));
    expect(inside(list, 'h2').lang).to.equal('de');
    expect(labLanguage()).to.equal('de');
    await expectAccessible(page);
  });

  it('shows a lab without texts in the chosen language in English', async () => {
    chooseLabLanguage('de');
    const page = await openLab(LAB);
    expect(textOf(page)).to.contain(LAB.texts.en.title);
    expect(inside(page, 'h1').lang).to.equal('en');
  });

  for (const { id } of LABS)
    it(`shows ${id} from its texts only, and fits longer ones at ${NARROW} px`, async () => {
      chooseLabLanguage('de');
      const found = (await loadLab(id)) as Lab;
      const texts = pseudoTexts(found.texts.en);
      const lab: Lab = { ...found, texts: { ...found.texts, de: texts } };
      const page = await openLab(lab);
      const onPage = textOf(page);
      for (const text of [texts.title, texts.goal, texts.start]) expect(onPage).to.contain(shown(text));
      expect(overflows(page), 'page').to.equal(false);

      const panel = await openPanel(lab);
      const inPanel = textOf(panel);
      for (const task of lab.tasks) expect(inPanel).to.contain(shown(texts.tasks[task.id]?.text ?? ''));
      const all = allInside(panel, 'strong-task');
      expect(all.filter(overflows), 'tasks').to.deep.equal([]);
      expect(all.every((task) => inside(task, 'h3').lang === 'de')).to.equal(true);

      const summary = inside(await openLab(lab, 'summary'), 'strong-lab-summary');
      await drawn(summary);
      for (const line of texts.summary) expect(textOf(summary)).to.contain(shown(line));
      expect(overflows(summary), 'summary').to.equal(false);
    });
});
