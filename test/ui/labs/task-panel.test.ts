/** The task panel: state of the tasks, checks after changes, hints, solution, quiz and announcements. */
import { expect } from 'chai';
import '../../../src/ui/labs/task-panel.ts';
import { TEXTS as GERMAN } from '../../../src/ui/labs/german-labs-texts.ts';
import { TEXTS } from '../../../src/ui/labs/labs-texts.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';
import type { LabProgress } from '../../../src/labs/progress.ts';
import { createLabStore, RUN_PREFIX } from '../../../src/ui/labs/lab-store.ts';
import { STEP } from '../../../src/ui/labs/strong-steps.ts';
import { chooseLabLanguage } from '../../../src/ui/page/lab-language.ts';
import { switchProjector } from '../../../src/ui/page/projector-mode.ts';
import { LAB, sampleCourse } from './sample-course.ts';

async function open(isStarted = true) {
  const sample = sampleCourse(isStarted);
  const context = pageContext();
  const strongroom = context.strongroom.world('lab-T1');
  const panel = await place('strong-task-panel', {
    context: { ...context, strongroom, kms: strongroom.kms() },
    course: sample.course,
  });
  const said: string[] = [];
  panel.addEventListener(ANNOUNCE, (event) => said.push((event as CustomEvent<Announcement>).detail.text));
  await until(() => allInside(panel, 'strong-task').length === 2);
  if (isStarted) await until(() => sample.state.checks > 0);
  const tasks = () => allInside<HTMLElementTagNameMap['strong-task']>(panel, 'strong-task');
  const first = () => tasks()[0] as HTMLElementTagNameMap['strong-task'];
  return { panel, said, first, tasks, kms: strongroom.kms(), ...sample };
}

describe('strong-task-panel', () => {
  it('is accessible with open tasks, hints, a solution and a quiz', async () => {
    const { panel, first } = await open();
    await expectAccessible(panel);
    inside(first(), '.more').click();
    await until(() => first().shadowRoot?.querySelector('.hint'));
    inside(first(), '.solve').click();
    await until(() => first().shadowRoot?.querySelector('details'));
    await expectAccessible(panel);
  });

  it('says how a task is done, with links to pages', async () => {
    const { panel } = await open();
    inside(panel, '.how summary').click();
    await drawn(panel);
    const links = allInside<HTMLAnchorElement>(panel, '.how a').map(({ hash }) => hash);
    expect(links).to.deep.equal(['#/keys', '#/simulator', '#/directory']);
    expect(textOf(inside(panel, '.how')))
      .to.contain('Use this key')
      .and.to.contain('Run call');
    await expectAccessible(panel);
  });

  it('checks after a call, and announces the task with its evidence and the next one', async () => {
    const { said, first, state, kms, panel } = await open();
    const before = state.checks;
    state.due = { one: ['7f3a0000-1111-4222-8333-444455556666'] };
    await kms.createKey({});
    await until(() => state.checks > before);
    await until(() => said.length > 0);
    expect(said).to.deep.equal(['Task 1 done. Evidence: event 7f3a. Task 2 is next.']);
    await drawn(panel);
    await drawn(first());
    const link = inside<HTMLAnchorElement>(first(), 'a[href*=activity]');
    expect(link.hash).to.equal('#/activity?event=7f3a0000-1111-4222-8333-444455556666');
    expect(textOf(first())).to.contain(TEXTS.task.states.done);
    expect(textOf(inside(panel, '.count'))).to.equal(TEXTS.panel.title(1, 2));
  });

  it('does not check without a change, and checks a change that comes during a check', async () => {
    const { state, kms } = await open();
    const before = state.checks;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(state.checks).to.equal(before);
    await Promise.all([kms.createKey({}), kms.createKey({})]);
    await until(() => state.checks > before);
  });

  it('checks by its button, and says what is open', async () => {
    const { panel, said, state } = await open();
    const before = state.checks;
    inside(panel, '#check').click();
    await until(() => state.checks > before && said.length > 0);
    expect(said.at(-1)).to.equal(TEXTS.announce.open(2));
  });

  it('shows three hints one after the other, and then offers no more', async () => {
    const { first, said } = await open();
    for (let given = 1; given <= 3; given++) {
      inside(first(), '.more').click();
      await until(() => allInside(first(), '.hint').length === given);
      await until(() => said.includes(TEXTS.announce.hint(`hint ${given} of one`)));
    }
    await drawn(first());
    expect(first().shadowRoot?.querySelector('.more')).to.equal(null);
  });

  it('marks a task whose solution was shown, and shows the steps as text', async () => {
    const { first } = await open();
    inside(first(), '.solve').click();
    await until(() => first().shadowRoot?.querySelector('details pre'));
    expect(textOf(first())).to.contain(TEXTS.task.states.shown).and.to.contain('CreateKey {');
    expect(first().shadowRoot?.querySelector('.solve')).to.equal(null);
  });

  it('says what the names in a solution stand for', async () => {
    const { first } = await open();
    const task = first();
    const save = { key: 'KeyMetadata.Arn' };
    task.solution = [{ call: 'CreateKey', input: {}, save }];
    await drawn(task);
    expect(textOf(inside(task, 'pre'))).to.contain('$key = KeyMetadata.Arn');
    expect(task.shadowRoot?.querySelector('.variables')).to.equal(null);
    task.solution = [...task.solution, { call: 'DescribeKey', input: { KeyId: '$key' } }];
    await drawn(task);
    expect(textOf(inside(task, '.variables'))).to.equal(TEXTS.task.variables);
    await expectAccessible(task);
  });

  it('takes an answer by keyboard, and says whether it is right', async () => {
    const { panel, said, progress } = await open();
    const quiz = inside(panel, 'strong-quiz');
    inside(quiz, 'form button').click();
    await drawn(quiz);
    expect(textOf(quiz)).to.contain(TEXTS.quiz.choose);
    inside<HTMLInputElement>(quiz, '[value=a]').click();
    inside<HTMLFormElement>(quiz, 'form').requestSubmit();
    await until(() => progress()?.answer === 'a');
    await until(() => textOf(quiz).includes(TEXTS.quiz.wrong));
    inside<HTMLInputElement>(quiz, '[value=b]').click();
    inside<HTMLFormElement>(quiz, 'form').requestSubmit();
    await until(() => textOf(quiz).includes(TEXTS.quiz.right));
    expect(said).to.include.members([TEXTS.quiz.wrong, TEXTS.quiz.right]);
  });

  it('says that the lab is not started, and why tasks cannot be checked', async () => {
    const { panel } = await open(false);
    expect(textOf(panel)).to.contain(TEXTS.panel.notStarted);
    const started = await open();
    started.state.failure = new Error('The sandbox was reset.');
    inside(started.panel, '#check').click();
    await until(() => started.panel.shadowRoot?.querySelector('[role=alert]'));
    expect(textOf(inside(started.panel, '[role=alert]'))).to.contain('The sandbox was reset.');
  });

  it('folds up the text of a task that is done, and opens it again', async () => {
    const { panel, first, state, kms } = await open();
    const text = LAB.texts.en.tasks['one']?.title ?? '';
    inside(first(), '.more').click();
    await until(() => first().shadowRoot?.querySelector('.hint'));
    state.due = { one: ['7f3a0000-1111-4222-8333-444455556666'] };
    await kms.createKey({});
    await until(() => first().shadowRoot?.querySelector('details.text'));
    const folded = inside<HTMLDetailsElement>(first(), 'details.text');
    expect(folded.open).to.equal(false);
    expect(textOf(folded)).to.contain(`Do ${text}`);
    expect(folded.querySelector('.hint')).not.to.equal(null);
    const evidence = inside(first(), 'a[href*="7f3a0000"]');
    expect(evidence.checkVisibility()).to.equal(true);
    expect(inside(first(), '.hint').checkVisibility({ contentVisibilityAuto: true })).to.equal(false);
    await expectAccessible(panel);
    const summary = inside(first(), 'details.text summary');
    expect(summary.textContent).to.equal(TEXTS.task.text(1));
    summary.focus();
    summary.click();
    await until(() => inside(first(), '.hint').checkVisibility());
    await expectAccessible(panel);
    // Checks after other changes leave it open.
    const { checks } = state;
    await kms.createKey({});
    await until(() => state.checks > checks);
    await drawn(first());
    expect(folded.open).to.equal(true);
  });

  it('keeps the text of a task open while something in it has the focus, and in projector mode', async () => {
    const { panel, first, state } = await open();
    inside(first(), '.content a').focus();
    state.due = { one: [] };
    inside(panel, '#check').click();
    await until(() => first().shadowRoot?.querySelector('.done'));
    expect(inside<HTMLDetailsElement>(first(), 'details.text').open).to.equal(true);
    switchProjector(true);
    await until(() => !first().shadowRoot?.querySelector('details.text'));
    switchProjector(false);
  });

  it('removes an error as soon as it no longer stands', async () => {
    const { panel, state, first, course } = await open();
    const alert = () => panel.shadowRoot?.querySelector('[role=alert]');
    const check = () => inside(panel, '#check').click();
    state.failure = new Error('The sandbox was reset.');
    check();
    await until(alert);
    state.failure = undefined;
    check();
    await until(() => !alert());
    // A hint that fails, and then one that does not.
    const run = course.run(LAB);
    const { hint, progress } = run;
    Object.assign(run, { hint: () => Promise.reject(new Error('The worker ended.')) });
    inside(first(), '.more').click();
    await until(alert);
    Object.assign(run, { hint });
    inside(first(), '.more').click();
    await until(() => !alert());
    // Another tab begins to start the lab.
    state.failure = new Error('The sandbox was reset.');
    check();
    await until(alert);
    Object.assign(run, { progress: () => Promise.resolve(undefined) });
    check();
    await until(() => !alert());
    Object.assign(run, { progress });
  });

  it('forgets hints of the lab before when the tab shows another one, and checks after changes of that one', async () => {
    const { panel, first, state, kms } = await open();
    inside(first(), '.more').click();
    await until(() => first().shadowRoot?.querySelector('.hint'));
    const { context } = panel;
    const strongroom = context.strongroom.world('lab-T2');
    const { course } = sampleCourse();
    const lab = { ...LAB, id: 'T2', texts: { en: { ...LAB.texts.en, title: 'Another lab' } } };
    panel.course = { ...course, lab: () => Promise.resolve(lab), run: () => ({ ...run, world: 'lab-T2' }) };
    let checks = 0;
    const run = course.run(lab);
    const { check } = run;
    run.check = () => {
      checks += 1;
      return check();
    };
    panel.context = { ...context, strongroom, kms: strongroom.kms() };
    await until(() => textOf(panel).includes('Another lab') && checks === 1);
    expect(first().shadowRoot?.querySelector('.hint')).to.equal(null);
    const before = state.checks;
    await strongroom.kms().createKey({});
    await until(() => checks === 2);
    await kms.createKey({});
    await strongroom.kms().createKey({});
    await until(() => checks === 3);
    expect(state.checks).to.equal(before);
  });

  it('shows the tasks as open, without hints, when another tab starts the lab again', async () => {
    const { panel, first, course, state } = await open();
    state.due = { one: [] };
    inside(panel, '#check').click();
    await until(() => first().shadowRoot?.querySelector('.done'));
    state.due = {};
    const before = course.run(LAB);
    const other: { begun?: LabProgress } = {};
    Object.assign(before, {
      progress: () => Promise.resolve(other.begun),
      check: () => Promise.resolve({ progress: other.begun as LabProgress, checks: {} }),
    });
    const stored = () => dispatchEvent(new StorageEvent('storage', { key: `${RUN_PREFIX}T1` }));
    stored();
    await until(() => textOf(panel).includes(TEXTS.panel.notStarted));
    other.begun = { lab: 'T1', startedAt: 1, tasks: {} };
    stored();
    await until(() => !textOf(panel).includes(TEXTS.panel.notStarted));
    expect(first().shadowRoot?.querySelector('.done')).to.equal(null);
  });

  it('asks to be collapsed, and hides the tasks then', async () => {
    const { panel } = await open();
    const asked = next(panel, 'strong-toggle-panel');
    inside(panel, '.toggle').click();
    await asked;
    panel.collapsed = true;
    await drawn(panel);
    expect(inside(panel, '#content').hidden).to.equal(true);
    expect(inside(panel, '.toggle').getAttribute('aria-expanded')).to.equal('false');
    await expectAccessible(panel);
  });

  it('shows one task at a time in projector mode, and the quiz with the last one', async () => {
    switchProjector(true);
    try {
      const { panel } = await open();
      await until(() => panel.shadowRoot?.querySelector('strong-steps'));
      const shown = () => allInside(panel, 'strong-task').filter((task) => !task.hasAttribute('hidden')).length;
      expect([shown(), allInside(panel, 'strong-quiz').length]).to.deep.equal([1, 0]);
      STEP.dispatch(inside(panel, 'strong-steps'), 1);
      await until(() => panel.shadowRoot?.querySelector('strong-quiz'));
      expect(shown()).to.equal(1);
    } finally {
      switchProjector(false);
    }
  });

  it('announces its own words in the language of labs, and a hint in that of the lab', async () => {
    chooseLabLanguage('de');
    try {
      const { panel, first } = await open();
      const heard: string[] = [];
      panel.addEventListener(ANNOUNCE, (event) => {
        const { text, lang } = (event as CustomEvent<Announcement>).detail;
        heard.push(`${lang}: ${text}`);
      });
      inside(first(), '.more').click();
      await until(() => heard.length === 1);
      inside(panel, '#check').click();
      await until(() => heard.length === 2);
      const { announce } = GERMAN;
      expect(heard).to.deep.equal([`en: ${announce.hint('hint 1 of one')}`, `de: ${announce.open(2)}`]);
    } finally {
      chooseLabLanguage(undefined);
    }
  });

  it('says that all tasks are done', async () => {
    const { panel, state } = await open();
    expect(textOf(inside(panel, '#state'))).to.equal(TEXTS.panel.auto);
    state.due = { one: [], two: [] };
    inside(panel, '#check').click();
    await until(() => textOf(inside(panel, '#state')) === TEXTS.panel.passed);
  });

  it('keeps hints and solutions of tasks by their own names', async () => {
    const { panel, tasks } = await open();
    const [task] = LAB.tasks;
    const words = LAB.texts.en.tasks['one'];
    const lab = {
      ...LAB,
      tasks: [{ ...task, id: 'hasOwnProperty' }, ...LAB.tasks.slice(1)],
      texts: { en: { ...LAB.texts.en, tasks: { ...LAB.texts.en.tasks, hasOwnProperty: words } } },
    };
    Object.assign(panel, { lab });
    await drawn(panel);
    await until(() => textOf(panel).includes('First'));
    expect(tasks()[0]?.shadowRoot?.querySelector('.hint, details')).to.equal(null);
  });

  it('says that the browser did not store the progress', async () => {
    const { panel } = await open();
    expect(textOf(panel)).not.to.contain(TEXTS.panel.notStored);
    const store = createLabStore({
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    await store.write(LAB.id, {});
    inside(panel, '#check').click();
    await until(() => textOf(panel).includes(TEXTS.panel.notStored));
    await createLabStore({ getItem: () => null, setItem: () => undefined }).write(LAB.id, {});
    inside(panel, '#check').click();
    await until(() => !textOf(panel).includes(TEXTS.panel.notStored));
  });
});
