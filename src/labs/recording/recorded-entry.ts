/** What a recording has: the calls and changes that the author made, oldest first, and what each belongs to. */
import type { OperationName } from '../../model/operations.ts';
import type { LabValue } from '../lab-value.ts';

/** What an entry belongs to. Tasks and mistakes are numbered from 0; a mistake within its task. */
export type RecordedPart =
  | { readonly kind: 'start' }
  | { readonly kind: 'task'; readonly task: number }
  | { readonly kind: 'mistake'; readonly task: number; readonly mistake: number }
  /** The lab does not have it. */
  | { readonly kind: 'none' };

interface Entry {
  /** Request ID of a call; otherwise a number of the recording. */
  readonly id: string;
  readonly part: RecordedPart;
}

/** Values by name. */
export type Values = Readonly<Record<string, LabValue>>;

/** A call of KMS. */
export interface RecordedCall extends Entry {
  readonly kind: 'call';
  readonly operation: OperationName;
  /**
   * `client`: with the whole input and output. `log`: read from the audit log, which has neither plaintexts nor
   * ciphertexts.
   */
  readonly source: 'client' | 'log';
  /** ARN or service principal. Omitted: the default of the client. */
  readonly by?: string;
  readonly region: string;
  /** Condition keys of the request. */
  readonly context?: Values;
  readonly attempt?: number;
  readonly delayMs?: number;
  /** Bytes are `{ "base64": … }`, times are text in ISO 8601. */
  readonly input: Values;
  readonly output?: LabValue;
  /** Name of the error, as the API has it. */
  readonly error?: string;
  /** From the log: simulated time in milliseconds since 1970. */
  readonly at?: number;
  /** From the log: ARNs of the keys of the call. */
  readonly keys?: readonly string[];
  /** From the log: SHA-256 of the ciphertext, and of the encrypted data key, that the call returned or received. */
  readonly ctSha?: string;
  readonly edkSha?: string;
  /** From the log: length of the plaintext in bytes. */
  readonly plaintextLen?: number;
}

/** A method of the sandbox that changes something, by its path: `principals.put`. */
export interface RecordedMethod extends Entry {
  readonly kind: 'method';
  readonly method: string;
  readonly arguments: readonly LabValue[];
  readonly output?: LabValue;
  readonly error?: string;
}

/** An advance of the simulated clock. */
export interface RecordedAdvance extends Entry {
  readonly kind: 'advance';
  readonly seconds: number;
}

/** A call of KMS that a service made. */
export type ServiceKmsCall = Omit<RecordedCall, 'part'>;

/** A call of a service, by its path: `objectStore.putObject`. */
export interface RecordedService extends Entry {
  readonly kind: 'service';
  readonly service: string;
  readonly by?: string;
  readonly region?: string;
  /** Without caller and Region. */
  readonly input: Values;
  readonly output?: LabValue;
  readonly error?: string;
  /** The calls of KMS beneath it: the service makes them again in each run. */
  readonly calls: readonly ServiceKmsCall[];
}

export type RecordedEntry = RecordedCall | RecordedMethod | RecordedAdvance | RecordedService;

/** More entries are not recorded: the file of a lab has 256 KiB at most. */
export const MAX_ENTRIES = 1000;

/** Whether two entries belong to the same part. */
export function isSamePart(one: RecordedPart, other: RecordedPart): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'task') return one.task === (other as typeof one).task;
  if (one.kind !== 'mistake') return true;
  const { task, mistake } = other as typeof one;
  return one.task === task && one.mistake === mistake;
}
