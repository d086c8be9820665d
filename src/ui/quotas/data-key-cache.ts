/** A cache of data keys in memory: each key encrypts a limited number of messages, for a limited time. */
import type { DataKeyLimits } from './run-plan.ts';

/** A data key of a run. */
export interface GeneratedKey {
  readonly key: CryptoKey;
  /** Hash of the encrypted copy. */
  readonly edkSha: string;
  /** ARN of the KMS key. */
  readonly keyArn: string;
}

/** A data key to encrypt one message with. */
export interface TakenKey {
  readonly key: CryptoKey;
  /** Whether an earlier message had the key generated. */
  readonly isCached: boolean;
}

/** Told when a key comes into the cache, and when it goes, with the messages that it encrypted. */
export interface CacheObserver {
  kept(key: GeneratedKey, tenant: string | undefined): void;
  dropped(key: GeneratedKey, messages: number): void;
}

interface Entry {
  readonly key: Promise<GeneratedKey>;
  readonly createdMs: number;
  messages: number;
}

/** The cache. It holds one key for each tenant, as each has an encryption context of its own. */
export class DataKeyCache {
  readonly #limits: DataKeyLimits;
  readonly #observer: CacheObserver | undefined;
  readonly #now: () => number;
  readonly #entries = new Map<string | undefined, Entry>();

  /** `now` returns milliseconds. */
  constructor(limits: DataKeyLimits, observer?: CacheObserver, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#observer = observer;
    this.#now = now;
  }

  /**
   * Returns a data key for one message of a tenant. A message that finds none has one generated; those that come
   * meanwhile wait for it.
   * @throws what `generate` throws, to every message that waits
   */
  async take(generate: () => Promise<GeneratedKey>, tenant?: string): Promise<TakenKey> {
    const present = this.#entries.get(tenant);
    if (present && this.#isUsable(present)) {
      present.messages++;
      return { key: (await present.key).key, isCached: true };
    }
    const entry: Entry = { key: generate(), createdMs: this.#now(), messages: 1 };
    this.#entries.set(tenant, entry);
    if (present) await this.#drop(present);
    try {
      const made = await entry.key;
      this.#observer?.kept(made, tenant);
      return { key: made.key, isCached: false };
    } catch (error) {
      if (this.#entries.get(tenant) === entry) this.#entries.delete(tenant);
      throw error;
    }
  }

  /** Drops every key. */
  async clear(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) await this.#drop(entry);
  }

  async #drop({ key, messages }: Entry): Promise<void> {
    const made = await key.catch(() => undefined);
    if (made) this.#observer?.dropped(made, messages);
  }

  #isUsable({ messages, createdMs }: Entry): boolean {
    const { maxMessages, maxAgeSeconds } = this.#limits;
    return messages < maxMessages && this.#now() - createdMs < maxAgeSeconds * 1000;
  }
}
