/** Changes of a key record, as most management operations make them. */
import type { Change, KeyRecord } from '../../model/records.ts';

/**
 * Returns the time of the next due task: its deletion, or the next automatic rotation while it is enabled. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
function dueAt({ deletionAt, rotation, state }: KeyRecord): number | undefined {
  if (deletionAt !== undefined) return deletionAt;
  return state === 'Enabled' ? rotation?.nextAt : undefined;
}

/** Returns `key` with `dueAt` derived again. */
export function withDueTime({ dueAt: _old, ...key }: KeyRecord): KeyRecord {
  const due = dueAt(key);
  return due === undefined ? key : { ...key, dueAt: due };
}

/** Returns the change of `key` with `members` replaced. A member set to undefined is removed. */
export function updateKeyChanges(
  key: KeyRecord,
  members: { readonly [M in keyof KeyRecord]?: KeyRecord[M] | undefined },
): Change[] {
  const after = Object.fromEntries(
    Object.entries({ ...key, ...members }).filter(([, value]) => value !== undefined),
  ) as unknown as KeyRecord;
  return [{ store: 'keys', before: key, after: withDueTime(after) }];
}
