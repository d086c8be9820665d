/**
 * Data of the picture *data-key-copies*: the data keys of the audit log with their two copies, and what programs hold
 * of them.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { LedgerView } from '../../services/ledger/ledger-entries.ts';
import { callerArnOf, keyArnsOf } from './event-parts.ts';
import { openingsOf, type Opening } from './openings.ts';

/** A plaintext copy in the memory of a program, as the ledger has it. */
export interface HeldCopy {
  readonly program: string;
  readonly uses: number;
  readonly ageSeconds: number;
  readonly zeroised: boolean;
}

/** A data key. */
export interface DataKey {
  /** SHA-256 of its encrypted copy. */
  readonly edkSha: string;
  readonly keyArn: string;
  readonly operation: string;
  readonly caller: string;
  readonly at: number;
  /** Length of the plaintext copy that the call returned. Omitted: it returned none. */
  readonly plaintextLen?: number;
  readonly openings: readonly Opening[];
  readonly held: readonly HeldCopy[];
  /** Names of what programs store with its encrypted copy. */
  readonly storedWith: readonly string[];
}

/** What the picture shows. */
export interface DataKeyPicture {
  /** Names of the keys that can make data keys. */
  readonly keys: readonly string[];
  readonly dataKeys: readonly DataKey[];
  /** Number of older data keys that it does not show. */
  readonly older: number;
  /** Names of what programs encrypted and nobody can decrypt: no encrypted data key is left. */
  readonly unrecoverable: readonly string[];
  readonly nameOf: (arn: string) => string;
}

/** The operations that return a symmetric data key, or its encrypted copy alone. */
const MAKES = new Set(['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext']);

type Entries = readonly LedgerView<'dataKey' | 'item'>[];

const heldCopies = (sha: string, entries: Entries): readonly HeldCopy[] =>
  entries.flatMap((entry): readonly HeldCopy[] => {
    if (entry.kind !== 'dataKey' || entry.edkSha !== sha) return [];
    const { program, uses, ageSeconds = 0, zeroised } = entry;
    return [{ program, uses, ageSeconds, zeroised }];
  });

/** Returns the data keys of events, which are oldest first, with what the ledger has of them. */
export function dataKeysOf(events: readonly AuditEvent[], entries: Entries): readonly DataKey[] {
  return events.flatMap((event): readonly DataKey[] => {
    const { record, sidecar, at } = event;
    const sha = sidecar?.edkSha;
    if (!MAKES.has(record.eventName) || record.errorCode !== undefined || sha === undefined) return [];
    const items = entries.filter((entry) => entry.kind === 'item' && entry.edkShas.includes(sha));
    return [
      {
        edkSha: sha,
        keyArn: keyArnsOf(event)[0] ?? '',
        operation: record.eventName,
        caller: callerArnOf(event),
        at,
        ...(sidecar?.plaintextLen === undefined ? {} : { plaintextLen: sidecar.plaintextLen }),
        openings: openingsOf(sha, events),
        held: heldCopies(sha, entries),
        storedWith: items.map(({ id }) => id),
      },
    ];
  });
}

/** Names of the items of the ledger that nobody can decrypt. */
export const unrecoverableItems = (entries: Entries): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'item' && entry.status === 'unrecoverable' ? [entry.id] : []));
