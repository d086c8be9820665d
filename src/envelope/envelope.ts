/** Envelope encryption of files of any size, in the message format of the AWS Encryption SDK. */
import type { EnvelopeInput } from './byte-source.ts';
import type { CacheLimits, CachingMaterialsManager } from './cache/caching-materials-manager.ts';
import { decrypt, type DecryptOptions } from './decrypt.ts';
import { encrypt, type EncryptOptions } from './encrypt.ts';
import type { MessageResult } from './header.ts';
import type { EnvelopeDependencies, GetKmsClient } from './envelope-kms.ts';
import type { EnvelopeTools } from './envelope-tools.ts';
import type { EnvelopeRun } from './frame-stream.ts';
import { createInputPipe } from './input-pipe.ts';
import { checkMembers } from './check-options.ts';
import { copyMaterialsSource, SOURCE_MEMBERS, type MaterialsSource } from './materials-source.ts';

/**
 * A running operation. `stream`: the output. `result`: header and byte counts; resolves when `stream` has been read
 * completely. Rejects at the first failure of either side, also if nothing reads `stream`.
 */
export type EnvelopeOperation = EnvelopeRun<MessageResult>;

/**
 * Encrypts and decrypts. Rejects with EnvelopeError for an invalid message. Errors of KMS pass through unchanged,
 * except if several keys fail with different errors: EnvelopeError NoUsableKey then has them as `cause`.
 */
export interface Envelope {
  /**
   * Encrypts a Blob or stream with a new data key, encrypted under each key or keyring. Reads input only as fast as
   * the output is read; at most 8 frames are in memory.
   * @throws {TypeError} for invalid options
   * @throws {EnvelopeError} InvalidEncryptionContext
   */
  encrypt(input: EnvelopeInput, options: EncryptOptions): EnvelopeOperation;
  /**
   * Decrypts a message. Frames are emitted as soon as they are authenticated. Do not act on the output before the
   * stream ends without error: the message may be truncated, or its signature invalid.
   * @throws as `encrypt`
   */
  decrypt(input: EnvelopeInput, options?: DecryptOptions): EnvelopeOperation;
  /** Loads keyrings, branch keys, JSON envelopes and changes of recipients. */
  loadTools(): Promise<EnvelopeTools>;
  /**
   * Encrypts what is written to `writable`; `readable` is the message. For `pipeThrough`.
   * @throws as `encrypt`
   */
  encryptTransform(options: EncryptOptions): EnvelopeTransform;
  /**
   * Decrypts the message that is written to `writable`. For `pipeThrough`. What `decrypt` says of its output is true
   * of `readable`.
   * @throws as `encrypt`
   */
  decryptTransform(options?: DecryptOptions): EnvelopeTransform;
  /**
   * Creates a cache of data keys around `source`. Pass it as `materialsManager`. Messages whose content has an unknown
   * length, such as those of streams, are encrypted without the cache. Rejects with TypeError for invalid limits, or
   * more than one source.
   */
  createCachingMaterialsManager(source: MaterialsSource, limits: CacheLimits): Promise<CachingMaterialsManager>;
}

/** A pair of streams, and the result of the operation between them. */
export interface EnvelopeTransform {
  readonly writable: WritableStream<Uint8Array>;
  readonly readable: EnvelopeOperation['stream'];
  readonly result: EnvelopeOperation['result'];
}

function transformBy(start: (input: ReadableStream<Uint8Array>) => EnvelopeOperation): EnvelopeTransform {
  const { input, writable } = createInputPipe();
  const { stream, result } = start(input);
  return { writable, readable: stream, result };
}

/**
 * Creates an envelope.
 * @param kmsFor returns the KMS client for a Region and caller; undefined means the default
 * @param others optional dependencies, for speed only
 */
export function createEnvelope(kmsFor: GetKmsClient, others: Omit<EnvelopeDependencies, 'kmsFor'> = {}): Envelope {
  const ports = { ...others, kmsFor };
  return {
    encrypt: (input, options) => encrypt(ports, input, options),
    decrypt: (input, options) => decrypt(ports, input, options),
    loadTools: async () => (await import('./envelope-tools.ts')).createEnvelopeTools(kmsFor),
    encryptTransform: (options) => transformBy((input) => encrypt(ports, input, options)),
    decryptTransform: (options) => transformBy((input) => decrypt(ports, input, options)),
    async createCachingMaterialsManager(source, limits) {
      const copy = copyMaterialsSource(source, 'source');
      checkMembers(source, SOURCE_MEMBERS, 'source');
      const [{ CachingMaterialsManager }, { resolveMaterialsManager }] = await Promise.all([
        import('./cache/caching-materials-manager.ts'),
        import('./resolve-materials-manager.ts'),
      ]);
      return new CachingMaterialsManager(await resolveMaterialsManager(kmsFor, copy), limits);
    },
  };
}
