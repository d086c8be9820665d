/**
 * Plaintext data keys in the memory of this page. Their state is read from the buffers, so it is that of the bytes.
 */
import { typedEvent } from '../kit/typed-event.ts';

/** The list of keys, or the state of one, changed. */
export const CHANGE_LIVE_KEYS = typedEvent('strong-change-live-keys');

/**
 * Who holds the bytes: the envelope code, to encrypt or decrypt, a cache of it, or this page, which shows them.
 */
export type KeyHolder = 'envelope' | 'branchKeyCache' | 'dataKeyCache' | 'display';

/** What the bytes are. `dataKeyAndDigest`: plaintext that a KMS RSA key decrypted, with the digest of the context. */
export type SecretKind = 'dataKey' | 'dataKeyAndDigest' | 'branchKey' | 'sharedSecret';

/** A plaintext data key, or another secret that leads to one. Times by performance.now(). */
export interface LiveKey {
  readonly holder: KeyHolder;
  readonly kind: SecretKind;
  /** The file or record that it encrypts or decrypts. Empty: it serves several. */
  readonly file: string;
  readonly length: number;
  readonly since: number;
  /** When its bytes were first seen overwritten; undefined while they are there. */
  readonly overwrittenAt?: number;
}

interface Entry {
  key: LiveKey;
  readonly bytes: Uint8Array;
}

/** How often the bytes are looked at while some exist. */
const CHECK_MS = 200;

/** Keys that are overwritten; the oldest is removed first. */
const MAX_OVERWRITTEN = 8;

/** A buffer that was transferred to another thread is empty here. */
const isOverwritten = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

/** The plaintext data keys of a tab. Fires `strong-change-live-keys`. */
export class LiveKeys extends EventTarget {
  #entries: readonly Entry[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  /** The newest first. */
  get keys(): readonly LiveKey[] {
    return this.#entries.map(({ key }) => key).toReversed();
  }

  /** Observes `bytes`, which stay with their owner. */
  add(holder: KeyHolder, file: string, bytes: Uint8Array, kind: SecretKind = 'dataKey'): void {
    if (this.#entries.some((entry) => entry.bytes === bytes)) return;
    const key: LiveKey = { holder, kind, file, length: bytes.length, since: performance.now() };
    this.#entries = [...this.#entries, { key, bytes }];
    this.check();
    this.#timer ??= setInterval(() => this.check(), CHECK_MS);
    CHANGE_LIVE_KEYS.dispatch(this);
  }

  /** Looks at the bytes of every key. */
  check(): void {
    let isChanged = false;
    for (const entry of this.#entries) {
      if (entry.key.overwrittenAt !== undefined || !isOverwritten(entry.bytes)) continue;
      entry.key = { ...entry.key, overwrittenAt: performance.now() };
      isChanged = true;
    }
    const overwritten = this.#entries.filter(({ key }) => key.overwrittenAt !== undefined);
    const surplus = overwritten.slice(0, Math.max(0, overwritten.length - MAX_OVERWRITTEN));
    if (surplus.length > 0) this.#entries = this.#entries.filter((entry) => !surplus.includes(entry));
    if (overwritten.length === this.#entries.length + surplus.length) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    if (isChanged) CHANGE_LIVE_KEYS.dispatch(this);
  }

  /** Overwrites the copies that this page shows. The envelope code overwrites its own after use. */
  overwriteDisplayed(): void {
    for (const { key, bytes } of this.#entries) if (key.holder === 'display') bytes.fill(0);
    this.check();
  }
}

/** The plaintext data keys of this tab. Those of a file worker are in its memory, not here. */
export const liveKeys = new LiveKeys();
