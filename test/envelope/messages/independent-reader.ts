/**
 * Reads a whole message with Node's OpenSSL and none of the product's code, as the specification says. Sources:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html,
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/body-aad-reference.html,
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html
 */
import { createDecipheriv, createPublicKey, createVerify, ECDH, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonical } from '../keyrings/independent-unwrap.ts';

interface Algorithm {
  readonly version: 1 | 2;
  readonly bytes: 16 | 24 | 32;
  readonly kdf?: string;
  readonly ecdsa?: { readonly openssl: string; readonly jwk: string; readonly hash: string };
}

const P256 = { openssl: 'prime256v1', jwk: 'P-256', hash: 'sha256' };
const P384 = { openssl: 'secp384r1', jwk: 'P-384', hash: 'sha384' };

const ALGORITHMS: Readonly<Record<number, Algorithm>> = {
  0x0014: { version: 1, bytes: 16 },
  0x0046: { version: 1, bytes: 24 },
  0x0078: { version: 1, bytes: 32 },
  0x0114: { version: 1, bytes: 16, kdf: 'sha256' },
  0x0146: { version: 1, bytes: 24, kdf: 'sha256' },
  0x0178: { version: 1, bytes: 32, kdf: 'sha256' },
  0x0214: { version: 1, bytes: 16, kdf: 'sha256', ecdsa: P256 },
  0x0346: { version: 1, bytes: 24, kdf: 'sha384', ecdsa: P384 },
  0x0378: { version: 1, bytes: 32, kdf: 'sha384', ecdsa: P384 },
  0x0478: { version: 2, bytes: 32, kdf: 'sha512' },
  0x0578: { version: 2, bytes: 32, kdf: 'sha512', ecdsa: P384 },
};

const TAG = 16;

/** Takes fields one after another. */
class Cursor {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Error(`The message ends within ${length} bytes at ${this.at}.`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number(length: 1 | 2 | 4 | 6): number {
    return this.take(length).readUIntBE(0, length);
  }

  sized(): Buffer {
    return this.take(this.number(2));
  }
}

/** What the reader finds. */
export interface IndependentMessage {
  readonly suite: number;
  readonly context: Readonly<Record<string, string>>;
  readonly dataKeys: readonly { readonly provider: string; readonly info: Buffer; readonly ciphertext: Buffer }[];
  readonly plaintext: Buffer;
}

function open(key: Buffer, iv: Buffer, aad: Buffer, ciphertext: Buffer, tag: Buffer): Buffer {
  const name = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' }[key.length] as 'aes-256-gcm';
  const decipher = createDecipheriv(name, key, iv);
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/**
 * Reads `message`. Throws if anything is wrong with it.
 * @param unwrap returns the data key
 * @param required pairs that the message does not store
 */
export function readIndependently(
  message: Uint8Array,
  unwrap: (message: Omit<IndependentMessage, 'plaintext'>) => Buffer,
  required: Readonly<Record<string, string>> = {},
): IndependentMessage {
  const cursor = new Cursor(Buffer.from(message));
  const version = cursor.number(1);
  if (version === 1 && cursor.number(1) !== 0x80) throw new Error('The type is wrong.');
  const suite = cursor.number(2);
  const algorithm = ALGORITHMS[suite];
  if (algorithm?.version !== version) throw new Error('The suite is unknown.');
  const messageId = cursor.take(version === 1 ? 16 : 32);
  const context: Record<string, string> = {};
  const contextBytes = cursor.sized();
  if (contextBytes.length > 0) {
    const pairs = new Cursor(contextBytes);
    for (let left = pairs.number(2); left > 0; left--) context[pairs.sized().toString()] = pairs.sized().toString();
    if (!canonical(context).equals(contextBytes)) throw new Error('The context is not canonical.');
  }
  const dataKeys = Array.from({ length: cursor.number(2) }, () => ({
    provider: cursor.sized().toString(),
    info: cursor.sized(),
    ciphertext: cursor.sized(),
  }));
  const framed = cursor.number(1) === 2;
  if (version === 1 && (cursor.number(4) !== 0 || cursor.number(1) !== 12)) throw new Error('A constant is wrong.');
  const frameLength = cursor.number(4);
  const commitment = version === 2 ? cursor.take(32) : undefined;
  const head = cursor.bytes.subarray(0, cursor.at);

  const dataKey = unwrap({ suite, context, dataKeys });
  const id = Buffer.of(suite >> 8, suite & 0xff);
  const hkdf = (salt: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync(algorithm.kdf as string, dataKey, salt, info, length));
  let key = dataKey;
  if (commitment) {
    if (!timingSafeEqual(hkdf(messageId, Buffer.from('COMMITKEY'), 32), commitment)) throw new Error('No commitment.');
    key = hkdf(messageId, Buffer.concat([id, Buffer.from('DERIVEKEY')]), 32);
  } else if (algorithm.kdf) key = hkdf(Buffer.alloc(0), Buffer.concat([id, messageId]), algorithm.bytes);
  const headIv = version === 1 ? cursor.take(12) : Buffer.alloc(12);
  open(key, headIv, Buffer.concat([head, canonical(required)]), Buffer.alloc(0), cursor.take(TAG));

  const aad = (content: string, sequence: number, length: number) => {
    const numbers = Buffer.alloc(12);
    numbers.writeUInt32BE(sequence);
    numbers.writeBigUInt64BE(BigInt(length), 4);
    return Buffer.concat([messageId, Buffer.from(`AWSKMSEncryptionClient ${content}`), numbers]);
  };
  const pieces: Buffer[] = [];
  for (let sequence = 1, isLast = false; !isLast; sequence++) {
    let content = 'Frame';
    let length = frameLength;
    let iv: Buffer;
    if (!framed) {
      iv = cursor.take(12);
      length = Number(cursor.take(8).readBigUInt64BE());
      [content, isLast] = ['Single Block', true];
    } else {
      let number = cursor.number(4);
      isLast = number === 0xffffffff;
      if (isLast) number = cursor.number(4);
      if (number !== sequence) throw new Error('A frame is out of order.');
      iv = cursor.take(12);
      if (isLast) [content, length] = ['Final Frame', cursor.number(4)];
    }
    const ciphertext = cursor.take(length);
    pieces.push(open(key, iv, aad(content, sequence, length), ciphertext, cursor.take(TAG)));
  }

  if (algorithm.ecdsa) {
    const signed = cursor.bytes.subarray(0, cursor.at);
    const signature = cursor.sized();
    const { openssl, jwk, hash } = algorithm.ecdsa;
    const point = ECDH.convertKey(Buffer.from(context['aws-crypto-public-key'] ?? '', 'base64'), openssl) as Buffer;
    const half = (point.length - 1) / 2;
    const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)].map((part) => part.toString('base64url'));
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: jwk, x, y } as never });
    if (!createVerify(hash).update(signed).verify(publicKey, signature)) throw new Error('The signature is wrong.');
  }
  if (cursor.at !== cursor.bytes.length) throw new Error('Bytes are left over.');
  return { suite, context, dataKeys, plaintext: Buffer.concat(pieces) };
}
