/** The labs: list, one lab with start and restart, and its summary. */
import { expect } from 'chai';
import '../../../src/ui/labs/labs-page.ts';
import { TEXTS } from '../../../src/ui/labs/labs-texts.ts';
import { LabError } from '../../../src/labs/lab-error.ts';
import { RUN_PREFIX } from '../../../src/ui/labs/lab-store.ts';
import { TEXTS as START } from '../../../src/ui/labs/start-problem-texts.ts';
import { lastLab } from '../../../src/ui/labs/last-lab.ts';
import { SWITCH_TO, type SwitchTo } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';
import { LAB, sampleCourse } from './sample-course.ts';

async function open({ labId = '', view = '', isStarted = false, world = 'default' } = {}) {
  const sample = sampleCourse(isStarted);
  const context = pageContext();
  const strongroom = context.strongroom.world(world);
  const page = await place('strong-labs-page', {
    context: { ...context, strongroom },
    course: sample.course,
    labId,
    view,
  });
  const ready = labId === '' ? 'strong-lab-list' : view === '' ? 'h1[dir]' : 'strong-lab-summary';
  await until(() => page.shadowRoot?.querySelector(ready));
  return { page, ...sample };
}

describe('strong-labs-page', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => localStorage.clear());

  it('lists labs with minutes, advice, terms and state, and is accessible', async () => {
    const { page } = await open({ isStarted: true });
    const list = inside(page, 'strong-lab-list');
    await until(() => textOf(list).includes(TEXTS.map.states.started(0, 2)));
    expect(textOf(list)).to.contain('A test lab').and.to.contain('10 min').and.to.contain('Best after T0');
    expect(allInside<HTMLAnchorElement>(list, 'a').map(({ hash }) => hash)).to.deep.equal([
      '#/labs/T1',
      '#/labs/T0',
      '#/glossary/data-key',
    ]);
    await expectAccessible(page);
  });

  it('starts a lab, shows its sandbox and remembers it for Home', async () => {
    const { page, state } = await open({ labId: 'T1' });
    await expectAccessible(page);
    const switched = next<SwitchTo>(page, SWITCH_TO.name);
    inside(page, '#start').click();
    expect((await switched).detail).to.deep.equal({ sandbox: 'lab-T1' });
    expect(state.starts).to.equal(1);
    expect(lastLab()).to.deep.equal({ id: 'T1', title: 'A test lab', language: 'en' });
    await until(() => page.shadowRoot?.querySelector('#restart'));
  });

  it('continues a started lab without a new start, and leaves one that is shown', async () => {
    const { page, state } = await open({ labId: 'T1', isStarted: true });
    const switched = next<SwitchTo>(page, SWITCH_TO.name);
    inside(page, '#continue').click();
    expect((await switched).detail).to.deep.equal({ sandbox: 'lab-T1' });
    expect(state.starts).to.equal(0);
    const shown = await open({ labId: 'T1', isStarted: true, world: 'lab-T1' });
    const left = next<SwitchTo>(shown.page, SWITCH_TO.name);
    inside(shown.page, '#leave').click();
    expect((await left).detail).to.deep.equal({ sandbox: 'default' });
  });

  it('restarts a lab only after a confirmation', async () => {
    const { page, state } = await open({ labId: 'T1', isStarted: true });
    inside(page, '#restart').click();
    expect(state.starts).to.equal(0);
    const dialog = inside(inside(page, '#restart-dialog'), 'dialog') as HTMLDialogElement;
    expect(dialog.open).to.equal(true);
    await expectAccessible(page);
    inside(page, '#restart-now').click();
    await until(() => state.starts === 1);
    expect(dialog.open).to.equal(false);
  });

  it('shows the summary with what was done', async () => {
    const { page, course } = await open({ labId: 'T1', view: 'summary', isStarted: true });
    const summary = inside(page, 'strong-lab-summary');
    await drawn(summary);
    expect(textOf(summary)).to.contain('Tests work.').and.to.contain(TEXTS.summary.unanswered);
    expect(allInside(summary, 'tbody tr').length).to.equal(2);
    await expectAccessible(page);
    expect(course.entries().length).to.equal(1);
  });

  it('has the notes for instructors in a closed section, and prints them on demand', async () => {
    const sample = sampleCourse(true);
    const { en } = LAB.texts;
    const lab = { ...LAB, texts: { en: { ...en, instructor: ['Ten minutes, with `Encrypt`.', '<img src=x>'] } } };
    const course = { ...sample.course, lab: () => Promise.resolve(lab) };
    const page = await place('strong-labs-page', { context: pageContext(), course, labId: 'T1' });
    await until(() => page.shadowRoot?.querySelector('details.notes'));
    const notes = inside<HTMLDetailsElement>(page, 'details.notes');
    expect(notes.open).to.equal(false);
    inside(page, 'details.notes summary').click();
    expect(notes.open).to.equal(true);
    expect(allInside(page, 'details.notes li').map((note) => note.textContent.trim())).to.deep.equal([
      'Ten minutes, with Encrypt.',
      '<img src=x>',
    ]);
    await expectAccessible(page);
    const printed = await place('strong-lab-summary', { lab, progress: sample.progress() });
    expect(textOf(printed)).not.to.contain('Ten minutes');
    inside(printed, '#with-notes').click();
    await drawn(printed);
    expect(textOf(inside(printed, '#notes'))).to.contain('Ten minutes, with Encrypt.');
    await expectAccessible(printed);
  });

  it('has no section without notes, and opens the page that records a lab', async () => {
    const { page } = await open({ labId: 'T1' });
    expect(page.shadowRoot?.querySelector('details.notes')).to.equal(null);
    page.labId = 'record';
    await until(() =>
      page.shadowRoot?.querySelector('strong-record-lab-page')?.shadowRoot?.querySelector('#start-new'),
    );
    await expectAccessible(page);
  });

  it('says that a lab does not exist', async () => {
    const sample = sampleCourse();
    const page = await place('strong-labs-page', { context: pageContext(), course: sample.course, labId: 'T9' });
    await until(() => textOf(page).includes(TEXTS.lab.missing('T9')));
    await expectAccessible(page);
  });

  it('continues a lab that another tab has started since, instead of deleting its progress', async () => {
    const { page, state, course } = await open({ labId: 'T1' });
    await course.run(LAB).start();
    const switched = next<SwitchTo>(page, SWITCH_TO.name);
    inside(page, '#start').click();
    expect((await switched).detail).to.deep.equal({ sandbox: 'lab-T1' });
    expect(state.starts).to.equal(1);
  });

  it('starts a lab once for two clicks, and once for two pages', async () => {
    const { page, state, course } = await open({ labId: 'T1' });
    const other = await place('strong-labs-page', { context: pageContext(), course, labId: 'T1' });
    await until(() => other.shadowRoot?.querySelector('#start'));
    const button = inside(page, '#start');
    button.click();
    button.click();
    inside(other, '#start').click();
    await until(() => page.shadowRoot?.querySelector('#restart') && other.shadowRoot?.querySelector('#restart'));
    expect(state.starts).to.equal(1);
  });

  it('shows at once that another tab has started a lab', async () => {
    const { page, course } = await open({ labId: 'T1' });
    await course.run(LAB).start();
    dispatchEvent(new StorageEvent('storage', { key: 'strongroom.labs.run.T2' }));
    dispatchEvent(new StorageEvent('storage', { key: `${RUN_PREFIX}T1` }));
    await until(() => page.shadowRoot?.querySelector('#continue'));
    const list = await open();
    await list.course.run(LAB).start();
    dispatchEvent(new StorageEvent('storage', { key: `${RUN_PREFIX}T1` }));
    await until(() => textOf(inside(list.page, 'strong-lab-list')).includes(TEXTS.map.states.started(0, 2)));
  });

  it('names the step at which a start fails, and can start again', async () => {
    const { page, course, state } = await open({ labId: 'T1' });
    const { start } = course.run(LAB);
    Object.assign(course.run(LAB), {
      start: () => Promise.reject(new LabError('step-failed', 'The step DisableKey failed.', { step: 2 })),
    });
    inside(page, '#start').click();
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    const problem = inside(page, 'strong-problem');
    await drawn(problem);
    expect(textOf(problem)).to.contain(START.stepFailed(3)).and.to.contain('The step DisableKey failed.');
    await expectAccessible(page);
    Object.assign(course.run(LAB), { start });
    inside(page, '#start').click();
    await until(() => state.starts === 1);
  });
});
