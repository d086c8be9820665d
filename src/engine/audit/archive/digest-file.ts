/**
 * Contents and signed text of digest files. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
import { encodeUtf8, type Bytes } from '../../../base/bytes.ts';
import { toHex } from '../../../base/hex.ts';

/** Name of the algorithm of a signature, in digest files and metadata. */
export const SIGNATURE_ALGORITHM = 'SHA256withRSA';

/** Name of the hash algorithm in digest files. */
export const HASH_ALGORITHM = 'SHA-256';

/** A log file in a digest file. */
export interface LogFileEntry {
  readonly s3Bucket: string;
  readonly s3Object: string;
  readonly hashValue: string;
  readonly hashAlgorithm: string;
  readonly newestEventTime: string;
  readonly oldestEventTime: string;
}

/** A digest file. The members are in the order in which CloudTrail writes them. */
export interface DigestFile {
  readonly awsAccountId: string;
  readonly digestStartTime: string;
  readonly digestEndTime: string;
  readonly digestS3Bucket: string;
  readonly digestS3Object: string;
  readonly newestEventTime: string | null;
  readonly oldestEventTime: string | null;
  readonly previousDigestS3Bucket: string | null;
  readonly previousDigestS3Object: string | null;
  readonly previousDigestHashValue: string | null;
  readonly previousDigestHashAlgorithm: string | null;
  readonly previousDigestSignature: string | null;
  readonly digestPublicKeyFingerprint: string;
  readonly digestSignatureAlgorithm: string;
  readonly logFiles: readonly LogFileEntry[];
}

/** SHA-256 of `bytes` in lower-case hex. */
export async function sha256Hex(bytes: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Returns what the signature of a digest file signs. `hash`: of its uncompressed content. */
export function signedText(digest: DigestFile, hash: string): Bytes {
  const { digestEndTime, digestS3Bucket, digestS3Object, previousDigestSignature } = digest;
  const place = `${digestS3Bucket}/${digestS3Object}`;
  return encodeUtf8([digestEndTime, place, hash, previousDigestSignature ?? 'null'].join('\n'));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): boolean =>
  isMap(value) && isText(value.s3Bucket) && isText(value.s3Object) && isText(value.hashValue);

const PREVIOUS = [
  'previousDigestS3Bucket',
  'previousDigestS3Object',
  'previousDigestHashValue',
  'previousDigestSignature',
] as const;

/** Parses a digest file that anyone may have written. Undefined if it is not one. */
export function parseDigest(text: string): DigestFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isMap(value)) return undefined;
  const digest = value;
  const isDigest =
    isText(digest.awsAccountId) &&
    [digest.digestStartTime, digest.digestEndTime].every(
      (time) => isText(time) && !Number.isNaN(Date.parse(String(time))),
    ) &&
    isText(digest.digestS3Bucket) &&
    isText(digest.digestS3Object) &&
    isText(digest.digestPublicKeyFingerprint) &&
    digest.digestSignatureAlgorithm === SIGNATURE_ALGORITHM &&
    PREVIOUS.every((name) => isTextOrNull(digest[name])) &&
    new Set(PREVIOUS.map((name) => digest[name] === null)).size === 1 &&
    Array.isArray(digest.logFiles) &&
    digest.logFiles.every(isEntry);
  return isDigest ? (value as unknown as DigestFile) : undefined;
}
