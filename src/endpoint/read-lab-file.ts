/** Reads the file of a lab, up to its maximum size: a device can be endless. */
import { open } from 'node:fs/promises';
import { MAX_LAB_BYTES } from '../labs/lab-file-rules.ts';
import { UsageError } from './parse-options.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a file until it ends, but no more than one byte over the maximum. */
async function readBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(MAX_LAB_BYTES + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

/**
 * Returns the text of a file. That of a file over the maximum is cut, and still over it.
 * @throws {UsageError} if the file cannot be read, or is not UTF-8
 */
export async function readLabFile(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(path);
  } catch (error) {
    throw new UsageError(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  // The end may be in the middle of a character: the size alone counts.
  if (bytes.length > MAX_LAB_BYTES) return ' '.repeat(bytes.length);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8 text.`);
  }
}
