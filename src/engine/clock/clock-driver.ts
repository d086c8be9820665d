/**
 * Advances the clock of a sandbox and runs due tasks. Nothing else does either. Works in steps of one commit each, so
 * that other calls run in between. Each step advances the clock only as far as the tasks that it runs, so a call in
 * between sees a sandbox of that time, with nothing overdue.
 */
import type { AdvanceNotice, ClockState } from '../../model/contract.ts';
import type { Ports } from '../../model/ports.ts';
import type { Change, ClockRecord } from '../../model/records.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { GroupCommitter } from '../transaction/group-commit.ts';
import type { ReadCache } from '../transaction/reader.ts';
import { runTransaction } from '../transaction/run-transaction.ts';
import { applyDueTask, nextDue } from './due-tasks.ts';
import { setClockRunning, setClockTime, readClock, simulatedTime } from './simulated-clock.ts';

/** Range of the clock: four-digit years, as in timestamps of AWS. */
const MIN_TIME = 0;
const MAX_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Dependencies of a driver. */
export interface ClockDriverParts {
  readonly ports: Ports;
  readonly cache: ReadCache;
  readonly commits: GroupCommitter;
  /** Whether the audit log has no events: only then can the clock be set back. */
  readonly isLogEmpty: () => Promise<boolean>;
  /** Called at the start and at the end of each advance. */
  readonly onAdvance?: ((advance: AdvanceNotice) => void) | undefined;
}

/**
 * Checks that the clock can show `time`.
 * @throws {TypeError}
 */
function checkTime(time: number): void {
  if (!(time >= MIN_TIME && time <= MAX_TIME)) throw new TypeError('The clock supports the years 1970 to 9999.');
}

/** One driver per engine. */
export class ClockDriver {
  readonly #parts: ClockDriverParts;
  /** Completion of the steps so far: two at the same time would both create material for the same key. */
  #steps: Promise<unknown> = Promise.resolve();
  /** Completion of the advances so far: they run in sequence, so that they add up. */
  #advances: Promise<unknown> = Promise.resolve();
  #stops = 0;
  #target: number | undefined;

  constructor(parts: ClockDriverParts) {
    this.#parts = parts;
  }

  /** Reads the state of the clock. */
  state(): Promise<ClockState> {
    return this.#change((clock) => Promise.resolve(clock));
  }

  /** Resumes or pauses the clock. */
  run(run: boolean): Promise<ClockState> {
    return this.#change((clock) => Promise.resolve(setClockRunning(clock, run, this.#parts.ports.clock)));
  }

  /**
   * Sets the clock to `time` and runs due tasks, like `advance`.
   * @throws {TypeError} for an earlier time while the audit log is not empty
   */
  async set(time: number): Promise<ClockState> {
    checkTime(time);
    if (time >= (await this.state()).now) return await this.advance(() => time);
    const { ports, isLogEmpty } = this.#parts;
    const state = await this.#change(async (clock) => {
      if (time < simulatedTime(clock, ports.clock) && !(await isLogEmpty())) {
        throw new TypeError('The clock can be set back only while the audit log is empty. Reset the sandbox first.');
      }
      return setClockTime(clock, time, ports.clock);
    });
    await this.settle();
    return state;
  }

  /** Returns the state of the clock, with the target of an advance in progress. */
  #stateOf(clock: ClockRecord): ClockState {
    return {
      now: simulatedTime(clock, this.#parts.ports.clock),
      paused: clock.stoppedAt !== undefined,
      ...(this.#target === undefined ? {} : { advancingTo: this.#target }),
    };
  }

  /** Refreshes from commits of other hosts, then runs all due tasks. Reads outside a commit call this first. */
  async settle(): Promise<void> {
    await this.#parts.commits.refresh();
    while (!(await this.#step(undefined))) await this.#parts.ports.yieldToEventLoop?.();
  }

  /**
   * Advances the clock to `to(now)`, never back, and runs the tasks that become due. `to` is called after all earlier
   * advances. Resolves with the time reached, which is earlier than the target after `stop`.
   * @throws {TypeError} and changes nothing, if the clock cannot show the target
   */
  advance(to: (now: number) => number | Promise<number>): Promise<ClockState> {
    const stops = this.#stops;
    const advance = this.#advances.then(async () => {
      const target = await to(simulatedTime(await this.#clock(), this.#parts.ports.clock));
      checkTime(target);
      this.#target = target;
      this.#parts.onAdvance?.({ to: target, isOver: false });
      try {
        while (stops === this.#stops && !(await this.#step(target))) await this.#parts.ports.yieldToEventLoop?.();
      } finally {
        this.#target = undefined;
        this.#parts.onAdvance?.({ to: target, isOver: true });
      }
      return this.#stateOf(await this.#clock());
    });
    this.#advances = advance.catch(() => undefined);
    return advance;
  }

  /**
   * Advances the clock by `seconds`.
   * @throws {TypeError} unless `seconds` is 0 or greater and the clock can show the target
   */
  async advanceBy(seconds: number): Promise<ClockState> {
    if (!Number.isFinite(seconds) || seconds < 0) throw new TypeError('seconds must be 0 or greater.');
    return await this.advance((now) => now + seconds * 1000);
  }

  /** Advances the clock to the time that `findNext` returns. Resolves to undefined if it returns none. */
  async advanceToNext(findNext: () => Promise<number | undefined>): Promise<ClockState | undefined> {
    let next: number | undefined;
    const state = await this.advance(async (now) => (next = await findNext()) ?? now);
    return next === undefined ? undefined : state;
  }

  /** Stops all pending advances at the time reached. */
  async stop(): Promise<ClockState> {
    this.#stops++;
    await this.#advances;
    return await this.state();
  }

  async #clock(): Promise<ClockRecord> {
    await this.#parts.commits.refresh();
    const reader = this.#parts.cache.openReader();
    try {
      return await readClock(reader);
    } finally {
      this.#parts.cache.close(reader);
    }
  }

  #change(change: (clock: ClockRecord) => Promise<ClockRecord>): Promise<ClockState> {
    return runTransaction(this.#parts.cache, this.#parts.commits, async (reader) => {
      const before = await readClock(reader);
      const after = await change(before);
      return { changes: after === before ? [] : [{ store: 'world', before, after }], value: this.#stateOf(after) };
    });
  }

  #step(target: number | undefined): Promise<boolean> {
    const step = this.#steps.then(() => this.#commitStep(target));
    this.#steps = step.catch(() => undefined);
    return step;
  }

  /** Runs one commit. Returns true if no task is due and the clock shows `target`, if given. */
  async #commitStep(target: number | undefined): Promise<boolean> {
    const { ports, cache, commits } = this.#parts;
    const reader = cache.openReader();
    try {
      const clock = await readClock(reader);
      const now = simulatedTime(clock, ports.clock);
      const end = Math.max(now, target ?? now);
      const { records, reached } = await nextDue(reader, end);
      if (reader.isStale) return false;
      // Together: the browser creates keys on other threads. Tasks of one step share no record.
      const outcomes = await Promise.all(records.map((record) => applyDueTask(record, { reader, ...ports })));
      const changes: Change[] = outcomes.flatMap((outcome) => outcome.changes);
      const events: AuditEvent[] = outcomes.flatMap((outcome) => outcome.events);
      const time = Math.max(now, reached);
      if (time > now) changes.push({ store: 'world', before: clock, after: setClockTime(clock, time, ports.clock) });
      if (changes.length === 0) return !reader.isStale;
      const isCommitted = (await commits.submit(reader, { changes, events })) !== undefined;
      return isCommitted && records.length === 0;
    } finally {
      cache.close(reader);
    }
  }
}
