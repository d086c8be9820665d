/** The byte strings that both sides of the XKS proxy API compute. */
import { concatBytes, encodeUint16, type Bytes } from '../base/bytes.ts';

/**
 * Additional authenticated data that the proxy gives to AES-GCM. Lengths separate its parts: otherwise metadata could
 * be passed off as additional data.
 */
export function proxyAdditionalData(aad: Uint8Array, metadata: Uint8Array): Bytes {
  return concatBytes(encodeUint16(aad.length), aad, Uint8Array.of(metadata.length), metadata);
}

/** An encryption by the proxy, decoded. Omitted parts are empty. */
export interface ProxyCiphertext {
  readonly ciphertext: Bytes;
  readonly metadata: Bytes;
  readonly iv: Bytes;
  readonly tag: Bytes;
}

/**
 * The ciphertext data integrity value: SHA-256 over the additional data and every part of the answer, without lengths.
 * Source: Appendix C of the specification; its example is a test vector (test/crypto/xks-layout.test.ts).
 */
export async function integrityValue(
  aad: Uint8Array,
  { metadata, iv, ciphertext, tag }: ProxyCiphertext,
): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concatBytes(aad, metadata, iv, ciphertext, tag)));
}
