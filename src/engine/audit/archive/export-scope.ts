/** Checks the options of an export. */
import { isAccountId } from '../../../model/arn.ts';
import type { EventExport } from '../../../model/log-archive.ts';

/** What an export contains. */
export interface ExportScope {
  /** Milliseconds since 1970, inclusive. -Infinity: from the first event. */
  readonly from: number;
  /** Milliseconds since 1970, exclusive. */
  readonly to: number;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly bucket: string;
  readonly trail: string;
}

type Check = readonly [isValid: (value: unknown) => boolean, rule: string];

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

const TIME: Check = [
  (value) => (value instanceof Date || typeof value === 'number') && Number.isFinite(Number(value)),
  'a valid Date or milliseconds since 1970',
];

/**
 * Sources of the patterns: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
 */
const CHECKS: Readonly<Record<keyof EventExport, Check>> = {
  from: TIME,
  to: TIME,
  account: [(value) => typeof value === 'string' && isAccountId(value), 'an account ID of 12 digits'],
  region: [matches(/^[a-z]{2,3}(?:-[a-z]+)+-\d{1,2}$/), 'the code of a Region'],
  bucket: [matches(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/), 'the name of an S3 bucket'],
  trail: [
    matches(/^(?=.{3,128}$)[A-Za-z\d]+(?:[._-][A-Za-z\d]+)*$/),
    'the name of a trail: 3 to 128 letters, digits, and single periods, underscores or hyphens between them',
  ],
};

/**
 * Checks the options of an export.
 * @param now simulated time: there are no events after it
 * @throws {TypeError} naming the member that is invalid or unknown
 */
export function createScope(options: EventExport, now: number): ExportScope {
  if (typeof (options as unknown) !== 'object' || (options as EventExport | null) === null)
    throw new TypeError('events.export: options must be an object.');
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(CHECKS, name)) throw new TypeError(`events.export: ${name} is not an option of an export.`);
    const [isValid, rule] = CHECKS[name as keyof EventExport];
    if (!isValid(value)) throw new TypeError(`events.export: ${name} must be ${rule}.`);
  }
  const from = options.from === undefined ? -Infinity : Number(options.from);
  const to = options.to === undefined ? Infinity : Number(options.to);
  if (from > to) throw new TypeError('events.export: from must not be later than to.');
  return {
    from,
    // The time of a paused clock is that of its newest events, which are included.
    to: Math.min(to, Math.floor(now) + 1),
    account: options.account,
    region: options.region,
    bucket: options.bucket ?? 'strongroom-trail-logs',
    trail: options.trail ?? 'strongroom',
  };
}
