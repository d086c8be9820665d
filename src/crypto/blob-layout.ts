/**
 * Layout of the byte strings of the sandbox that AWS does not publish a format for: ciphertext blobs and import tokens.
 * Lengths are in bytes; the fields follow each other in this order.
 */

/** A ciphertext blob of a symmetric key. The ciphertext is between IV and tag. */
export const CIPHERTEXT_BLOB = {
  /** Value of the first byte. */
  version: 0xa7,
  versionBytes: 1,
  /** Binary-coded decimal. */
  accountBytes: 6,
  flagsBytes: 1,
  /** Flag of a multi-Region key ID. */
  multiRegionFlag: 1,
  keyIdBytes: 16,
  materialIdBytes: 32,
  /** Truncated SHA-256 of the bytes before it. */
  checkBytes: 4,
} as const;

/** An import token. */
export const IMPORT_TOKEN = {
  /** Value of the first byte. */
  version: 0xa8,
  versionBytes: 1,
  idBytes: 32,
  /** Milliseconds since 1970 until which the token is valid. */
  validToBytes: 8,
  /** SHA-256 of the bytes before it and the key ARN. */
  checkBytes: 32,
} as const;
