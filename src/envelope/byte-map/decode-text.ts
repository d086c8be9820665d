/** Decodes bytes that were written as text: hex, base64 or PEM. */
import { fromBase64 } from '../../base/base64.ts';
import type { Bytes } from '../../base/bytes.ts';
import { fromHex } from '../../base/hex.ts';

/** How bytes are written as text. */
export type TextEncoding = 'hex' | 'base64' | 'PEM';

/** Decoded bytes, and how they were written. */
export interface DecodedText {
  readonly encoding: TextEncoding;
  readonly bytes: Bytes;
  /** PEM blocks in the text, of which the first is decoded. Absent unless there are several. */
  readonly blocks?: number;
}

/** A block of PEM. Text around blocks is allowed: https://www.rfc-editor.org/rfc/rfc7468#section-2 */
const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;
const HEX = /^(?:0x)?[0-9a-f]+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Shortest text that is taken for encoded bytes: shorter ones are words as likely. */
const MIN_CHARACTERS = 16;

function decodeBase64(text: string): Bytes | undefined {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  try {
    return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  } catch {
    return undefined;
  }
}

/**
 * Decodes `text`. PEM may have text around it; of several blocks, the first is decoded. Hex may have spaces and colons;
 * base64 may use the URL alphabet and lack padding. Hex digits alone are hex. Returns undefined for any other text.
 */
export function decodeText(text: string): DecodedText | undefined {
  const blocks = [...text.matchAll(PEM)];
  const pem = decodeBase64(blocks[0]?.[2]?.replace(/\s+/g, '') ?? '');
  if (pem && pem.length > 0)
    return { encoding: 'PEM', bytes: pem, ...(blocks.length > 1 ? { blocks: blocks.length } : {}) };
  const joined = text.replace(/\s+/g, '');
  const digits = joined.replaceAll(':', '').replace(/^0x/i, '');
  if (joined.length < MIN_CHARACTERS) return undefined;
  if (HEX.test(digits) && digits.length % 2 === 0) return { encoding: 'hex', bytes: fromHex(digits) };
  const bytes = BASE64.test(joined) ? decodeBase64(joined) : undefined;
  return bytes && { encoding: 'base64', bytes };
}
