/** Maps an import token of the sandbox. AWS's own format is unpublished. */
import { toHex } from '../../base/hex.ts';
import { IMPORT_TOKEN } from '../../crypto/blob-layout.ts';
import type { ByteMap } from './byte-map.ts';
import type { ByteWindow } from './byte-window.ts';
import { FieldCursor } from './field-cursor.ts';

const { version, versionBytes, idBytes, validToBytes, checkBytes } = IMPORT_TOKEN;
const VALID_TO = versionBytes + idBytes;

/** Length of every import token. */
const TOKEN_BYTES = VALID_TO + validToBytes + checkBytes;

/** Whether an input of `size` bytes that starts with `bytes` has length and first byte of an import token. */
export function isImportToken(bytes: Uint8Array, size: number): boolean {
  return size === TOKEN_BYTES && bytes[0] === version;
}

/** Maps a token. Its check is not verified: that needs the key ARN, which a token does not contain. */
export async function mapImportToken(window: ByteWindow): Promise<ByteMap> {
  const cursor = new FieldCursor(window.size);
  const bytes = await window.read(0, TOKEN_BYTES);
  if (bytes[0] !== version) cursor.fail({ kind: 'start' });
  else if (window.size !== TOKEN_BYTES) cursor.fail({ kind: 'size', expected: TOKEN_BYTES });
  const hasTime = bytes.length >= VALID_TO + validToBytes;
  const time = hasTime ? Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(VALID_TO)) : 0;
  const isWhole =
    cursor.take('token version', versionBytes, { value: bytes[0] ?? 0 }) &&
    cursor.take('import parameters id', idBytes, { value: toHex(bytes.subarray(versionBytes, VALID_TO)) }) &&
    cursor.take('valid to', validToBytes, { value: time }) &&
    cursor.take('token check', checkBytes);
  return cursor.finish('import-token', isWhole ? 'trailing bytes' : 'unread');
}
