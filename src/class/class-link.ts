/** A class as a part of a link: JSON, compressed with gzip, in base64url without padding. */
import { fromBase64, toBase64 } from '../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../base/bytes.ts';
import { compressGzip, decompressGzip } from '../base/gzip.ts';
import { MAX_CLASS_BYTES, type ClassFile } from './class-file.ts';

/** Maximum length of an encoded class. Browsers and chat programs cut longer addresses. */
export const MAX_LINK_LENGTH = 32_000;

const ENCODED = /^[A-Za-z0-9_-]+$/;

/** Encodes a class for a link. The result can be longer than MAX_LINK_LENGTH. */
export async function encodeClass(file: ClassFile): Promise<string> {
  const base64 = toBase64(await compressGzip(encodeUtf8(JSON.stringify(file))));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Why a link has no class. */
export type LinkProblem = 'not-encoded' | 'too-large';

/** Returns the JSON text that a link has, which is data of a stranger, or why it has none. */
export async function decodeClass(
  encoded: string,
): Promise<{ readonly text: string } | { readonly problem: LinkProblem }> {
  if (encoded.length > MAX_LINK_LENGTH) return { problem: 'too-large' };
  if (!ENCODED.test(encoded)) return { problem: 'not-encoded' };
  const base64 = encoded.replaceAll('-', '+').replaceAll('_', '/');
  try {
    const bytes = fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
    const json = await decompressGzip(bytes, MAX_CLASS_BYTES);
    return json === undefined ? { problem: 'too-large' } : { text: decodeUtf8(json) };
  } catch {
    // Cut off, changed, or made by another program.
    return { problem: 'not-encoded' };
  }
}
