/**
 * Message header, versions 1 and 2. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
import { concatAll, encodeUint16, encodeUint32, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { serializeContext, type EncryptionContext } from './encryption-context.ts';
import { IV_BYTES } from './limits.ts';
import type { Suite } from './suites.ts';

/** One encrypted copy of the data key. */
export interface EncryptedDataKey {
  /** `aws-kms`, or the namespace of another keyring. */
  readonly providerId: string;
  /** For `aws-kms`: ARN of the KMS key in UTF-8. */
  readonly providerInfo: Bytes;
  /** For `aws-kms`: CiphertextBlob. */
  readonly ciphertext: Bytes;
}

/** Layout of the content. */
export type ContentType = 'framed' | 'non-framed';

/** A parsed header. */
export interface Header {
  readonly suite: Suite;
  /** 16 bytes in version 1, 32 in version 2. */
  readonly messageId: Bytes;
  readonly encryptionContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly contentType: ContentType;
  /** Content bytes per regular frame. 0 if non-framed. */
  readonly frameLength: number;
  /** Key commitment, 32 bytes. Omitted in version 1. */
  readonly commitment?: Bytes;
}

/** Result of an operation. */
export interface MessageResult {
  readonly header: Header;
}

/** The IV and tag that authenticate a header. */
export interface HeaderAuthentication {
  readonly iv: Bytes;
  readonly tag: Bytes;
}

/** A header with its bytes. */
export interface ParsedHeader {
  readonly header: Header;
  readonly authentication: HeaderAuthentication;
  /** Bytes that the tag authenticates. */
  readonly authenticated: Bytes;
  /** The whole header: those and what follows them. */
  readonly bytes: Bytes;
}

/** Codes of the content types. */
export const CONTENT_TYPES: Readonly<Record<number, ContentType>> = { 1: 'non-framed', 2: 'framed' };

/** The `type` byte of version 1: customer authenticated encrypted data. */
export const MESSAGE_TYPE_V1 = 0x80;

/** Serializes the part of a header that its tag authenticates: all but its IV and tag. */
export function serializeHeader(header: Header): Bytes {
  const { suite, messageId, encryptionContext, encryptedDataKeys, contentType, frameLength, commitment } = header;
  const context = serializeContext(encryptionContext);
  const keys = encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) =>
    [encodeUtf8(providerId), providerInfo, ciphertext].flatMap((part) => [encodeUint16(part.length), part]),
  );
  return concatAll([
    suite.version === 1 ? Uint8Array.of(1, MESSAGE_TYPE_V1) : Uint8Array.of(2),
    encodeUint16(suite.id),
    messageId,
    encodeUint16(context.length),
    context,
    encodeUint16(encryptedDataKeys.length),
    ...keys,
    Uint8Array.of(contentType === 'framed' ? 2 : 1),
    suite.version === 1 ? Uint8Array.of(0, 0, 0, 0, IV_BYTES) : new Uint8Array(),
    encodeUint32(frameLength),
    commitment ?? new Uint8Array(),
  ]);
}

/** Serializes the part of a header that authenticates it. Only version 1 stores the IV. */
export function serializeAuthentication({ version }: Suite, { iv, tag }: HeaderAuthentication): Bytes {
  return version === 1 ? concatAll([iv, tag]) : tag;
}
