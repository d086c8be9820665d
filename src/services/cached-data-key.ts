/** A plaintext data key in the memory of an app, with its entry in the ledger. */
import { toBase64 } from '../base/base64.ts';
import { createUuid } from '../base/uuid.ts';
import { zeroise, type DataKey } from './data-keys.ts';
import type { Ledger } from './ledger/ledger.ts';
import { sha256Hex } from './sha256-hex.ts';

/** Limits of a cached data key. */
export interface CacheLimits {
  readonly maxUses?: number;
  readonly maxAgeSeconds?: number;
}

/** What the ledger says of a cached data key. */
interface Labels extends CacheLimits {
  readonly program: string;
  readonly contextNames: readonly string[];
  readonly tenant?: string;
  readonly table?: string;
}

/** The only reads that a cached data key serves. */
export interface ServedReads {
  /** Omitted: the principal of calls without a caller. */
  readonly caller: string | undefined;
  readonly region: string;
}

/** The data keys in memory, by the ledger of the services that hold them. */
const HELD = new WeakMap<Ledger, Set<CachedDataKey>>();

/** Returns the data keys that the services of a ledger hold in this tab. Those of other tabs are not among them. */
export function heldDataKeys(ledger: Ledger): readonly CachedDataKey[] {
  return [...(HELD.get(ledger) ?? [])];
}

/**
 * Returns those of them that no other tab has ended. One that was is overwritten at its next use.
 * @param entries the data keys of the ledger
 */
export function liveDataKeys(
  ledger: Ledger,
  entries: readonly { readonly id: string; readonly zeroised: boolean }[],
): readonly CachedDataKey[] {
  const live = new Set(entries.filter(({ zeroised }) => !zeroised).map(({ id }) => id));
  return heldDataKeys(ledger).filter(({ id }) => live.has(id));
}

/** A data key that an app keeps. */
export class CachedDataKey {
  readonly key: DataKey;
  /** Base64 of the encrypted copy. */
  readonly edk: string;
  /** Undefined: it serves the program, whoever asks. */
  readonly serves: ServedReads | undefined;
  readonly #id = createUuid(crypto.getRandomValues(new Uint8Array(16)));
  readonly #ledger: Ledger;
  readonly #labels: Labels;
  readonly #since: number;
  #uses = 0;

  private constructor(ledger: Ledger, key: DataKey, labels: Labels, now: number, serves: ServedReads | undefined) {
    this.#ledger = ledger;
    this.key = key;
    this.edk = toBase64(key.edk);
    this.#labels = labels;
    this.#since = now;
    this.serves = serves;
  }

  /**
   * Keeps a data key, and says so in the ledger.
   * @param now simulated time in milliseconds
   * @param serves omitted: the program, whoever asks
   */
  static async keep(
    ledger: Ledger,
    key: DataKey,
    labels: Labels,
    now: number,
    serves?: ServedReads,
  ): Promise<CachedDataKey> {
    const kept = new CachedDataKey(ledger, key, labels, now, serves);
    const edkSha = await sha256Hex(key.edk);
    await ledger.put({ kind: 'dataKey', id: kept.#id, edkSha, key: key.keyArn, uses: 0, zeroised: false, ...labels });
    HELD.set(ledger, (HELD.get(ledger) ?? new Set()).add(kept));
    return kept;
  }

  /** ID of its entry in the ledger. */
  get id(): string {
    return this.#id;
  }

  get program(): string {
    return this.#labels.program;
  }

  get uses(): number {
    return this.#uses;
  }

  /** Seconds in memory. */
  ageAt(now: number): number {
    return (now - this.#since) / 1000;
  }

  /** Simulated time in milliseconds at which it reaches its maximum age. Undefined: it has none. */
  get expiresAt(): number | undefined {
    const { maxAgeSeconds } = this.#labels;
    return maxAgeSeconds === undefined ? undefined : this.#since + maxAgeSeconds * 1000;
  }

  /** Whether its limits allow another use. */
  isUsable(now: number): boolean {
    const { maxUses = Infinity, maxAgeSeconds = Infinity } = this.#labels;
    return this.#uses < maxUses && this.ageAt(now) < maxAgeSeconds;
  }

  /** Counts a use. */
  async noteUse(): Promise<void> {
    this.#uses++;
    await this.#ledger.update({ kind: 'dataKey', id: this.#id, uses: this.#uses });
  }

  /** Overwrites it. */
  async drop(): Promise<void> {
    zeroise(this.key.plaintext);
    HELD.get(this.#ledger)?.delete(this);
    await this.#ledger.update({ kind: 'dataKey', id: this.#id, zeroised: true });
  }
}
