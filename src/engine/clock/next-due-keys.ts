/** Selects the keys whose due tasks can run in one step. */
import { isDamaged, withoutDamaged } from '../../model/damaged-record.ts';
import type { KeyRecord } from '../../model/records.ts';
import { MIN_PENDING_WINDOW_DAYS } from '../keys/delete-key-changes.ts';
import { expirationOf, importedMaterials } from '../keys/imported-materials.ts';
import { multiRegionKeyTypeOf } from '../keys/multi-region.ts';
import { keyTasks, type KeyTask } from '../keys/next-key-task.ts';
import { DAY_MS } from '../keys/rotation.ts';
import type { Reader } from '../transaction/reader.ts';

/** Keys per step: enough to make the cost of a transaction small, few enough to let other calls in. */
const MAX_KEYS = 256;

/** The keys of one step in order of time, and the time until which nothing is due after it. */
export interface DueKeys {
  readonly keys: readonly KeyRecord[];
  readonly reached: number;
}

/**
 * Returns the next keys with a task due until `end`, in the order in which single steps would run their tasks: no two
 * related keys, because a task changes both, and none due after the time at which an earlier one, or a key related to
 * it, can be due again.
 */
export async function nextDueKeys(reader: Reader, end: number, maxKeys = MAX_KEYS): Promise<DueKeys> {
  // Cached, so a host that only looks whether something is due reads no keys.
  const first = await reader.first('keys', 'due');
  if ((first?.dueAt ?? Infinity) > end) return { keys: [], reached: end };
  const keys: KeyRecord[] = [];
  const sets = new Set<string>();
  let again = Infinity;
  let next = Infinity;
  for (const key of await readDue(reader, maxKeys + 1)) {
    const { dueAt = Infinity } = key;
    const setId = `${key.account} ${key.keyId}`;
    if (dueAt > end || dueAt >= again || keys.length === maxKeys || sets.has(setId)) {
      next = dueAt;
      break;
    }
    keys.push(key);
    sets.add(setId);
    again = Math.min(again, await dueAgain(key, reader));
  }
  const reached = Math.min(end, next - 1, again - 1);
  // Of many keys due at one time, the clock stays before it, so that calls need not wait for all of them.
  const last = keys.length === maxKeys ? undefined : keys.at(-1)?.dueAt;
  return { keys, reached: Math.max(reached, last ?? reached) };
}

/** Reads the keys with the earliest tasks. */
async function readDue(reader: Reader, limit: number): Promise<readonly KeyRecord[]> {
  const page = await reader.pageOfRecords('keys', 'due', [], limit);
  if (!page.some(isDamaged)) return page;
  // Nothing can be done for a damaged key, and it must not hold up the others.
  return withoutDamaged(await reader.pageOfRecords('keys', 'due', [], Number.MAX_SAFE_INTEGER)).slice(0, limit);
}

/** Returns a time before which neither the key nor a related key is due again because of its task. */
async function dueAgain(key: KeyRecord, reader: Reader): Promise<number> {
  const [task, ...others] = keyTasks(key);
  return Math.min(...others.map(({ at }) => at), task === undefined ? Infinity : await follows(key, task, reader));
}

/** Returns a time before which no task is due that does not exist yet. */
async function follows(key: KeyRecord, { kind, at }: KeyTask, reader: Reader): Promise<number> {
  switch (kind) {
    case 'rotation':
      return at + (key.rotation?.periodInDays ?? 0) * DAY_MS;
    case 'deletion':
      // That of the last replica starts the waiting period of its primary key.
      return multiRegionKeyTypeOf(key) === 'REPLICA' ? at + MIN_PENDING_WINDOW_DAYS * DAY_MS : Infinity;
    case 'material-expiry': {
      const expirations = (await importedMaterials(reader, key)).map((one) => expirationOf(one) ?? Infinity);
      return Math.min(...expirations.filter((expiration) => expiration > at), Infinity);
    }
    case 'state-change':
      // A rotation that the key missed is due at once. Only the primary key rotates.
      return multiRegionKeyTypeOf(key) === 'REPLICA' ? Infinity : Math.max(at, key.rotation?.nextAt ?? Infinity);
  }
}
