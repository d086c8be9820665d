/** Keeps branch keys for a limited time. Overwrites them when they leave the cache. */
import type { Bytes } from '../../base/bytes.ts';
import { unrefTimer } from '../../base/unref-timer.ts';
import type { BranchKey } from './branch-key-store.ts';

interface Entry {
  readonly key: BranchKey;
  readonly expiresAt: number;
}

/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A cache with a maximum age and size. The least recently used entry is evicted first, expired ones by a timer. */
export class BranchKeyCache {
  readonly #ttlMs: number;
  readonly #maxEntries: number;
  readonly #now: () => number;
  readonly #onKeep: (material: Bytes) => void;
  readonly #entries = new Map<string, Entry>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param now milliseconds that only rise
   * @param onKeep called with the bytes of each entry. They belong to the cache, which overwrites them
   */
  constructor(ttlMs: number, maxEntries: number, now: () => number, onKeep: (material: Bytes) => void = () => {}) {
    this.#ttlMs = ttlMs;
    this.#maxEntries = maxEntries;
    this.#now = now;
    this.#onKeep = onKeep;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Returns a copy of the entry `id`, which the caller overwrites, or of what `load` gives. */
  async get(id: string, load: () => Promise<BranchKey>): Promise<BranchKey> {
    const found = this.#entries.get(id);
    if (found && this.#now() < found.expiresAt) {
      this.#entries.delete(id);
      this.#entries.set(id, found);
      return copyOf(found.key);
    }
    this.#evict(id);
    const key = await load();
    this.#evict(id);
    const kept = copyOf(key);
    this.#entries.set(id, { key: kept, expiresAt: this.#now() + this.#ttlMs });
    this.#onKeep(kept.material);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) break;
      this.#evict(oldest);
    }
    this.#schedule();
    return key;
  }

  /** Removes and overwrites all entries. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.#evict(id);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Evicts entries when they expire, also if nothing asks for them again. */
  #schedule(): void {
    if (this.#timer !== undefined || this.#entries.size === 0) return;
    const next = Math.min(...[...this.#entries.values()].map(({ expiresAt }) => expiresAt));
    const evictExpired = () => {
      this.#timer = undefined;
      for (const [id, { expiresAt }] of this.#entries) if (expiresAt <= this.#now()) this.#evict(id);
      this.#schedule();
    };
    this.#timer = setTimeout(evictExpired, Math.min(MAX_TIMER_MS, Math.max(1, next - this.#now())));
    // Node: a cache does not keep the process alive.
    unrefTimer(this.#timer);
  }

  #evict(id: string): void {
    this.#entries.get(id)?.key.material.fill(0);
    this.#entries.delete(id);
  }
}

const copyOf = (key: BranchKey): BranchKey => ({ ...key, material: key.material.slice() });
