/** Wraps key material by SubtleCrypto, for tests in pages that have no OpenSSL. */
import type { Bytes } from '../../../src/base/bytes.ts';
import type { Seal } from './import-scene.ts';

/** Wraps under RSAES_OAEP_SHA_256. */
export const sealBySubtle: Seal = async (_wrapping, { PublicKey }, material) => {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', PublicKey as Bytes, algorithm, false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, material as Bytes));
};
