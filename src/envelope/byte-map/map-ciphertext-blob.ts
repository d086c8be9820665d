/** Maps a ciphertext blob of the sandbox. AWS's own format is unpublished. */
import { equalBytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { formatUuid } from '../../base/uuid.ts';
import { isAccountId } from '../../model/arn.ts';
import { CIPHERTEXT_BLOB } from '../../crypto/blob-layout.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { IV_BYTES, TAG_BYTES } from '../limits.ts';
import type { ByteMap } from './byte-map.ts';
import type { ByteWindow } from './byte-window.ts';
import { FieldCursor } from './field-cursor.ts';

const { versionBytes, accountBytes, flagsBytes, keyIdBytes, materialIdBytes, checkBytes } = CIPHERTEXT_BLOB;
const FLAGS = versionBytes + accountBytes;
const KEY_ID = FLAGS + flagsBytes;
const MATERIAL_ID = KEY_ID + keyIdBytes;
const CHECK = MATERIAL_ID + materialIdBytes;

/** Whether the first bytes are those of a blob: version, an account of 12 digits, known flags. */
export function startsCiphertextBlob(bytes: Uint8Array): boolean {
  return (
    bytes.length >= KEY_ID &&
    bytes[0] === CIPHERTEXT_BLOB.version &&
    isAccountId(toHex(bytes.subarray(versionBytes, FLAGS))) &&
    ((bytes[FLAGS] ?? 0) & ~CIPHERTEXT_BLOB.multiRegionFlag) === 0
  );
}

/** Maps a blob. Its check is verified, which authenticates nothing. */
export async function mapCiphertextBlob(window: ByteWindow): Promise<ByteMap> {
  const cursor = new FieldCursor(window.size);
  const head = await window.read(0, CHECK + checkBytes);
  const version = head[0] ?? 0;
  const flags = head[FLAGS] ?? 0;
  const id = head.subarray(KEY_ID, MATERIAL_ID);
  const isMultiRegion = (flags & CIPHERTEXT_BLOB.multiRegionFlag) !== 0;
  const keyId = isMultiRegion || id.length < keyIdBytes ? `mrk-${toHex(id)}` : formatUuid(id);
  if (version !== CIPHERTEXT_BLOB.version) cursor.fail({ kind: 'start' });
  const isWhole =
    cursor.take('blob version', versionBytes, { value: version }) &&
    cursor.take('account', accountBytes, { value: toHex(head.subarray(versionBytes, FLAGS)) }) &&
    cursor.take('flags', flagsBytes, { value: flags }) &&
    cursor.take('key id', keyIdBytes, { value: keyId }) &&
    cursor.take('material id', materialIdBytes, { value: toHex(head.subarray(MATERIAL_ID, CHECK)) }) &&
    cursor.take('blob check', checkBytes);
  if (!isWhole) return cursor.finish('ciphertext-blob');
  const check = sha256(head.subarray(0, CHECK)).subarray(0, checkBytes);
  if (!equalBytes(check, head.subarray(CHECK))) cursor.fail({ kind: 'check' }, CHECK);
  if (!cursor.take('blob IV', IV_BYTES)) return cursor.finish('ciphertext-blob');
  const sealed = cursor.size - cursor.at;
  // The length of the ciphertext is not stored: the last bytes are the tag.
  if (sealed >= TAG_BYTES) cursor.take('blob ciphertext', sealed - TAG_BYTES);
  cursor.take('blob tag', TAG_BYTES);
  return cursor.finish('ciphertext-blob');
}
