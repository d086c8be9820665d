/** Bytes as they are entered in a form: written as text, hex, base64 or PEM, or in a file. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { pemOf } from '../kit/pem.ts';

/** How bytes are written. */
export type ByteForm = 'text' | 'hex' | 'base64' | 'PEM';

/** What stands in a field for bytes. A file counts before the text. */
export interface ByteEntry {
  readonly form: ByteForm;
  readonly text: string;
  readonly file?: File;
}

const PEM = /^-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----$/;

const fromAnyBase64 = (text: string) => {
  const standard = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
};

const asText = (bytes: Bytes): string | undefined => {
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
};

const WRITE: Readonly<Record<ByteForm, (bytes: Bytes) => string | undefined>> = {
  text: asText,
  hex: toHex,
  base64: toBase64,
  PEM: (bytes) => pemOf(bytes).trimEnd(),
};

const READ: Readonly<Record<ByteForm, { read(text: string): Bytes; readonly wrong: string }>> = {
  text: { read: encodeUtf8, wrong: '' },
  hex: {
    read: (text) => fromHex(text.replace(/^0x/i, '').replace(/[\s:]+/g, '')),
    wrong: 'This is not hex: pairs of the digits 0 to 9 and a to f.',
  },
  base64: { read: fromAnyBase64, wrong: 'This is not base64: check that nothing is missing at its ends.' },
  PEM: {
    read: (text) => fromAnyBase64(PEM.exec(text.trim())?.[2] ?? '-'),
    wrong: 'This is not PEM: it begins with -----BEGIN …----- and ends with -----END …-----.',
  },
};

/** The bytes of what is written, files aside; undefined when it cannot be read. Hex may have spaces and colons, base64 may be the URL alphabet and unpadded. */
export function writtenBytes({ form, text }: ByteEntry): Bytes | undefined {
  try {
    return READ[form].read(text);
  } catch {
    return undefined;
  }
}

/** Why what is written cannot be read; undefined when it can. */
export function whyUnreadable(entry: ByteEntry): string | undefined {
  return entry.file || writtenBytes(entry) ? undefined : READ[entry.form].wrong;
}

/** How many bytes there are; undefined while they cannot be read. */
export function lengthOf(entry: ByteEntry): number | undefined {
  return entry.file?.size ?? writtenBytes(entry)?.length;
}

/** All the bytes. Throws TypeError when they cannot be read, DOMException when the file is gone. */
export async function allBytes(entry: ByteEntry): Promise<Bytes> {
  if (entry.file) return new Uint8Array(await entry.file.arrayBuffer());
  const bytes = writtenBytes(entry);
  if (!bytes) throw new TypeError(READ[entry.form].wrong);
  return bytes;
}

/** The same bytes written as `form`; what cannot be read, or is no text, stays as it is written. */
export function rewritten(entry: ByteEntry, form: ByteForm): ByteEntry {
  const bytes = writtenBytes(entry);
  const text = bytes && bytes.length > 0 ? WRITE[form](bytes) : undefined;
  return { ...entry, form, text: text ?? entry.text };
}

/** The one way to read `pasted` that its looks leave open, of `forms`; undefined when there is none or more than one. */
export function formOf(pasted: string, forms: readonly ByteForm[]): ByteForm | undefined {
  const text = pasted.trim();
  if (text.startsWith('-----BEGIN ')) return forms.includes('PEM') ? 'PEM' : undefined;
  // Words are text, and short ones look like anything.
  if (forms.includes('text') || text.length < 16) return undefined;
  if (/^(?:0x)?[0-9a-f\s:]+$/i.test(text)) return forms.includes('hex') ? 'hex' : undefined;
  return forms.includes('base64') && /^[\w+/=\s-]+$/.test(text) ? 'base64' : undefined;
}

/** Whether the bytes are themselves the text of base64: encoded twice, as a slip of copying between tools makes it. */
export function encodedTwice(entry: ByteEntry): boolean {
  if (entry.file || entry.form === 'text') return false;
  const inner = new TextDecoder().decode(writtenBytes(entry) ?? new Uint8Array());
  return inner.length >= 24 && inner.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(inner);
}
