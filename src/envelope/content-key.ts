/** From the data key to the key of the content, and what the header commits to. Source: Developer Guide, algorithms reference. */
import { concatBytes, equalBytes, encodeUint16, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { hkdfAesKey, hkdfBytes, importHkdfKey } from '../crypto/hkdf.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { Header } from './header.ts';
import { TAG_BYTES } from './limits.ts';
import type { Suite } from './suites.ts';

const AES_192_BYTES = 24;

/** The key of a message that is written, and its commitment. */
export interface EncryptionKey {
  readonly key: CryptoKey;
  readonly commitment: Bytes;
}

/** Opens sealed bytes of one message: content and 16-byte tag; undefined when they do not belong together. */
export type Decryptor = (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes | undefined>;

const encryptionInfo = (suite: Suite) =>
  suite.commits ? concatBytes(encodeUint16(suite.id), encodeUtf8('DERIVEKEY')) : encodeUint16(suite.id);
const COMMITMENT_BYTES = 32;

const commitmentOf = (ikm: CryptoKey, messageId: Bytes) =>
  hkdfBytes(ikm, { hash: 'SHA-512', salt: messageId, info: encodeUtf8('COMMITKEY') }, COMMITMENT_BYTES);

/** The key and commitment of a message of a committing suite. Leaves `dataKey` as it is. */
export async function deriveEncryptionKey(suite: Suite, messageId: Bytes, dataKey: Bytes): Promise<EncryptionKey> {
  const ikm = await importHkdfKey(dataKey);
  const parameters = { hash: 'SHA-512', salt: messageId, info: encryptionInfo(suite) } as const;
  const [key, commitment] = await Promise.all([
    hkdfAesKey(ikm, parameters, suite.keyBytes, ['encrypt']),
    commitmentOf(ikm, messageId),
  ]);
  return { key, commitment };
}

/** The opener of a message. Throws EnvelopeError `CommitmentMismatch`, before anything is decrypted, when the header commits to another data key. */
export async function createDecryptor({ suite, messageId, commitment }: Header, dataKey: Bytes): Promise<Decryptor> {
  const ikm = suite.kdf ? await importHkdfKey(dataKey) : undefined;
  if (ikm && commitment && !equalBytes(await commitmentOf(ikm, messageId), commitment)) {
    throw new EnvelopeError(
      'CommitmentMismatch',
      'The header commits to another data key than the one that KMS returned: the message was tampered with or badly made. Do not trust it.',
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

/** OperationError is WebCrypto's one answer to everything that does not verify; anything else is a fault of ours. */
function refused(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'OperationError')) throw error;
}

/** The tag over a header. */
export async function computeHeaderTag(key: CryptoKey, iv: Bytes, authenticated: Bytes): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: authenticated, tagLength: TAG_BYTES * 8 },
      key,
      new Uint8Array(),
    ),
  );
}
