/** Due tasks of the simulated clock: one function per kind of task of a key, and the connections of key stores. */
import type { ExternalSystems, Random } from '../../model/ports.ts';
import type { KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import {
  createDeleteExpiredKeyMaterialEvents,
  createDeleteKeyEvents,
  createRotateKeyEvents,
  createSynchronizeEvent,
} from '../audit/service-events.ts';
import type { PendingCommit } from '../transaction/group-commit.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { backingKeyData } from '../key-stores/backing-key-data.ts';
import { finishConnectionChanges } from '../key-stores/connection-changes.ts';
import { deleteKeyChanges } from '../keys/delete-key-changes.ts';
import { expirationOf, importedMaterials, removeMaterials } from '../keys/imported-materials.ts';
import { nextKeyTask, type KeyTask } from '../keys/next-key-task.ts';
import { updateRelatedChanges } from '../keys/multi-region.ts';
import { postponedRotation, rotateKeyMaterial } from '../keys/rotation.ts';
import { createSynchronizeEvents } from '../keys/synchronize-events.ts';
import type { Reader } from '../transaction/reader.ts';
import { nextDueKeys } from './next-due-keys.ts';

/** A record with a due task. */
export type DueRecord =
  | { readonly store: 'keys'; readonly record: KeyRecord }
  | { readonly store: 'keyStores'; readonly record: KeyStoreRecord };

/** Returns the time of the next due task, or Infinity. */
export async function nextDueTime(reader: Reader): Promise<number> {
  const [key, keyStore] = await Promise.all([reader.first('keys', 'due'), reader.first('keyStores', 'due')]);
  return Math.min(key?.dueAt ?? Infinity, keyStore?.dueAt ?? Infinity);
}

/** Returns the next record with a task due at `now`, or undefined. */
export async function findNextDue(reader: Reader, now: number): Promise<DueRecord | undefined> {
  return (await nextDue(reader, now, 1)).records[0];
}

/** The records of one step in order of time, and the time until which nothing is due after it. */
export interface DueRecords {
  readonly records: readonly DueRecord[];
  readonly reached: number;
}

/**
 * Returns the next records with a task due until `end`: several keys, or one key store, whose task changes its keys
 * too.
 */
export async function nextDue(reader: Reader, end: number, maxKeys?: number): Promise<DueRecords> {
  const first = await reader.first('keyStores', 'due');
  const at = first?.dueAt ?? Infinity;
  const { keys, reached } = await nextDueKeys(reader, Math.min(end, at - 1), maxKeys);
  if (keys.length > 0 || at > end) return { records: keys.map((record) => ({ store: 'keys', record })), reached };
  // The index caches only its own members (keyOnly): the rest of the record may have changed.
  const record = first && (await reader.get('keyStores', first.id));
  return { records: record === undefined ? [] : [{ store: 'keyStores', record }], reached: Math.min(end, at) };
}

/** What a due task may use. */
interface TaskContext {
  readonly reader: Reader;
  readonly random: Random;
  readonly external?: ExternalSystems;
}

type ApplyTask = (key: KeyRecord, at: number, context: TaskContext) => Promise<PendingCommit>;

/**
 * Gives the key the state that follows Creating or Updating. A replica is created when KMS has copied the shared
 * properties to it. A primary key rotates if it could not while it was Updating.
 */
const changeState: ApplyTask = async (key, at, { reader, random }) => ({
  changes: await updateRelatedChanges(key, postponedRotation(key, at), reader, {
    state: key.transition?.to ?? key.state,
    transition: undefined,
  }),
  events: key.state === 'Creating' ? createSynchronizeEvent(key, at, random) : [],
});

const deleteKey: ApplyTask = async (key, at, context) => {
  const isDeleted = await custodianOf(key).destroyOutside?.(key, context);
  const { additionalEventData } = await backingKeyData(key, context.reader, isDeleted);
  return {
    changes: await deleteKeyChanges(key, at, context),
    events: createDeleteKeyEvents(key, at, context.random, additionalEventData),
  };
};

/** Creates new material at the scheduled time, and schedules the next rotation one period later. */
const rotateKey: ApplyTask = async (key, at, context) => {
  const { changes, materialId } = await rotateKeyMaterial(key, 'AUTOMATIC', at, context);
  const events = [
    ...createRotateKeyEvents(key, materialId, 'AUTOMATIC', at, context.random),
    ...(await createSynchronizeEvents(key, at, context)),
  ];
  return { changes, events };
};

/** Removes imported key material whose validity has ended. */
const expireMaterial: ApplyTask = async (key, at, { reader, random }) => {
  const expired = (await importedMaterials(reader, key)).filter(
    (material) => (expirationOf(material) ?? Infinity) <= at,
  );
  return {
    changes: await removeMaterials(reader, key, expired),
    events: expired.flatMap(({ materialId }) => createDeleteExpiredKeyMaterialEvents(key, materialId, at, random)),
  };
};

const APPLY: Readonly<Record<KeyTask['kind'], ApplyTask>> = {
  'state-change': changeState,
  'material-expiry': expireMaterial,
  deletion: deleteKey,
  rotation: rotateKey,
};

/** Runs the due task of a record, at the time at which it is due. */
export async function applyDueTask({ store, record }: DueRecord, context: TaskContext): Promise<PendingCommit> {
  if (store === 'keyStores') return { changes: await finishConnectionChanges(context.reader, record), events: [] };
  const task = nextKeyTask(record);
  return task === undefined ? { changes: [], events: [] } : APPLY[task.kind](record, task.at, context);
}
