/**
 * Derives the content key from the data key, and the key commitment. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html
 */
import { concatBytes, equalBytes, encodeUint16, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { hkdfAesKey, hkdfBytes, importHkdfKey } from '../crypto/hkdf.ts';
import {
  createDecryptor,
  createEncryptor,
  importAesKey,
  isKeptAsBytes,
  type AesKey,
  type Decryptor,
  type Encryptor,
} from './aes-gcm-cipher.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { Header } from './header.ts';
import type { Suite } from './suites.ts';

const COMMITMENT_BYTES = 32;

/** Content key and commitment of a message to write. */
export interface EncryptionKey {
  readonly encryptor: Encryptor;
  /** Omitted for suites without key commitment. */
  readonly commitment?: Bytes;
}

const commitmentOf = (ikm: CryptoKey, messageId: Bytes) =>
  hkdfBytes(ikm, { hash: 'SHA-512', salt: messageId, info: encodeUtf8('COMMITKEY') }, COMMITMENT_BYTES);

async function contentKey(
  { id, kdf: hash, commits, keyBytes }: Suite,
  messageId: Bytes,
  dataKey: Bytes,
  ikm: CryptoKey | undefined,
  usage: 'encrypt' | 'decrypt',
): Promise<AesKey> {
  if (!ikm || !hash) return importAesKey(dataKey, [usage]);
  const parameters = commits
    ? { hash, salt: messageId, info: concatBytes(encodeUint16(id), encodeUtf8('DERIVEKEY')) }
    : { hash, salt: new Uint8Array(), info: concatBytes(encodeUint16(id), messageId) };
  return isKeptAsBytes(keyBytes)
    ? hkdfBytes(ikm, parameters, keyBytes)
    : hkdfAesKey(ikm, parameters, keyBytes, [usage]);
}

/** Derives the content key and commitment of a message to write. Does not change `dataKey`. */
export async function deriveEncryptionKey(suite: Suite, messageId: Bytes, dataKey: Bytes): Promise<EncryptionKey> {
  const ikm = suite.kdf ? await importHkdfKey(dataKey) : undefined;
  const [key, commitment] = await Promise.all([
    contentKey(suite, messageId, dataKey, ikm, 'encrypt'),
    ikm && suite.commits ? commitmentOf(ikm, messageId) : undefined,
  ]);
  return { encryptor: await createEncryptor(key), ...(commitment ? { commitment } : {}) };
}

/**
 * Derives the content key of a message to read.
 * @throws {EnvelopeError} CommitmentMismatch, before any decryption, if the header commits to another data key
 */
export async function deriveDecryptionKey(
  { suite, messageId, commitment }: Header,
  dataKey: Bytes,
): Promise<Decryptor> {
  const ikm = suite.kdf ? await importHkdfKey(dataKey) : undefined;
  if (ikm && commitment && !equalBytes(await commitmentOf(ikm, messageId), commitment)) {
    throw new EnvelopeError(
      'CommitmentMismatch',
      'Key commitment failed: the data key does not match the header. Do not use this message.',
    );
  }
  return createDecryptor(await contentKey(suite, messageId, dataKey, ikm, 'decrypt'));
}

/** Computes the authentication tag of a header: AES-GCM of nothing. */
export function computeHeaderTag(encryptor: Encryptor, iv: Bytes, authenticated: Bytes): Promise<Bytes> {
  return encryptor(iv, authenticated, new Uint8Array());
}
