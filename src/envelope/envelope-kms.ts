/** The operations of KMS that the envelope uses, with the signatures of the typed client and the SDK's `KMS` class. */
import type { StartHashWorker } from './message-hash.ts';
import type { InputOf, OutputOf } from '../model/operations.ts';

type Method<N extends 'GenerateDataKey' | 'Encrypt' | 'Decrypt'> = (input: InputOf<N>) => Promise<OutputOf<N>>;

/** KMS client for one Region and caller. */
export interface EnvelopeKms {
  readonly generateDataKey: Method<'GenerateDataKey'>;
  readonly encrypt: Method<'Encrypt'>;
  readonly decrypt: Method<'Decrypt'>;
}

/** Dependencies on the page or process. */
export interface EnvelopeDependencies {
  readonly kmsFor: GetKmsClient;
  /** Starts a hash worker. Omitted: messages are hashed in this thread. */
  readonly startHashWorker?: StartHashWorker | undefined;
}

/** Returns the KMS client for a Region and caller ARN. Undefined means the default of each. */
export type GetKmsClient = (region?: string, caller?: string) => EnvelopeKms;
