/**
 * Formats dates as CloudTrail does. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */

const inRecords = new Intl.DateTimeFormat('en-US', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** Formats a date inside requestParameters or responseElements: `May 21, 2025, 5:47:45 AM`. */
export function formatRecordDate(milliseconds: number): string {
  // Newer ICU data has a narrow no-break space before AM; CloudTrail has a plain space.
  return inRecords.format(milliseconds).replaceAll('\u202f', ' ');
}

/** The last formatted second: many calls share it. */
let last = { second: NaN, text: '' };

/** Formats eventTime: ISO 8601 in UTC, to the second. */
export function formatEventTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== last.second) last = { second, text: `${new Date(milliseconds).toISOString().slice(0, 19)}Z` };
  return last.text;
}
