/** A key before and after: the change that most management operations make. */
import type { Change, KeyRecord } from '../../model/records.ts';

/** When something happens to the key by itself: its deletion, or the next automatic rotation while it is enabled. Source: the guide's rotation page. */
function dueAt({ deletionAt, rotation, state }: KeyRecord): number | undefined {
  if (deletionAt !== undefined) return deletionAt;
  return state === 'Enabled' ? rotation?.nextAt : undefined;
}

/** `key` with `dueAt` derived anew. */
export function withDueTime({ dueAt: _old, ...key }: KeyRecord): KeyRecord {
  const due = dueAt(key);
  return due === undefined ? key : { ...key, dueAt: due };
}

/** `key` with `members` replaced; a member given as undefined goes. */
export function updateKeyChanges(
  key: KeyRecord,
  members: { readonly [M in keyof KeyRecord]?: KeyRecord[M] | undefined },
): Change[] {
  const after = Object.fromEntries(
    Object.entries({ ...key, ...members }).filter(([, value]) => value !== undefined),
  ) as unknown as KeyRecord;
  return [{ store: 'keys', before: key, after: withDueTime(after) }];
}
