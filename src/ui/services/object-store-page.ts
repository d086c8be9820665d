/** The page of the object store as data. */
import type { BucketEncryption } from '../../services/object-store/object-store-types.ts';
import { action, choice, filled, given, optional, optionalKey, text } from './action-fields.ts';
import type { ActionValues, ServicePage } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

const encryption = [choice('SSEAlgorithm', 'aws:kms', 'AES256'), optionalKey, choice('BucketKeyEnabled', 'off', 'on')];

/** The encryption of new objects that a form asks for. The store refuses a KMS key with SSE-S3. */
function encryptionOf({ SSEAlgorithm, KeyId, BucketKeyEnabled }: ActionValues): BucketEncryption {
  return {
    SSEAlgorithm: SSEAlgorithm === 'AES256' ? 'AES256' : 'aws:kms',
    ...(KeyId === undefined ? {} : { KMSMasterKeyID: KeyId }),
    BucketKeyEnabled: BucketKeyEnabled === 'on',
  };
}

/** The encryption of one object. Omitted: that of its bucket. */
const ownEncryption = ({ KeyId }: ActionValues) => (KeyId === undefined ? {} : { SSEKMSKeyId: KeyId });
const ownKey = optional('KeyId', 'ObjectKeyId');

const object = [text('Bucket'), text('Key')];
const objectOf = (values: ActionValues) => ({ Bucket: given(values, 'Bucket'), Key: given(values, 'Key') });

const onOrOff = (isOn: boolean | undefined): string => (isOn === true ? TEXTS.on : TEXTS.off);

/** The object store. */
export const objectStorePage: ServicePage = {
  async load({ objectStore: store }) {
    const rows: string[][] = [];
    for (const { Name, Encryption } of await store.listBuckets()) {
      const { SSEAlgorithm, KMSMasterKeyID, BucketKeyEnabled } = Encryption;
      const byDefault = KMSMasterKeyID ?? (SSEAlgorithm === 'AES256' ? TEXTS.awsOwned : TEXTS.managed);
      rows.push([Name, TEXTS.newObjects, SSEAlgorithm, byDefault, onOrOff(BucketKeyEnabled), '']);
      for (const one of await store.listObjects({ Bucket: Name })) {
        const { Key, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled: hasBucketKey, ContentLength } = one;
        const key = SSEKMSKeyId ?? TEXTS.awsOwned;
        rows.push([Name, Key, ServerSideEncryption, key, onOrOff(hasBucketKey), String(ContentLength)]);
      }
    }
    return { rows };
  },
  actions: [
    action('createBucket', [text('Bucket'), ...encryption], async ({ objectStore: store }, values, by) => {
      const bucket = { Bucket: given(values, 'Bucket'), Encryption: encryptionOf(values) };
      return TEXTS.created((await store.createBucket({ ...by, ...bucket })).Name);
    }),
    action('putObject', [...object, text('Body'), ownKey], async ({ objectStore: store }, values, by) => {
      const put = { ...objectOf(values), Body: given(values, 'Body'), ContentType: 'text/plain' };
      return TEXTS.stored((await store.putObject({ ...by, ...put, ...ownEncryption(values) })).Key);
    }),
    action('getObject', object, async ({ objectStore: store }, values, by) =>
      new TextDecoder().decode((await store.getObject({ ...by, ...objectOf(values) })).Body),
    ),
    action(
      'copyObject',
      [text('SourceBucket'), text('SourceKey', { member: 'CopySource' }), text('Bucket'), text('Key'), ownKey],
      async ({ objectStore: store }, values, by) => {
        const CopySource = `${given(values, 'SourceBucket')}/${given(values, 'SourceKey')}`;
        const copy = { ...objectOf(values), CopySource, ...ownEncryption(values) };
        return TEXTS.stored((await store.copyObject({ ...by, ...copy })).Key);
      },
    ),
    action('listObjects', [text('Bucket'), optional('Prefix', 'Prefix')], async ({ objectStore: store }, values) => {
      const Bucket = given(values, 'Bucket');
      const found = await store.listObjects({ Bucket, ...filled(values, 'Prefix') });
      return found.map(({ Key }) => Key).join('\n') || TEXTS.noObjects;
    }),
    action('putBucketEncryption', [text('Bucket'), ...encryption], async ({ objectStore: store }, values) => {
      const { Name } = await store.putBucketEncryption({
        Bucket: given(values, 'Bucket'),
        Encryption: encryptionOf(values),
      });
      return TEXTS.changed(Name);
    }),
    action('deleteObject', object, async ({ objectStore: store }, values) => {
      await store.deleteObject(objectOf(values));
      return TEXTS.deleted(given(values, 'Key'));
    }),
    action('deleteBucket', [text('Bucket')], async ({ objectStore: store }, values) => {
      const Bucket = given(values, 'Bucket');
      await store.deleteBucket({ Bucket });
      return TEXTS.deleted(Bucket);
    }),
  ],
};
