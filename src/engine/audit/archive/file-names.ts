/**
 * Keys of log files and digest files in S3. Sources:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
import { ACCOUNT_ID_PATTERN } from '../../../model/arn.ts';
import { DEFAULT_REGION } from '../../../model/regions.ts';

/** Account and Region of a file. */
export interface FilePlace {
  readonly account: string;
  readonly region: string;
}

/** Formats a time as records do: `2026-01-01T00:00:00Z`. */
export const formatTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const compact = (at: number): string => formatTime(at).replace(/[-:]/g, '');
const dateFolder = (at: number): string => formatTime(at).slice(0, 10).replaceAll('-', '/');

/** Returns the key of a log file. `id` has 16 letters and digits. */
export function logFileKey({ account, region }: FilePlace, at: number, id: string): string {
  const minute = compact(at).replace(/\d\dZ$/, 'Z');
  const name = `${account}_CloudTrail_${region}_${minute}_${id}.json.gz`;
  return `AWSLogs/${account}/CloudTrail/${region}/${dateFolder(at)}/${name}`;
}

/** Returns the key of the digest file that ends at `end`. */
export function digestFileKey({ account, region }: FilePlace, trail: string, end: number): string {
  const name = `${account}_CloudTrail-Digest_${region}_${trail}_${DEFAULT_REGION}_${compact(end)}.json.gz`;
  return `AWSLogs/${account}/CloudTrail-Digest/${region}/${dateFolder(end)}/${name}`;
}

const DATE_FOLDER = String.raw`\d{4}/\d\d/\d\d`;
const DIGEST_KEY = new RegExp(
  String.raw`^((?:.*/)?AWSLogs/(?:o-[a-z\d]+/)?)(${ACCOUNT_ID_PATTERN})/CloudTrail-Digest/([a-z\d-]+)/${DATE_FOLDER}/` +
    String.raw`${ACCOUNT_ID_PATTERN}_CloudTrail-Digest_[a-z\d-]+_(.+)_(\d{8}T\d{6}Z)\.json\.gz$`,
);
const LOG_KEY = new RegExp(
  String.raw`(?:^|/)${ACCOUNT_ID_PATTERN}/CloudTrail/[a-z\d-]+/${DATE_FOLDER}/[^/]+\.json\.gz$`,
);

/** What the key of a digest file says. */
export interface DigestName extends FilePlace {
  /** The same for all digest files of a trail, account and Region. */
  readonly chain: string;
  /** End of the hour. Sorts as the time does. */
  readonly end: string;
}

/** Reads the key of a digest file. Undefined for other files. */
export function parseDigestKey(key: string): DigestName | undefined {
  const [, prefix, account, region, trail, end] = DIGEST_KEY.exec(key) ?? [];
  if (account === undefined || region === undefined || trail === undefined || end === undefined) return undefined;
  return { account, region, chain: JSON.stringify([prefix, account, region, trail]), end };
}

/** Returns whether the key is that of a log file. */
export function isLogFileKey(key: string): boolean {
  return LOG_KEY.test(key);
}
