/** A run of a lab: start, checks, hints, and progress that a reload keeps. */
import { expect } from 'chai';
import { createStrongroom, type Strongroom } from '../../src/memory.ts';
import { findLabProblems } from '../../src/labs/find-lab-problems.ts';
import { createLabRun, stepTarget } from '../../src/labs/lab-runner.ts';
import { runSteps } from '../../src/labs/run-step.ts';
import type { LabStore } from '../../src/labs/lab-ports.ts';
import type { LabValue } from '../../src/labs/lab-value.ts';
import type { Lab } from '../../src/labs/lab.ts';
import type { LabStep } from '../../src/labs/lab-step.ts';
import { memoryStore } from './memory-store.ts';
import { sampleLab } from './sample-lab.ts';

const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

async function started() {
  const strongroom = createStrongroom();
  const store = memoryStore();
  const lab = sampleLab();
  const options = { strongroom, store, now: () => 1000 };
  const run = createLabRun(lab, options);
  await run.start();
  const world = strongroom.world(run.world);
  const { variables } = (await store.read(lab.id)) as { readonly variables: Readonly<Record<string, LabValue>> };
  const scope = new Map(Object.entries(variables));
  const [trip, allow] = lab.tasks;
  return {
    strongroom,
    store,
    lab,
    run,
    world,
    key: String(variables['key']),
    reload: () => createLabRun(lab, options),
    solve: (task: typeof trip) => runSteps(task?.solution ?? [], scope, stepTarget(world)),
    trip,
    allow,
  };
}

/** The store as two tabs share it. */
function withLock(store: LabStore): LabStore {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    exclusive<T>(_lab: string, run: () => Promise<T>): Promise<T> {
      const result = last.then(run);
      last = result.catch(() => undefined);
      return result;
    },
  };
}

describe('runSteps', () => {
  it('reads the clock only for a call with a time from now', async () => {
    const strongroom = createStrongroom();
    const world = strongroom.world('lab-clock');
    let reads = 0;
    const now = async () => {
      reads++;
      return await world.sandbox.clock.now();
    };
    const target = stepTarget({ ...world, sandbox: { ...world.sandbox, clock: { ...world.sandbox.clock, now } } });
    const create: LabStep = { call: 'CreateKey', input: { Origin: 'EXTERNAL' }, save: { key: 'KeyMetadata.Arn' } };
    const scope = await runSteps([create, { call: 'DescribeKey', input: { KeyId: '$key' } }], new Map(), target);
    expect(reads).to.equal(0);
    const failing: LabStep = {
      call: 'ImportKeyMaterial',
      input: {
        KeyId: '$key',
        ImportToken: { text: 'no token' },
        EncryptedKeyMaterial: { random: 32 },
        ValidTo: { secondsFromNow: 60 },
      },
      expect: 'InvalidImportTokenException',
    };
    await runSteps([failing], scope, target);
    expect(reads).to.equal(1);
  });
});

describe('createLabRun', () => {
  it('starts in a sandbox of its own, at the same simulated time', async () => {
    const { strongroom, run, world } = await started();
    expect(run.world).to.equal('lab-sample');
    const { events } = await world.sandbox.events.query();
    expect(events.map(({ record }) => [record.eventName, record.eventTime])).to.deep.equal([
      ['CreateKey', '2026-01-01T00:00:00Z'],
    ]);
    expect((await world.sandbox.clock.now()).toISOString()).to.match(/^2026-01-01T00:01:/);
    expect((await strongroom.sandbox.events.query()).events).to.deep.equal([]);
  });

  it('starts although a page calls the sandbox as soon as it is reset', async () => {
    const strongroom = createStrongroom();
    const calls: unknown[] = [];
    const world = (id: string): Strongroom => {
      const real = strongroom.world(id);
      const reset = async () => {
        await real.sandbox.reset();
        if (calls.length < 2) calls.push(await real.kms().listKeys({}));
      };
      return { ...real, sandbox: { ...real.sandbox, reset } };
    };
    const run = createLabRun(sampleLab(), { strongroom: { world }, store: memoryStore() });
    await run.start();
    expect(calls).to.have.length(2);
    const { events } = await strongroom.world(run.world).sandbox.events.query();
    expect(events.at(-1)?.record.eventTime).to.equal('2026-01-01T00:00:00Z');
  });

  it('finds no task done at the start, and a solved one with its evidence', async () => {
    const { run, world, solve, trip } = await started();
    const first = await run.check();
    expect(first.checks['round-trip']).to.deep.equal({ isDone: false, evidence: [], unmet: 'encrypted' });
    expect(first.checks['allow-app']).to.deep.equal({ isDone: false, evidence: [], unmet: 'app' });
    await solve(trip);
    const { progress, checks } = await run.check();
    const { events } = await world.sandbox.events.query({ limit: 2 });
    const ids = events.toReversed().map(({ record }) => record.eventID);
    expect(checks['round-trip']).to.deep.equal({ isDone: true, evidence: ids });
    expect(progress.tasks['round-trip']).to.deep.equal({ state: 'done', evidence: ids, hints: 0, doneAt: 1000 });
    expect(progress.tasks['allow-app']?.state).to.equal('open');
  });

  it('asks the authorizer about access, without an event', async () => {
    const { run, world, solve, allow } = await started();
    const before = (await world.sandbox.events.query()).events.length;
    await solve(allow);
    expect((await run.check()).checks['allow-app']).to.deep.equal({ isDone: true, evidence: [] });
    expect((await world.sandbox.events.query()).events).to.have.length(before);
  });

  it('keeps progress over a reload, and a done task stays done', async () => {
    const { run, reload, solve, allow, world, key } = await started();
    await solve(allow);
    await run.check();
    await world.kms('us-east-1', LEARNER).disableKey({ KeyId: key });
    const again = reload();
    expect((await again.progress())?.tasks['allow-app']?.state).to.equal('done');
    expect((await again.check()).progress.tasks['allow-app']?.state).to.equal('done');
  });

  it('takes a call that the state of the key stops as not allowed', async () => {
    const { run, world, solve, allow, key } = await started();
    await solve(allow);
    await world.kms('us-east-1', LEARNER).disableKey({ KeyId: key });
    expect((await run.check()).checks['allow-app']?.isDone).to.equal(false);
  });

  it('says that the sandbox was reset, also if the start of the lab has no event', async () => {
    const strongroom = createStrongroom();
    const lab: Lab = { ...sampleLab(), start: [] };
    const tasks = lab.tasks.map((task) => ({ ...task, done: { event: { operation: 'ListKeys' } }, mistakes: [] }));
    const run = createLabRun({ ...lab, tasks }, { strongroom, store: memoryStore() });
    const world = strongroom.world(run.world);
    await run.start();
    await world.kms('us-east-1', LEARNER).listKeys({});
    expect((await run.check()).checks['round-trip']?.isDone).to.equal(true);
    await world.sandbox.reset();
    expect(await run.check().catch((error: unknown) => error)).to.have.property('code', 'reset');
    await run.start();
    expect((await run.check()).checks['round-trip']?.isDone).to.equal(false);
  });

  it('leaves a lab that is not started if a restart does not end', async () => {
    const { strongroom, store, lab } = await started();
    const ended = new Error('The worker ended.');
    const world = (id: string): Strongroom => {
      const real = strongroom.world(id);
      return { ...real, sandbox: { ...real.sandbox, reset: () => Promise.reject(ended) } };
    };
    const broken = createLabRun(lab, { strongroom: { world }, store });
    expect(await broken.start().catch((error: unknown) => error)).to.equal(ended);
    const again = createLabRun(lab, { strongroom, store });
    expect(await again.progress()).to.equal(undefined);
    expect(await again.check().catch((error: unknown) => error)).to.have.property('code', 'not-started');
    await again.start();
    expect((await again.progress())?.tasks['round-trip']?.state).to.equal('open');
  });

  it('starts once for two tabs that start the same progress anew', async () => {
    const strongroom = createStrongroom();
    const store = withLock(memoryStore());
    let now = 1000;
    const runs = [0, 1].map(() => createLabRun(sampleLab(), { strongroom, store, now: () => now++ }));
    const start = (replaced?: { readonly startedAt: number } | null) =>
      Promise.all(runs.map((run) => run.start(replaced)));
    const keysMade = async () =>
      (await strongroom.world('lab-sample').sandbox.events.query()).events.map(({ record }) => record.eventID);
    const [first, second] = await start(null);
    expect(second).to.deep.equal(first);
    expect(first?.startedAt).to.equal(1000);
    const before = await keysMade();
    // A page that still shows no progress.
    expect(await runs[0]?.start(null)).to.deep.equal(first);
    expect(await keysMade()).to.deep.equal(before);
    const [third, fourth] = await start(first);
    expect(fourth).to.deep.equal(third);
    expect(third?.startedAt).to.equal(1001);
    const [fifth, sixth] = await start();
    expect([fifth?.startedAt, sixth?.startedAt]).to.deep.equal([1002, 1003]);
  });

  it('loses nothing that two tabs store at the same time', async () => {
    const { strongroom, store, lab, solve, trip } = await started();
    const locked = withLock(store);
    const one = createLabRun(lab, { strongroom, store: locked });
    const other = createLabRun(lab, { strongroom, store: locked });
    await solve(trip);
    await Promise.all([one.check(), other.hint('round-trip'), one.hint('allow-app'), other.check()]);
    const { tasks = {} } = (await one.progress()) ?? {};
    expect(tasks['round-trip']).to.deep.include({ state: 'done', hints: 1 });
    expect(tasks['allow-app']).to.deep.include({ state: 'open', hints: 1 });
  });

  it('gives the hint of a mistake first, then that of the part that does not hold, then three levels', async () => {
    const { run, world, key } = await started();
    const learner = world.kms('us-east-1', LEARNER);
    await learner.encrypt({ KeyId: key, Plaintext: Uint8Array.of(1) });
    expect(await run.hint('round-trip')).to.equal('Decrypt it now.');
    expect(await run.hint('round-trip')).to.equal('second');
    const { KeyMetadata } = await learner.createKey({});
    await learner.encrypt({ KeyId: KeyMetadata?.Arn, Plaintext: Uint8Array.of(1) });
    expect((await run.check()).checks['round-trip']?.mistake).to.equal('other-key');
    expect(await run.hint('round-trip')).to.equal('Use the key of the start.');
    expect(await run.hint('round-trip')).to.equal('third');
    expect(await run.hint('round-trip')).to.equal('third');
    expect((await run.progress())?.tasks['round-trip']?.hints).to.equal(3);
  });

  it('never counts a task whose solution was shown as done', async () => {
    const { run, solve, trip } = await started();
    expect(await run.showSolution('round-trip')).to.deep.equal(trip?.solution);
    await solve(trip);
    const { progress, checks } = await run.check();
    expect(checks['round-trip']?.isDone).to.equal(true);
    expect(progress.tasks['round-trip']?.state).to.equal('shown');
  });

  it('keeps a done task done when its solution is shown later', async () => {
    const { run, solve, trip } = await started();
    await solve(trip);
    await run.check();
    await run.showSolution('round-trip');
    expect((await run.progress())?.tasks['round-trip']?.state).to.equal('done');
  });

  it('counts the right answer of the quiz only', async () => {
    const { run } = await started();
    expect((await run.answer('why', 'a')).answer).to.equal('a');
    expect((await run.check()).checks['question']?.isDone).to.equal(false);
    await run.answer('why', 'b');
    expect((await run.check()).checks['question']?.isDone).to.equal(true);
    const refused = await run.answer('why', 'c').catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'unknown-name');
  });

  it('forgets progress and events with another start', async () => {
    const { run, solve, trip } = await started();
    await solve(trip);
    await run.check();
    await run.start();
    expect((await run.check()).progress.tasks['round-trip']?.state).to.equal('open');
  });

  it('does not count events that a restored snapshot took back', async () => {
    const { run, world, solve, trip } = await started();
    const { id } = await world.sandbox.snapshots.take();
    const learner = world.kms('us-east-1', LEARNER);
    await learner.createKey({});
    await run.check();
    await world.sandbox.snapshots.restore(id);
    expect((await run.check()).checks['round-trip']?.isDone).to.equal(false);
    await solve(trip);
    expect((await run.check()).checks['round-trip']?.isDone).to.equal(true);
  });

  it('says that the sandbox was reset, and works after another start', async () => {
    const { run, world } = await started();
    await world.sandbox.reset();
    expect(await run.check().catch((error: unknown) => error)).to.have.property('code', 'reset');
    await run.start();
    expect((await run.check()).checks['round-trip']?.isDone).to.equal(false);
  });

  it('says that a lab without progress, or with progress that nothing can read, is not started', async () => {
    const { lab, strongroom } = await started();
    const store = memoryStore();
    const run = createLabRun(lab, { strongroom, store });
    expect(await run.progress()).to.equal(undefined);
    expect(await run.check().catch((error: unknown) => error)).to.have.property('code', 'not-started');
    await store.write(lab.id, { form: 2 });
    expect(await run.progress()).to.equal(undefined);
  });

  it('keeps the quotas of the sandbox, and replays the start without them', async () => {
    const { lab, run, strongroom, world, store } = await started();
    expect((await world.sandbox.settings.get()).requestQuotas).to.equal('off');
    const start = [
      ...lab.start,
      { sandbox: 'settings.set', arguments: [{ requestQuotas: { divideBy: 500 } }] } as const,
    ];
    const slow = createLabRun({ ...lab, start }, { strongroom, store });
    await slow.start();
    expect((await world.sandbox.settings.get()).requestQuotas).to.deep.equal({ divideBy: 500 });
    await run.start();
    expect((await world.sandbox.settings.get()).requestQuotas).to.equal('off');
  });

  it('says that a step with arguments that the sandbox does not take failed', async () => {
    const { lab, strongroom, store } = await started();
    const wrong = [
      { call: 'CreateKey', by: 'arn:aws:iam::999999999999:role/None' },
      { sandbox: 'accounts.put', arguments: [{ id: 'x' }] },
      { advance: Number.MAX_SAFE_INTEGER },
    ] as const;
    for (const step of wrong) {
      const run = createLabRun({ ...lab, start: [step] }, { strongroom, store });
      expect(await run.start().catch((one: unknown) => one)).to.have.property('code', 'step-failed');
    }
  });

  it('tells events of the start from those of the learner', async () => {
    const { lab, strongroom, store } = await started();
    const [task] = lab.tasks;
    if (task === undefined) throw new Error('The sample lab has no task.');
    const namesCreation = (operation: string): Lab => ({
      ...lab,
      tasks: [
        {
          ...task,
          done: {
            all: [
              { event: { operation: 'TagResource', record: { 'requestParameters.tags.0.tagValue': '$answer' } } },
              { history: { events: [{ operation }], namedIn: '$answer' } },
            ],
          },
        },
      ],
    });
    for (const [operation, isDone] of [
      ['CreateKey', true],
      ['DisableKey', false],
    ] as const) {
      const run = createLabRun(namesCreation(operation), { strongroom, store });
      await run.start();
      const { variables } = (await store.read(lab.id)) as { readonly variables: Readonly<Record<string, LabValue>> };
      const steps: readonly LabStep[] = [
        { call: 'DisableKey', input: { KeyId: '$key' } },
        { sandbox: 'events.query', arguments: [{ operation }], save: { id: 'events.0.record.eventID' } },
        {
          call: 'TagResource',
          input: { KeyId: '$key', Tags: [{ TagKey: 'answer', TagValue: { concat: ['event ', '$id'] } }] },
        },
      ];
      const target = stepTarget(strongroom.world(run.world));
      await runSteps(steps, new Map(Object.entries(variables)), target);
      expect((await run.check()).checks[task.id]?.isDone, operation).to.equal(isDone);
    }
  });

  it('runs generated steps, and says that an input of a generator does not suit', async () => {
    const { lab, strongroom, store } = await started();
    const begin = (days: number) =>
      createLabRun(
        { ...lab, start: [{ generate: 'clinicDays', input: { firstDay: 1, days } }] },
        { strongroom, store },
      );
    const error = (await begin(32)
      .start()
      .catch((one: unknown) => one)) as Error;
    expect(error).to.have.property('code', 'step-failed');
    expect(error.message).to.equal('The generator clinicDays does not accept this input.');
    // The sandbox does not have the keys of the clinic.
    expect(
      await begin(1)
        .start()
        .catch((one: unknown) => one),
    ).to.have.property('code', 'step-failed');
  });

  it('says which step failed', async () => {
    const { lab, strongroom, store } = await started();
    const start = [{ call: 'EnableKey', input: { KeyId: '00000000-0000-4000-8000-000000000000' } } as const];
    const run = createLabRun({ ...lab, start }, { strongroom, store });
    const error = (await run.start().catch((one: unknown) => one)) as Error;
    expect(error).to.have.property('code', 'step-failed');
    expect(error.message).to.equal('The step EnableKey answered NotFoundException. The lab expects that it succeeds.');
  });
});

describe('A lab whose IDs are names of members that every object has', () => {
  it('gives its own hints', async () => {
    const sample = sampleLab();
    const { tasks } = sample.texts.en;
    const lab: Lab = {
      ...sample,
      tasks: [{ id: 'toString', done: { label: 'valueOf', quiz: 'why' }, mistakes: [], solution: [] }],
      texts: { en: { ...sample.texts.en, tasks: { toString: tasks['question'] as (typeof tasks)[string] } } },
    };
    expect(findLabProblems(lab)).to.deep.equal([]);
    const run = createLabRun(lab, { strongroom: createStrongroom(), store: memoryStore() });
    await run.start();
    expect([await run.hint('toString'), await run.hint('toString')]).to.deep.equal(['one', 'two']);
  });
});
