/**
 * RSA signatures over precomputed digests, which SubtleCrypto does not support: by node-forge. Loaded only for them.
 */
import { concatBytes, type Bytes } from '../base/bytes.ts';
import { fromHex, toHex } from '../base/hex.ts';
import { forge, fromForge, toForge } from './forge-bytes.ts';

/** How a digest is signed. The PSS salt is as long as the hash. */
export interface DigestScheme {
  readonly padding: 'PKCS1' | 'PSS';
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512';
}

/** `info`: bytes before the digest in a DigestInfo. Source: RFC 8017, section 9.2. */
const HASHES = {
  'SHA-256': { bytes: 32, info: '3031300d060960864801650304020105000420', create: () => forge.md.sha256.create() },
  'SHA-384': { bytes: 48, info: '3041300d060960864801650304020205000430', create: () => forge.md.sha384.create() },
  'SHA-512': { bytes: 64, info: '3051300d060960864801650304020305000440', create: () => forge.md.sha512.create() },
} as const;

function pssOf(hash: DigestScheme['hash']): forge.pss.PSS {
  const { create, bytes } = HASHES[hash];
  return forge.pss.create({
    md: create(),
    mgf: forge.mgf.mgf1.create(create()) as unknown,
    salt: toForge(crypto.getRandomValues(new Uint8Array(bytes))),
  });
}

const digestInfo = (hash: DigestScheme['hash'], digest: Bytes): string =>
  toForge(concatBytes(fromHex(HASHES[hash].info), digest));

/** Signs `digest` with the key in `pkcs8`. Throws if that is not an RSA key. */
export function signRsaDigest(pkcs8: Bytes, { padding, hash }: DigestScheme, digest: Bytes): Bytes {
  const key = forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(forge.util.createBuffer(pkcs8)));
  if (padding === 'PKCS1') return fromForge(key.sign(digestInfo(hash, digest), 'NONE'));
  // forge only calls `digest()` of a hash.
  const made = { digest: () => forge.util.createBuffer(digest) } as unknown as forge.md.MessageDigest;
  return fromForge(key.sign(made, pssOf(hash)));
}

/** Whether `signature` over `digest` is valid under the key in `spki`. False for malformed input. */
export function verifyRsaDigest(
  spki: Bytes,
  { padding, hash }: DigestScheme,
  digest: Bytes,
  signature: Bytes,
): boolean {
  try {
    const key = forge.pki.publicKeyFromAsn1(forge.asn1.fromDer(forge.util.createBuffer(spki)));
    // RFC 8017 rejects a representative greater than the modulus; forge would reduce it.
    if (new forge.jsbn.BigInteger(toHex(signature), 16).compareTo(key.n) >= 0) return false;
    return padding === 'PSS'
      ? key.verify(toForge(digest), toForge(signature), pssOf(hash))
      : // Compares the whole encoding: forge's own parser also accepts the identifiers of other hashes.
        key.verify(digestInfo(hash, digest), toForge(signature), 'NONE');
  } catch {
    return false;
  }
}
