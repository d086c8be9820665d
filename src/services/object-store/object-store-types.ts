/** Inputs and outputs of the object store, with the member names of Amazon S3, and its records. */
import type { Bytes } from '../../base/bytes.ts';
import type { ServiceCaller } from '../service-call.ts';

/**
 * How new objects are encrypted. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html
 */
export interface BucketEncryption {
  /** `AES256`: SSE-S3, under a key that AWS owns. `aws:kms`: SSE-KMS. */
  readonly SSEAlgorithm: 'AES256' | 'aws:kms';
  /** Key ID, ARN or alias, for `aws:kms`. Omitted: the AWS managed key `aws/s3`. */
  readonly KMSMasterKeyID?: string;
  /** Whether a bucket key encrypts the data keys of objects. Only for `aws:kms`. */
  readonly BucketKeyEnabled?: boolean;
}

export interface BucketView {
  readonly Name: string;
  readonly BucketArn: string;
  readonly BucketRegion: string;
  readonly OwnerAccountId: string;
  /** Simulated time. */
  readonly CreationDate: Date;
  readonly Encryption: BucketEncryption;
}

export interface CreateBucketInput extends ServiceCaller {
  readonly Bucket: string;
  /** Omitted: SSE-S3, as AWS does since January 2023. */
  readonly Encryption?: BucketEncryption;
}

export interface BucketInput extends ServiceCaller {
  readonly Bucket: string;
}

export interface PutBucketEncryptionInput extends BucketInput {
  readonly Encryption: BucketEncryption;
}

export interface ObjectInput extends BucketInput {
  readonly Key: string;
}

/** Encryption of one object, instead of the default of its bucket. */
interface ObjectEncryptionInput {
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms';
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
}

export interface PutObjectInput extends ObjectInput, ObjectEncryptionInput {
  /** Text is encoded as UTF-8. */
  readonly Body: Uint8Array | string;
  readonly ContentType?: string;
}

export interface CopyObjectInput extends ObjectInput, ObjectEncryptionInput {
  /** `bucket/key` of the source. */
  readonly CopySource: string;
}

export interface ListObjectsInput extends BucketInput {
  readonly Prefix?: string;
}

/** What is known of an object without its contents. */
export interface ObjectView {
  readonly Key: string;
  readonly ContentLength: number;
  readonly ContentType: string;
  readonly ETag: string;
  /** Simulated time. */
  readonly LastModified: Date;
  readonly ServerSideEncryption: 'AES256' | 'aws:kms';
  /** ARN of the KMS key. Omitted with SSE-S3. */
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled: boolean;
}

export interface GetObjectOutput extends ObjectView {
  readonly Body: Bytes;
}

/** Record of a bucket. */
export interface BucketRecord {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly encryption: BucketEncryption;
  /** A deletion is in progress: no object is stored any longer. One that did not end can be repeated. */
  readonly isDeleting?: true;
}

/** Record of an object. Its body is a record of its own. */
export interface ObjectRecord {
  readonly key: string;
  readonly length: number;
  readonly type: string;
  readonly etag: string;
  readonly algorithm: 'AES256' | 'aws:kms';
  /** ARN of the KMS key. */
  readonly keyArn: string;
  /** Base64 of the encrypted data key: that of the object, or of its bucket key. */
  readonly edk: string;
  readonly context: Readonly<Record<string, string>>;
  /** Base64 of the object's data key under the bucket key. Omitted: it has no bucket key. */
  readonly underBucketKey?: string;
}
