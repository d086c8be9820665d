/** Buckets and objects of the object store. */
import { fromBase64 } from '../../base/base64.ts';
import { BUCKET_KEY_SECONDS } from '../object-store/bucket-keys.ts';
import { objectArn } from '../object-store/object-keys.ts';
import { BUCKETS, objectsIn } from '../object-store/object-store.ts';
import type { BucketRecord, ObjectRecord } from '../object-store/object-store-types.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { Dependency } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';
import { contextValue, loadEvents } from './log-use.ts';

/** Name of the object store as a program. */
const PROGRAM = 'object-store';

/** Returns the uses of keys by the object store. Objects with SSE-S3 are left out: nobody can change their key. */
export async function objectDependencies(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  keys: KnownKeys,
): Promise<readonly Dependency[]> {
  const buckets = await store.all<BucketRecord>(BUCKETS);
  if (buckets.length === 0) return [];
  const now = (await strongroom.sandbox.clock.now()).getTime();
  // A bucket key was loaded by one of these calls, if S3 holds one.
  const recent = { from: now - BUCKET_KEY_SECONDS * 1000 + 1 };
  const decrypted = await loadEvents(strongroom, { ...recent, operation: 'Decrypt' });
  const generated = await loadEvents(strongroom, { ...recent, operation: 'GenerateDataKey' });
  const decryptedShas = new Set(decrypted.events.map(({ sidecar }) => sidecar?.edkSha));
  const generatedFor = new Set(generated.events.map((event) => contextValue(event, 'aws:s3:arn')));

  const found: Dependency[] = [];
  for (const { value: bucket } of buckets) {
    const { name, region, account, encryption } = bucket;
    const requestContext = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
    if (encryption.SSEAlgorithm === 'aws:kms') {
      const KeyId = encryption.KMSMasterKeyID ?? 'alias/aws/s3';
      const key = await keys.find(KeyId, account, region);
      const isHeld = encryption.BucketKeyEnabled === true && generatedFor.has(objectArn(bucket));
      found.push({
        dependent: { kind: 'bucket', id: name, name, program: PROGRAM, region },
        keys: key ? [key.arn] : [],
        ...(isHeld ? { held: 'bucket-key' } : {}),
        ...aliasOf(KeyId, 'now'),
      });
    }
    for (const { value: object } of await store.all<ObjectRecord>(objectsIn(name))) {
      if (object.algorithm === 'AES256') continue;
      const blob = fromBase64(object.edk);
      const sha = await sha256Hex(blob);
      const key = await keys.at(object.keyArn, region);
      const id = `${name}/${object.key}`;
      found.push({
        dependent: { kind: 'object', id, name: id, program: PROGRAM, region },
        keys: key ? [key.arn] : [],
        ...(object.underBucketKey !== undefined && decryptedShas.has(sha) ? { held: 'bucket-key' } : {}),
        edks: key ? [{ key: key.arn, sha, blob }] : [],
        context: object.context,
        requestContext,
      });
    }
  }
  return found;
}

/** The alias member of a setting that names its key by `KeyId`. */
export function aliasOf(
  KeyId: string,
  needed: NonNullable<Dependency['alias']>['needed'],
): Pick<Dependency, 'alias'> | Record<string, never> {
  const at = KeyId.indexOf('alias/');
  return at < 0 ? {} : { alias: { name: KeyId.slice(at), needed } };
}
