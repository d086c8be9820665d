import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangeNotice, Strongroom } from '../../client/strongroom.ts';
import type { Reply } from '../../model/contract.ts';
import type { StoreName } from '../../model/records.ts';

/** How long to collect changes before one call of `onChange`. */
const SETTLE_MS = 150;

/** Options of a WorldController. */
export interface WorldOptions {
  /** The sandbox; read when the host connects. */
  strongroom(): Strongroom;
  /** The stores whose records the host shows. Default: every call counts, also one that changed nothing. */
  readonly stores?: readonly StoreName[];
  /** Called once for changes that come together. */
  onChange(): void;
}

/**
 * Keeps an element in step with the sandbox: calls `onChange` after changes by any client, this one included.
 * An element that reloads after its own actions passes the replies to `saw`, and notices of those changes are ignored.
 */
export class WorldController implements ReactiveController {
  readonly #options: WorldOptions;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest commit whose result the element shows. */
  #seen = 0;

  constructor(host: ReactiveControllerHost, options: WorldOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    // Commits are numbered per sandbox.
    this.#seen = 0;
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

  /** Records that the element shows the state after this reply. Returns the reply. */
  saw<R extends Reply>(reply: R): R {
    this.#seen = Math.max(this.#seen, reply.seq ?? 0);
    return reply;
  }

  #concerns({ seq, changedSeq, changes }: ChangeNotice): boolean {
    const { stores } = this.#options;
    // The worker also reports this client's own calls, with their changes.
    if (changes === undefined) return false;
    const newest = stores ? changedSeq : seq;
    if (newest === undefined || newest <= this.#seen) return false;
    return stores === undefined || changes === 'all' || changes.some(({ store }) => stores.includes(store));
  }
}
