/** Re-encrypts stored data keys under another KMS key, inside KMS (ReEncrypt), many at a time. */
import type { Bytes } from '../../base/bytes.ts';
import { checkKind, checkMembers, checkOptions, FUNCTION, SIGNAL, TEXT } from '../check-options.ts';
import { checkContext, type EncryptionContext } from '../encryption-context.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { clientFor, grantsOf, unexpected, type KmsTarget } from '../keyrings/kms-calls.ts';
import { TARGET_KINDS, TARGET_MEMBERS } from '../source-kinds.ts';
import { requireMethod } from '../keyrings/require-method.ts';
import { BYTES } from '../rare-kinds.ts';

/** A stored data key. */
export interface StoredDataKey {
  readonly ciphertextBlob: Uint8Array;
  /** Encryption context that it was encrypted with. */
  readonly encryptionContext?: EncryptionContext | undefined;
  /** Key that encrypted it. Default: the one that the ciphertext names. */
  readonly sourceKeyId?: string | undefined;
}

/** Options of the run. */
export interface ReEncryptOptions extends KmsTarget {
  readonly destinationKeyId: string;
  /** Encryption context of the results. Default: that of each data key. */
  readonly destinationEncryptionContext?: EncryptionContext | undefined;
  /** Calls in flight. Default 8. */
  readonly concurrency?: number | undefined;
  /** Called after each data key. An exception ends the run. */
  readonly onProgress?: ((progress: ReEncryptProgress) => void) | undefined;
  /** Ends the run; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Progress of the run. */
export interface ReEncryptProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

/** Result for one data key, at its index. */
export type ReEncryptResult =
  | { readonly ok: true; readonly ciphertextBlob: Bytes; readonly keyId: string }
  | { readonly ok: false; readonly error: unknown };

const DEFAULT_CONCURRENCY = 8;

const MEMBERS = [
  ...TARGET_MEMBERS,
  'destinationKeyId',
  'destinationEncryptionContext',
  'concurrency',
  'onProgress',
  'signal',
];

/**
 * Re-encrypts `keys`. A failed one, also one of a wrong kind, does not end the run. The plaintext data keys never leave
 * KMS. Rejects with TypeError for invalid options.
 */
export async function reEncryptDataKeys(
  kmsFor: GetKmsClient,
  keys: readonly StoredDataKey[],
  options: ReEncryptOptions,
): Promise<readonly ReEncryptResult[]> {
  checkOptions(options, { ...TARGET_KINDS, signal: SIGNAL, onProgress: FUNCTION });
  checkMembers(options, MEMBERS);
  const {
    destinationKeyId,
    destinationEncryptionContext,
    concurrency = DEFAULT_CONCURRENCY,
    onProgress,
    signal,
  } = options;
  checkKind(destinationKeyId, 'destinationKeyId', TEXT);
  if (destinationEncryptionContext !== undefined)
    checkContext(destinationEncryptionContext, 'destinationEncryptionContext');
  const given: unknown = keys;
  if (!Array.isArray(given)) throw new TypeError('keys must be an array of stored data keys.');
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    throw new TypeError('concurrency must be an integer greater than 0.');
  const reEncrypt = requireMethod(clientFor(kmsFor, options, destinationKeyId), 'reEncrypt');
  const results: ReEncryptResult[] = [];
  const queue = keys.entries();
  let done = 0;
  let failed = 0;
  const work = async () => {
    for (const [index, key] of queue) {
      signal?.throwIfAborted();
      const result = await reEncryptOne(reEncrypt, key, options);
      results[index] = result;
      done++;
      if (!result.ok) failed++;
      onProgress?.({ done, failed, total: keys.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, keys.length) }, work));
  return results;
}

async function reEncryptOne(
  reEncrypt: ReturnType<typeof requireMethod<'reEncrypt'>>,
  key: StoredDataKey,
  options: ReEncryptOptions,
): Promise<ReEncryptResult> {
  try {
    checkOptions(key, { sourceKeyId: TEXT }, 'A stored data key');
    const { ciphertextBlob, encryptionContext, sourceKeyId } = key;
    checkKind(ciphertextBlob, 'ciphertextBlob', BYTES);
    if (encryptionContext !== undefined) checkContext(encryptionContext, 'encryptionContext');
    const { destinationKeyId, destinationEncryptionContext: destination = encryptionContext } = options;
    const { CiphertextBlob, KeyId } = await reEncrypt({
      CiphertextBlob: ciphertextBlob.slice(),
      DestinationKeyId: destinationKeyId,
      ...(sourceKeyId === undefined ? {} : { SourceKeyId: sourceKeyId }),
      ...(encryptionContext ? { SourceEncryptionContext: { ...encryptionContext } } : {}),
      ...(destination ? { DestinationEncryptionContext: { ...destination } } : {}),
      ...grantsOf(options),
    });
    if (!CiphertextBlob?.length || !KeyId) throw unexpected(`KMS returned no ciphertext for ${destinationKeyId}`);
    return { ok: true, ciphertextBlob: Uint8Array.from(CiphertextBlob), keyId: KeyId };
  } catch (error) {
    return { ok: false, error };
  }
}
