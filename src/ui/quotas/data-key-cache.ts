/** A cache of data keys in memory: each key encrypts a limited number of messages, for a limited time. */
import type { DataKeyLimits } from './run-plan.ts';

/** A data key to encrypt one message with. */
export interface TakenKey {
  readonly key: CryptoKey;
  /** Whether an earlier message had the key generated. */
  readonly isCached: boolean;
}

interface Entry {
  readonly key: Promise<CryptoKey>;
  readonly createdMs: number;
  messages: number;
}

/** The cache. It holds one key at a time: all messages have the same encryption context. */
export class DataKeyCache {
  readonly #limits: DataKeyLimits;
  readonly #now: () => number;
  #entry: Entry | undefined;

  /** `now` returns milliseconds. */
  constructor(limits: DataKeyLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * Returns a data key for one message. A message that finds none has one generated; those that come meanwhile wait for
   * it.
   * @throws what `generate` throws, to every message that waits
   */
  async take(generate: () => Promise<CryptoKey>): Promise<TakenKey> {
    const present = this.#entry;
    if (present && this.#isUsable(present)) {
      present.messages++;
      return { key: await present.key, isCached: true };
    }
    const entry: Entry = { key: generate(), createdMs: this.#now(), messages: 1 };
    this.#entry = entry;
    try {
      return { key: await entry.key, isCached: false };
    } catch (error) {
      if (this.#entry === entry) this.#entry = undefined;
      throw error;
    }
  }

  #isUsable({ messages, createdMs }: Entry): boolean {
    const { maxMessages, maxAgeSeconds } = this.#limits;
    return messages < maxMessages && this.#now() - createdMs < maxAgeSeconds * 1000;
  }
}
