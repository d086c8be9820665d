/**
 * Encodes keys whose secret is a seed as PKCS#8 and SPKI with fixed prefixes. Sources: RFC 8410 (Ed25519), RFC 9881
 * (ML-DSA) and RFC 9935 (ML-KEM), the last two in the seed-only form.
 */
import { concatBytes, copyBytes, type Bytes } from '../base/bytes.ts';
import { fromHex } from '../base/hex.ts';
import type { KeySpec } from '../model/sdk.ts';

interface Encoding {
  /** Length of the seed in bytes. */
  readonly seed: number;
  /** Length of the public key in bytes. */
  readonly key: number;
  readonly pkcs8: string;
  readonly spki: string;
}

const ENCODINGS: Readonly<Partial<Record<KeySpec, Encoding>>> = {
  ECC_NIST_EDWARDS25519: {
    seed: 32,
    key: 32,
    pkcs8: '302e020100300506032b657004220420',
    spki: '302a300506032b6570032100',
  },
  ML_DSA_44: {
    seed: 32,
    key: 1312,
    pkcs8: '3034020100300b060960864801650304031104228020',
    spki: '30820532300b06096086480165030403110382052100',
  },
  ML_DSA_65: {
    seed: 32,
    key: 1952,
    pkcs8: '3034020100300b060960864801650304031204228020',
    spki: '308207b2300b0609608648016503040312038207a100',
  },
  ML_DSA_87: {
    seed: 32,
    key: 2592,
    pkcs8: '3034020100300b060960864801650304031304228020',
    spki: '30820a32300b060960864801650304031303820a2100',
  },
  ML_KEM_512: {
    seed: 64,
    key: 800,
    pkcs8: '3054020100300b060960864801650304040104428040',
    spki: '30820332300b06096086480165030404010382032100',
  },
  ML_KEM_768: {
    seed: 64,
    key: 1184,
    pkcs8: '3054020100300b060960864801650304040204428040',
    spki: '308204b2300b0609608648016503040402038204a100',
  },
  ML_KEM_1024: {
    seed: 64,
    key: 1568,
    pkcs8: '3054020100300b060960864801650304040304428040',
    spki: '30820632300b06096086480165030404030382062100',
  },
};

function encodingOf(spec: KeySpec): Encoding {
  const encoding = ENCODINGS[spec];
  if (!encoding) throw new TypeError(`${spec} has no seed`);
  return encoding;
}

/** Returns a copy of what follows `prefix` in `der`, if that is exactly `length` bytes. */
function after(prefix: string, der: Bytes, length: number): Bytes | undefined {
  const start = fromHex(prefix);
  const matches = der.length === start.length + length && start.every((byte, at) => der[at] === byte);
  return matches ? copyBytes(der.subarray(start.length)) : undefined;
}

/**
 * Encodes a seed as PKCS#8.
 * @throws {TypeError} if the seed has the wrong length
 */
export function seedPkcs8Of(spec: KeySpec, seed: Bytes): Bytes {
  const { pkcs8, seed: length } = encodingOf(spec);
  if (seed.length !== length) throw new TypeError(`the seed of ${spec} has ${length} bytes, not ${seed.length}`);
  return concatBytes(fromHex(pkcs8), seed);
}

/**
 * Returns the seed in `pkcs8`, as a copy that the caller overwrites.
 * @throws {TypeError} if `pkcs8` is not a private key of this spec in this form
 */
export function seedOf(spec: KeySpec, pkcs8: Bytes): Bytes {
  const { pkcs8: prefix, seed } = encodingOf(spec);
  const found = after(prefix, pkcs8, seed);
  if (!found) throw new TypeError(`not a private key of ${spec}`);
  return found;
}

/** Encodes a public key as SPKI. */
export function seedSpkiOf(spec: KeySpec, publicKey: Bytes): Bytes {
  return concatBytes(fromHex(encodingOf(spec).spki), publicKey);
}

/** Returns the public key in `spki`, or undefined if it is not a key of this spec. */
export function publicKeyOf(spec: KeySpec, spki: Bytes): Bytes | undefined {
  const { spki: prefix, key } = encodingOf(spec);
  return after(prefix, spki, key);
}
