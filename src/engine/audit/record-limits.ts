/**
 * Size limits of the members of a CloudTrail record. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import { encodeUtf8 } from '../../base/bytes.ts';
import type { Json } from '../../model/audit.ts';

/** CloudTrail cuts userAgent, errorCode and errorMessage at this length, in bytes. */
const MAX_TEXT_BYTES = 1024;

/** CloudTrail drops requestParameters and responseElements above this size, in bytes of JSON. */
const MAX_MEMBERS_BYTES = 100 * 1024;

/** Maximum number of UTF-8 bytes per UTF-16 code unit, and of bytes in JSON: `\u0000`. */
const BYTES_PER_UNIT = 3;
const JSON_BYTES_PER_UNIT = 6;

/** JSON of a member around its texts: quotes, colon, comma, a number or a truth value. */
const JSON_BYTES_PER_MEMBER = 30;

/** Returns the text, cut at 1 KB between two characters. */
export function cutText(text: string): string {
  if (text.length * BYTES_PER_UNIT <= MAX_TEXT_BYTES) return text;
  const bytes = encodeUtf8(text);
  if (bytes.length <= MAX_TEXT_BYTES) return text;
  let end = MAX_TEXT_BYTES;
  // A byte 10xxxxxx continues a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end));
}

/** Returns a size that the JSON of `value` cannot exceed, in bytes. */
function maxJsonBytes(value: Json): number {
  if (typeof value === 'string') return value.length * JSON_BYTES_PER_UNIT + JSON_BYTES_PER_MEMBER;
  if (typeof value !== 'object' || value === null) return JSON_BYTES_PER_MEMBER;
  let bytes = JSON_BYTES_PER_MEMBER;
  for (const [name, member] of Object.entries(value as Readonly<Record<string, Json>>))
    bytes += name.length * JSON_BYTES_PER_UNIT + JSON_BYTES_PER_MEMBER + maxJsonBytes(member);
  return bytes;
}

/** Returns the members, or null if they are larger than 100 KB. */
export function dropAboveLimit(members: Readonly<Record<string, Json>> | null): Readonly<Record<string, Json>> | null {
  if (members === null || maxJsonBytes(members) <= MAX_MEMBERS_BYTES) return members;
  return encodeUtf8(JSON.stringify(members)).length <= MAX_MEMBERS_BYTES ? members : null;
}
