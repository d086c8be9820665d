/**
 * Whether a secret that was obtained is the private key of a public key: the public key is derived from the secret and
 * compared.
 */
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import type { KeySpec } from '../../model/sdk.ts';

/** The private number in an ECPrivateKey (RFC 5915): INTEGER 1, then an OCTET STRING of `length` bytes. */
function scalarIn(pkcs8: Bytes, length: number): Bytes {
  const before = [0x02, 0x01, 0x01, 0x04, length];
  for (let at = 0; at + before.length + length <= pkcs8.length; at += 1)
    if (before.every((byte, index) => pkcs8[at + index] === byte))
      return pkcs8.slice(at + before.length, at + before.length + length);
  throw new TypeError('This is no elliptic curve private key.');
}

type Derivation = (secret: Bytes) => Promise<Uint8Array>;

/** SPKI of an RSA private key in PKCS#8. */
async function rsaSpki(pkcs8: Bytes): Promise<Bytes> {
  const { subtle } = crypto;
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' };
  const { kty, n, e } = await subtle.exportKey(
    'jwk',
    await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
  );
  const jwk = { kty, n, e } as JsonWebKey;
  return new Uint8Array(
    await subtle.exportKey('spki', await subtle.importKey('jwk', jwk, algorithm, true, ['verify'])),
  );
}

/** The point of a curve's private key in PKCS#8, uncompressed. */
function point(
  load: () => Promise<{ getPublicKey(scalar: Uint8Array, compressed: boolean): Uint8Array }>,
  length: number,
) {
  return async (pkcs8: Bytes) => {
    const scalar = scalarIn(pkcs8, length);
    try {
      return (await load()).getPublicKey(scalar, false);
    } finally {
      scalar.fill(0);
    }
  };
}

async function sm2Point(pkcs8: Bytes): Promise<Bytes> {
  const { sm2 } = await import('sm-crypto-v2');
  return fromHex(sm2.getPublicKeyFromPrivateKey(toHex(scalarIn(pkcs8, 32))));
}

const nist = () => import('@noble/curves/nist.js');
const mlDsa = () => import('@noble/post-quantum/ml-dsa.js');
const mlKem = () => import('@noble/post-quantum/ml-kem.js');

/** What each asymmetric key spec's public key ends with, or is, by its secret as the wrapped copy holds it. */
const DERIVATIONS: Readonly<Partial<Record<KeySpec, Derivation>>> = {
  RSA_2048: rsaSpki,
  RSA_3072: rsaSpki,
  RSA_4096: rsaSpki,
  ECC_NIST_P256: point(async () => (await nist()).p256, 32),
  ECC_NIST_P384: point(async () => (await nist()).p384, 48),
  ECC_NIST_P521: point(async () => (await nist()).p521, 66),
  ECC_SECG_P256K1: point(async () => (await import('@noble/curves/secp256k1.js')).secp256k1, 32),
  ECC_NIST_EDWARDS25519: async (pkcs8) =>
    (await import('@noble/curves/ed25519.js')).ed25519.getPublicKey(pkcs8.slice(-32)),
  SM2: sm2Point,
  ML_DSA_44: async (seed) => (await mlDsa()).ml_dsa44.keygen(seed).publicKey,
  ML_DSA_65: async (seed) => (await mlDsa()).ml_dsa65.keygen(seed).publicKey,
  ML_DSA_87: async (seed) => (await mlDsa()).ml_dsa87.keygen(seed).publicKey,
  ML_KEM_512: async (seed) => (await mlKem()).ml_kem512.keygen(seed).publicKey,
  ML_KEM_768: async (seed) => (await mlKem()).ml_kem768.keygen(seed).publicKey,
  ML_KEM_1024: async (seed) => (await mlKem()).ml_kem1024.keygen(seed).publicKey,
};

/**
 * Whether the public key (SPKI DER) of a key of `spec` follows from `secret`: PKCS#8 DER, or the seed of ML-DSA and
 * ML-KEM. Never rejects.
 */
export async function matchesPublicKey(spec: KeySpec, secret: Bytes, spki: Bytes): Promise<boolean> {
  try {
    const derived = await DERIVATIONS[spec]?.(secret);
    return derived !== undefined && equalBytes(derived, spki.subarray(-derived.length));
  } catch {
    // Bytes that are no private key of this spec.
    return false;
  }
}

/** HMAC-SHA-224 of `message`, which WebCrypto lacks. */
export async function hmacSha224(secret: Bytes, message: Bytes): Promise<Uint8Array> {
  const [{ hmac }, { sha224 }] = await Promise.all([import('@noble/hashes/hmac.js'), import('@noble/hashes/sha2.js')]);
  return hmac(sha224, secret, message);
}
