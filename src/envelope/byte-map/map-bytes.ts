/** Recognizes the format of an input by parsing it, and maps its bytes. */
import type { Attempt, ByteFault, ByteFormat, ByteMap } from './byte-map.ts';
import { ByteWindow } from './byte-window.ts';
import { decodeText, type TextEncoding } from './decode-text.ts';
import { FieldCursor } from './field-cursor.ts';
import { mapCiphertextBlob, startsCiphertextBlob } from './map-ciphertext-blob.ts';
import { mapDer, MAX_DER_BYTES } from './map-der.ts';
import { isImportToken, mapImportToken } from './map-import-token.ts';
import { isJsonEnvelope, mapJsonEnvelope, MAX_JSON_BYTES, readJsonText } from './map-json-envelope.ts';
import { mapMessage } from './map-message.ts';

/** Options of `mapBytes`. */
export interface MapOptions {
  /** Maximum number of frames before the final one whose fields are listed. Default: 32. */
  readonly maxFrames?: number | undefined;
  /** The format, if it is known, as that of a damaged copy is. Otherwise it is recognized. */
  readonly format?: ByteFormat | undefined;
}

/** A map with its bytes. */
export interface MappedBytes {
  readonly map: ByteMap;
  /** The input, or what its text encodes. */
  readonly blob: Blob;
  /** How the bytes were written, if the input was text. */
  readonly encoding?: TextEncoding;
  /** PEM blocks in the input, of which the first is mapped. Absent unless there are several. */
  readonly blocks?: number;
}

/** Faults by which a header is not one of a message. */
const NOT_A_MESSAGE: readonly ByteFault['kind'][] = ['version', 'type', 'suite', 'suite-version'];

/** Maximum length of text that is decoded. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** Maps an input of any size. Rejects with DOMException if the file cannot be read. */
export async function mapBytes(blob: Blob, options: MapOptions = {}): Promise<MappedBytes> {
  if (options.format) return { map: await mapAs(options.format, new ByteWindow(blob), options), blob };
  const map = await recognize(new ByteWindow(blob), options);
  if (map.format !== 'unknown' || blob.size > MAX_TEXT_BYTES) return { map, blob };
  const decoded = decodeText(new TextDecoder().decode(await blob.arrayBuffer()));
  if (!decoded) return { map, blob };
  const { bytes, ...others } = decoded;
  const inner = new Blob([bytes]);
  return { map: await recognize(new ByteWindow(inner), options), blob: inner, ...others };
}

async function mapAs(format: ByteFormat, window: ByteWindow, { maxFrames }: MapOptions): Promise<ByteMap> {
  if (format === 'message') return mapMessage(window, maxFrames);
  if (format === 'ciphertext-blob') return mapCiphertextBlob(window);
  if (format === 'import-token') return mapImportToken(window);
  if (format === 'json-envelope') {
    const text = await readJsonText(window);
    if (text !== undefined) return mapJsonEnvelope(text, window.size);
  } else if (format !== 'unknown') {
    const map = await mapDer(window);
    if (map) return map;
  }
  return mapUnread(format, window.size, format === 'unknown' ? undefined : { kind: 'other-structure' });
}

function mapUnread(format: ByteFormat, size: number, fault?: ByteFault, others: Partial<ByteMap> = {}): ByteMap {
  const cursor = new FieldCursor(size);
  if (fault) cursor.fail(fault);
  return cursor.finish(format, 'unread', others);
}

async function recognize(window: ByteWindow, { maxFrames }: MapOptions): Promise<ByteMap> {
  const tried: Attempt[] = [];
  const head = await window.read(0, 64);
  const message = await mapMessage(window, maxFrames);
  const suite = message.fields.find(({ name }) => name === 'algorithm suite id');
  if (suite && !(message.fault && NOT_A_MESSAGE.includes(message.fault.fault.kind))) return message;
  if (message.fault) tried.push({ format: 'message', fault: message.fault.fault });
  if (startsCiphertextBlob(head)) return mapCiphertextBlob(window);
  tried.push({ format: 'ciphertext-blob', fault: { kind: 'start' } });
  if (isImportToken(head, window.size)) return mapImportToken(window);
  tried.push({ format: 'import-token', fault: { kind: 'start' } });
  const text = await readJsonText(window);
  if (text !== undefined && isJsonEnvelope(text)) return mapJsonEnvelope(text, window.size);
  tried.push({ format: 'json-envelope', fault: faultOfSize(window.size, MAX_JSON_BYTES, 'not-json') });
  const der = await mapDer(window);
  if (der) return der;
  for (const format of ['public-key', 'private-key', 'certificate', 'ecdsa-signature', 'cms'] as const)
    tried.push({ format, fault: faultOfSize(window.size, MAX_DER_BYTES, 'other-structure') });
  return mapUnread('unknown', window.size, undefined, { tried });
}

const faultOfSize = (size: number, maximum: number, kind: 'not-json' | 'other-structure'): ByteFault =>
  size > maximum ? { kind: 'too-large', maximum } : { kind };
