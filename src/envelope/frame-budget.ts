/** Counts frames in memory: from before their input is read until their output is passed to the reader. */
import { MAX_FRAMES_IN_FLIGHT } from './limits.ts';

/** A limit on frames in memory. Several operations may share a budget. */
export class FrameBudget {
  readonly limit: number;
  #alive = 0;
  #peak = 0;
  readonly #waiting = new Set<() => void>();

  /**
   * @param limit maximum number of frames in memory
   * @throws {TypeError} if it is not an integer greater than 0
   */
  constructor(limit: number = MAX_FRAMES_IN_FLIGHT) {
    if (!(Number.isInteger(limit) && limit > 0)) throw new TypeError('limit must be an integer greater than 0.');
    this.limit = limit;
  }

  /** Number of frames in memory. */
  get framesAlive(): number {
    return this.#alive;
  }

  /** Highest number of frames in memory so far. */
  get peak(): number {
    return this.#peak;
  }

  /** Takes a slot if one is free. */
  tryAcquire(): boolean {
    if (this.#alive >= this.limit) return false;
    this.#alive++;
    this.#peak = Math.max(this.#peak, this.#alive);
    return true;
  }

  /** Resolves when a slot may be free, or when `signal` aborts. Then try again. */
  waitForPlace(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Returns slots. */
  release(places = 1): void {
    this.#alive -= places;
    // Wakes all: an aborted one would otherwise keep the slot from the others.
    for (const wake of [...this.#waiting]) wake();
  }
}
