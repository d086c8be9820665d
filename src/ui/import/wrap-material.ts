/**
 * Generates and wraps key material in the page, as a caller of AWS does outside KMS: keys by WebCrypto, secp256k1 by
 * @noble/curves and SM2 by sm-crypto-v2; RSA-OAEP by WebCrypto, AES key wrap with padding (RFC 5649) by @noble/ciphers.
 */
import { fromBase64 } from '../../base/base64.ts';
import { concatBytes, copyBytes, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { pkcs8Of } from '../../crypto/ec-encoding.ts';
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { secretBytes } from './openssl-commands.ts';

/** Key pairs that WebCrypto generates. */
function pairParameters(spec: KeySpec): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm | undefined {
  if (spec.startsWith('RSA_'))
    return {
      name: 'RSA-PSS',
      hash: 'SHA-256',
      modulusLength: Number(spec.slice(4)),
      publicExponent: Uint8Array.of(1, 0, 1),
    };
  if (spec.startsWith('ECC_NIST_P')) return { name: 'ECDSA', namedCurve: `P-${spec.slice(10)}` };
  return spec === 'ECC_NIST_EDWARDS25519' ? { name: 'Ed25519' } : undefined;
}

/** Key pairs that a library generates: the private scalar, and the public point. */
const LIBRARY_PAIRS: Readonly<
  Partial<Record<KeySpec, () => Promise<{ readonly scalar: Bytes; readonly point: Bytes }>>>
> = {
  async ECC_SECG_P256K1() {
    const { secp256k1 } = await import('@noble/curves/secp256k1.js');
    const scalar = copyBytes(secp256k1.utils.randomSecretKey());
    return { scalar, point: copyBytes(secp256k1.getPublicKey(scalar, false)) };
  },
  async SM2() {
    const { sm2 } = await import('sm-crypto-v2');
    const { privateKey, publicKey } = sm2.generateKeyPairHex();
    return { scalar: fromHex(privateKey), point: fromHex(publicKey) };
  },
};

/**
 * Generates key material for a key that can import it: random bytes, or a private key as PKCS#8 DER. Rejects if this
 * browser has no such keys.
 */
export async function generateMaterial(spec: KeySpec, region: string): Promise<Bytes> {
  const length = secretBytes(spec, region);
  if (length !== undefined) return crypto.getRandomValues(new Uint8Array(length));
  const pairOf = LIBRARY_PAIRS[spec];
  if (pairOf !== undefined) {
    const { scalar, point } = await pairOf();
    const material = pkcs8Of(spec, scalar, point);
    scalar.fill(0);
    return material;
  }
  const parameters = pairParameters(spec);
  if (parameters === undefined) throw new TypeError(`Key material of ${spec} cannot be imported.`);
  const pair = (await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])) as CryptoKeyPair;
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
}

/**
 * Returns the key material in a file: the DER in a PEM file, and all bytes of any other. Undefined for a PEM file
 * without an unencrypted PKCS#8 private key.
 */
export function readMaterial(bytes: Bytes): Bytes | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 64 * 1024));
  if (!/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return bytes;
  const [, base64 = ''] = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(text) ?? [];
  try {
    const der = fromBase64(base64.replaceAll(/\s/g, ''));
    return der.length === 0 ? undefined : der;
  } catch {
    return undefined;
  }
}

/** One step of the wrapping: its name, and lengths in bytes. */
export interface WrapStep {
  readonly does: 'oaep' | 'generate-aes' | 'wrap-aes' | 'oaep-aes' | 'join' | 'sm2';
  readonly from: number;
  readonly to: number;
}

/** Wrapped material, and how it was made. */
export interface Wrapped {
  readonly blob: Bytes;
  readonly steps: readonly WrapStep[];
}

/** Wraps key material under a wrapping public key (SPKI DER). Rejects if it is too long for the algorithm. */
export async function wrapMaterial({ algorithm }: WrappingChoice, spki: Bytes, material: Bytes): Promise<Wrapped> {
  if (algorithm === 'SM2PKE') {
    const { sm2 } = await import('sm-crypto-v2');
    // The point is the end of the SPKI encoding.
    const blob = fromHex(sm2.doEncrypt(material, toHex(spki.subarray(-65)), 1, { asn1: true }));
    return { blob, steps: [{ does: 'sm2', from: material.length, to: blob.length }] };
  }
  const hash = algorithm.endsWith('_256') ? 'SHA-256' : 'SHA-1';
  const key = await crypto.subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash }, false, ['encrypt']);
  const oaep = async (bytes: Bytes): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, bytes));
  if (algorithm.startsWith('RSAES_OAEP')) {
    const blob = await oaep(material);
    return { blob, steps: [{ does: 'oaep', from: material.length, to: blob.length }] };
  }
  const { aeskwp } = await import('@noble/ciphers/aes.js');
  const aes = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = copyBytes(aeskwp(aes).encrypt(material));
  const wrappedAes = await oaep(aes);
  aes.fill(0);
  const blob = concatBytes(wrappedAes, wrapped);
  return {
    blob,
    steps: [
      { does: 'generate-aes', from: 0, to: aes.length },
      { does: 'wrap-aes', from: material.length, to: wrapped.length },
      { does: 'oaep-aes', from: aes.length, to: wrappedAes.length },
      { does: 'join', from: wrappedAes.length + wrapped.length, to: blob.length },
    ],
  };
}
