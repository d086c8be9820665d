/** Data of the picture *key-lifecycle*: keys by key state, and what an app does while the state of its key changes. */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';
import { STATE_ERRORS, STATES } from '../../model/key-states.ts';
import { OPERATION_FACTS, type OperationFacts } from '../../model/operation-facts.ts';
import type { KeyState } from '../../model/records.ts';

/** An operation that moves a key to another state. */
export interface Move {
  readonly operation: string;
  readonly to: KeyState;
  /** The keys that have this move. Omitted: all. */
  readonly of?: 'imported' | 'in key stores' | 'multi-Region';
}

/**
 * The moves out of each state. KMS itself ends Creating and Updating, and deletes keys whose waiting period is over.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
const MOVES: Readonly<Record<KeyState, readonly Move[]>> = {
  Creating: [],
  Updating: [],
  Enabled: [
    { operation: 'DisableKey', to: 'Disabled' },
    { operation: 'ScheduleKeyDeletion', to: 'PendingDeletion' },
    { operation: 'DeleteImportedKeyMaterial', to: 'PendingImport', of: 'imported' },
    { operation: 'DisconnectCustomKeyStore', to: 'Unavailable', of: 'in key stores' },
    { operation: 'UpdatePrimaryRegion', to: 'Updating', of: 'multi-Region' },
  ],
  Disabled: [
    { operation: 'EnableKey', to: 'Enabled' },
    { operation: 'ScheduleKeyDeletion', to: 'PendingDeletion' },
  ],
  PendingDeletion: [{ operation: 'CancelKeyDeletion', to: 'Disabled' }],
  PendingReplicaDeletion: [{ operation: 'CancelKeyDeletion', to: 'Disabled' }],
  PendingImport: [
    { operation: 'ImportKeyMaterial', to: 'Enabled' },
    { operation: 'ScheduleKeyDeletion', to: 'PendingDeletion' },
  ],
  Unavailable: [
    { operation: 'ConnectCustomKeyStore', to: 'Enabled' },
    { operation: 'ScheduleKeyDeletion', to: 'PendingDeletion' },
  ],
};

const HAS: Readonly<Record<NonNullable<Move['of']>, (key: KeyListing) => boolean>> = {
  imported: ({ origin }) => origin === 'EXTERNAL',
  'in key stores': ({ keyStoreId }) => keyStoreId !== undefined,
  'multi-Region': ({ multiRegion }) => multiRegion !== undefined,
};

/** A state of the map, with the keys that are in it. */
export interface StatePlace {
  readonly state: KeyState;
  readonly keys: readonly KeyListing[];
  /** The moves that its keys have, or that every key has. */
  readonly moves: readonly Move[];
  /** Name of the error that Decrypt answers. Omitted: it succeeds. */
  readonly error?: string;
}

/** A mark of the life of a key or of the app: what happened, and how both are afterwards. */
export interface Beat {
  readonly at: number;
  /** An operation that changed the state of the key. Omitted: the app did something. */
  readonly operation?: string;
  readonly app?: { readonly event: string; readonly dataKey?: string; readonly error?: string; readonly ok: boolean };
  /** The state of the key afterwards. Omitted: it does not exist. */
  readonly state?: string;
  /** Whether the app works afterwards. */
  readonly isAlive: boolean;
}

/** The time for which the app went on with a key that refuses calls. */
export interface Delay {
  /** When the key became unusable. */
  readonly from: number;
  /** When the app first failed. Omitted: it has not failed yet. */
  readonly to?: number;
  /** What the app did successfully in between. */
  readonly beats: number;
}

/** The key of an app, and its heartbeat. */
export interface Heartbeat {
  readonly keyArn: string;
  readonly program: string;
  readonly beats: readonly Beat[];
  /** Number of older beats that are left out. */
  readonly omitted: number;
  /** The longest delay. Omitted: the key was usable all the time. */
  readonly delay?: Delay;
}

/** What the picture shows. */
export interface KeyLifecycle {
  readonly places: readonly StatePlace[];
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  /** Omitted: no app has done anything. */
  readonly heartbeat?: Heartbeat;
}

/** Something that an app did, as the ledger has it. */
export interface AppBeat {
  readonly program: string;
  readonly event: string;
  readonly dataKey?: string;
  readonly key?: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly createdAt: number;
}

/** Beats in the picture. */
export const MAX_BEATS = 16;

/** The state of a key after a successful call. Operations without a row do not change it. */
const STATE_AFTER: Readonly<Record<string, (event: AuditEvent) => string | undefined>> = {
  CreateKey: (event) => memberOf(event.record.responseElements?.keyMetadata, 'keyState'),
  EnableKey: () => 'Enabled',
  DisableKey: () => 'Disabled',
  ScheduleKeyDeletion: (event) => memberOf(event.record.responseElements, 'keyState'),
  CancelKeyDeletion: () => 'Disabled',
  ImportKeyMaterial: () => 'Enabled',
  DeleteImportedKeyMaterial: () => 'PendingImport',
  DeleteExpiredKeyMaterial: () => 'PendingImport',
  DeleteKey: () => undefined,
};

function memberOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member = (value as Readonly<Record<string, unknown>>)[name];
  return typeof member === 'string' ? member : undefined;
}

/** Returns the map of states. */
export function statePlaces(keys: readonly KeyListing[]): readonly StatePlace[] {
  const { states }: OperationFacts = OPERATION_FACTS.Decrypt;
  return STATES.map((state) => {
    const here = keys.filter((key) => key.state === state);
    const answer = states[state];
    return {
      state,
      keys: here,
      moves: MOVES[state].filter(({ of }) => of === undefined || here.some(HAS[of])),
      ...(answer === 'ok' || answer === 'none' ? {} : { error: STATE_ERRORS[answer].name }),
    };
  });
}

/**
 * Returns what the newest app did, next to the changes of its key.
 * @param events oldest first
 * @returns undefined if no app did anything
 */
export function heartbeatOf(app: readonly AppBeat[], events: readonly AuditEvent[]): Heartbeat | undefined {
  const newest = app.reduce<AppBeat | undefined>(
    (last, beat) => (last === undefined || beat.createdAt >= last.createdAt ? beat : last),
    undefined,
  );
  const { key: keyArn, program } = newest ?? {};
  if (keyArn === undefined || program === undefined) return undefined;
  const changes = events.filter(
    ({ record }) =>
      record.errorCode === undefined &&
      Object.hasOwn(STATE_AFTER, record.eventName) &&
      record.resources?.some(({ ARN }) => ARN === keyArn),
  );
  const marks: { at: number; event?: AuditEvent; beat?: AppBeat }[] = [
    ...changes.map((event) => ({ at: event.at, event })),
    ...app
      .filter((beat) => beat.program === program && beat.key === keyArn)
      .map((beat) => ({ at: beat.createdAt, beat })),
  ].sort((a, b) => a.at - b.at);
  let state: string | undefined;
  let isAlive = false;
  const beats = marks.map(({ at, event, beat }): Beat => {
    if (event) state = STATE_AFTER[event.record.eventName]?.(event);
    if (beat) isAlive = beat.ok;
    return {
      at,
      ...(event && { operation: event.record.eventName }),
      ...(beat && {
        app: {
          event: beat.event,
          ok: beat.ok,
          ...(beat.dataKey === undefined ? {} : { dataKey: beat.dataKey }),
          ...(beat.error === undefined ? {} : { error: beat.error }),
        },
      }),
      ...(state === undefined ? {} : { state }),
      isAlive,
    };
  });
  const delay = longestDelay(beats);
  return {
    keyArn,
    program,
    beats: beats.slice(-MAX_BEATS),
    omitted: Math.max(0, beats.length - MAX_BEATS),
    ...(delay && { delay }),
  };
}

/** The longest time for which the app went on, or goes on, after its key became unusable. */
function longestDelay(beats: readonly Beat[]): Delay | undefined {
  const delays: Delay[] = [];
  let open: { from: number; beats: number } | undefined;
  for (const { at, state, app, isAlive } of beats) {
    if (state === 'Enabled') {
      if (open !== undefined && open.beats > 0) delays.push({ ...open, to: at });
      open = undefined;
      continue;
    }
    // The app can only be late if it works when the key stops.
    if (open === undefined && app === undefined && isAlive) open = { from: at, beats: 0 };
    if (open !== undefined && app?.ok) open = { ...open, beats: open.beats + 1 };
    if (open !== undefined && app?.ok === false) {
      delays.push({ ...open, to: at });
      open = undefined;
    }
  }
  if (open !== undefined) return open;
  return delays.reduce<Delay | undefined>(
    (longest, delay) => (longest === undefined || lengthOf(delay) > lengthOf(longest) ? delay : longest),
    undefined,
  );
}

const lengthOf = ({ from, to = from }: Delay): number => to - from;
