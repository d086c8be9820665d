/**
 * Signatures of digest files: RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, and public keys as CloudTrail gives them.
 * Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
import { concatBytes, type Bytes } from '../base/bytes.ts';
import { fromHex, toHex } from '../base/hex.ts';
import { hashMd5 } from '../base/md5.ts';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** What SPKI puts before the PKCS #1 key of 2048 bits. Source: RFC 8017, appendix A.1.1, and RFC 5280, section 4.1. */
const SPKI_PREFIX = fromHex('30820122300d06092a864886f70d01010105000382010f00');

/** A key pair that signs digest files. */
export interface DigestKeyPair {
  /** Not extractable. */
  readonly privateKey: CryptoKey;
  /** DER, PKCS #1. */
  readonly publicKey: Bytes;
  /** MD5 of `publicKey` in hex. */
  readonly fingerprint: string;
}

/** Generates a key pair. */
export async function generateDigestKeyPair(): Promise<DigestKeyPair> {
  const size = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const pair = await crypto.subtle.generateKey({ ...ALGORITHM, ...size }, false, ['sign', 'verify']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const publicKey = spki.slice(SPKI_PREFIX.length);
  return { privateKey: pair.privateKey, publicKey, fingerprint: toHex(hashMd5(publicKey)) };
}

/** Signs `data`. The same data gives the same signature. */
export async function signDigest(privateKey: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, data));
}

/** Returns whether `signature` is the signature of `data` by the owner of `publicKey`. */
export async function verifyDigest(publicKey: Bytes, signature: Bytes, data: Bytes): Promise<boolean> {
  const spki = concatBytes(SPKI_PREFIX, publicKey);
  const key = await crypto.subtle.importKey('spki', spki, ALGORITHM, false, ['verify']);
  return crypto.subtle.verify(ALGORITHM, key, signature, data);
}
