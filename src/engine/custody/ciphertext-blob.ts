/**
 * Ciphertext blobs of symmetric keys. AWS's format is unpublished. This format is also opaque to callers: it names the
 * key and the material, so that Decrypt needs no KeyId, and 4,096 bytes of plaintext stay below 6,144.
 *
 * ```
 * version 1 | account 6 (BCD) | flags 1 (bit 0: multi-Region ID) | key ID 16 | material ID 32 | check 4 | IV 12 |
 * ciphertext and tag
 * ```
 *
 * The check is a truncated SHA-256 of the bytes before it: a damaged ID is then a damaged blob, not another key. It
 * authenticates nothing. AES-GCM does, with all bytes before the IV as part of the additional authenticated data.
 */

import { concatBytes, copyBytes, equalBytes, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { parseUuid, formatUuid } from '../../base/uuid.ts';
import { IV_BYTES, TAG_BYTES } from '../../crypto/aes-gcm.ts';
import { CIPHERTEXT_BLOB } from '../../crypto/blob-layout.ts';
import { sha256 } from '../../crypto/sha256.ts';

const { version: VERSION, checkBytes: CHECK, multiRegionFlag: MULTI_REGION } = CIPHERTEXT_BLOB;
const NAMED =
  CIPHERTEXT_BLOB.versionBytes +
  CIPHERTEXT_BLOB.accountBytes +
  CIPHERTEXT_BLOB.flagsBytes +
  CIPHERTEXT_BLOB.keyIdBytes +
  CIPHERTEXT_BLOB.materialIdBytes;

/** The key and material that a blob names. */
export interface CiphertextIds {
  readonly account: string;
  readonly keyId: string;
  readonly materialId: string;
}

/** A parsed blob. AES-GCM authenticates `header` with it. */
export interface CiphertextBlob extends CiphertextIds {
  readonly header: Bytes;
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

/** Cached headers by record: records are replaced, never changed. */
const headers = new WeakMap<CiphertextIds, Bytes>();

/** Returns the bytes of a blob before its IV. They are cached: do not write to them or transfer them. */
export function encodeBlobHeader(name: CiphertextIds): Bytes {
  let header = headers.get(name);
  if (header === undefined) {
    header = makeHeader(name);
    headers.set(name, header);
  }
  return header;
}

function makeHeader(name: CiphertextIds): Bytes {
  const multiRegion = name.keyId.startsWith('mrk-');
  const named = concatBytes(
    Uint8Array.of(VERSION),
    fromHex(name.account),
    Uint8Array.of(multiRegion ? MULTI_REGION : 0),
    multiRegion ? fromHex(name.keyId.slice(4)) : parseUuid(name.keyId),
    fromHex(name.materialId),
  );
  return concatBytes(named, sha256(named).subarray(0, CHECK));
}

/** The start of a blob: the header, and the IDs that it contains. */
interface Beginning {
  readonly name: CiphertextIds;
  readonly header: Bytes;
}

/** Cached headers by check: all blobs of one material share a header. The bytes are compared too. */
const beginnings = new Map<number, Beginning>();
const MAX_CACHED_HEADERS = 1_000;

function beginningOf(blob: Uint8Array): Beginning | undefined {
  const check = new DataView(blob.buffer, blob.byteOffset).getUint32(NAMED);
  const known = beginnings.get(check);
  if (known !== undefined && equalBytes(known.header, blob.subarray(0, NAMED + CHECK))) return known;
  const beginning = readBeginning(blob);
  if (beginning === undefined) return undefined;
  if (beginnings.size >= MAX_CACHED_HEADERS) beginnings.clear();
  beginnings.set(check, beginning);
  return beginning;
}

function readBeginning(blob: Uint8Array): Beginning | undefined {
  const named = blob.subarray(0, NAMED);
  if (!equalBytes(sha256(named).subarray(0, CHECK), blob.subarray(NAMED, NAMED + CHECK))) return undefined;
  const id = blob.subarray(8, 24);
  const name: CiphertextIds = {
    account: toHex(blob.subarray(1, 7)),
    keyId: (blob[7] as number) & MULTI_REGION ? `mrk-${toHex(id)}` : formatUuid(id),
    materialId: toHex(blob.subarray(24, NAMED)),
  };
  return { name, header: copyBytes(blob.subarray(0, NAMED + CHECK)) };
}

/**
 * Parses a blob. Returns undefined if it is not one of this format. IV and ciphertext are views of the blob; do not
 * write to the header.
 */
export function parseCiphertextBlob(blob: Uint8Array): CiphertextBlob | undefined {
  if (blob.length < NAMED + CHECK + IV_BYTES + TAG_BYTES || blob[0] !== VERSION) return undefined;
  const beginning = beginningOf(blob);
  if (beginning === undefined) return undefined;
  const { name, header } = beginning;
  const body = blob.subarray(NAMED + CHECK) as Bytes;
  return { ...name, header, iv: body.subarray(0, IV_BYTES), sealed: body.subarray(IV_BYTES) };
}
