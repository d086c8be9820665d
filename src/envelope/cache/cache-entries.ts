/** The data keys of a cache: at most so many, none older than allowed. Removal overwrites them. */
import { unrefTimer } from '../../base/unref-timer.ts';
import type { ReadyDecryptionMaterials, ReadyEncryptionMaterials } from '../materials.ts';

/** Materials of either direction. */
export type CachedMaterials = (ReadyEncryptionMaterials | ReadyDecryptionMaterials) &
  Partial<Pick<ReadyEncryptionMaterials, 'signingKey'>>;

/** One data key and its uses. */
interface CacheEntry {
  readonly materials: CachedMaterials;
  /** By Date.now(). */
  readonly createdAt: number;
  readonly expiresAt: number;
  messages: number;
  bytes: number;
}

/** Called with the materials that a cache keeps. Their bytes belong to the cache, which overwrites them. */
export type KeepListener = (materials: CachedMaterials) => void;

/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A map of entries in the order of their last use. */
export class CacheEntries {
  readonly #capacity: number;
  readonly #maxAgeMs: number;
  readonly #entries = new Map<string, CacheEntry>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onKeep: KeepListener;
  #evictions = 0;

  constructor(capacity: number, maxAgeMs: number, onKeep: KeepListener = () => {}) {
    this.#capacity = capacity;
    this.#maxAgeMs = maxAgeMs;
    this.#onKeep = onKeep;
  }

  /** Every entry, the least recently used one first. */
  get all(): readonly CacheEntry[] {
    return [...this.#entries.values()];
  }

  get size(): number {
    return this.#entries.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** Returns an entry that is not expired. It becomes the most recently used one. */
  find(id: string): CacheEntry | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.expiresAt <= Date.now()) {
      this.evict(id);
      return undefined;
    }
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry;
  }

  /** Adds materials after their first use, for a message of `bytes`. Takes ownership of the secret bytes. */
  add(id: string, materials: CachedMaterials, bytes: number): void {
    this.evict(id);
    const createdAt = Date.now();
    this.#entries.set(id, { materials, createdAt, expiresAt: createdAt + this.#maxAgeMs, messages: 1, bytes });
    this.#onKeep(materials);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#capacity) break;
      this.evict(oldest);
    }
    this.#schedule();
  }

  /** Removes and overwrites an entry, if it exists. */
  evict(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#evictions++;
    entry.materials.dataKey.fill(0);
    entry.materials.signingKey?.privateKey.fill(0);
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.evict(id);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Evicts entries when they expire, also if nothing asks for them again. */
  #schedule(): void {
    if (this.#timer !== undefined || this.#entries.size === 0) return;
    const next = Math.min(...[...this.#entries.values()].map(({ expiresAt }) => expiresAt));
    const evictExpired = () => {
      this.#timer = undefined;
      for (const [id, { expiresAt }] of this.#entries) if (expiresAt <= Date.now()) this.evict(id);
      this.#schedule();
    };
    this.#timer = setTimeout(evictExpired, Math.min(MAX_TIMER_MS, Math.max(0, next - Date.now())));
    // Node: a cache does not keep the process alive.
    unrefTimer(this.#timer);
  }
}
