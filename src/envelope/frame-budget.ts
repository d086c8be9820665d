/** Counts the frames that are alive: from before their input is taken until their output is handed to the reader. */
import { MAX_FRAMES_IN_FLIGHT } from './limits.ts';

/** A limit of frames. One budget may serve several operations. */
export class FrameBudget {
  readonly limit: number;
  #alive = 0;
  #peak = 0;
  readonly #waiting = new Set<() => void>();

  constructor(limit: number = MAX_FRAMES_IN_FLIGHT) {
    this.limit = limit;
  }

  /** Frames alive now. */
  get framesAlive(): number {
    return this.#alive;
  }

  /** The most frames that were ever alive at once. */
  get peak(): number {
    return this.#peak;
  }

  /** Takes a place if one is free. */
  tryAcquire(): boolean {
    if (this.#alive >= this.limit) return false;
    this.#alive++;
    this.#peak = Math.max(this.#peak, this.#alive);
    return true;
  }

  /** Resolves when a place may be free, or when `signal` aborts: try again then. */
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

  /** Gives `places` back. */
  release(places = 1): void {
    this.#alive -= places;
    // All of them: one that was aborted meanwhile would keep the place from the others.
    for (const wake of [...this.#waiting]) wake();
  }
}
