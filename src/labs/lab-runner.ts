/** Runs a lab: its start, its checks, its hints and its progress. */
import type { Sandbox, Strongroom } from '../client/strongroom.ts';
import { ownMember } from '../base/own-member.ts';
import { createServices } from '../services/services.ts';
import { CheckEvaluator } from './check-evaluator.ts';
import { EventFacts } from './event-facts.ts';
import { EventReader, newestEventId } from './event-reader.ts';
import { LabError } from './lab-error.ts';
import type { LedgerEntry } from './lab-facts.ts';
import type { LabServices, LabStore } from './lab-ports.ts';
import { labServices } from './lab-services.ts';
import type { LabValue } from './lab-value.ts';
import type { Lab, LabTask, StartStep } from './lab.ts';
import type { LabProgress, LabRun, TaskCheck, TaskProgress } from './progress.ts';
import { needsHistory, readHistory } from './read-history.ts';
import { placesOf, readKeys } from './read-keys.ts';
import { runSteps, type StepTarget } from './run-step.ts';
import type { Scope } from './scope.ts';
import { hasStartMark, markStart } from './start-mark.ts';
import { readStoredRun, type StoredRun } from './stored-run.ts';

/** Simulated time at which each lab starts. */
const LAB_START = '2026-01-01T00:00:00Z';
/** Keys of this place are facts of each check, also before there is an event. */
const DEFAULT_PLACE = '111122223333 us-east-1';
const MAX_HINTS = 3;
const OPEN: TaskProgress = { state: 'open', evidence: [], hints: 0 };

/** What a run of a lab needs. */
export interface LabRunOptions {
  /** Any sandbox. The lab runs in the sandbox `lab-<id>` beside it. */
  readonly strongroom: Pick<Strongroom, 'world'>;
  readonly store: LabStore;
  /**
   * The services of the sandbox of the lab, by `labServices`. A page that shows a service passes those that it uses, as
   * programs keep data keys in memory. Omitted: services of this run alone.
   */
  readonly services?: LabServices;
  /** Real time in milliseconds since 1970. */
  readonly now?: () => number;
}

/** Pages that show the sandbox call it as soon as it is reset. Its clock cannot be set back after a call. */
const MAX_RESETS = 5;

/** Resets a sandbox and sets its clock to the time at which each lab starts. */
export async function resetToStart(sandbox: Pick<Sandbox, 'reset' | 'clock'>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await sandbox.reset();
    try {
      await sandbox.clock.set(new Date(LAB_START));
      return;
    } catch (error) {
      if (!(error instanceof TypeError) || attempt === MAX_RESETS) throw error;
    }
  }
}

/** Returns the ID of the sandbox of a lab. */
export const labWorld = (lab: string): string => `lab-${lab}`;

/** Returns where the steps of a lab run: its sandbox. */
export function stepTarget(world: Strongroom, services?: LabServices): StepTarget {
  return {
    sandbox: world.sandbox,
    call: (operation, input, { by, region, context }, options) =>
      world.kms(region, by, context, { maxAttempts: 1 }).call(operation, input, options),
    ...(services === undefined ? {} : { services }),
  };
}

class Runner implements LabRun {
  readonly world: string;
  readonly #lab: Lab;
  readonly #strongroom: Strongroom;
  readonly #store: LabStore;
  readonly #services: LabServices;
  readonly #now: () => number;
  #history: { readonly mark: string | undefined; readonly events: EventFacts } | undefined;
  #reader: { readonly mark: string | undefined; readonly reader: EventReader } | undefined;
  /** Calls run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(lab: Lab, { strongroom, store, services, now = Date.now }: LabRunOptions) {
    this.#lab = lab;
    this.world = labWorld(lab.id);
    this.#strongroom = strongroom.world(this.world);
    this.#store = store;
    this.#services = services ?? labServices(createServices(this.#strongroom));
    this.#now = now;
  }

  progress = (): Promise<LabProgress | undefined> => this.#inTurn(async () => (await this.#read())?.progress);

  start = (replaced?: Pick<LabProgress, 'startedAt'> | null): Promise<LabProgress> =>
    this.#alone(async () => {
      const known = replaced === undefined ? undefined : (await this.#read())?.progress;
      if (known !== undefined && known.startedAt !== replaced?.startedAt) return known;
      const { sandbox } = this.#strongroom;
      // A start that does not end leaves a lab that is not started.
      await this.#store.write(this.#lab.id, null);
      await resetToStart(sandbox);
      // Quotas do not count for the steps of the start, unless these set quotas themselves.
      const { requestQuotas } = await sandbox.settings.get();
      await sandbox.settings.set({ requestQuotas: 'off' });
      const target = stepTarget(this.#strongroom, this.#services);
      const variables = await runSteps(this.#lab.start, new Map(), target);
      if ((await sandbox.settings.get()).requestQuotas === 'off') await sandbox.settings.set({ requestQuotas });
      const events = await new EventReader(sandbox, undefined).read();
      const mark = await newestEventId(sandbox);
      const keys = await readKeys(sandbox, new Set([DEFAULT_PLACE, ...placesOf(events?.all ?? [])]));
      const tasks = Object.fromEntries(this.#lab.tasks.map(({ id }) => [id, OPEN]));
      return await this.#write({
        form: 1,
        progress: { lab: this.#lab.id, startedAt: this.#now(), tasks },
        start: await markStart(sandbox),
        ...(mark === undefined ? {} : { mark }),
        startedAt: (await sandbox.clock.now()).getTime(),
        variables: Object.fromEntries(variables),
        keys,
        given: {},
      });
    });

  check = (): ReturnType<LabRun['check']> =>
    this.#alone(async () => {
      const stored = await this.#readStarted();
      const evaluator = await this.#gather(stored);
      const checks: Record<string, TaskCheck> = {};
      const tasks: Record<string, TaskProgress> = {};
      for (const task of this.#lab.tasks) {
        const before = taskProgress(stored.progress, task.id);
        tasks[task.id] = before;
        if (before.state === 'done') {
          checks[task.id] = { isDone: true, evidence: before.evidence };
          continue;
        }
        const check = await checkTask(task, evaluator);
        checks[task.id] = check;
        if (check.isDone && before.state === 'open')
          tasks[task.id] = { ...before, state: 'done', evidence: check.evidence, doneAt: this.#now() };
      }
      const isNew = this.#lab.tasks.some(({ id }) => tasks[id]?.state !== taskProgress(stored.progress, id).state);
      if (!isNew) return { progress: stored.progress, checks };
      return { progress: await this.#write(withTasks(stored, tasks)), checks };
    });

  hint = (taskId: string, language = 'en'): Promise<string> =>
    this.#alone(async () => {
      const stored = await this.#readStarted();
      const task = this.#task(taskId);
      const before = taskProgress(stored.progress, taskId);
      const { unmet, mistake } = await checkTask(task, await this.#gather(stored));
      const { texts } = this.#lab;
      const text = (texts[language] ?? texts.en).tasks[taskId] ?? texts.en.tasks[taskId];
      if (text === undefined) throw new LabError('unknown-name', `The lab has no texts of the task ${taskId}.`);
      const given = ownMember(stored.given, taskId) ?? [];
      const ofMistake =
        mistake === undefined || given.includes(mistake) ? undefined : ownMember(text.mistakes, mistake);
      const ofUnmet = unmet === undefined || before.hints > 0 ? undefined : ownMember(text.unmet, unmet);
      const after = { ...before, hints: Math.min(MAX_HINTS, before.hints + 1) };
      await this.#write({
        ...withTasks(stored, { ...stored.progress.tasks, [taskId]: after }),
        given: ofMistake === undefined ? stored.given : { ...stored.given, [taskId]: [...given, mistake as string] },
      });
      return ofMistake ?? ofUnmet ?? (text.hints[Math.min(before.hints, MAX_HINTS - 1)] as string);
    });

  showSolution = (taskId: string): Promise<readonly StartStep[]> =>
    this.#alone(async () => {
      const stored = await this.#readStarted();
      const { solution } = this.#task(taskId);
      const before = taskProgress(stored.progress, taskId);
      if (before.state === 'open')
        await this.#write(withTasks(stored, { ...stored.progress.tasks, [taskId]: { ...before, state: 'shown' } }));
      return solution;
    });

  answer = (quiz: string, answer: string): Promise<LabProgress> =>
    this.#alone(async () => {
      const stored = await this.#readStarted();
      const known = this.#lab.quiz;
      if (known?.id !== quiz || !known.answers.includes(answer))
        throw new LabError('unknown-name', `The lab has no answer ${answer} of a quiz ${quiz}.`);
      return await this.#write({ ...stored, progress: { ...stored.progress, answer } });
    });

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** So that no call stores progress over that of another one, here or in another tab. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#store.exclusive?.(this.#lab.id, run) ?? run());
  }

  async #read(): Promise<StoredRun | undefined> {
    return readStoredRun(await this.#store.read(this.#lab.id), this.#lab.id);
  }

  async #readStarted(): Promise<StoredRun> {
    const stored = await this.#read();
    if (stored === undefined) throw new LabError('not-started', `Start the lab ${this.#lab.id} first.`);
    return stored;
  }

  async #write(stored: StoredRun): Promise<LabProgress> {
    await this.#store.write(this.#lab.id, stored as unknown as LabValue);
    return stored.progress;
  }

  #task(id: string): LabTask {
    const task = this.#lab.tasks.find((one) => one.id === id);
    if (task === undefined) throw new LabError('unknown-name', `The lab has no task ${id}.`);
    return task;
  }

  /** Reads the events of the lab's start once, if the lab asks for them. They do not change. */
  async #readHistory({ mark, startedAt }: StoredRun): Promise<EventFacts> {
    if (!needsHistory(this.#lab)) return new EventFacts([]);
    if (this.#history === undefined || this.#history.mark !== mark)
      this.#history = { mark, events: await readHistory(this.#strongroom.sandbox, mark, startedAt) };
    return this.#history.events;
  }

  /** Gathers the facts of a check. */
  async #gather(stored: StoredRun): Promise<CheckEvaluator> {
    const { start, mark, keys: startKeys, startedAt, variables, progress } = stored;
    const { sandbox } = this.#strongroom;
    const isMarked = start === undefined || (await hasStartMark(sandbox, start));
    if (this.#reader === undefined || this.#reader.mark !== mark)
      this.#reader = { mark, reader: new EventReader(sandbox, mark, startedAt) };
    const events = await this.#reader.reader.read();
    if (events === undefined || !isMarked)
      throw new LabError('reset', `The sandbox ${this.world} was reset since the lab started. Start the lab again.`);
    const places = startKeys.map(({ account, region }) => `${account} ${region}`);
    const { quiz } = this.#lab;
    const [history, keys, ledger, now] = await Promise.all([
      this.#readHistory(stored),
      readKeys(sandbox, new Set([DEFAULT_PLACE, ...places, ...placesOf(events.all)])),
      this.#services.ledger(),
      sandbox.clock.now(),
    ]);
    const facts = {
      events,
      history,
      keys,
      startKeys: new Map(startKeys.map((key) => [key.arn, key])),
      ledger: ledger.map((entry) => withElapsed(entry, startedAt)),
      elapsedSeconds: (now.getTime() - startedAt) / 1000,
      answered: new Set(quiz !== undefined && progress.answer === quiz.right ? [quiz.id] : []),
    };
    const scope: Scope = new Map(Object.entries(variables));
    return new CheckEvaluator(facts, scope, sandbox);
  }
}

/** An entry of the ledger, with the simulated time from the lab's start to its creation in seconds. */
const withElapsed = (entry: LedgerEntry, startedAt: number): LedgerEntry =>
  typeof entry.createdAt === 'number' ? { ...entry, elapsed: (entry.createdAt - startedAt) / 1000 } : entry;

/** Progress in a task. A lab can have tasks that it did not have when the progress was stored. */
const taskProgress = ({ tasks }: LabProgress, id: string): TaskProgress => ownMember(tasks, id) ?? OPEN;

const withTasks = (stored: StoredRun, tasks: LabProgress['tasks']): StoredRun => ({
  ...stored,
  progress: { ...stored.progress, tasks },
});

async function checkTask({ done, mistakes = [] }: LabTask, evaluator: CheckEvaluator): Promise<TaskCheck> {
  const { holds, evidence, unmet } = await evaluator.evaluate(done);
  if (holds) return { isDone: true, evidence };
  let made: string | undefined;
  for (const { id, seen } of mistakes) if (made === undefined && (await evaluator.evaluate(seen)).holds) made = id;
  return {
    isDone: false,
    evidence: [],
    ...(unmet === undefined ? {} : { unmet }),
    ...(made === undefined ? {} : { mistake: made }),
  };
}

/** Creates the run of a lab. It continues with the progress that the store has. */
export function createLabRun(lab: Lab, options: LabRunOptions): LabRun {
  return new Runner(lab, options);
}
