/**
 * Makes the digest files of an account and Region: one per hour, each with the hash and the signature of the one
 * before. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
import { encodeUtf8 } from '../../../base/bytes.ts';
import { compressGzip } from '../../../base/gzip.ts';
import { toHex } from '../../../base/hex.ts';
import { signDigest } from '../../../crypto/digest-signature.ts';
import type { ExportedFile } from '../../../model/log-archive.ts';
import type { DigestKeyRecord } from '../../../model/records.ts';
import { HASH_ALGORITHM, sha256Hex, SIGNATURE_ALGORITHM, signedText, type DigestFile } from './digest-file.ts';
import type { ExportScope } from './export-scope.ts';
import { digestFileKey, formatTime } from './file-names.ts';
import { HOUR_MS, timesOf, type LogFiles } from './log-files.ts';

/**
 * Digest files in a row for hours without events: a week. A longer pause ends the chain, as if logging had been
 * stopped, and the next event starts another. Otherwise an advance by ten years would give 87,600 files per Region.
 */
export const MAX_EMPTY_HOURS = 168;

/** What a digest file repeats of the one before. */
interface Previous {
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

/** Returns the hours of the digest files, oldest first. `isFirst`: of a chain. */
function* hoursOf({ hours }: LogFiles, to: number): Generator<{ readonly start: number; readonly isFirst: boolean }> {
  const busy = [...hours.keys()].toSorted((a, b) => a - b);
  const end = Math.ceil(to / HOUR_MS) * HOUR_MS;
  let isFirst = true;
  for (const [index, start] of busy.entries()) {
    yield { start, isFirst };
    const next = busy[index + 1] ?? end;
    const emptyHours = (next - start) / HOUR_MS - 1;
    for (let hour = 1; hour <= Math.min(emptyHours, MAX_EMPTY_HOURS); hour++)
      yield { start: start + hour * HOUR_MS, isFirst: false };
    isFirst = emptyHours > MAX_EMPTY_HOURS;
  }
}

/** Makes the digest files for the log files of an account and Region, oldest first. */
export async function* writeDigestFiles(
  files: LogFiles,
  { bucket, trail, to }: ExportScope,
  { privateKey, fingerprint }: DigestKeyRecord,
): AsyncGenerator<ExportedFile, void> {
  let previous: Previous | undefined;
  for (const { start, isFirst } of hoursOf(files, to)) {
    if (isFirst) previous = undefined;
    // The last hour may not be over: its digest file ends early, as when logging stops.
    const end = Math.min(start + HOUR_MS, Math.ceil(to / 1000) * 1000);
    const key = digestFileKey(files, trail, end);
    const logFiles = (files.hours.get(start) ?? []).toReversed();
    const [newestEventTime, oldestEventTime] = timesOf(logFiles);
    const digest: DigestFile = {
      awsAccountId: files.account,
      digestStartTime: formatTime(start),
      digestEndTime: formatTime(end),
      digestS3Bucket: bucket,
      digestS3Object: key,
      newestEventTime,
      oldestEventTime,
      previousDigestS3Bucket: previous === undefined ? null : bucket,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous?.hash ?? null,
      previousDigestHashAlgorithm: previous === undefined ? null : HASH_ALGORITHM,
      previousDigestSignature: previous?.signature ?? null,
      digestPublicKeyFingerprint: fingerprint,
      digestSignatureAlgorithm: SIGNATURE_ALGORITHM,
      logFiles,
    };
    const content = encodeUtf8(JSON.stringify(digest));
    const hash = await sha256Hex(content);
    const signature = toHex(await signDigest(privateKey, signedText(digest, hash)));
    previous = { key, hash, signature };
    const metadata = { signature, 'signature-algorithm': SIGNATURE_ALGORITHM };
    yield { bucket, key, content: await compressGzip(content), metadata };
  }
}
