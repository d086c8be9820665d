/**
 * Encrypts and decrypts with external keys. The ciphertext metadata names the version of the material, so that earlier
 * ciphertexts stay readable after a rotation.
 */
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes, type Bytes } from '../base/bytes.ts';
import { IV_BYTES, openGcm, sealGcm, TAG_BYTES } from '../crypto/aes-gcm.ts';
import { proxyAdditionalData, type ProxyCiphertext } from '../crypto/xks-layout.ts';
import type { ExternalKeyRecord } from '../model/external-key-manager.ts';
import type { Random } from '../model/ports.ts';
import type { DecryptMembers } from './proxy-messages.ts';
import { XksError } from './xks-error.ts';

const METADATA = /^key_version=([1-9]\d{0,5})$/;

function versionIn(metadata: Bytes): number {
  try {
    return Number(METADATA.exec(decodeUtf8(metadata))?.[1] ?? NaN);
  } catch {
    return NaN;
  }
}

/**
 * Encrypts with the current version, and decrypts the result once, as the specification recommends: an answer then
 * promises that a later `decrypt` succeeds.
 */
export async function encryptExternally(
  { versions }: Pick<ExternalKeyRecord, 'versions'>,
  plaintext: Bytes,
  aad: Bytes,
  random: Random,
): Promise<ProxyCiphertext> {
  const key = versions.at(-1) as CryptoKey;
  const metadata = encodeUtf8(`key_version=${versions.length}`);
  const iv = random.publicBytes(IV_BYTES);
  const data = proxyAdditionalData(aad, metadata);
  const sealed = await sealGcm(key, iv, data, plaintext);
  const again = await openGcm(key, iv, data, sealed);
  if (again === undefined || !equalBytes(again, plaintext))
    throw new XksError('InternalException', 'The key manager could not decrypt its own ciphertext.');
  again.fill(0);
  return { metadata, iv, ciphertext: sealed.slice(0, -TAG_BYTES), tag: sealed.slice(-TAG_BYTES) };
}

/**
 * Decrypts.
 * @throws {XksError} InvalidCiphertextException if key, ciphertext, metadata and additional data do not match
 */
export async function decryptExternally(
  { versions }: Pick<ExternalKeyRecord, 'versions'>,
  { ciphertext, aad, metadata, iv, tag }: DecryptMembers,
): Promise<Bytes> {
  const key = versions[versionIn(metadata) - 1];
  const plaintext = key && (await openGcm(key, iv, proxyAdditionalData(aad, metadata), concatBytes(ciphertext, tag)));
  if (plaintext === undefined)
    throw new XksError(
      'InvalidCiphertextException',
      'The ciphertext, its metadata or the additional authenticated data is corrupted, missing, or otherwise invalid.',
    );
  return plaintext;
}
