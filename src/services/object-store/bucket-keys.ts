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

/** The bucket keys in the memory of one object store. */
export class BucketKeys {
  readonly #held = new Map<string, { readonly until: number; readonly loading: Promise<DataKey> }>();

  /**
   * Returns the bucket key that was kept under `name`, or what `load` gets.
   * @param now simulated time in milliseconds
   */
  async use(name: string, now: number, load: () => Promise<DataKey>): Promise<DataKey> {
    const known = this.#held.get(name);
    if (known !== undefined && now < known.until) return known.loading;
    if (known !== undefined) this.#drop(name, known.loading);
    const loading = load();
    this.#held.set(name, { until: now + BUCKET_KEY_SECONDS * 1000, loading });
    // A key that could not be loaded is asked for again.
    loading.catch(() => this.#held.delete(name));
    return loading;
  }

  #drop(name: string, loading: Promise<DataKey>): void {
    this.#held.delete(name);
    void loading.then(({ plaintext }) => zeroise(plaintext));
  }
}

/** Name of the bucket key that encrypts new objects of a bucket for a requester under a KMS key. */
export const writingName = (bucket: string, keyId: string, caller: string): string =>
  JSON.stringify(['write', bucket, keyId, caller]);

/** Name of a bucket key that decrypts objects for a requester. */
export const readingName = (edk: Uint8Array, caller: string): string => JSON.stringify(['read', toHex(edk), caller]);
