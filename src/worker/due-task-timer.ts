/** Runs due tasks between calls: a key is deleted when its waiting period ends, not at the next call. */
import { unrefTimer } from '../base/unref-timer.ts';

/** Maximum wait: timers overflow above 2^31 milliseconds, and timers are late anyway after the machine was asleep. */
const MAX_TIMEOUT_MS = 3_600_000;

/** What the timer observes: an engine. */
export interface DueTaskSource {
  getNextDueTime(): Promise<number | undefined>;
  clock(): Promise<{ readonly now: number; readonly paused: boolean }>;
  settle(): Promise<void>;
}

/**
 * Sets a timer that does not keep `timer` alive: a program may create many sandboxes and drop them. A function of its
 * own, so that the callback shares no scope with the sandbox.
 */
function setWeakTimeout(timer: WeakRef<DueTaskTimer>, delayMs: number): ReturnType<typeof setTimeout> {
  return setTimeout(() => timer.deref()?.run(), delayMs);
}

/** One timer per sandbox. */
export class DueTaskTimer {
  #watched: DueTaskSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the timer. */
  start(watched: DueTaskSource): void {
    this.#watched = watched;
    this.reschedule();
  }

  /** Stops the timer. */
  stop(): void {
    this.#watched = undefined;
    clearTimeout(this.#timer);
  }

  /** Sets the timer again after a possible change. A storage failure is reported to the next caller, not here. */
  reschedule(): void {
    clearTimeout(this.#timer);
    void this.#set().catch(() => undefined);
  }

  /** Runs the due tasks, and waits for the next. */
  run(): void {
    void this.#watched?.settle().then(
      () => this.reschedule(),
      () => undefined,
    );
  }

  async #set(): Promise<void> {
    const watched = this.#watched;
    const due = await watched?.getNextDueTime();
    if (watched === undefined || due === undefined) return;
    const { now, paused } = await watched.clock();
    if (paused || watched !== this.#watched) return;
    clearTimeout(this.#timer);
    this.#timer = setWeakTimeout(new WeakRef(this), Math.min(Math.max(due - now, 0) + 1, MAX_TIMEOUT_MS));
    // In Node a pending timer would keep the process alive until the last key is deleted.
    unrefTimer(this.#timer);
  }
}
