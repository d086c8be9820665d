/**
 * Writes a message with a single block, as old versions of the Encryption SDK did and the product does not. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { copyBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { RawAesKeyringOptions } from '../../../src/envelope/keyrings/raw-aes.ts';

function seal(key: Buffer, iv: Buffer, aad: Buffer, plaintext: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const sized = (bytes: Buffer) => Buffer.concat([u16(bytes.length), bytes]);

/** Writes a message without encryption context, with one data key of the raw AES keyring. */
export async function writeNonFramed(
  suite: 0x0178 | 0x0478,
  { keyNamespace, keyName, wrappingKey }: RawAesKeyringOptions,
  content: Bytes,
): Promise<Bytes> {
  const isV2 = suite === 0x0478;
  const dataKey = randomBytes(32);
  const messageId = randomBytes(isV2 ? 32 : 16);
  const wrapIv = randomBytes(12);
  const hkdf = (hash: string, salt: Buffer, info: Buffer) => Buffer.from(hkdfSync(hash, dataKey, salt, info, 32));
  const key = isV2
    ? hkdf('sha512', messageId, Buffer.concat([u16(suite), Buffer.from('DERIVEKEY')]))
    : hkdf('sha256', Buffer.alloc(0), Buffer.concat([u16(suite), messageId]));
  const info = Buffer.concat([Buffer.from(keyName), u32(128), u32(12), wrapIv]);
  const wrapped = seal(Buffer.from(wrappingKey as Uint8Array), wrapIv, Buffer.alloc(0), dataKey);
  const head = Buffer.concat([
    isV2 ? Buffer.of(2) : Buffer.of(1, 0x80),
    u16(suite),
    messageId,
    u16(0),
    u16(1),
    sized(Buffer.from(keyNamespace)),
    sized(info),
    sized(wrapped),
    Buffer.of(1),
    isV2 ? Buffer.alloc(0) : Buffer.of(0, 0, 0, 0, 12),
    u32(0),
    isV2 ? hkdf('sha512', messageId, Buffer.from('COMMITKEY')) : Buffer.alloc(0),
  ]);
  const zeros = Buffer.alloc(12);
  const tag = seal(key, zeros, head, Buffer.alloc(0));
  const iv = Buffer.concat([Buffer.alloc(8), u32(1)]);
  const length = Buffer.concat([u32(0), u32(content.length)]);
  const aad = Buffer.concat([messageId, Buffer.from('AWSKMSEncryptionClient Single Block'), u32(1), length]);
  const block = seal(key, iv, aad, Buffer.from(content));
  return copyBytes(Buffer.concat([head, isV2 ? tag : Buffer.concat([zeros, tag]), iv, length, block]));
}
