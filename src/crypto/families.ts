/**
 * Maps each key spec to its algorithm family. Families load on first use: a sandbox with only AES keys loads none of
 * the others.
 */
import type { KeySpec } from '../model/sdk.ts';
import type { Family } from './family.ts';

const rsa = async () => (await import('./rsa.ts')).rsa;
const ecdsa = async () => (await import('./ecdsa.ts')).ecdsa;
const hmac = async () => (await import('./hmac-family.ts')).hmacFamily;
const mlDsa = async () => (await import('./ml-dsa.ts')).mlDsa;
const mlKem = async () => (await import('./ml-kem.ts')).mlKem;

/** NIST curves sign or agree, by the usage of the key. The two families share only key generation and import. */
async function nistCurve(): Promise<Family> {
  const [signing, { ecdh }] = await Promise.all([ecdsa(), import('./ecdh.ts')]);
  return {
    ...signing,
    ...ecdh,
    generate: (spec, usage, wanted) => (usage === 'KEY_AGREEMENT' ? ecdh : signing).generate(spec, usage, wanted),
    importSecret: async (spec, usage, secret, wanted) =>
      (usage === 'KEY_AGREEMENT' ? ecdh : signing).importSecret?.(spec, usage, secret, wanted),
  };
}

/** Loads the family of each key spec. */
export const FAMILIES: Readonly<Record<KeySpec, () => Promise<Family>>> = {
  SYMMETRIC_DEFAULT: async () => (await import('./symmetric.ts')).symmetric,
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: nistCurve,
  ECC_NIST_P384: nistCurve,
  ECC_NIST_P521: nistCurve,
  ECC_SECG_P256K1: ecdsa,
  ECC_NIST_EDWARDS25519: async () => (await import('./eddsa.ts')).eddsa,
  HMAC_224: hmac,
  HMAC_256: hmac,
  HMAC_384: hmac,
  HMAC_512: hmac,
  ML_DSA_44: mlDsa,
  ML_DSA_65: mlDsa,
  ML_DSA_87: mlDsa,
  ML_KEM_512: mlKem,
  ML_KEM_768: mlKem,
  ML_KEM_1024: mlKem,
  SM2: async () => (await import('./sm2.ts')).sm2,
};
