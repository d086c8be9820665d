/** Changes of a key record, as most management operations make them. */
import type { Change, KeyRecord } from '../../model/records.ts';
import { nextKeyTask } from './next-key-task.ts';

/** Returns `key` with `dueAt` derived again. */
export function withDueTime({ dueAt: _old, ...key }: KeyRecord): KeyRecord {
  const next = nextKeyTask(key);
  return next === undefined ? key : { ...key, dueAt: next.at };
}

/** Members of a key record to replace. */
export type KeyMembers = { readonly [M in keyof KeyRecord]?: KeyRecord[M] | undefined };

/** Returns the change of `key` with `members` replaced. A member set to undefined is removed. */
export function updateKeyChanges(key: KeyRecord, members: KeyMembers): Change[] {
  const after = Object.fromEntries(
    Object.entries({ ...key, ...members }).filter(([, value]) => value !== undefined),
  ) as unknown as KeyRecord;
  return [{ store: 'keys', before: key, after: withDueTime(after) }];
}

/**
 * Returns the state of a key that is enabled or disabled. While its key store is not connected the key stays
 * Unavailable; the state shows after the next connection. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/disconnect-keystore.html
 */
export function switchedState(
  key: Pick<KeyRecord, 'state'>,
  state: 'Enabled' | 'Disabled',
): Pick<KeyRecord, 'state' | 'availableState'> {
  return key.state === 'Unavailable' ? { state: 'Unavailable', availableState: state } : { state };
}
