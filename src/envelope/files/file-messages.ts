/** Messages between the page and the file worker, which encrypts or decrypts one file. */
import type { EncryptOptions } from '../encrypt.ts';
import type { DecryptOptions } from '../decrypt.ts';
import type { BranchKeyStore } from '../branch-keys/branch-key-store.ts';
import type { EnvelopeErrorCode } from '../envelope-error.ts';
import type { EnvelopeKms } from '../envelope-kms.ts';
import type { Progress } from '../frame-stream.ts';
import type { KeyringOptions } from '../keyrings/create-keyring.ts';
import type { SignatureCurve } from '../../crypto/message-signature.ts';

/** Options that cannot be sent: they have functions. */
type NotSendable = 'signal' | 'onProgress' | 'budget' | 'keyrings' | 'materialsManager';

/**
 * Options of a keyring that can be sent. Keys of SubtleCrypto are sent as CryptoKeys, also those that are not
 * extractable. The hierarchical keyring reads its branch keys from the store of the page.
 */
export type SentKeyring =
  | Exclude<KeyringOptions, { readonly type: 'aws-kms-hierarchy' | 'multi' }>
  | { readonly type: 'aws-kms-hierarchy'; readonly branchKeyId: string; readonly cacheTtlSeconds: number };

/** The keyrings of a file. `keyrings` excludes `keyIds`. */
interface SentSource {
  readonly keyrings?: readonly SentKeyring[];
}

/** What to do with a file. The page observes it by messages. */
export type FileTask =
  | { readonly direction: 'encrypt'; readonly options: Omit<EncryptOptions, NotSendable> & SentSource }
  | { readonly direction: 'decrypt'; readonly options: Omit<DecryptOptions, NotSendable> & SentSource };

/** A call that the page makes for the worker. */
export type FileCall =
  | {
      readonly operation: keyof EnvelopeKms;
      readonly region: string | undefined;
      readonly caller: string | undefined;
      readonly input: unknown;
    }
  | { readonly read: 'getActiveBranchKey'; readonly parameters: Parameters<BranchKeyStore['getActiveBranchKey']> }
  | { readonly read: 'getBranchKeyVersion'; readonly parameters: Parameters<BranchKeyStore['getBranchKeyVersion']> };

/** A message to the worker. The first one is `start`. */
export type FileWorkerRequest =
  | { readonly start: FileTask; readonly file: Blob; readonly output: string }
  | { readonly setPaused: boolean }
  | { readonly cancel: true }
  | { readonly answer: number; readonly output: unknown }
  | { readonly answer: number; readonly error: { readonly name: string; readonly message: string } };

/** An error that crosses threads. `call`: number of the call whose error it is; the page has the original. */
export type SentError =
  | { readonly call: number }
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
  | ({ readonly call: number } & FileCall)
  | { readonly progress: Progress }
  | { readonly done: MessageFacts }
  | { readonly failed: SentError }
  | { readonly canceled: true };
