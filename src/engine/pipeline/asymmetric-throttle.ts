/**
 * The lane of slow work: SubtleCrypto works inside the call, so that many signatures asked for at once would be made in one go, and nothing be stored,
 * answered or begun before the last of them. In the lane a few begin, then everything else that is ready has its turn.
 */

/** Calls that begin in one turn. Fewer make the commits smaller and more, which costs more than the overlapping wins. */
const MAX_STARTS_PER_TICK = 16;

/** One lane for one thread. */
export class AsymmetricThrottle {
  readonly #turn: (() => Promise<void>) | undefined;
  readonly #waiting: (() => void)[] = [];
  #left = MAX_STARTS_PER_TICK;
  #turning = false;

  /** `turn` resolves when what is ready now has had its turn; absent: nobody waits. */
  constructor(turn: (() => Promise<void>) | undefined) {
    this.#turn = turn;
  }

  /** Resolves when slow work may begin, in the order of asking. */
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
