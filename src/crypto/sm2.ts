/**
 * SM2 (GM/T 0003) with SM3, by sm-crypto-v2: signatures with the default identity, public key encryption, and key
 * agreement as plain ECDH. DER by @noble/curves. This file checks what the library does not: that r and s are in range,
 * that C1 is on the curve, and that DER is strict. The DER form of signatures and ciphertexts is inferred (GM/T 0009).
 * The library takes numbers as strings, which cannot be overwritten. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/offline-operations.html#key-spec-sm-offline-verification
 */
import { DER } from '@noble/curves/abstract/der.js';
import { sm2 as library } from 'sm-crypto-v2';
import { copyBytes, type Bytes } from '../base/bytes.ts';
import { fromHex, toHex } from '../base/hex.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import { pkcs8Of, pointOf, scalarOf, spkiOf } from './ec-encoding.ts';
import type { Family, Generated, Material, MessageKind } from './family.ts';

const SIGNING = 'SM2DSA';
const ENCRYPTING = 'SM2PKE';
const IDENTITY = '1234567812345678';

/** The order of the curve. Source: GM/T 0003.5. */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const NUMBER_BYTES = 32;

const [SEQUENCE, INTEGER, OCTETS] = [0x30, 0x02, 0x04] as const;

const hexOf = (number: bigint) => number.toString(16).padStart(NUMBER_BYTES * 2, '0');

function demand(what: string, found: string, kind: MessageKind = 'RAW'): void {
  if (found !== what || kind === 'EXTERNAL_MU') throw new TypeError(`SM2 does not support ${found} over ${kind}`);
}

/**
 * Returns the private scalar in the form of the library.
 * @throws {TypeError} if the material is not an SM2 secret
 */
function numberOf(spec: KeySpec, material: Material): string {
  if (material.form === 'native') throw new TypeError(`${spec} has no native form`);
  const scalar = scalarOf(spec, material.secret);
  const text = toHex(scalar);
  scalar.fill(0);
  return text;
}

/** Returns the point in `spki` in the form of the library, or undefined if it is not a point on the curve. */
function pointTextOf(spec: KeySpec, spki: Bytes): string | undefined {
  const point = pointOf(spec, spki);
  return point && onCurve(toHex(point)) ? toHex(point) : undefined;
}

function onCurve(point: string): boolean {
  try {
    return library.verifyPublicKey(point);
  } catch {
    return false;
  }
}

async function generate(spec: KeySpec): Promise<Generated> {
  const { privateKey, publicKey } = library.generateKeyPairHex();
  const [scalar, point] = [fromHex(privateKey), fromHex(publicKey)];
  const made = { secret: pkcs8Of(spec, scalar, point), publicKey: spkiOf(spec, point) };
  scalar.fill(0);
  return made;
}

async function importSecret(spec: KeySpec, _usage: KeyUsageType, secret: Bytes): Promise<Generated | undefined> {
  const { readEcKey } = await import('./pkcs8.ts');
  return readEcKey(spec, secret, NUMBER_BYTES, (scalar) => {
    const number = BigInt(`0x${toHex(scalar)}`);
    if (number <= 0n || number >= ORDER - 1n) throw new TypeError('the number is out of range');
    return fromHex(library.getPublicKeyFromPrivateKey(toHex(scalar)));
  });
}

/** A digest is SM3 of Z and the message, computed by the caller. For a message, the library computes it. */
const signingOptions = (kind: MessageKind) => ({ hash: kind === 'RAW', der: false, userId: IDENTITY });

async function sign(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<Bytes> {
  demand(SIGNING, algorithm, kind);
  const compact = library.doSignature(message, numberOf(spec, material), signingOptions(kind));
  const [r, s] = [compact.slice(0, 64), compact.slice(64)].map((half) => BigInt(`0x${half}`)) as [bigint, bigint];
  return fromHex(DER.hexFromSig({ r, s }));
}

/** Returns r and s concatenated, or undefined if `signature` is not strict DER of two numbers in range. */
function compactOf(signature: Bytes): string | undefined {
  try {
    const { r, s } = DER.toSig(signature, NUMBER_BYTES + 1);
    const inRange = [r, s].every((number) => number > 0n && number < ORDER);
    return inRange ? hexOf(r) + hexOf(s) : undefined;
  } catch {
    return undefined;
  }
}

async function verify(
  spec: KeySpec,
  spki: Bytes,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  demand(SIGNING, algorithm, kind);
  const [point, compact] = [pointTextOf(spec, spki), compactOf(signature)];
  return (
    point !== undefined &&
    compact !== undefined &&
    library.doVerifySignature(message, compact, point, signingOptions(kind))
  );
}

/**
 * Returns C1, C3 and C2 of a ciphertext in hex. Undefined if it is not their strict DER, or if C1 is not on the curve.
 */
function partsOf(ciphertext: Bytes): { readonly c1: string; readonly c3: string; readonly c2: string } | undefined {
  try {
    const { v: sequence, l: behind } = DER._tlv.decode(SEQUENCE, ciphertext);
    const x = DER._tlv.decode(INTEGER, sequence);
    const y = DER._tlv.decode(INTEGER, x.l);
    const c3 = DER._tlv.decode(OCTETS, y.l);
    const c2 = DER._tlv.decode(OCTETS, c3.l);
    const c1 = hexOf(DER._int.decode(x.v)) + hexOf(DER._int.decode(y.v));
    const whole = behind.length === 0 && c2.l.length === 0 && c3.v.length === NUMBER_BYTES && c2.v.length > 0;
    return whole && onCurve(`04${c1}`) ? { c1, c3: toHex(c3.v), c2: toHex(c2.v) } : undefined;
  } catch {
    return undefined;
  }
}

async function encrypt(spec: KeySpec, spki: Bytes, algorithm: string, plaintext: Bytes): Promise<Bytes> {
  demand(ENCRYPTING, algorithm);
  const point = pointTextOf(spec, spki);
  if (!point || plaintext.length === 0) throw new TypeError(`SM2PKE needs a public key of ${spec} and a plaintext`);
  for (;;) {
    const ciphertext = fromHex(library.doEncrypt(plaintext, point, 1, { asn1: true }));
    // An all-zero key stream leaves the plaintext unencrypted. GM/T 0003.4 (A5) requires another random number then.
    // For one byte this happens once in 256 times.
    if (partsOf(ciphertext)?.c2 !== toHex(plaintext)) return ciphertext;
  }
}

async function decrypt(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  ciphertext: Bytes,
): Promise<Bytes | undefined> {
  demand(ENCRYPTING, algorithm);
  const number = numberOf(spec, material);
  const parts = partsOf(ciphertext);
  if (!parts) return undefined;
  const plaintext: ArrayLike<number> = library.doDecrypt(parts.c1 + parts.c3 + parts.c2, number, 1, {
    output: 'array',
  });
  // The library returns an empty array if decryption fails.
  return plaintext.length > 0 ? Uint8Array.from(plaintext) : undefined;
}

async function agree(spec: KeySpec, material: Material, peer: Bytes): Promise<Bytes | undefined> {
  const number = numberOf(spec, material);
  const point = pointTextOf(spec, peer);
  return point === undefined ? undefined : copyBytes(library.ecdh(number, point, false).subarray(1, 1 + NUMBER_BYTES));
}

/**
 * SM2 of the China Regions. A digest (MessageType DIGEST) is SM3 of Z and the message. `encrypt` rejects an empty
 * plaintext with TypeError.
 */
export const sm2: Family = {
  generate,
  importSecret,
  canSign: (_spec, material, algorithm, kind) =>
    material.form === 'bare' && algorithm === SIGNING && kind !== 'EXTERNAL_MU',
  sign,
  verify,
  encrypt,
  decrypt,
  agree,
};
