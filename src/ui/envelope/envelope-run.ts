/** What one run of the envelope left behind, as the picture and the cards show it: every value comes from the run itself. */
import type { CallRecord } from '../page/call-recorder.ts';
import type { Direction } from './envelope-steps.ts';

/** The KMS key of a run. */
export interface RunKey {
  readonly arn: string;
  readonly keyId: string;
  /** The name by which it was asked for, when that is an alias. */
  readonly alias?: string;
}

/** Where the parts of a sealed file lie, in bytes from its beginning. */
export interface MessageParts {
  readonly total: number;
  /** The header with everything in it. */
  readonly header: number;
  /** The first encrypted byte of the content. */
  readonly bodyAt: number;
  /** The encrypted data key in the header. */
  readonly edkAt: number;
  readonly edkLength: number;
}

/** One run. Members are absent until the run has them. */
export interface EnvelopeRun {
  readonly direction: Direction;
  readonly file: { readonly name: string; readonly size?: number; readonly head?: Uint8Array };
  readonly context: Readonly<Record<string, string>>;
  readonly calls: readonly CallRecord[];
  readonly key?: RunKey;
  /** The plaintext data key as KMS answered it. */
  readonly dataKey?: Uint8Array;
  readonly edk?: Uint8Array;
  readonly parts?: MessageParts;
  /** The first bytes of the encrypted body. */
  readonly bodyHead?: Uint8Array;
  /** How long the plaintext data key was needed, in milliseconds. */
  readonly heldMs?: number;
  /** Steps done so far, 0 to 6 (seal) or 4 (open). */
  readonly done: number;
}

/** Where `part` begins in `whole`; -1 when it is not there. */
export function indexOfBytes(whole: Uint8Array, part: Uint8Array): number {
  if (part.length === 0) return -1;
  for (let at = whole.indexOf(part[0] as number); at >= 0; at = whole.indexOf(part[0] as number, at + 1)) {
    if (part.every((byte, index) => whole[at + index] === byte)) return at;
  }
  return -1;
}
