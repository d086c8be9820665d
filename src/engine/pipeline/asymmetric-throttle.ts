/**
 * Throttles asymmetric operations. SubtleCrypto blocks this thread, so a burst of signatures would delay every commit
 * and reply. Only a few start per tick; then everything else that is ready runs.
 */

/**
 * Maximum number of calls that start per tick. Fewer would make more and smaller commits, which costs more than the
 * overlap gains.
 */
const MAX_STARTS_PER_TICK = 16;

/** One throttle per thread. */
export class AsymmetricThrottle {
  readonly #turn: (() => Promise<void>) | undefined;
  readonly #waiting: (() => void)[] = [];
  #left = MAX_STARTS_PER_TICK;
  #turning = false;

  /** @param turn yields to the event loop; undefined: nothing waits */
  constructor(turn: (() => Promise<void>) | undefined) {
    this.#turn = turn;
  }

  /** Resolves when an asymmetric operation may start, in the order of the calls. */
  acquire(): Promise<void> {
    if (this.#turn === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
  }

  #admit(): void {
    for (; this.#left > 0 && this.#waiting.length > 0; this.#left--) this.#waiting.shift()?.();
    if (this.#left === MAX_STARTS_PER_TICK || this.#turning || this.#turn === undefined) return;
    this.#turning = true;
    void this.#turn().then(() => {
      this.#turning = false;
      this.#left = MAX_STARTS_PER_TICK;
      this.#admit();
    });
  }
}
