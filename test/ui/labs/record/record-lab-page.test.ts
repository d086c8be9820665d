/** The page that records a lab: recording, draft, findings and proof. */
import { expect } from 'chai';
import '../../../../src/ui/labs/record/record-lab-page.ts';
import { createStrongroom } from '../../../../src/memory.ts';
import type { Lab } from '../../../../src/labs/lab.ts';
import { SWITCH_TO, type SwitchTo } from '../../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../../src/ui/labs/record/record-lab-texts.ts';
import { RecordingSession } from '../../../../src/ui/labs/record/recording-session.ts';
import { pageContext } from '../../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../../fixture.ts';

const PLACE = 'strongroom.labs.draft';

/** A lab whose texts are complete, so that only its steps and conditions can be wrong. */
const draft = (): Lab => ({
  form: 1,
  id: 'mine',
  minutes: 5,
  concepts: [],
  start: [{ call: 'CreateKey', save: { key: 'KeyMetadata.Arn' } }],
  tasks: [
    {
      id: 'task-1',
      done: { label: 'called', event: { operation: 'DisableKey', key: '$key' } },
      mistakes: [
        {
          id: 'mistake-1',
          seen: { event: { operation: 'ScheduleKeyDeletion', key: '$key' } },
          script: [{ call: 'ScheduleKeyDeletion', input: { KeyId: '$key' } }],
        },
      ],
      solution: [{ call: 'DisableKey', input: { KeyId: '$key' } }],
    },
  ],
  texts: {
    en: {
      title: 'Mine',
      goal: 'You can disable a key.',
      start: 'One key exists.',
      tasks: {
        'task-1': {
          title: 'Disable it',
          text: 'Disable the key.',
          hints: ['one', 'two', 'three'],
          mistakes: { 'mistake-1': 'Only disable it.' },
        },
      },
      caption: 'None.',
      summary: ['Disabled.'],
      instructor: ['Five minutes.'],
    },
  },
});

async function open(stored?: unknown) {
  if (stored !== undefined) localStorage.setItem(PLACE, typeof stored === 'string' ? stored : JSON.stringify(stored));
  const context = pageContext();
  const session = new RecordingSession(() => undefined);
  const proofs = { opened: 0, closed: 0 };
  const page = await place('strong-record-lab-page', {
    context,
    session,
    openProof: () => {
      proofs.opened += 1;
      return Promise.resolve({ strongroom: createStrongroom(), close: () => (proofs.closed += 1) });
    },
  });
  return { page, session, context, proofs };
}

const field = (page: Element, path: string) =>
  inside<HTMLTextAreaElement>(inside(page, 'strong-lab-form'), `[id="f-${path}"]`);

describe('strong-record-lab-page', () => {
  let session: RecordingSession | undefined;
  const opened = async (stored?: unknown) => {
    const result = await open(stored);
    session = result.session;
    return result;
  };

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    session?.release();
    localStorage.clear();
  });

  it('offers to record, and says what cannot be recorded', async () => {
    const { page } = await opened();
    await expectAccessible(page);
    expect(textOf(page)).to.contain(TEXTS.recording.partial).and.to.contain(TEXTS.recording.services);
    expect(page.shadowRoot?.querySelector('#create')).to.equal(null);
  });

  it('records from the start of the log, moves a step into a task, and makes a draft', async () => {
    const { page, context, session: recorded } = await opened();
    await context.kms.createKey({ Description: 'logged' });
    inside(page, '#start-log').click();
    await until(() => page.shadowRoot?.querySelector('strong-recording-list'));
    const list = inside(page, 'strong-recording-list');
    await until(() => allInside(list, 'tbody tr').length === 1);
    expect(textOf(list)).to.contain(TEXTS.list.log);
    await expectAccessible(page);
    // A call that another program makes arrives with the log.
    await context.kms.createAlias({ AliasName: 'alias/a', TargetKeyId: keyOf(recorded) });
    await until(() => allInside(list, 'tbody tr').length === 2);
    const controls = inside(page, 'strong-record-controls');
    inside(controls, '#stop').click();
    await until(() => page.shadowRoot?.querySelector('#continue'));
    const select = allInside<HTMLSelectElement>(list, 'select').at(-1);
    expect(select?.getAttribute('aria-label')).to.equal(TEXTS.list.partOf('CreateAlias', 2));
    if (select) {
      select.value = [...select.options].find(({ text }) => text.trim() === TEXTS.parts.task(1))?.value ?? '';
      select.dispatchEvent(new Event('change'));
    }
    await until(() => page.shadowRoot?.querySelector('#create'));
    inside(page, '#create').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-form'));
    expect(recorded.lab?.tasks[0]?.done).to.deep.include({ label: 'called' });
    expect(recorded.lab?.start.length).to.equal(1);
    await expectAccessible(page);
  });

  it('sets marks only where they make sense', async () => {
    const { page, session: recorded } = await opened();
    inside(page, '#start-here').click();
    await until(() => page.shadowRoot?.querySelector('strong-record-controls'));
    const controls = inside(page, 'strong-record-controls');
    const mark = async (id: string) => {
      inside(controls, `#${id}`).click();
      await drawn(controls);
    };
    await mark('was-mistake');
    expect(recorded.recording?.part).to.deep.equal({ kind: 'start' });
    await mark('task-begins');
    await until(() => recorded.recording?.part.kind === 'task');
    await drawn(controls);
    expect(inside(controls, '#start-ends').getAttribute('aria-disabled')).to.equal('true');
    await mark('task-ends');
    await until(() => recorded.recording?.part.kind === 'none');
  });

  it('prepares a sandbox of its own and shows it', async () => {
    const { page, session: recorded } = await opened();
    const switched = next<SwitchTo>(page, SWITCH_TO.name);
    inside(page, '#start-new').click();
    expect((await switched).detail).to.deep.equal({ sandbox: 'lab-record' });
    expect(recorded.recording).to.deep.include({ world: 'lab-record', isRunning: true });
  });

  it('proves the draft in a sandbox that it closes', async () => {
    const { page, proofs } = await opened({ lab: draft() });
    inside(page, '#check').click();
    await until(() => page.shadowRoot?.querySelector('#proved'));
    expect(proofs).to.deep.equal({ opened: 1, closed: 1 });
    await expectAccessible(page);
  });

  it('shows what the proof finds, and leads to the field', async () => {
    const { page, session: recorded } = await opened({ lab: draft() });
    const seen = field(page, 'tasks-0-mistakes-0-seen');
    type(seen, '{ "event": { "operation": "CreateAlias" } }');
    expect(recorded.lab?.tasks[0]?.mistakes?.[0]?.seen).to.deep.equal({ event: { operation: 'CreateAlias' } });
    await drawn(page);
    inside(page, '#check').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-findings'));
    const findings = inside(page, 'strong-lab-findings');
    await drawn(findings);
    expect(textOf(findings)).to.contain(TEXTS.check.reasons['mistake-not-seen']);
    await expectAccessible(page);
    inside(findings, 'button').click();
    expect(inside(page, 'strong-lab-form').shadowRoot?.activeElement).to.equal(seen);
  });

  it('keeps text that is not JSON in its field, and runs nothing', async () => {
    const { page, session: recorded, proofs } = await opened({ lab: draft() });
    const solution = field(page, 'tasks-0-solution');
    type(solution, '[{ "call":');
    await drawn(page);
    expect(solution.value).to.equal('[{ "call":');
    expect(solution.getAttribute('aria-invalid')).to.equal('true');
    expect(recorded.lab?.tasks[0]?.solution).to.deep.equal(draft().tasks[0]?.solution);
    inside(page, '#check').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-findings'));
    expect(textOf(inside(page, 'strong-lab-findings'))).to.contain(TEXTS.check.broken);
    expect(proofs.opened).to.equal(0);
  });

  it('says at the field what is refused in it, as soon as it is entered', async () => {
    const { page } = await opened({ lab: draft() });
    const form = inside(page, 'strong-lab-form');
    const start = field(page, 'start');
    const hint = () => textOf(inside(form, `#${start.getAttribute('aria-describedby') ?? 'none'}`));
    expect(start.getAttribute('aria-invalid')).to.equal('false');
    type(start, JSON.stringify([{ generate: 'clinicDays', input: { firstDay: 1, days: 99 } }, ...draft().start]));
    await until(() => start.getAttribute('aria-invalid') === 'true');
    expect(hint()).to.equal('days of the generator clinicDays must be a whole number from 1 to 31.');
    await expectAccessible(page);
    type(start, JSON.stringify([{ generate: 'clinicDays', input: { firstDay: 1, days: 9 } }, ...draft().start]));
    await until(() => start.getAttribute('aria-invalid') === 'false');
    const title = field(page, 'texts-en-title');
    type(title, '');
    await until(() => title.getAttribute('aria-invalid') === 'true');
  });

  it('refuses the ID of a lab of the course and that of the page', async () => {
    for (const id of ['L01', 'record']) {
      const { page, proofs, session: recorded } = await opened({ lab: { ...draft(), id } });
      inside(page, '#check').click();
      await until(() => page.shadowRoot?.querySelector('strong-lab-findings'));
      expect(proofs.opened).to.equal(0);
      recorded.release();
    }
  });

  it('opens with whatever the browser has stored', async () => {
    const entry = {
      kind: 'call',
      id: 'a',
      operation: 'Encrypt',
      region: 'us-east-1',
      input: {},
      part: { kind: 'start' },
    };
    const odd = [
      '{{{',
      'null',
      '[]',
      { recording: { world: '../other', entries: [], part: { kind: 'start' } }, lab: { form: 2 } },
      { recording: { world: 'default', entries: [null, 5, { ...entry, part: {} }, entry], part: { kind: 'start' } } },
      {
        lab: {
          form: 1,
          tasks: [null, { id: 5, mistakes: [null] }],
          texts: { en: { tasks: { 'task-1': 7 }, summary: {} } },
        },
      },
      { lab: JSON.parse('{"form":1,"tasks":[{"id":"__proto__"},{"id":"constructor"}]}') as unknown },
    ];
    for (const stored of odd) {
      const { page, session: recorded } = await opened(stored);
      await drawn(page);
      expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
      const { entries = [] } = recorded.recording ?? {};
      expect(entries.length).to.be.lessThan(2);
      recorded.release();
      localStorage.clear();
    }
  });

  it('draws a part of a long recording at a time', async () => {
    const entries = Array.from({ length: 1000 }, (_none, at) => ({
      kind: 'call',
      id: `r${at}`,
      source: 'log',
      operation: 'DescribeKey',
      region: 'us-east-1',
      input: { KeyId: 'alias/x' },
      part: { kind: 'task', task: 0 },
    }));
    const { page } = await opened({ recording: { world: 'default', entries, part: { kind: 'none' }, omitted: 9000 } });
    const list = inside(page, 'strong-recording-list');
    await drawn(list);
    expect(allInside(list, 'tbody tr').length).to.equal(50);
    inside(list, '#more').click();
    await drawn(list);
    expect(allInside(list, 'tbody tr').length).to.equal(100);
    expect(textOf(inside(page, 'strong-record-controls'))).to.contain('9000 more calls');
  });

  it('deletes recording and draft after a confirmation', async () => {
    const { page, session: recorded } = await opened({ lab: draft() });
    inside(page, '#remove').click();
    expect(recorded.lab).not.to.equal(undefined);
    inside(page, '#remove-now').click();
    expect(recorded.lab).to.equal(undefined);
    expect(localStorage.getItem(PLACE)).to.equal(null);
  });
});

function keyOf({ recording }: RecordingSession): string {
  const [first] = recording?.entries ?? [];
  return (first?.kind === 'call' && first.keys?.[0]) || '';
}
