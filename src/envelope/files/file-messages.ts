/** Messages between the page and the file worker, which encrypts or decrypts one file. */
import type { EncryptOptions } from '../encrypt.ts';
import type { DecryptOptions } from '../decrypt.ts';
import type { EnvelopeErrorCode } from '../envelope-error.ts';
import type { Progress } from '../frame-stream.ts';
import type { SignatureCurve } from '../../crypto/message-signature.ts';

/** Options that cannot be sent: they have functions. */
type NotSendable = 'signal' | 'onProgress' | 'budget' | 'keyrings' | 'materialsManager';

/** What to do with a file. The page observes it by messages. */
export type FileTask =
  | {
      readonly direction: 'encrypt';
      readonly options: Omit<EncryptOptions, NotSendable> & { readonly keyIds: readonly string[] };
    }
  | { readonly direction: 'decrypt'; readonly options: Omit<DecryptOptions, NotSendable> };

/** Names of the KMS operations that a file needs. */
export type FileKmsOperation = 'generateDataKey' | 'encrypt' | 'decrypt';

/** A message to the worker. The first one is `start`. */
export type FileWorkerRequest =
  | { readonly start: FileTask; readonly file: Blob; readonly output: string }
  | { readonly setPaused: boolean }
  | { readonly cancel: true }
  | { readonly answer: number; readonly output: unknown }
  | { readonly answer: number; readonly error: { readonly name: string; readonly message: string } };

/** An error that crosses threads. `kms`: number of the KMS call whose error it is; the page has the original. */
export type SentError =
  | { readonly kms: number }
  | { readonly code: EnvelopeErrorCode; readonly message: string; readonly causes: readonly SentError[] }
  | { readonly name: string; readonly message: string };

/** What is known about a message that was written or read to its end. */
export interface MessageFacts {
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** Curve of the signature: of a message that was read, the signature is verified. Undefined: it has no signature. */
  readonly signature: SignatureCurve | undefined;
}

/** A message from the worker. The last one is `done`, `failed` or `canceled`. */
export type FileWorkerResponse =
  | {
      readonly call: number;
      readonly operation: FileKmsOperation;
      readonly region: string | undefined;
      readonly input: unknown;
    }
  | { readonly progress: Progress }
  | { readonly done: MessageFacts }
  | { readonly failed: SentError }
  | { readonly canceled: true };
