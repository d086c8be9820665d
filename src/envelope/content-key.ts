/**
 * Derives the content key from the data key, and the key commitment. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html
 */
import { concatBytes, equalBytes, encodeUint16, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { hkdfAesKey, hkdfBytes, importHkdfKey } from '../crypto/hkdf.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { Header } from './header.ts';
import { TAG_BYTES } from './limits.ts';
import type { Suite } from './suites.ts';

const AES_192_BYTES = 24;

/** Content key and commitment of a message to write. */
export interface EncryptionKey {
  readonly key: CryptoKey;
  readonly commitment: Bytes;
}

/** Decrypts ciphertext followed by the 16-byte tag. Returns undefined if authentication fails. */
export type Decryptor = (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes | undefined>;

const encryptionInfo = (suite: Suite) =>
  suite.commits ? concatBytes(encodeUint16(suite.id), encodeUtf8('DERIVEKEY')) : encodeUint16(suite.id);
const COMMITMENT_BYTES = 32;

const commitmentOf = (ikm: CryptoKey, messageId: Bytes) =>
  hkdfBytes(ikm, { hash: 'SHA-512', salt: messageId, info: encodeUtf8('COMMITKEY') }, COMMITMENT_BYTES);

/** Derives the content key and commitment of a suite with key commitment. Does not change `dataKey`. */
export async function deriveEncryptionKey(suite: Suite, messageId: Bytes, dataKey: Bytes): Promise<EncryptionKey> {
  const ikm = await importHkdfKey(dataKey);
  const parameters = { hash: 'SHA-512', salt: messageId, info: encryptionInfo(suite) } as const;
  const [key, commitment] = await Promise.all([
    hkdfAesKey(ikm, parameters, suite.keyBytes, ['encrypt']),
    commitmentOf(ikm, messageId),
  ]);
  return { key, commitment };
}

/**
 * Creates the decryptor of a message.
 * @throws {EnvelopeError} CommitmentMismatch, before any decryption, if the header commits to another data key
 */
export async function createDecryptor({ suite, messageId, commitment }: Header, dataKey: Bytes): Promise<Decryptor> {
  const ikm = suite.kdf ? await importHkdfKey(dataKey) : undefined;
  if (ikm && commitment && !equalBytes(await commitmentOf(ikm, messageId), commitment)) {
    throw new EnvelopeError(
      'CommitmentMismatch',
      'Key commitment failed: the data key from KMS does not match the header. Do not use this message.',
    );
  }
  const parameters =
    suite.kdf &&
    (suite.commits
      ? { hash: suite.kdf, salt: messageId, info: encryptionInfo(suite) }
      : { hash: suite.kdf, salt: new Uint8Array(), info: concatBytes(encryptionInfo(suite), messageId) });
  if (suite.keyBytes === AES_192_BYTES) {
    const { openAes192Gcm } = await import('../crypto/aes-192.ts');
    const key = ikm && parameters ? await hkdfBytes(ikm, parameters, suite.keyBytes) : dataKey.slice();
    return async (iv, aad, sealed) => openAes192Gcm(key, iv, aad, sealed);
  }
  const key =
    ikm && parameters
      ? await hkdfAesKey(ikm, parameters, suite.keyBytes, ['decrypt'])
      : await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['decrypt']);
  return (iv, aad, sealed) =>
    crypto.subtle
      .decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, sealed)
      .then((opened) => new Uint8Array(opened), refused);
}

/** WebCrypto reports every failed authentication as OperationError. Any other error is a bug. */
function refused(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'OperationError')) throw error;
}

/** Computes the authentication tag of a header. */
export async function computeHeaderTag(key: CryptoKey, iv: Bytes, authenticated: Bytes): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: authenticated, tagLength: TAG_BYTES * 8 },
      key,
      new Uint8Array(),
    ),
  );
}
