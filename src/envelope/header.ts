/** The header of a message, versions 1 and 2. Source: Developer Guide, "AWS Encryption SDK message format reference". */
import { concatBytes, encodeUint16, encodeUint32, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { serializeContext, type EncryptionContext } from './encryption-context.ts';
import type { Suite } from './suites.ts';

/** One encrypted copy of the data key. */
export interface EncryptedDataKey {
  /** Who can open it: `aws-kms`, or the namespace of another keyring. */
  readonly providerId: string;
  /** For `aws-kms` the ARN of the KMS key, in UTF-8. */
  readonly providerInfo: Bytes;
  /** For `aws-kms` the CiphertextBlob. */
  readonly ciphertext: Bytes;
}

/** How the content is laid out. */
export type ContentType = 'framed' | 'non-framed';

/** A parsed header. */
export interface Header {
  readonly suite: Suite;
  /** 16 bytes in version 1, 32 in version 2. */
  readonly messageId: Bytes;
  readonly encryptionContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly contentType: ContentType;
  /** Bytes of content in a regular frame; 0 when non-framed. */
  readonly frameLength: number;
  /** What the header commits to, 32 bytes; absent in version 1. */
  readonly commitment?: Bytes;
}

/** What an operation found. */
export interface MessageResult {
  readonly header: Header;
}

/** The IV and tag that authenticate a header. */
export interface HeaderAuthentication {
  readonly iv: Bytes;
  readonly tag: Bytes;
}

/** What a header looks like on the wire. */
export interface ParsedHeader {
  readonly header: Header;
  readonly authentication: HeaderAuthentication;
  /** The bytes that the tag authenticates. */
  readonly authenticated: Bytes;
  /** Those and what follows them: the whole header. */
  readonly bytes: Bytes;
}

/** Codes of the content types. */
export const CONTENT_TYPES: Readonly<Record<number, ContentType>> = { 1: 'non-framed', 2: 'framed' };

/** The `type` byte of version 1: customer authenticated encrypted data. */
export const MESSAGE_TYPE_V1 = 0x80;

/** The bytes of a version 2 header that its tag authenticates: all but the tag. */
export function serializeHeader(header: Header & { readonly commitment: Bytes }): Bytes {
  const context = serializeContext(header.encryptionContext);
  const keys = header.encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) =>
    [encodeUtf8(providerId), providerInfo, ciphertext].flatMap((part) => [encodeUint16(part.length), part]),
  );
  return concatBytes(
    Uint8Array.of(2),
    encodeUint16(header.suite.id),
    header.messageId,
    encodeUint16(context.length),
    context,
    encodeUint16(header.encryptedDataKeys.length),
    ...keys,
    Uint8Array.of(header.contentType === 'framed' ? 2 : 1),
    encodeUint32(header.frameLength),
    header.commitment,
  );
}
