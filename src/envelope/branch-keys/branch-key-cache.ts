/** Keeps branch keys for a limited time. Overwrites them when they leave the cache. */
import type { BranchKey } from './branch-key-store.ts';

interface Entry {
  readonly key: BranchKey;
  readonly expiresAt: number;
}

/** A cache with a maximum age and size. The least recently used entry is evicted first. */
export class BranchKeyCache {
  readonly #ttlMs: number;
  readonly #maxEntries: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  /** @param now milliseconds that only rise */
  constructor(ttlMs: number, maxEntries: number, now: () => number) {
    this.#ttlMs = ttlMs;
    this.#maxEntries = maxEntries;
    this.#now = now;
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
    this.#entries.set(id, { key: copyOf(key), expiresAt: this.#now() + this.#ttlMs });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) break;
      this.#evict(oldest);
    }
    return key;
  }

  #evict(id: string): void {
    this.#entries.get(id)?.key.material.fill(0);
    this.#entries.delete(id);
  }
}

const copyOf = (key: BranchKey): BranchKey => ({ ...key, material: key.material.slice() });
