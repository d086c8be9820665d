/**
 * Encodes keys on elliptic curves as PKCS#8 and SPKI with fixed prefixes: DER of a known type and length is unique.
 * Sources: RFC 5915 and 5958 (private keys), RFC 5480 (public keys), RFC 8410 (Ed25519), GM/T 0006 (object identifier
 * of the SM2 curve).
 */
import { concatBytes, copyBytes, type Bytes } from '../base/bytes.ts';
import { fromHex } from '../base/hex.ts';
import type { KeySpec } from '../model/sdk.ts';

interface Encoding {
  /** Length of the private scalar in bytes. */
  readonly scalar: number;
  /** Length of the public key in bytes: an uncompressed point, or 32 bytes for Ed25519. */
  readonly point: number;
  /** Prefix of PKCS#8 that includes the public key, as browsers, OpenSSL and this file write it. */
  readonly pkcs8: string;
  /** Bytes between the private scalar and the public key. */
  readonly between: string;
  /** Prefix of PKCS#8 without the public key, which other software may write. */
  readonly pkcs8Bare: string;
  /** Prefix of SPKI. */
  readonly spki: string;
}

const ENCODINGS: Readonly<Partial<Record<KeySpec, Encoding>>> = {
  ECC_NIST_P256: {
    scalar: 32,
    point: 65,
    pkcs8: '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420',
    between: 'a144034200',
    pkcs8Bare: '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420',
    spki: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  },
  ECC_NIST_P384: {
    scalar: 48,
    point: 97,
    pkcs8: '3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430',
    between: 'a164036200',
    pkcs8Bare: '304e020100301006072a8648ce3d020106052b81040022043730350201010430',
    spki: '3076301006072a8648ce3d020106052b81040022036200',
  },
  ECC_NIST_P521: {
    scalar: 66,
    point: 133,
    pkcs8: '3081ee020100301006072a8648ce3d020106052b810400230481d63081d30201010442',
    between: 'a1818903818600',
    pkcs8Bare: '3060020100301006072a8648ce3d020106052b81040023044930470201010442',
    spki: '30819b301006072a8648ce3d020106052b8104002303818600',
  },
  ECC_SECG_P256K1: {
    scalar: 32,
    point: 65,
    pkcs8: '308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420',
    between: 'a144034200',
    pkcs8Bare: '303e020100301006072a8648ce3d020106052b8104000a042730250201010420',
    spki: '3056301006072a8648ce3d020106052b8104000a034200',
  },
  SM2: {
    scalar: 32,
    point: 65,
    pkcs8: '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420',
    between: 'a144034200',
    pkcs8Bare: '3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420',
    spki: '3059301306072a8648ce3d020106082a811ccf5501822d034200',
  },
};

function encodingOf(spec: KeySpec): Encoding {
  const encoding = ENCODINGS[spec];
  if (!encoding) throw new TypeError(`${spec} is not an elliptic curve key spec`);
  return encoding;
}

const begins = (bytes: Bytes, prefix: Bytes) => prefix.every((byte, at) => bytes[at] === byte);

/**
 * Returns the private scalar in `pkcs8`, as a copy that the caller overwrites.
 * @throws {TypeError} if `pkcs8` is not a private key of this curve in one of the two forms
 */
export function scalarOf(spec: KeySpec, pkcs8: Bytes): Bytes {
  const { scalar, point, pkcs8: full, between, pkcs8Bare } = encodingOf(spec);
  for (const [text, length] of [
    [full, full.length / 2 + scalar + between.length / 2 + point],
    [pkcs8Bare, pkcs8Bare.length / 2 + scalar],
  ] as const) {
    if (pkcs8.length === length && begins(pkcs8, fromHex(text)))
      return pkcs8.slice(text.length / 2, text.length / 2 + scalar);
  }
  throw new TypeError(`not a private key of ${spec}`);
}

/** Encodes a private scalar and its public key as PKCS#8. */
export function pkcs8Of(spec: KeySpec, scalar: Bytes, point: Bytes): Bytes {
  const { pkcs8, between } = encodingOf(spec);
  return concatBytes(fromHex(pkcs8), scalar, fromHex(between), point);
}

/**
 * First byte of an uncompressed point. Some implementations also accept 6 and 7 (hybrid form). KMS does not write them.
 */
const UNCOMPRESSED = 4;

/**
 * Returns the public key in `spki`, or undefined if `spki` is not a key of this curve. Does not check that the point is
 * on the curve.
 */
export function pointOf(spec: KeySpec, spki: Bytes): Bytes | undefined {
  const { spki: text, point } = encodingOf(spec);
  const prefix = fromHex(text);
  const matches = spki.length === prefix.length + point && begins(spki, prefix) && spki[prefix.length] === UNCOMPRESSED;
  return matches ? copyBytes(spki.subarray(prefix.length)) : undefined;
}

/** Encodes a public key as SPKI. */
export function spkiOf(spec: KeySpec, point: Bytes): Bytes {
  return concatBytes(fromHex(encodingOf(spec).spki), point);
}
