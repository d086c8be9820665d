/**
 * Bucket keys: data keys that S3 holds for a time and under which it encrypts the data keys of objects, so that KMS is
 * called once for many objects. S3 makes at least one for each requester. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
import { toHex } from '../../base/hex.ts';
import type { DataKey } from '../data-keys.ts';
import { zeroise } from '../data-keys.ts';

/** Simulated seconds for which a bucket key is used. AWS publishes no number. */
export const BUCKET_KEY_SECONDS = 300;

/** A bucket key in memory. */
interface HeldKey {
  readonly until: number;
  readonly loading: Promise<DataKey>;
  /** Number of uses in progress: it is overwritten after the last of them. */
  users: number;
  isExpired: boolean;
}

/** The bucket keys in the memory of one object store. */
export class BucketKeys {
  readonly #held = new Map<string, HeldKey>();

  /**
   * Calls `work` with the bucket key that was kept under `name`, or with what `load` gets.
   * @param now simulated time in milliseconds
   */
  async use<T>(
    name: string,
    now: number,
    load: () => Promise<DataKey>,
    work: (key: DataKey) => Promise<T>,
  ): Promise<T> {
    const held = this.#keyFor(name, now, load);
    held.users++;
    try {
      return await work(await held.loading);
    } finally {
      held.users--;
      overwriteExpired(held);
    }
  }

  #keyFor(name: string, now: number, load: () => Promise<DataKey>): HeldKey {
    const known = this.#held.get(name);
    if (known !== undefined && now < known.until) return known;
    if (known !== undefined) {
      known.isExpired = true;
      overwriteExpired(known);
    }
    const held = { until: now + BUCKET_KEY_SECONDS * 1000, loading: load(), users: 0, isExpired: false };
    this.#held.set(name, held);
    // A key that could not be loaded is asked for again.
    held.loading.catch(() => {
      if (this.#held.get(name) === held) this.#held.delete(name);
    });
    return held;
  }
}

function overwriteExpired({ isExpired, users, loading }: HeldKey): void {
  if (!isExpired || users > 0) return;
  loading.then(
    ({ plaintext }) => zeroise(plaintext),
    () => undefined,
  );
}

/** Name of the bucket key that encrypts new objects of a bucket for a requester under a KMS key. */
export const writingName = (bucket: string, keyId: string, caller: string): string =>
  JSON.stringify(['write', bucket, keyId, caller]);

/** Name of a bucket key that decrypts objects for a requester. */
export const readingName = (edk: Uint8Array, caller: string): string => JSON.stringify(['read', toHex(edk), caller]);
