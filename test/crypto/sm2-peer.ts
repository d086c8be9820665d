/**
 * SM2 by sm-crypto, an implementation that shares no code with the one under test, over the encodings of AWS: PKCS#8,
 * SPKI and DER.
 */
import { DER } from '@noble/curves/abstract/der.js';
import smCrypto from 'sm-crypto';
import { encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { fromHex, toHex } from '../../src/base/hex.ts';
import { pointOf, scalarOf } from '../../src/crypto/ec-encoding.ts';

// The package is CommonJS: Node gives it as a whole, and no member by name.
const { sm2, sm3 } = smCrypto;

/** The identity of every signer. */
const IDENTITY = '1234567812345678';

const OPTIONS = { der: true, hash: true, userId: IDENTITY } as const;

/** The private number of a PKCS#8 key, in hex. */
const numberIn = (pkcs8: Bytes): string => toHex(scalarOf('SM2', pkcs8));

/** The point of an SPKI key, in hex. */
const pointIn = (spki: Bytes): string => toHex(pointOf('SM2', spki)!);

/** SM3 of Z and the message, as a caller of DIGEST makes it (GM/T 0003.2, 5.5). */
export function sm2Digest(spki: Bytes, message: Bytes): Bytes {
  const curve =
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';
  const z = fromHex(sm3([...fromHex(`0080${toHex(encodeUtf8(IDENTITY))}${curve}${pointIn(spki).slice(2)}`)]));
  return fromHex(sm3([...z, ...message]));
}

/** C1, C3, C2 side by side without the mark of the point, as sm-crypto has them, in DER. */
function derOf(plain: string): Bytes {
  const number = (hex: string) => DER._tlv.encode(2, DER._int.encode(BigInt(`0x${hex}`)));
  const [x, y, c3, c2] = [plain.slice(0, 64), plain.slice(64, 128), plain.slice(128, 192), plain.slice(192)] as [
    string,
    string,
    string,
    string,
  ];
  return fromHex(DER._tlv.encode(0x30, number(x) + number(y) + DER._tlv.encode(4, c3) + DER._tlv.encode(4, c2)));
}

/** Two numbers of 32 bytes side by side, in hex. */
export function hexPair(first: bigint, second: bigint): string {
  return [first, second].map((number) => number.toString(16).padStart(64, '0')).join('');
}

/** A DER ciphertext as sm-crypto has it. */
export function plainOf(ciphertext: Bytes): string {
  const { v } = DER._tlv.decode(0x30, ciphertext);
  const x = DER._tlv.decode(2, v);
  const y = DER._tlv.decode(2, x.l);
  const c3 = DER._tlv.decode(4, y.l);
  const c2 = DER._tlv.decode(4, c3.l);
  return hexPair(DER._int.decode(x.v), DER._int.decode(y.v)) + toHex(c3.v) + toHex(c2.v);
}

/** Signing and encrypting over messages, with the keys of AWS. */
export const sm2Peer = {
  sign: (pkcs8: Bytes, message: Bytes): Bytes => fromHex(sm2.doSignature([...message], numberIn(pkcs8), OPTIONS)),
  verify: (spki: Bytes, message: Bytes, signature: Bytes): boolean =>
    sm2.doVerifySignature([...message], toHex(signature), pointIn(spki), OPTIONS),
  encrypt: (spki: Bytes, plaintext: Bytes): Bytes => derOf(sm2.doEncrypt([...plaintext], pointIn(spki), 1)),
  decrypt: (pkcs8: Bytes, ciphertext: Bytes): Bytes =>
    Uint8Array.from(sm2.doDecrypt(plainOf(ciphertext), numberIn(pkcs8), 1, { output: 'array' })),
};
