import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangeNotice, Strongroom } from '../../client/strongroom.ts';
import type { Reply } from '../../model/contract.ts';
import type { StoreName } from '../../model/records.ts';

/** Several changes in one moment are one reason to load again. */
const SETTLE_MS = 150;

/** Which changes call a page, and how. */
export interface WorldOptions {
  /** The sandbox; read when the host connects. */
  strongroom(): Strongroom;
  /** The stores whose records the host shows; without it, every call counts, also one that changed nothing. */
  readonly stores?: readonly StoreName[];
  /** Called once for changes that come together. */
  onChange(): void;
}

/**
 * Keeps an element in step with the sandbox: calls `onChange` after changes by any client, this one included.
 * The element loads again itself after its own actions; it passes the replies to `saw`, and the notices of what they show are ignored.
 */
export class WorldController implements ReactiveController {
  readonly #options: WorldOptions;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest commit that the element has seen the result of. */
  #seen = 0;

  constructor(host: ReactiveControllerHost, options: WorldOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#options.strongroom().onChange((notice) => {
      if (!this.#concerns(notice)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#options.onChange(), SETTLE_MS);
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    clearTimeout(this.#timer);
  }

  /** Notes that the element shows the state after this reply. Gives the reply back. */
  saw<R extends Reply>(reply: R): R {
    this.#seen = Math.max(this.#seen, reply.seq ?? 0);
    return reply;
  }

  #concerns({ seq, changedSeq, changes }: ChangeNotice): boolean {
    const { stores } = this.#options;
    // The worker tells of this client's own calls too, and with what they changed.
    if (changes === undefined) return false;
    const newest = stores ? changedSeq : seq;
    if (newest === undefined || newest <= this.#seen) return false;
    return stores === undefined || changes === 'all' || changes.some(({ store }) => stores.includes(store));
  }
}
