/**
 * The data keys of objects. Encryption contexts are those of S3: the ARN of the object, or of the bucket with a bucket
 * key. Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import type { Bytes } from '../../base/bytes.ts';
import { partitionOf } from '../../model/arn.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { decryptBytes, decryptDataKey, encryptBytes, generateDataKey, randomKey } from '../data-keys.ts';
import { kmsVia, type ServiceCaller } from '../service-call.ts';
import type { ServiceSandbox } from '../service-store.ts';
import { BucketKeys, readingName, writingName } from './bucket-keys.ts';
import type { BucketEncryption, BucketRecord, ObjectRecord } from './object-store-types.ts';

/** Service principal, under whose AWS owned key objects with SSE-S3 are encrypted. */
const S3 = 's3.amazonaws.com';

/** ARN of a bucket or object. */
export function objectArn({ name, region }: Pick<BucketRecord, 'name' | 'region'>, key?: string): string {
  return `arn:${partitionOf(region)}:s3:::${name}${key === undefined ? '' : `/${key}`}`;
}

/** The part of an object's record that gives its data key back. */
type KeyMembers = Pick<ObjectRecord, 'algorithm' | 'keyArn' | 'edk' | 'context' | 'underBucketKey'>;

/** Makes and returns data keys of objects, for callers. */
export class ObjectKeys {
  readonly #strongroom: ServiceSandbox;
  readonly #bucketKeys = new BucketKeys();

  constructor(strongroom: ServiceSandbox) {
    this.#strongroom = strongroom;
  }

  /**
   * Returns a new data key, to be overwritten, and what to store with the object. Its encryption context is the ARN of
   * the object, and that of the bucket with a bucket key. Sources:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context and
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  async create(
    bucket: BucketRecord,
    key: string,
    encryption: BucketEncryption,
    by: ServiceCaller,
  ): Promise<{ readonly plaintext: Bytes; readonly members: KeyMembers }> {
    const { SSEAlgorithm: algorithm } = encryption;
    const inBucket = { ...by, region: bucket.region };
    if (algorithm === 'AES256') {
      const kms = this.#strongroom.kms(bucket.region, S3);
      const context = { 'aws:s3:arn': objectArn(bucket, key) };
      const { plaintext, edk, keyArn } = await generateDataKey(kms, await this.#ownedKey(bucket.region), context);
      return { plaintext, members: { algorithm, keyArn, edk: toBase64(edk), context } };
    }
    const kms = kmsVia(this.#strongroom, 's3', inBucket);
    const keyId = encryption.KMSMasterKeyID ?? 'alias/aws/s3';
    if (encryption.BucketKeyEnabled !== true) {
      const context = { 'aws:s3:arn': objectArn(bucket, key) };
      const { plaintext, edk, keyArn } = await generateDataKey(kms, keyId, context);
      return { plaintext, members: { algorithm, keyArn, edk: toBase64(edk), context } };
    }
    const context = { 'aws:s3:arn': objectArn(bucket) };
    const name = writingName(bucket.name, keyId, by.caller ?? '');
    const load = () => generateDataKey(kms, keyId, context);
    const plaintext = randomKey();
    return this.#bucketKeys.use(name, await this.#now(), load, async (bucketKey) => {
      const underBucketKey = toBase64(await encryptBytes(bucketKey.plaintext, plaintext, objectArn(bucket, key)));
      const { keyArn, edk } = bucketKey;
      return { plaintext, members: { algorithm, keyArn, edk: toBase64(edk), context, underBucketKey } };
    });
  }

  /** Returns the data key of an object, to be overwritten. */
  async open(bucket: BucketRecord, object: ObjectRecord, by: ServiceCaller): Promise<Bytes> {
    const { algorithm, context, underBucketKey, keyArn } = object;
    const edk = fromBase64(object.edk);
    if (algorithm === 'AES256') {
      const kms = this.#strongroom.kms(bucket.region, S3);
      return (await decryptDataKey(kms, edk, context, keyArn)).plaintext;
    }
    const kms = kmsVia(this.#strongroom, 's3', { ...by, region: bucket.region });
    if (underBucketKey === undefined) return (await decryptDataKey(kms, edk, context, keyArn)).plaintext;
    const name = readingName(edk, by.caller ?? '');
    const load = () => decryptDataKey(kms, edk, context, keyArn);
    return this.#bucketKeys.use(name, await this.#now(), load, ({ plaintext }) =>
      decryptBytes(plaintext, fromBase64(underBucketKey), objectArn(bucket, object.key)),
    );
  }

  /** Returns the ARN of the AWS owned key of S3 in a Region. Creates it on first use. */
  async #ownedKey(region = DEFAULT_REGION): Promise<string> {
    const owned = await this.#strongroom.sandbox.awsOwnedKeys();
    const known = owned.find((key) => key.ownedBy === S3 && key.region === region && key.state === 'Enabled');
    if (known !== undefined) return known.arn;
    const { KeyMetadata } = await this.#strongroom.kms(region, S3).createKey({ Description: 'SSE-S3' });
    return KeyMetadata?.Arn as string;
  }

  async #now(): Promise<number> {
    return (await this.#strongroom.sandbox.clock.now()).getTime();
  }
}
