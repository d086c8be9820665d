/** Tells other tabs, and the page of this one, that something changed: for display only, so it may be late, merged or missing. */
import type { ChangeMessage } from '../model/contract.ts';

/** At most one message in so many milliseconds. */
const PAUSE = 50;

/** Sends ChangeMessages over a BroadcastChannel, merged; says nothing where the browser has none. */
export class Announcer {
  readonly #channel: BroadcastChannel | undefined;
  readonly #waiting = new Map<string, { seq: number; touched: Set<string> }>();
  #timer = false;

  constructor(channel: string) {
    this.#channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channel);
    // In Node an open channel would keep the process alive.
    (this.#channel as { unref?: () => void } | undefined)?.unref?.();
  }

  /** Sends `message` soon, together with others of the same world. */
  announce({ world, seq, touched }: ChangeMessage): void {
    if (this.#channel === undefined) return;
    const waiting = this.#waiting.get(world) ?? { seq, touched: new Set<string>() };
    waiting.seq = Math.max(seq, waiting.seq);
    for (const name of touched) waiting.touched.add(name);
    this.#waiting.set(world, waiting);
    if (this.#timer) return;
    this.#timer = true;
    setTimeout(() => {
      this.#send();
    }, PAUSE);
  }

  #send(): void {
    this.#timer = false;
    for (const [world, { seq, touched }] of this.#waiting) {
      this.#channel?.postMessage({ world, seq, touched: [...touched] } satisfies ChangeMessage);
    }
    this.#waiting.clear();
  }
}
