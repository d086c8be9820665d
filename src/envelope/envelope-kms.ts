/** What the envelope needs of KMS: three operations, shaped as the typed client's methods and those of the SDK's `KMS` class. */
import type { StartHashWorker } from './message-hash.ts';
import type { InputOf, OutputOf } from '../model/operations.ts';

type Method<N extends 'GenerateDataKey' | 'Encrypt' | 'Decrypt'> = (input: InputOf<N>) => Promise<OutputOf<N>>;

/** KMS in one Region for one caller. */
export interface EnvelopeKms {
  readonly generateDataKey: Method<'GenerateDataKey'>;
  readonly encrypt: Method<'Encrypt'>;
  readonly decrypt: Method<'Decrypt'>;
}

/** What an envelope is given by the page, or the process, in which it runs. */
export interface EnvelopeDependencies {
  readonly kmsFor: GetKmsClient;
  /** Where there is none, messages are hashed in this thread. */
  readonly startHashWorker?: StartHashWorker | undefined;
}

/** KMS by Region and caller (an ARN); undefined stands for the default of each. */
export type GetKmsClient = (region?: string, caller?: string) => EnvelopeKms;
