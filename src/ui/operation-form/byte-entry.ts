/** Bytes as they are entered in a form: as text, hex, base64 or PEM, or as a file. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { pemOf } from '../kit/pem.ts';
import { TEXTS } from './operation-form-texts.ts';

/** How bytes are written. */
export type ByteForm = 'text' | 'hex' | 'base64' | 'PEM';

/** The content of a field for bytes. A file takes precedence over the text. */
export interface ByteEntry {
  readonly form: ByteForm;
  readonly text: string;
  readonly file?: File;
  /** The content of `file`, once it is read; null: it cannot be read. Absent: not read yet, or not read here. */
  readonly content?: Bytes | null;
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

const READ: Readonly<Record<ByteForm, (text: string) => Bytes>> = {
  text: encodeUtf8,
  hex: (text) => fromHex(text.replace(/^0x/i, '').replace(/[\s:]+/g, '')),
  base64: fromAnyBase64,
  PEM: (text) => fromAnyBase64(PEM.exec(text.trim())?.[2] ?? '-'),
};

/**
 * The bytes of the text, whatever the file; undefined when it cannot be decoded. Hex may have spaces and colons; base64
 * may use the URL alphabet and lack padding.
 */
export function writtenBytes({ form, text }: ByteEntry): Bytes | undefined {
  try {
    return READ[form](text);
  } catch {
    return undefined;
  }
}

/** Why the text cannot be decoded; undefined when it can. */
export function whyUnreadable(entry: ByteEntry): string | undefined {
  return entry.file || writtenBytes(entry) ? undefined : TEXTS.notThisForm[entry.form];
}

/** The number of bytes; undefined while they cannot be decoded. */
export function lengthOf(entry: ByteEntry): number | undefined {
  return entry.file?.size ?? writtenBytes(entry)?.length;
}

/** All bytes. Throws TypeError when they cannot be decoded, DOMException when the file no longer exists. */
export async function allBytes(entry: ByteEntry): Promise<Bytes> {
  if (entry.file) return new Uint8Array(await entry.file.arrayBuffer());
  const bytes = writtenBytes(entry);
  if (!bytes) throw new TypeError(TEXTS.notThisForm[entry.form]);
  return bytes;
}

/** The same bytes written as `form`. Text that cannot be decoded, or bytes that are no text, stay as they are. */
export function rewritten(entry: ByteEntry, form: ByteForm): ByteEntry {
  const bytes = writtenBytes(entry);
  const text = bytes && bytes.length > 0 ? WRITE[form](bytes) : undefined;
  return { ...entry, form, text: text ?? entry.text };
}

/** Shortest text of which the form can be told from its characters. */
const MIN_TELLING_LENGTH = 16;

/** The form of `forms` that `pasted` is in, where its characters allow one only; undefined when they do not tell. */
export function formOf(pasted: string, forms: readonly ByteForm[]): ByteForm | undefined {
  const text = pasted.trim();
  if (text.startsWith('-----BEGIN ')) return forms.includes('PEM') ? 'PEM' : undefined;
  // Text can look like any other form, and so can a short value.
  if (forms.includes('text') || text.length < MIN_TELLING_LENGTH) return undefined;
  if (/^(?:0x)?[0-9a-f\s:]+$/i.test(text)) return forms.includes('hex') ? 'hex' : undefined;
  return forms.includes('base64') && /^[\w+/=\s-]+$/.test(text) ? 'base64' : undefined;
}

/**
 * Another form of `forms` that the text is probably in; undefined where its own form is plausible. A value of hex
 * digits alone is hex, although it can be decoded as base64 too.
 */
export function otherForm({ form, text, file }: ByteEntry, forms: readonly ByteForm[]): ByteForm | undefined {
  const written = text.trim();
  if (file || form === 'PEM' || written.length < MIN_TELLING_LENGTH) return undefined;
  const others = forms.filter((other) => other !== 'text' && other !== form);
  const likely = formOf(written, others);
  if (likely === undefined || writtenBytes({ form: likely, text }) === undefined) return undefined;
  // A long number is as likely text.
  if (form === 'text' && !/[a-f]/i.test(written)) return undefined;
  if (likely === 'base64') return writtenBytes({ form, text }) === undefined ? likely : undefined;
  return likely;
}

/** Whether the decoded bytes are base64 text again, as after encoding twice. */
export function encodedTwice(entry: ByteEntry): boolean {
  if (entry.file || entry.form === 'text') return false;
  const inner = new TextDecoder().decode(writtenBytes(entry) ?? new Uint8Array());
  return inner.length >= 24 && inner.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(inner);
}
