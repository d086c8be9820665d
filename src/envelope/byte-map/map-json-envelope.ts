/** Maps a JSON envelope: each value of the document, and the syntax between them. */
import { fromBase64 } from '../../base/base64.ts';
import { childrenOf, jsonTree, memberOf, type JsonNode } from '../../base/json-text.ts';
import { EnvelopeError } from '../envelope-error.ts';
import { FaultyDocument, JSON_FORMAT, parseJsonEnvelope } from '../json/json-document.ts';
import type { ByteMap, JsonFieldName } from './byte-map.ts';
import type { ByteWindow } from './byte-window.ts';
import { FieldCursor } from './field-cursor.ts';

/** Maximum length of a document. It is in memory as a whole. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;

const MEMBERS: Readonly<Record<string, JsonFieldName>> = {
  format: 'JSON format',
  version: 'JSON version',
  note: 'JSON note',
  algorithm: 'JSON algorithm',
  messageId: 'JSON message id',
  commitment: 'JSON commitment',
  iv: 'JSON IV',
  ciphertext: 'JSON ciphertext',
  tag: 'JSON tag',
};

const RECIPIENT_MEMBERS: Readonly<Record<string, JsonFieldName>> = {
  provider: 'JSON provider',
  info: 'JSON key information',
  infoBase64: 'JSON key information',
  encryptedDataKey: 'JSON data key',
};

/** Members whose value is base64: their value on the map is the number of bytes. */
const BASE64_FIELDS: readonly JsonFieldName[] = [
  'JSON data key',
  'JSON message id',
  'JSON commitment',
  'JSON IV',
  'JSON ciphertext',
  'JSON tag',
];

interface Value {
  readonly name: JsonFieldName;
  readonly node: JsonNode;
  readonly member: string;
  readonly index?: number;
}

/** Reads the document as text. Returns undefined if it is not UTF-8 or longer than `MAX_JSON_BYTES`. */
export async function readJsonText(window: ByteWindow): Promise<string | undefined> {
  if (window.size > MAX_JSON_BYTES) return undefined;
  try {
    // The byte order mark is kept: positions are those of the bytes.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await window.read(0, window.size));
  } catch {
    return undefined;
  }
}

/** Whether a text is a JSON object whose format is that of the JSON envelope. */
export function isJsonEnvelope(text: string): boolean {
  const member = membersOf(jsonTree(text)).find(({ name }) => name === 'format');
  return member?.value?.value === JSON_FORMAT;
}

const membersOf = (node: JsonNode | undefined) =>
  node?.type === 'object' ? childrenOf(node).map((property) => memberOf(property)) : [];

function valuesOf(text: string): readonly Value[] {
  const values: Value[] = [];
  for (const { name: member, value: node } of membersOf(jsonTree(text))) {
    if (!node) continue;
    if (member === 'encryptionContext' && node.type === 'object') {
      for (const [index, pair] of membersOf(node).entries())
        if (pair.value)
          values.push({ name: 'JSON context value', node: pair.value, member: pair.name, index: index + 1 });
    } else if (member === 'recipients' && node.type === 'array') {
      for (const [index, recipient] of childrenOf(node).entries())
        for (const { name, value } of membersOf(recipient))
          if (value)
            values.push({
              name: RECIPIENT_MEMBERS[name] ?? 'JSON other member',
              node: value,
              member: name,
              index: index + 1,
            });
    } else values.push({ name: MEMBERS[member] ?? 'JSON other member', node, member });
  }
  return values;
}

/** Maps the text of a document. */
export function mapJsonEnvelope(text: string, size: number): ByteMap {
  const cursor = new FieldCursor(size);
  const encoder = new TextEncoder();
  let at = 0;
  const bytesTo = (end: number): number => {
    const { length } = encoder.encode(text.slice(at, end));
    at = end;
    return length;
  };
  const faulty = faultOf(text);
  for (const { name, node, member, index } of valuesOf(text)) {
    const gap = bytesTo(node.offset);
    if (gap > 0) cursor.take('JSON syntax', gap);
    if (faulty?.member === member) cursor.fail(faulty);
    cursor.take(name, bytesTo(node.offset + node.length), {
      value: shown(name, member, node.value),
      ...(index ? { index } : {}),
    });
  }
  if (faulty) cursor.fail(faulty, 0);
  else if (!isJson(text)) cursor.fail({ kind: 'not-json' });
  return cursor.finish('json-envelope', 'JSON syntax');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function faultOf(text: string) {
  if (!isJson(text)) return undefined;
  try {
    parseJsonEnvelope(text);
    return undefined;
  } catch (error) {
    if (error instanceof FaultyDocument) return error.fault;
    if (!(error instanceof EnvelopeError)) throw error;
    // The only other check is that of the encryption context.
    return { kind: 'json-member', member: 'encryptionContext', problem: 'type' } as const;
  }
}

/** The value on the map: text, or the number of bytes of base64. */
function shown(name: JsonFieldName, member: string, value: unknown): string | number {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (name === 'JSON context value') return `${member} = ${text}`;
  if (!BASE64_FIELDS.includes(name)) return text;
  try {
    return fromBase64(text).length;
  } catch {
    return text;
  }
}
