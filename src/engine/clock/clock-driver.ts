/**
 * Moves the clock of a sandbox and does what falls due: the only place that does both. Work is done in steps, one commit each, so that other calls go on in
 * between. Each step moves the clock just as far as the tasks that it does: a call in between meets a sandbox of that time, with nothing overdue.
 */
import type { ClockState } from '../../model/contract.ts';
import type { Ports } from '../../model/ports.ts';
import type { Change, ClockRecord } from '../../model/records.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { GroupCommitter } from '../transaction/group-commit.ts';
import type { ReadCache } from '../transaction/reader.ts';
import { nextDueKeys, applyDueTasks } from './due-tasks.ts';
import { setClockTime, readClock, simulatedTime } from './simulated-clock.ts';

/** Times that the clock can show: four-digit years, as timestamps of AWS have. */
const MIN_TIME = 0;
const MAX_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** What a driver works with. */
export interface ClockDriverParts {
  readonly ports: Ports;
  readonly cache: ReadCache;
  readonly commits: GroupCommitter;
}

/** Throws TypeError unless the clock can show `time`. */
export function checkTime(time: number): void {
  if (!(time >= MIN_TIME && time <= MAX_TIME))
    throw new TypeError('The clock shows times from the year 1970 to the end of the year 9999.');
}

/** One per engine. */
export class ClockDriver {
  readonly #parts: ClockDriverParts;
  /** The end of the steps that were begun: never two at once, or both would make material for the same key. */
  #steps: Promise<unknown> = Promise.resolve();
  /** The end of the advances that were asked for: one after the other, so that their sum counts. */
  #advances: Promise<unknown> = Promise.resolve();
  #stops = 0;
  #target: number | undefined;

  constructor(parts: ClockDriverParts) {
    this.#parts = parts;
  }

  /** What the clock shows and, during an advance, where it goes to. */
  stateOf(clock: ClockRecord): ClockState {
    return {
      now: simulatedTime(clock, this.#parts.ports.clock),
      paused: clock.stoppedAt !== undefined,
      ...(this.#target === undefined ? {} : { advancingTo: this.#target }),
    };
  }

  /** Learns what other hosts committed, then does everything that is due by the clock: what reads outside a commit begins with it. */
  async settle(): Promise<void> {
    await this.#parts.commits.refresh();
    while (!(await this.#step(undefined))) await this.#parts.ports.yieldToEventLoop?.();
  }

  /**
   * Moves the clock to the time that `to` makes of the present one, never back, and does what falls due on the way. Resolves with the time that was reached:
   * less than asked for after `stop`. Throws TypeError, and changes nothing, for a time that the clock cannot show.
   */
  advance(to: (now: number) => number): Promise<ClockState> {
    const stops = this.#stops;
    const advance = this.#advances.then(async () => {
      const target = to(simulatedTime(await this.#clock(), this.#parts.ports.clock));
      checkTime(target);
      this.#target = target;
      try {
        while (stops === this.#stops && !(await this.#step(target))) await this.#parts.ports.yieldToEventLoop?.();
      } finally {
        this.#target = undefined;
      }
      return this.stateOf(await this.#clock());
    });
    this.#advances = advance.catch(() => undefined);
    return advance;
  }

  /** Ends the advances that were asked for until now, where the clock has come to. */
  async stop(): Promise<void> {
    this.#stops++;
    await this.#advances;
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

  #step(target: number | undefined): Promise<boolean> {
    const step = this.#steps.then(() => this.#commitStep(target));
    this.#steps = step.catch(() => undefined);
    return step;
  }

  /** One commit. True: nothing more is due, and the clock shows `target` where there is one. */
  async #commitStep(target: number | undefined): Promise<boolean> {
    const { ports, cache, commits } = this.#parts;
    const reader = cache.openReader();
    try {
      const clock = await readClock(reader);
      const now = simulatedTime(clock, ports.clock);
      const end = Math.max(now, target ?? now);
      const { keys, reached } = await nextDueKeys(reader, end);
      const changes: Change[] = [];
      const events: AuditEvent[] = [];
      for (const key of keys) {
        const outcome = await applyDueTasks(reader, key, ports.random);
        changes.push(...outcome.changes);
        events.push(...outcome.events);
      }
      const time = Math.max(now, reached);
      if (time > now) changes.push({ store: 'world', before: clock, after: setClockTime(clock, time, ports.clock) });
      if (changes.length === 0) return !reader.isStale;
      const isCommitted = (await commits.submit(reader, { changes, events })) !== undefined;
      return isCommitted && keys.length === 0;
    } finally {
      cache.close(reader);
    }
  }
}
