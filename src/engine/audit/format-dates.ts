/** How CloudTrail writes dates. Source: the KMS log entries of the guide. */

const inRecords = new Intl.DateTimeFormat('en-US', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** A date inside requestParameters and responseElements: `May 21, 2025, 5:47:45 AM`. */
export function formatRecordDate(milliseconds: number): string {
  // Newer ICU data put a narrow no-break space before AM; CloudTrail has a plain one.
  return inRecords.format(milliseconds).replaceAll('\u202f', ' ');
}

/** The second that was written last, and its text: calls come many in a second. */
let last = { second: NaN, text: '' };

/** eventTime: ISO 8601 in UTC, to the second. */
export function formatEventTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== last.second) last = { second, text: `${new Date(milliseconds).toISOString().slice(0, 19)}Z` };
  return last.text;
}
