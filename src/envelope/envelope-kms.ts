/** The operations of KMS that the envelope uses, with the signatures of the typed client and the SDK's `KMS` class. */
import type { StartHashWorker } from './message-hash.ts';
import type { InputOf, MethodName, OperationName, OutputOf } from '../model/operations.ts';

type Methods<N extends OperationName> = {
  readonly [K in N as MethodName<K>]: (input: InputOf<K>) => Promise<OutputOf<K>>;
};

/** KMS client for one Region and caller. The optional methods are for some keyrings only. */
export type EnvelopeKms = Methods<'GenerateDataKey' | 'Encrypt' | 'Decrypt'> &
  Partial<Methods<'GenerateDataKeyWithoutPlaintext' | 'ReEncrypt' | 'GetPublicKey' | 'DeriveSharedSecret'>>;

/** Dependencies on the page or process. */
export interface EnvelopeDependencies {
  readonly kmsFor: GetKmsClient;
  /** Starts a hash worker. Omitted: messages are hashed in this thread. */
  readonly startHashWorker?: StartHashWorker | undefined;
}

/** Returns the KMS client for a Region and caller ARN. Undefined means the default of each. */
export type GetKmsClient = (region?: string, caller?: string) => EnvelopeKms;
