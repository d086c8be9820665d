/** A key before and after: the change that most management operations make. */
import type { Change, KeyRecord } from '../../model/records.ts';

/** `key` with `members` replaced. */
export function changed(key: KeyRecord, members: Partial<KeyRecord>): Change[] {
  return [{ store: 'keys', before: key, after: { ...key, ...members } }];
}
