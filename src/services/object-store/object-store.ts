/**
 * An object store that stands in for Amazon S3 with server-side encryption. It calls KMS as S3 does, on behalf of the
 * caller. It has no policies of its own: whoever may use the key may use the objects.
 */
import { fromBase64 } from '../../base/base64.ts';
import { copyBytes, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { MAX_SERVICE_BODY_BYTES } from '../../model/service-records.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { decryptBytes, encryptBytes, SEAL_BYTES, zeroise } from '../data-keys.ts';
import { ledgerChange } from '../ledger/ledger.ts';
import type { ItemEntry } from '../ledger/ledger-entries.ts';
import { accountOf } from '../service-call.ts';
import { kmsErrorName, ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox, type Stored, type StoreChange } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { ObjectKeys, objectArn } from './object-keys.ts';
import type {
  BucketEncryption,
  BucketInput,
  BucketRecord,
  BucketView,
  CopyObjectInput,
  CreateBucketInput,
  GetObjectOutput,
  ListObjectsInput,
  ObjectInput,
  ObjectRecord,
  ObjectView,
  PutBucketEncryptionInput,
  PutObjectInput,
} from './object-store-types.ts';

/** Scope of buckets. */
export const BUCKETS = 's3/buckets';
/** Scope of the objects of a bucket. */
export const objectsIn = (bucket: string): string => `s3/objects/${bucket}`;
const bodiesIn = (bucket: string): string => `s3/bodies/${bucket}`;

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * The object store. Methods reject with ServiceError, under S3's names: NoSuchBucket, NoSuchKey, BucketAlreadyExists,
 * BucketNotEmpty, InvalidBucketName, InvalidArgument, EntityTooLarge, AccessDenied, and `KMS.` with the name of any
 * other error of KMS. `cause` is the error of KMS.
 */
export interface ObjectStore {
  createBucket(input: CreateBucketInput): Promise<BucketView>;
  listBuckets(): Promise<readonly BucketView[]>;
  /** Deletes an empty bucket. */
  deleteBucket(input: BucketInput): Promise<void>;
  /** Changes how new objects are encrypted. Existing objects stay as they are. */
  putBucketEncryption(input: PutBucketEncryptionInput): Promise<BucketView>;
  putObject(input: PutObjectInput): Promise<ObjectView>;
  getObject(input: ObjectInput): Promise<GetObjectOutput>;
  /** Lists objects by key. Calls no KMS. */
  listObjects(input: ListObjectsInput): Promise<readonly ObjectView[]>;
  /** Deletes an object. An object that does not exist is not an error. Calls no KMS. */
  deleteObject(input: ObjectInput): Promise<void>;
  /** Decrypts an object and encrypts it again, under the encryption of the destination. */
  copyObject(input: CopyObjectInput): Promise<ObjectView>;
}

/**
 * Returns an error of KMS under the name that S3 gives it. Sources: https://github.com/boto/boto3/issues/2952 and
 * https://github.com/aws/aws-cli/issues/4507
 */
function s3Error(error: unknown): unknown {
  const name = kmsErrorName(error);
  if (name === undefined) return error;
  if (name === 'AccessDeniedException') return new ServiceError('AccessDenied', 'Access Denied', error);
  return new ServiceError(`KMS.${name}`, (error as Error).message, error);
}

async function asS3<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw s3Error(error);
  }
}

function checkEncryption(encryption: BucketEncryption): void {
  const { SSEAlgorithm, KMSMasterKeyID, BucketKeyEnabled } = encryption;
  if (!['AES256', 'aws:kms'].includes(SSEAlgorithm))
    throw ServiceError.at('SSEAlgorithm', 'InvalidArgument', 'SSEAlgorithm must be AES256 or aws:kms.');
  if (SSEAlgorithm === 'AES256' && (KMSMasterKeyID !== undefined || BucketKeyEnabled === true))
    throw ServiceError.at(
      'SSEAlgorithm',
      'InvalidArgument',
      'A KMS key and a bucket key need the SSEAlgorithm aws:kms.',
    );
}

function bucketView({ value, createdAt }: Stored<BucketRecord>): BucketView {
  const { name, region, account, encryption } = value;
  return {
    Name: name,
    BucketArn: objectArn(value),
    BucketRegion: region,
    OwnerAccountId: account,
    CreationDate: new Date(createdAt),
    Encryption: encryption,
  };
}

function objectView({ value, updatedAt }: Stored<ObjectRecord>): ObjectView {
  return {
    Key: value.key,
    ContentLength: value.length,
    ContentType: value.type,
    ETag: value.etag,
    LastModified: new Date(updatedAt),
    ServerSideEncryption: value.algorithm,
    ...(value.algorithm === 'AES256' ? {} : { SSEKMSKeyId: value.keyArn }),
    BucketKeyEnabled: value.underBucketKey !== undefined,
  };
}

/** The encryption that an input asks for, or the default of the bucket. */
function encryptionOf(input: PutObjectInput | CopyObjectInput, { encryption }: BucketRecord): BucketEncryption {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled = encryption.BucketKeyEnabled } = input;
  if (ServerSideEncryption === undefined && SSEKMSKeyId === undefined)
    return BucketKeyEnabled === undefined ? encryption : { ...encryption, BucketKeyEnabled };
  const SSEAlgorithm = ServerSideEncryption ?? 'aws:kms';
  return {
    SSEAlgorithm,
    ...(SSEKMSKeyId === undefined ? {} : { KMSMasterKeyID: SSEKMSKeyId }),
    ...(SSEAlgorithm === 'AES256' || BucketKeyEnabled === undefined ? {} : { BucketKeyEnabled }),
  };
}

/** Creates the object store of a sandbox. */
export function createObjectStore(strongroom: ServiceSandbox): ObjectStore {
  const store = new ServiceStore(strongroom);
  const keys = new ObjectKeys(strongroom);

  const noSuchBucket = () => ServiceError.at('Bucket', 'NoSuchBucket', 'The specified bucket does not exist');

  async function readBucket(name: string): Promise<Stored<BucketRecord>> {
    const bucket = await store.get<BucketRecord>(BUCKETS, name);
    if (bucket === undefined) throw noSuchBucket();
    return bucket;
  }

  const bucketOf = async (name: string): Promise<BucketRecord> => (await readBucket(name)).value;

  /** Stores changes in a bucket that exists, and is not being deleted, at that moment. */
  async function changeIn(name: string, ...changes: readonly StoreChange[]): Promise<void> {
    for (;;) {
      const bucket = await readBucket(name);
      if (bucket.value.isDeleting === true) throw noSuchBucket();
      if (await store.tryChangeIf([bucket], ...changes)) return;
    }
  }

  /** Returns an object with its encrypted body, also while another client replaces both. */
  async function readObject(input: ObjectInput): Promise<readonly [Stored<ObjectRecord>, Bytes]> {
    for (;;) {
      const object = await objectOf(input);
      const sealed = await store.get(bodiesIn(input.Bucket), input.Key);
      const after = await store.get<ObjectRecord>(objectsIn(input.Bucket), input.Key);
      // An ETag is that of one encryption.
      if (after?.value.etag !== object.value.etag) continue;
      if (sealed?.body === undefined) throw ServiceError.at('Key', 'NoSuchKey', 'The specified key does not exist.');
      return [object, sealed.body];
    }
  }

  async function objectOf({ Bucket, Key }: ObjectInput): Promise<Stored<ObjectRecord>> {
    const object = await store.get<ObjectRecord>(objectsIn(Bucket), Key);
    if (object === undefined) throw ServiceError.at('Key', 'NoSuchKey', 'The specified key does not exist.');
    return object;
  }

  async function markBucket(name: string, isDeleting: boolean): Promise<void> {
    await store.update<BucketRecord>(BUCKETS, name, (before) => {
      if (before === undefined) return undefined;
      const { isDeleting: _mark, ...bucket } = before;
      return isDeleting ? { ...bucket, isDeleting } : bucket;
    });
  }

  async function put(input: PutObjectInput): Promise<ObjectView> {
    const { Bucket, Key, Body, ContentType = 'application/octet-stream', caller } = input;
    const bucket = await bucketOf(Bucket);
    const encryption = encryptionOf(input, bucket);
    checkEncryption(encryption);
    const bytes = typeof Body === 'string' ? encodeUtf8(Body) : copyBytes(Body);
    if (bytes.length + SEAL_BYTES > MAX_SERVICE_BODY_BYTES)
      throw new ServiceError(
        'EntityTooLarge',
        `An object of this sandbox has at most ${MAX_SERVICE_BODY_BYTES} bytes.`,
      );
    const by = caller === undefined ? {} : { caller };
    const { plaintext, members } = await keys.create(bucket, Key, encryption, by);
    const body = await encryptBytes(plaintext, bytes, objectArn(bucket, Key)).finally(() => zeroise(plaintext));
    const bodySha = await sha256Hex(body);
    const value: ObjectRecord = {
      key: Key,
      length: bytes.length,
      type: ContentType,
      // With SSE-KMS an ETag is no MD5 of the object either.
      etag: `"${bodySha.slice(0, 32)}"`,
      ...members,
    };
    const entry: ItemEntry = {
      kind: 'item',
      id: `${Bucket}/${Key}`.slice(0, 500),
      program: 'object-store',
      edkShas: [await sha256Hex(fromBase64(members.edk))],
      edkCount: 1,
      keys: [members.keyArn],
      contextNames: Object.keys(members.context),
      bodySha,
      plainSha: await sha256Hex(bytes),
      plaintextLen: bytes.length,
      status: 'stored',
    };
    await changeIn(
      Bucket,
      { scope: objectsIn(Bucket), name: Key, value },
      { scope: bodiesIn(Bucket), name: Key, value: {}, body },
      ledgerChange(entry),
    );
    return objectView((await store.get<ObjectRecord>(objectsIn(Bucket), Key)) as Stored<ObjectRecord>);
  }

  async function get(input: ObjectInput): Promise<GetObjectOutput> {
    const bucket = await bucketOf(input.Bucket);
    const [object, sealed] = await readObject(input);
    const plaintext = await keys.open(bucket, object.value, input.caller === undefined ? {} : { caller: input.caller });
    const aad = objectArn(bucket, input.Key);
    const Body = await decryptBytes(plaintext, sealed, aad).finally(() => zeroise(plaintext));
    return { ...objectView(object), Body };
  }

  return {
    async createBucket(input) {
      const { Bucket, region = DEFAULT_REGION, Encryption: encryption = { SSEAlgorithm: 'AES256' } } = input;
      if (typeof Bucket !== 'string' || !BUCKET_NAME.test(Bucket))
        throw ServiceError.at('Bucket', 'InvalidBucketName', 'The specified bucket is not valid.');
      checkEncryption(encryption);
      const value: BucketRecord = { name: Bucket, region, account: await accountOf(strongroom, input), encryption };
      if (!(await store.tryChange({ scope: BUCKETS, name: Bucket, value, ifVersion: 0 })))
        throw ServiceError.at('Bucket', 'BucketAlreadyExists', 'The requested bucket name is not available.');
      return bucketView((await store.get<BucketRecord>(BUCKETS, Bucket)) as Stored<BucketRecord>);
    },
    async listBuckets() {
      return (await store.all<BucketRecord>(BUCKETS)).map(bucketView);
    },
    async deleteBucket({ Bucket }) {
      await bucketOf(Bucket);
      // From here on no object is stored in it, so that what is listed is everything.
      await markBucket(Bucket, true);
      if ((await store.all(objectsIn(Bucket))).length > 0) {
        await markBucket(Bucket, false);
        throw ServiceError.at('Bucket', 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
      }
      await store.change({ scope: BUCKETS, name: Bucket });
    },
    async putBucketEncryption({ Bucket, Encryption }) {
      checkEncryption(Encryption);
      await bucketOf(Bucket);
      await store.update<BucketRecord>(BUCKETS, Bucket, (before) => before && { ...before, encryption: Encryption });
      return bucketView((await store.get<BucketRecord>(BUCKETS, Bucket)) as Stored<BucketRecord>);
    },
    putObject: (input) => asS3(put(input)),
    getObject: (input) => asS3(get(input)),
    async listObjects({ Bucket, Prefix }) {
      await bucketOf(Bucket);
      return (await store.all<ObjectRecord>(objectsIn(Bucket), Prefix)).map(objectView);
    },
    async deleteObject({ Bucket, Key }) {
      await bucketOf(Bucket);
      const noted = { scope: 'ledger', name: `item/${`${Bucket}/${Key}`.slice(0, 500)}` };
      for (;;) {
        const object = await store.get(objectsIn(Bucket), Key);
        if (object === undefined) return;
        const entry = await store.get<ItemEntry>(noted.scope, noted.name);
        const isDeleted = await store.tryChange(
          { scope: objectsIn(Bucket), name: Key, ifVersion: object.version },
          { scope: bodiesIn(Bucket), name: Key },
          ...(entry ? [{ ...noted, value: { ...entry.value, status: 'deleted' }, ifVersion: entry.version }] : []),
        );
        if (isDeleted) return;
      }
    },
    async copyObject({ CopySource, ...input }) {
      const at = CopySource.indexOf('/');
      if (at < 1) throw ServiceError.at('CopySource', 'InvalidArgument', 'CopySource must be bucket/key.');
      const source = { Bucket: CopySource.slice(0, at), Key: CopySource.slice(at + 1) };
      const by = input.caller === undefined ? {} : { caller: input.caller };
      const { Body, ContentType } = await asS3(get({ ...source, ...by })).catch((error: unknown) => {
        if (!(error instanceof ServiceError) || error.member === undefined) throw error;
        throw ServiceError.at('CopySource', error.name, error.message);
      });
      return asS3(put({ ...input, Body, ContentType })).finally(() => zeroise(Body));
    },
  };
}
