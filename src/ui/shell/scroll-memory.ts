/**
 * Remembers how far each entry of the history was scrolled. The browser restores the position before the page has
 * loaded its rows, when the document is too short for it.
 */

/** How long to wait for the page to become long enough. Milliseconds. */
const WAIT_MS = 2000;

/** What a visitor does to scroll: it ends the waiting. */
const SCROLLING = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** The state of an entry of the history. */
interface EntryState {
  /** Number of the entry. */
  readonly entry?: number;
  /** Its position when the document was unloaded, for a reload. */
  readonly top?: number;
}

/** Replaces the state of the present entry. Safari refuses more than 100 replacements in 10 seconds. */
function replaceState(state: EntryState): void {
  try {
    history.replaceState(state, '');
  } catch {
    // The position of this entry is not remembered.
  }
}

/** The positions of one window. */
export class ScrollMemory {
  readonly #positions = new Map<number, number>();
  #entry: number;
  /** Ends the waiting of the last `restore`. */
  #waiting = new AbortController();

  constructor() {
    history.scrollRestoration = 'manual';
    this.#entry = this.#numberEntry();
    const { top } = (history.state ?? {}) as EntryState;
    if (top !== undefined) this.#positions.set(this.#entry, top);
    addEventListener('pagehide', () => replaceState({ ...(history.state as object), top: scrollY }));
  }

  /** Stores the position of the entry that the window has left, and starts with the one that it shows now. */
  leave(): void {
    this.#waiting.abort();
    this.#positions.set(this.#entry, scrollY);
    this.#entry = this.#numberEntry();
  }

  /** Scrolls to the position of the entry. Returns false for an entry that has none yet, and does nothing. */
  restore(): boolean {
    const top = this.#positions.get(this.#entry);
    if (top === undefined) return false;
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    for (const name of SCROLLING) addEventListener(name, () => this.#waiting.abort(), { signal, passive: true });
    this.#scroll(top, performance.now() + WAIT_MS, this.#waiting);
    return true;
  }

  #scroll(top: number, until: number, waiting: AbortController): void {
    if (waiting.signal.aborted) return;
    scrollTo(0, top);
    if (Math.abs(scrollY - top) < 2 || performance.now() > until) waiting.abort();
    else requestAnimationFrame(() => this.#scroll(top, until, waiting));
  }

  /** The number of the present entry. A new entry gets one in its state. */
  #numberEntry(): number {
    const state = (history.state ?? {}) as EntryState;
    const entry = state.entry ?? Date.now() + Math.random();
    if (state.entry === undefined) replaceState({ ...state, entry });
    return entry;
  }
}
