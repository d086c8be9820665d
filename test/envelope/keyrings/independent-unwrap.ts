/**
 * Unwraps data keys of the hierarchical and ECDH keyrings as the specification says, with Node's OpenSSL and none of
 * the product's code. Sources:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-hierarchical-keyring.md,
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/raw-ecdh-keyring.md
 */
import { createDecipheriv, createHmac, createPublicKey, diffieHellman, ECDH, type KeyObject } from 'node:crypto';

/** NIST SP 800-108 in counter mode. */
export function kdfCounter(
  hash: 'sha256' | 'sha384',
  key: Buffer,
  label: Buffer,
  context: Buffer,
  length: number,
): Buffer {
  const blocks: Buffer[] = [];
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(length * 8);
  for (let i = 1; Buffer.concat(blocks).length < length; i++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(i);
    blocks.push(
      createHmac(hash, key)
        .update(Buffer.concat([counter, label, Buffer.of(0), context, bits]))
        .digest(),
    );
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function openGcm(key: Buffer, iv: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

/** Count and sorted pairs, each with 2-byte lengths; nothing for an empty context. */
export function canonical(context: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(context)
    .map(([key, value]) => [Buffer.from(key), Buffer.from(value)] as const)
    .sort(([a], [b]) => Buffer.compare(a, b));
  const sized = (bytes: Buffer) => Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
  return pairs.length === 0
    ? Buffer.alloc(0)
    : Buffer.concat([
        Buffer.of(pairs.length >> 8, pairs.length & 0xff),
        ...pairs.flatMap(([key, value]) => [sized(key), sized(value)]),
      ]);
}

/** Unwraps a data key of the hierarchical keyring. */
export function unwrapHierarchy(
  branchKey: Buffer,
  branchKeyId: string,
  ciphertext: Buffer,
  context: Readonly<Record<string, string>>,
): Buffer {
  const provider = Buffer.from('aws-kms-hierarchy');
  const key = kdfCounter('sha256', branchKey, provider, ciphertext.subarray(0, 16), 32);
  const version = ciphertext.subarray(28, 44);
  const aad = Buffer.concat([provider, Buffer.from(branchKeyId), version, canonical(context)]);
  return openGcm(key, ciphertext.subarray(16, 28), aad, ciphertext.subarray(44));
}

/** A curve: its name in the derivation, in JWK and in OpenSSL. */
export interface Curve {
  readonly name: string;
  readonly jwk: string;
  readonly openssl: string;
}

function decompress({ jwk, openssl }: Curve, point: Buffer): KeyObject {
  const full = ECDH.convertKey(point, openssl, undefined, undefined, 'uncompressed') as Buffer;
  const half = (full.length - 1) / 2;
  const [x, y] = [full.subarray(1, 1 + half), full.subarray(1 + half)].map((part) => part.toString('base64url'));
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: jwk, x, y } as never });
}

/** Unwraps a data key of an ECDH keyring with the private key of its recipient. */
export function unwrapEcdh(
  curve: Curve,
  privateKey: KeyObject,
  providerInfo: Buffer,
  ciphertext: Buffer,
  context: Readonly<Record<string, string>>,
): Buffer {
  const length = providerInfo.readUInt32BE(1);
  const to = providerInfo.subarray(5, 5 + length);
  const from = providerInfo.subarray(9 + length);
  const secret = diffieHellman({ privateKey, publicKey: decompress(curve, from) });
  const zero = Buffer.of(0);
  const fixedInfo = Buffer.concat([
    Buffer.from('ecdh-key-derivation'),
    zero,
    Buffer.from(curve.name),
    zero,
    Buffer.from('HMAC_SHA384'),
    zero,
    from,
    to,
    zero,
    Buffer.of(1),
    zero,
    canonical(context),
  ]);
  const derived = kdfCounter('sha384', secret, fixedInfo, ciphertext.subarray(0, 32), 64);
  if (!derived.subarray(0, 32).equals(ciphertext.subarray(32, 64))) throw new Error('The commitment does not match.');
  return openGcm(derived.subarray(32), Buffer.alloc(12), fixedInfo, ciphertext.subarray(64));
}
