/**
 * Due tasks of the simulated clock: deletes keys whose waiting period is over, and rotates keys with automatic
 * rotation.
 */
import { isDamaged, withoutDamaged } from '../../model/damaged-record.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord } from '../../model/records.ts';
import { createDeleteKeyEvents, createRotateKeyEvents } from '../audit/service-events.ts';
import type { PendingCommit } from '../transaction/group-commit.ts';
import { deleteKeyChanges } from '../keys/delete-key-changes.ts';
import { DAY_MS, rotateKeyMaterial } from '../keys/rotation.ts';
import type { Reader } from '../transaction/reader.ts';

/** Returns the next key with a task due at `now`, or undefined. */
export async function findNextDueKey(reader: Reader, now: number): Promise<KeyRecord | undefined> {
  const first = await reader.first('keys', 'due');
  if (first?.dueAt === undefined || first.dueAt > now) return undefined;
  // The index caches only its own members (keyOnly): the rest of the record may have changed.
  return reader.get('keys', first.arn);
}

/** Keys per step: enough to make the cost of a transaction small, few enough to let other calls in. */
const MAX_KEYS = 32;

/** The keys of one step in order of time, and the time until which nothing is due after it. */
export interface DueKeys {
  readonly keys: readonly KeyRecord[];
  readonly reached: number;
}

/**
 * Returns the next keys with a task due until `end`: each once, and none due after the time at which one of them is due
 * again.
 */
export async function nextDueKeys(reader: Reader, end: number): Promise<DueKeys> {
  let page = await reader.page('keys', 'due', [], MAX_KEYS + 1);
  // Nothing can be done for a damaged key, and it must not hold up the others.
  if (page.some(isDamaged))
    page = withoutDamaged(await reader.page('keys', 'due', [], Number.MAX_SAFE_INTEGER)).slice(0, MAX_KEYS + 1);
  const keys: KeyRecord[] = [];
  let again = Infinity;
  for (const { arn, dueAt = Infinity } of page) {
    if (dueAt > end || dueAt >= again || keys.length === MAX_KEYS)
      return { keys, reached: Math.min(end, Math.min(dueAt, again) - 1) };
    const key = await reader.get('keys', arn);
    if (key === undefined) continue;
    keys.push(key);
    if (key.deletionAt === undefined && key.rotation !== undefined)
      again = Math.min(again, dueAt + key.rotation.periodInDays * DAY_MS);
  }
  return { keys, reached: Math.min(end, again - 1) };
}

/** Runs the due task of `key`: its deletion, otherwise its rotation. */
export function applyDueTasks(reader: Reader, key: KeyRecord, random: Random): Promise<PendingCommit> {
  return key.deletionAt === undefined ? rotateKey(reader, key, random) : deleteKey(reader, key, random);
}

async function deleteKey(reader: Reader, key: KeyRecord, random: Random): Promise<PendingCommit> {
  return {
    changes: await deleteKeyChanges(reader, key),
    events: createDeleteKeyEvents(key, key.deletionAt ?? key.createdAt, random),
  };
}

/** Creates new material at the scheduled time, and schedules the next rotation one period later. */
async function rotateKey(reader: Reader, key: KeyRecord, random: Random): Promise<PendingCommit> {
  const at = key.dueAt ?? key.createdAt;
  const { changes, materialId } = await rotateKeyMaterial(key, 'AUTOMATIC', at, { reader, random });
  return { changes, events: createRotateKeyEvents(key, materialId, 'AUTOMATIC', at, random) };
}
