/**
 * Reads private keys that other software wrote: PKCS#8 (RFC 5208) and OneAsymmetricKey (RFC 5958), in DER or BER, by
 * node-forge. Loaded only for imports. forge keeps bytes in strings, which cannot be overwritten.
 */
import forge from 'node-forge';
import { copyBytes, equalBytes, type Bytes } from '../base/bytes.ts';
import type { KeySpec } from '../model/sdk.ts';
import { pkcs8Of, spkiOf } from './ec-encoding.ts';

const { asn1 } = forge;
type Node = forge.asn1.Asn1;

const fromForge = (text: string): Bytes => copyBytes(forge.util.binary.raw.decode(text));

/** Object identifiers of the algorithms, and of the curves of EC keys. Sources: RFC 8017, 5480 and 8410; GM/T 0006. */
const OIDS = {
  rsa: '1.2.840.113549.1.1.1',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
} as const;
const CURVES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_P256: '1.2.840.10045.3.1.7',
  ECC_NIST_P384: '1.3.132.0.34',
  ECC_NIST_P521: '1.3.132.0.35',
  ECC_SECG_P256K1: '1.3.132.0.10',
  SM2: '1.2.156.10197.1.301',
};

function parse(bytes: Bytes): Node {
  return asn1.fromDer(forge.util.createBuffer(bytes), {
    strict: true,
    parseAllBytes: true,
    decodeBitStrings: false,
  } as unknown as boolean);
}

/** Returns the parts of a constructed value, or throws. */
function partsOf(node: Node | undefined): readonly Node[] {
  if (!Array.isArray(node?.value)) throw new TypeError('not a constructed value');
  return node.value;
}

/** Returns the contents of a primitive value of `type`, or throws. A constructed one (BER) is joined. */
function contentsOf(node: Node | undefined, type: forge.asn1.Type): string {
  if (node?.type !== type || node.tagClass !== asn1.Class.UNIVERSAL) throw new TypeError('another type of value');
  return Array.isArray(node.value) ? node.value.map((part) => contentsOf(part, type)).join('') : node.value;
}

const oidOf = (node: Node | undefined) => asn1.derToOid(contentsOf(node, asn1.Type.OID));

interface PrivateKeyInfo {
  readonly algorithm: string;
  readonly parameters: Node | undefined;
  readonly privateKey: Bytes;
}

function parseInfo(pkcs8: Bytes): PrivateKeyInfo {
  const [, algorithm, privateKey] = partsOf(parse(pkcs8));
  const [identifier, parameters] = partsOf(algorithm);
  return {
    algorithm: oidOf(identifier),
    parameters,
    privateKey: fromForge(contentsOf(privateKey, asn1.Type.OCTETSTRING)),
  };
}

/** Runs `read`. Undefined if it throws: the bytes are not what they should be. forge throws Error for most of them. */
function attempt<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A private key as canonical PKCS#8, and its public key as SPKI. */
export interface CanonicalKey {
  readonly secret: Bytes;
  readonly publicKey: Bytes;
}

/** Number of members of an RSAPrivateKey with two primes. More: it has others (RFC 8017, A.1.2). */
const RSA_MEMBERS = 9;

/** Reads an RSA private key with two primes. Undefined if it is none. Does not check that its numbers fit together. */
export function readRsaKey(pkcs8: Bytes): CanonicalKey | undefined {
  return attempt(() => {
    const { algorithm, privateKey } = parseInfo(pkcs8);
    if (algorithm !== OIDS.rsa) return undefined;
    const key = parse(privateKey);
    privateKey.fill(0);
    const numbers = partsOf(key).map((part) => contentsOf(part, asn1.Type.INTEGER));
    if (numbers.length !== RSA_MEMBERS) return undefined;
    const [modulus, exponent] = [1, 2].map(
      (at) => new forge.jsbn.BigInteger(forge.util.bytesToHex(numbers[at] ?? ''), 16),
    );
    const publicKey = forge.pki.setRsaPublicKey(modulus as forge.jsbn.BigInteger, exponent as forge.jsbn.BigInteger);
    return {
      secret: fromForge(asn1.toDer(forge.pki.wrapRsaPrivateKey(key)).getBytes()),
      publicKey: fromForge(asn1.toDer(forge.pki.publicKeyToAsn1(publicKey)).getBytes()),
    };
  });
}

/** Returns `number` in `length` bytes: some software omits or adds leading zeros. Undefined if it does not fit. */
function padded(number: Bytes, length: number): Bytes | undefined {
  const excess = number.length - length;
  if (excess > 0 && number.subarray(0, excess).some((byte) => byte !== 0)) return undefined;
  const result = new Uint8Array(length);
  result.set(number.subarray(Math.max(excess, 0)), Math.max(-excess, 0));
  return result;
}

/**
 * Reads a private key on the named curve of `spec`. Undefined if it is none, or if its public key is another one.
 * @param length of the private scalar in bytes
 * @param pointOf returns the uncompressed public point of a scalar, or throws if the scalar is out of range
 */
export function readEcKey(
  spec: KeySpec,
  pkcs8: Bytes,
  length: number,
  pointOf: (scalar: Bytes) => Bytes,
): CanonicalKey | undefined {
  return attempt(() => {
    const { algorithm, parameters, privateKey } = parseInfo(pkcs8);
    if (algorithm !== OIDS.ec || oidOf(parameters) !== CURVES[spec]) return undefined;
    // ECPrivateKey: version, scalar, [0] parameters, [1] public key (RFC 5915).
    const [, number, ...optional] = partsOf(parse(privateKey));
    privateKey.fill(0);
    const scalar = padded(fromForge(contentsOf(number, asn1.Type.OCTETSTRING)), length);
    if (scalar === undefined) return undefined;
    const point = pointOf(scalar);
    const given = optional.find(({ type }) => (type as number) === 1);
    if (given !== undefined) {
      // The first byte of a BIT STRING is its number of unused bits.
      const bits = fromForge(contentsOf(partsOf(given)[0], asn1.Type.BITSTRING));
      if (!equalBytes(bits.subarray(1), point)) return undefined;
    }
    const key = { secret: pkcs8Of(spec, scalar, point), publicKey: spkiOf(spec, point) };
    scalar.fill(0);
    return key;
  });
}

/** Reads the seed of an Ed25519 private key. Undefined if it is none. The caller overwrites it. */
export function readEd25519Seed(pkcs8: Bytes): Bytes | undefined {
  return attempt(() => {
    const { algorithm, privateKey } = parseInfo(pkcs8);
    if (algorithm !== OIDS.ed25519) return undefined;
    const seed = fromForge(contentsOf(parse(privateKey), asn1.Type.OCTETSTRING));
    privateKey.fill(0);
    return seed.length === 32 ? seed : undefined;
  });
}
