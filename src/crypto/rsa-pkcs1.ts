/**
 * RSA encryption with PKCS #1 v1.5 padding by node-forge: SubtleCrypto does not have it. For keyrings that must read
 * old messages; new ones use OAEP. forge keeps bytes in strings, which cannot be overwritten.
 */
import type { Bytes } from '../base/bytes.ts';
import { forge, fromForge, toForge } from './forge-bytes.ts';

const SCHEME = 'RSAES-PKCS1-V1_5';
const parse = (der: Bytes) => forge.asn1.fromDer(toForge(der));

/** Encrypts with a public key (SPKI). */
export function encryptPkcs1(spki: Bytes, plaintext: Bytes): Bytes {
  const key = forge.pki.publicKeyFromAsn1(parse(spki));
  return fromForge(key.encrypt(toForge(plaintext), SCHEME));
}

/** Decrypts with a private key (PKCS#8). Returns undefined if the padding is invalid. */
export function decryptPkcs1(pkcs8: Bytes, ciphertext: Bytes): Bytes | undefined {
  const key = forge.pki.privateKeyFromAsn1(parse(pkcs8));
  try {
    return fromForge(key.decrypt(toForge(ciphertext), SCHEME));
  } catch {
    return undefined;
  }
}
