/** State of one run of envelope encryption, for display. Every value comes from the run itself. */
import type { Header } from '../../envelope/header.ts';
import type { CallRecord } from '../page/call-recorder.ts';
import type { OtherKeyringType } from './keyring-type.ts';

/** What a run does. */
export type Direction = 'encrypt' | 'decrypt';

/**
 * Number of steps of each direction. See
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-cryptography.html#enveloping
 */
export const STEP_COUNT: Readonly<Record<Direction, number>> = { encrypt: 6, decrypt: 4 };

/** The KMS key of a run. */
export interface RunKey {
  readonly arn: string;
  readonly keyId: string;
  /** The alias in the request, if the request had one. */
  readonly alias?: string;
}

/** Positions and lengths of the parts of an encrypted file, in bytes. */
export interface MessageParts {
  readonly total: number;
  /** Length of the header. */
  readonly header: number;
  /** Position of the first encrypted byte of the content. */
  readonly bodyAt: number;
  /** Position of the encrypted data key in the header. */
  readonly edkAt: number;
  readonly edkLength: number;
}

/** A field of a message. */
export interface FieldBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One run. Members are absent until the run has reached them. */
export interface EnvelopeRun {
  readonly direction: Direction;
  readonly file: { readonly name: string; readonly size?: number; readonly head?: Uint8Array };
  readonly context: Readonly<Record<string, string>>;
  readonly calls: readonly CallRecord[];
  /** Absent: the AWS KMS keyring. */
  readonly keyring?: OtherKeyringType;
  readonly key?: RunKey;
  /** The plaintext data key that KMS returned or this page made: a copy, kept for display. */
  readonly dataKey?: Uint8Array;
  readonly edk?: Uint8Array;
  readonly parts?: MessageParts;
  /** The header of the encrypted file. */
  readonly header?: Header;
  /** The fields of the header, with their bytes. */
  readonly fields?: readonly FieldBytes[];
  /** IV of the first frame. */
  readonly iv?: Uint8Array;
  /** The first bytes of the encrypted body. */
  readonly bodyHead?: Uint8Array;
  /** Time from the response of KMS until the file was processed, in milliseconds. */
  readonly heldMs?: number;
  /** Steps done so far, 0 to `STEP_COUNT`. */
  readonly done: number;
}

/** Position of `part` in `whole`, or -1. */
export function indexOfBytes(whole: Uint8Array, part: Uint8Array): number {
  if (part.length === 0) return -1;
  for (let at = whole.indexOf(part[0] as number); at >= 0; at = whole.indexOf(part[0] as number, at + 1)) {
    if (part.every((byte, index) => whole[at + index] === byte)) return at;
  }
  return -1;
}

/** A run with a keyring other than that of AWS KMS. */
export type OtherKeyringRun = EnvelopeRun & { readonly keyring: OtherKeyringType };

/** Whether a run uses a keyring other than that of AWS KMS. */
export const usesOtherKeyring = (run: EnvelopeRun | undefined): run is OtherKeyringRun => run?.keyring !== undefined;
