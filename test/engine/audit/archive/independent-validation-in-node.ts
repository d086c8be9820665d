/**
 * Validates an archive as AWS documents it, by OpenSSL and zlib and without any code of `src`. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

interface StoredFile {
  readonly bucket?: string;
  readonly key: string;
  readonly content: Uint8Array;
  readonly metadata?: { readonly signature?: string };
}

/** A key of ListPublicKeys. */
interface PublicKey {
  readonly Value?: Uint8Array;
  readonly Fingerprint?: string;
}

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Returns the number of digest files and log files on the chain that ends with the newest digest file. */
export function validateIndependently(
  files: readonly StoredFile[],
  keys: readonly PublicKey[],
): { readonly digests: number; readonly logs: number; readonly records: number } {
  const stored = new Map(files.map((file) => [`${file.bucket ?? ''}/${file.key}`, file]));
  const [newest] = files
    .filter(({ key }) => key.includes('/CloudTrail-Digest/'))
    .toSorted((a, b) => (a.key < b.key ? 1 : -1));
  let place: string | null = newest === undefined ? null : `${newest.bucket ?? ''}/${newest.key}`;
  let signature = newest?.metadata?.signature ?? '';
  let hash: string | undefined;
  const found = { digests: 0, logs: 0, records: 0 };
  while (place !== null) {
    const file = stored.get(place);
    if (file === undefined) throw new Error(`${place} is missing.`);
    const text = gunzipSync(file.content);
    const digest = JSON.parse(text.toString()) as Record<string, string | null> & {
      logFiles: { s3Bucket: string; s3Object: string; hashValue: string }[];
    };
    if (hash !== undefined && sha256(text) !== hash) throw new Error(`${place} has another hash.`);
    if (`${digest.digestS3Bucket}/${digest.digestS3Object}` !== place) throw new Error(`${place} was moved.`);
    const key = keys.find(({ Fingerprint }) => Fingerprint === digest.digestPublicKeyFingerprint);
    if (key?.Value === undefined) throw new Error(`${place} has no public key.`);
    const md5 = createHash('md5').update(key.Value).digest('hex');
    if (md5 !== key.Fingerprint) throw new Error('The fingerprint is not the MD5 of the key.');
    const publicKey = createPublicKey({ key: Buffer.from(key.Value), format: 'der', type: 'pkcs1' });
    const { digestEndTime, previousDigestSignature: previous } = digest;
    const signed = Buffer.from(`${digestEndTime}\n${place}\n${sha256(text)}\n${previous ?? 'null'}`);
    if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'hex')))
      throw new Error(`${place} has no valid signature.`);
    found.digests++;
    for (const { s3Bucket, s3Object, hashValue } of digest.logFiles) {
      const log = stored.get(`${s3Bucket}/${s3Object}`);
      if (log === undefined) throw new Error(`${s3Object} is missing.`);
      const content = gunzipSync(log.content);
      if (sha256(content) !== hashValue) throw new Error(`${s3Object} has another hash.`);
      found.logs++;
      found.records += (JSON.parse(content.toString()) as { Records: unknown[] }).Records.length;
    }
    const { previousDigestS3Bucket, previousDigestS3Object } = digest;
    place = previousDigestS3Object === null ? null : `${previousDigestS3Bucket}/${previousDigestS3Object}`;
    signature = previous ?? '';
    hash = digest.previousDigestHashValue ?? undefined;
  }
  return found;
}
