/**
 * Data of the picture *nested-envelopes*: files of the ledger with an encrypted data key for each recipient, and the
 * ciphertexts of the audit log by the KMS key that can decrypt them.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { LedgerView } from '../../services/ledger/ledger-entries.ts';
import { keyArnsOf } from './event-parts.ts';
import { openingsOf, type Opening } from './openings.ts';

/** What an envelope has inside, as far as the operation says it. */
export type EnvelopeContent = 'data-key' | 'private-key' | 'bytes';

/** A ciphertext of AWS KMS. */
export interface Envelope {
  readonly sha: string;
  readonly keyArn: string;
  readonly operation: string;
  readonly content: EnvelopeContent;
  /** Length of the plaintext in bytes, if the log has it. */
  readonly plaintextLen?: number;
  /** ReEncrypt: ARN of the key that decrypted the source. */
  readonly movedFrom?: string;
  readonly openings: readonly Opening[];
}

/** A KMS key and what it can decrypt. */
export interface Recipient {
  readonly arn: string;
  readonly name: string;
  readonly state: string;
  /** The newest ones, newest last. */
  readonly envelopes: readonly Envelope[];
  /** Number of older envelopes that the picture does not show. */
  readonly older: number;
}

/** A file of the ledger: its body once, and a small envelope for each recipient. */
export interface EnvelopeFile {
  readonly id: string;
  readonly program: string;
  readonly bodySha: string;
  readonly plaintextLen: number;
  readonly edks: readonly { readonly sha: string; readonly name: string; readonly state: string }[];
}

/** What the picture shows. */
export interface EnvelopePicture {
  readonly files: readonly EnvelopeFile[];
  /** Number of older files that it does not show. */
  readonly olderFiles: number;
  readonly recipients: readonly Recipient[];
  readonly nameOf: (arn: string) => string;
}

/** Maximum number of envelopes of a key, and of files, in the picture: the newest. */
export const MAX_ENVELOPES = 5;

/** What the ciphertext of each operation has inside. */
const CONTENTS: ReadonlyMap<string, EnvelopeContent> = new Map([
  ['GenerateDataKey', 'data-key'],
  ['GenerateDataKeyWithoutPlaintext', 'data-key'],
  ['GenerateDataKeyPair', 'private-key'],
  ['GenerateDataKeyPairWithoutPlaintext', 'private-key'],
  ['Encrypt', 'bytes'],
  ['ReEncrypt', 'bytes'],
]);

/** Returns the ciphertexts that the events made, oldest first. */
export function envelopesOf(events: readonly AuditEvent[]): readonly Envelope[] {
  return events.flatMap((event): readonly Envelope[] => {
    const { record, sidecar } = event;
    const content = CONTENTS.get(record.eventName);
    const sha = sidecar?.edkSha ?? sidecar?.ctSha;
    const keys = keyArnsOf(event);
    const keyArn = keys.at(-1);
    if (content === undefined || record.errorCode !== undefined || sha === undefined || keyArn === undefined) return [];
    return [
      {
        sha,
        keyArn,
        operation: record.eventName,
        content,
        ...(sidecar?.plaintextLen === undefined ? {} : { plaintextLen: sidecar.plaintextLen }),
        ...(record.eventName === 'ReEncrypt' && keys[0] !== undefined ? { movedFrom: keys[0] } : {}),
        openings: openingsOf(sha, events),
      },
    ];
  });
}

/** Returns the symmetric encryption keys of the customer by name, each with its ciphertexts. */
export function recipientsOf(
  keys: readonly KeyListing[],
  envelopes: readonly Envelope[],
  nameOf: (arn: string) => string,
): readonly Recipient[] {
  return keys
    .filter(({ manager, spec }) => manager === 'CUSTOMER' && spec === 'SYMMETRIC_DEFAULT')
    .map(({ arn, state }) => {
      const own = envelopes.filter(({ keyArn }) => keyArn === arn);
      const newest = own.slice(-MAX_ENVELOPES);
      return { arn, name: nameOf(arn), state, envelopes: newest, older: own.length - newest.length };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Returns the files that programs store, newest last. */
export function filesOf(
  items: readonly LedgerView<'item'>[],
  keys: readonly Pick<KeyListing, 'arn' | 'state'>[],
  nameOf: (arn: string) => string,
): readonly EnvelopeFile[] {
  const states = new Map(keys.map(({ arn, state }) => [arn, state]));
  return items
    .filter(({ status }) => status === 'stored')
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .map(({ id, program, bodySha, plaintextLen, edkShas, keys: arns }) => ({
      id,
      program,
      bodySha,
      plaintextLen,
      edks: edkShas.map((sha, index) => {
        const arn = arns[index] ?? '';
        return { sha, name: nameOf(arn), state: states.get(arn) ?? '' };
      }),
    }));
}
