/**
 * ECDH between keys outside of KMS, on the NIST curves by SubtleCrypto, and compressed points by @noble/curves. The
 * shared secret is the raw x-coordinate. Loaded only for ECDH keyrings.
 */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { copyBytes, type Bytes } from '../base/bytes.ts';
import { pointOf, spkiOf } from './ec-encoding.ts';

/** Curves, by KMS's key spec. */
export type EcdhCurve = 'ECC_NIST_P256' | 'ECC_NIST_P384' | 'ECC_NIST_P521';

const ROWS = {
  ECC_NIST_P256: { namedCurve: 'P-256', bits: 256, curve: p256 },
  ECC_NIST_P384: { namedCurve: 'P-384', bits: 384, curve: p384 },
  ECC_NIST_P521: { namedCurve: 'P-521', bits: 528, curve: p521 },
} as const satisfies Record<EcdhCurve, unknown>;

/** Whether `spec` is one of the curves. */
export function isEcdhCurve(spec: unknown): spec is EcdhCurve {
  return typeof spec === 'string' && Object.hasOwn(ROWS, spec);
}

/** A key pair. The public key is SPKI. */
export interface EcdhKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: Bytes;
}

const algorithmOf = (spec: EcdhCurve) => ({ name: 'ECDH', namedCurve: ROWS[spec].namedCurve });

/** Generates a key pair. */
export async function generateEcdhKeyPair(spec: EcdhCurve): Promise<EcdhKeyPair> {
  const pair = await crypto.subtle.generateKey(algorithmOf(spec), false, ['deriveBits']);
  return {
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
  };
}

/**
 * Reads a key pair of SubtleCrypto. Its private key need not be extractable.
 * @param option its name in errors
 * @throws {TypeError} if it is not an ECDH key pair of this curve with the usage deriveBits
 */
export async function readEcdhKeyPair(
  spec: EcdhCurve,
  { privateKey, publicKey }: CryptoKeyPair,
  option: string,
): Promise<EcdhKeyPair> {
  const { name, namedCurve } = algorithmOf(spec);
  const isOfCurve = [privateKey, publicKey].every(
    ({ algorithm }) =>
      algorithm.name === name && (algorithm as KeyAlgorithm & { namedCurve?: string }).namedCurve === namedCurve,
  );
  if (!isOfCurve || !privateKey.usages.includes('deriveBits') || !publicKey.extractable) {
    throw new TypeError(
      `${option} must be an ECDH key pair on ${spec} with the usage deriveBits, and an extractable public key.`,
    );
  }
  return { privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)) };
}

/**
 * Imports a private key (PKCS#8), and computes its public key.
 * @param option its name in errors
 * @throws {TypeError} if it is not a private key of this curve
 */
export async function importEcdhPrivateKey(spec: EcdhCurve, pkcs8: Bytes, option: string): Promise<EcdhKeyPair> {
  try {
    const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(spec), true, ['deriveBits']);
    const { x, y } = await crypto.subtle.exportKey('jwk', extractable);
    const jwk = { kty: 'EC', crv: ROWS[spec].namedCurve, x, y } as JsonWebKey;
    const publicKey = await crypto.subtle.importKey('jwk', jwk, algorithmOf(spec), true, []);
    return {
      privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(spec), false, ['deriveBits']),
      publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    };
  } catch (cause) {
    throw new TypeError(`${option} must be a PKCS#8 key of ${spec}.`, { cause });
  }
}

/** Derives the shared secret. Returns undefined if `peer` (SPKI) is not a public key of this curve. */
export async function deriveEcdhSecret(
  spec: EcdhCurve,
  privateKey: CryptoKey,
  peer: Bytes,
): Promise<Bytes | undefined> {
  if (!compressPublicKey(spec, peer)) return undefined;
  const publicKey = await crypto.subtle.importKey('spki', peer, algorithmOf(spec), false, []);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, ROWS[spec].bits),
  );
}

/** Returns the compressed point of a public key (SPKI). Undefined if it is not one of this curve. */
export function compressPublicKey(spec: EcdhCurve, spki: Bytes): Bytes | undefined {
  const point = pointOf(spec, spki);
  return point && convertPoint(spec, point, true);
}

/** Returns the public key (SPKI) of a compressed point. Undefined if it is not a point on this curve. */
export function decompressPublicKey(spec: EcdhCurve, compressed: Bytes): Bytes | undefined {
  const point = convertPoint(spec, compressed, false);
  return point && spkiOf(spec, point);
}

function convertPoint(spec: EcdhCurve, bytes: Bytes, isCompressed: boolean): Bytes | undefined {
  try {
    const point = ROWS[spec].curve.Point.fromBytes(bytes);
    point.assertValidity();
    return copyBytes(point.toBytes(isCompressed));
  } catch {
    return undefined;
  }
}
