/** Lets a running clock do what falls due although nobody calls: a key whose waiting period ends is gone then, not at the next call. */

/** The longest wait: timers overflow above 2^31 milliseconds, and a machine that slept comes late anyway. */
const LONGEST = 3_600_000;

/** What the timer watches: an engine. */
export interface Watched {
  nextDueAt(): Promise<number | undefined>;
  clock(): Promise<{ readonly now: number; readonly paused: boolean }>;
  settle(): Promise<void>;
}

/** One timer per world. */
export class DueTimer {
  #watched: Watched | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins to watch. */
  watch(watched: Watched): void {
    this.#watched = watched;
    this.look();
  }

  /** Ends it. */
  stop(): void {
    this.#watched = undefined;
    clearTimeout(this.#timer);
  }

  /** Something may have changed: sets the timer anew. Storage that fails is told to the next caller, not here. */
  look(): void {
    clearTimeout(this.#timer);
    void this.#set().catch(() => undefined);
  }

  async #set(): Promise<void> {
    const watched = this.#watched;
    const due = await watched?.nextDueAt();
    if (watched === undefined || due === undefined) return;
    const { now, paused } = await watched.clock();
    if (paused || watched !== this.#watched) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        void watched.settle().then(
          () => {
            this.look();
          },
          () => undefined,
        );
      },
      Math.min(Math.max(due - now, 0) + 1, LONGEST),
    );
    // In Node a waiting timer would keep the process alive until the last key is deleted.
    (this.#timer as { unref?: () => void }).unref?.();
  }
}
