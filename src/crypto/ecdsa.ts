/**
 * ECDSA with the hash of the curve's size. P-256, P-384 and P-521 by SubtleCrypto; secp256k1 and precomputed digests,
 * which it does not support, by @noble/curves. Signatures are DER. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { copyBytes, type Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import { nativeOrLibrary } from './capability.ts';
import { pkcs8Of, pointOf, scalarOf, spkiOf } from './ec-encoding.ts';
import type { CanonicalKey } from './pkcs8.ts';
import type { Family, Generated, Material, MessageKind, Wanted } from './family.ts';
import { generateNativePair, importNativePair, nativeKeyFor, type NativePair } from './native-keys.ts';

interface Row {
  readonly algorithm: string;
  readonly curve: typeof p256;
  readonly digest: (message: Bytes) => Uint8Array;
  readonly hash: string;
  /** Omitted if SubtleCrypto does not support the curve. */
  readonly native?: NativePair;
}

function nativePair(algorithm: string, namedCurve: string): NativePair {
  const parameters = { name: 'ECDSA', namedCurve };
  return {
    generate: parameters,
    keys: { [algorithm]: parameters },
    privateUsage: 'sign',
    publicUsages: ['verify'],
    secretFormat: 'pkcs8',
  };
}

const ROWS: Readonly<Partial<Record<KeySpec, Row>>> = {
  ECC_NIST_P256: {
    algorithm: 'ECDSA_SHA_256',
    curve: p256,
    digest: sha256,
    hash: 'SHA-256',
    native: nativePair('ECDSA_SHA_256', 'P-256'),
  },
  ECC_NIST_P384: {
    algorithm: 'ECDSA_SHA_384',
    curve: p384,
    digest: sha384,
    hash: 'SHA-384',
    native: nativePair('ECDSA_SHA_384', 'P-384'),
  },
  ECC_NIST_P521: {
    algorithm: 'ECDSA_SHA_512',
    curve: p521,
    digest: sha512,
    hash: 'SHA-512',
    native: nativePair('ECDSA_SHA_512', 'P-521'),
  },
  ECC_SECG_P256K1: { algorithm: 'ECDSA_SHA_256', curve: secp256k1, digest: sha256, hash: 'SHA-256' },
};

// AWS neither normalizes nor requires a low s. As on AWS, the nonce is randomized.
const VERIFYING = { prehash: false, lowS: false, format: 'der' } as const;
const SIGNING = { ...VERIFYING, extraEntropy: true } as const;

function rowOf(spec: KeySpec, algorithm?: string): Row {
  const row = ROWS[spec];
  if (!row || (algorithm !== undefined && algorithm !== row.algorithm))
    throw new TypeError(`${spec} does not support ${algorithm ?? 'ECDSA'}`);
  return row;
}

function generateByLibrary(spec: KeySpec, { curve }: Row): Generated {
  const scalar = curve.utils.randomSecretKey() as Bytes;
  const point = curve.getPublicKey(scalar, false) as Bytes;
  const secret = pkcs8Of(spec, scalar, point);
  scalar.fill(0);
  return { secret, publicKey: spkiOf(spec, point) };
}

async function generate(spec: KeySpec, _usage: KeyUsageType, wanted: Wanted): Promise<Generated> {
  const row = rowOf(spec);
  const { native } = row;
  const library = () => Promise.resolve(generateByLibrary(spec, row));
  return native ? nativeOrLibrary(spec, () => generateNativePair(native, wanted), library) : library();
}

async function importSecret(
  spec: KeySpec,
  _usage: KeyUsageType,
  secret: Bytes,
  wanted: Wanted,
): Promise<Generated | undefined> {
  const { native } = rowOf(spec);
  const key = await readNistKey(spec, secret);
  if (key === undefined || !native) return key;
  return nativeOrLibrary(
    spec,
    () => importNativePair(native, key, wanted),
    () => Promise.resolve(key),
  );
}

function signByLibrary(spec: KeySpec, { curve }: Row, pkcs8: Bytes, digest: Uint8Array): Bytes {
  const scalar = scalarOf(spec, pkcs8);
  try {
    return curve.sign(digest, scalar, SIGNING);
  } finally {
    scalar.fill(0);
  }
}

async function sign(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<Bytes> {
  const row = rowOf(spec, algorithm);
  const { curve, native, hash, digest } = row;
  const byLibrary = async () => {
    if (material.form === 'native') throw new TypeError(`a native key cannot sign ${kind}`);
    return signByLibrary(spec, row, material.secret, kind === 'DIGEST' ? message : digest(message));
  };
  if (!native || kind !== 'RAW') return byLibrary();
  const byBrowser = async () => {
    const key = await nativeKeyFor(native, material, algorithm);
    const compact = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, key, message));
    return curve.Signature.fromBytes(compact, 'compact').toBytes('der') as Bytes;
  };
  return material.form === 'native' ? byBrowser() : nativeOrLibrary(spec, byBrowser, byLibrary);
}

/** Returns r and s concatenated, or undefined if `signature` is not strict DER of two numbers below the order. */
function compactOf(curve: Row['curve'], signature: Bytes): Bytes | undefined {
  try {
    return copyBytes(curve.Signature.fromBytes(signature, 'der').toBytes('compact'));
  } catch {
    return undefined;
  }
}

function verifyByLibrary({ curve }: Row, point: Bytes, digest: Uint8Array, signature: Bytes): boolean {
  try {
    return curve.verify(signature, digest, point, VERIFYING);
  } catch {
    return false;
  }
}

async function verify(
  spec: KeySpec,
  publicKey: Bytes,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const row = rowOf(spec, algorithm);
  const { curve, native, hash, digest } = row;
  const point = pointOf(spec, publicKey);
  if (!point || !curve.utils.isValidPublicKey(point)) return false;
  const byLibrary = () =>
    Promise.resolve(verifyByLibrary(row, point, kind === 'DIGEST' ? message : digest(message), signature));
  if (!native || kind !== 'RAW') return byLibrary();
  const compact = compactOf(curve, signature);
  if (!compact) return false;
  return nativeOrLibrary(
    spec,
    async () => {
      const key = await crypto.subtle.importKey('spki', publicKey, native.generate, false, ['verify']);
      return crypto.subtle.verify({ name: 'ECDSA', hash }, key, compact, message);
    },
    byLibrary,
  );
}

/** Reads a private key on a curve of this file in any encoding that AWS imports. Undefined if it is none. */
export async function readNistKey(spec: KeySpec, pkcs8: Bytes): Promise<CanonicalKey | undefined> {
  const { curve } = rowOf(spec);
  const { readEcKey } = await import('./pkcs8.ts');
  return readEcKey(spec, pkcs8, curve.lengths.secretKey ?? 0, (scalar) => curve.getPublicKey(scalar, false) as Bytes);
}

/** ECC_NIST_P256, P384, P521 and ECC_SECG_P256K1 for SIGN_VERIFY. */
export const ecdsa: Family = {
  generate,
  importSecret,
  canSign: (_spec, material, algorithm, kind) =>
    material.form === 'bare' ? kind !== 'EXTERNAL_MU' : kind === 'RAW' && material.keys[algorithm] !== undefined,
  sign,
  verify,
};
