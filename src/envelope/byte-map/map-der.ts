/** Maps keys, certificates and signatures in DER. Recognizes them by their structure. */
import type { ByteFormat, ByteMap, DerFieldName } from './byte-map.ts';
import type { ByteWindow } from './byte-window.ts';
import { decodeObjectIdentifier, parseDerElements, type DerElement } from './der-elements.ts';
import { FieldCursor } from './field-cursor.ts';
import { OBJECT_IDENTIFIERS } from './object-identifiers.ts';

/** Maximum length. Longer inputs are no key, certificate or signature. */
export const MAX_DER_BYTES = 1024 * 1024;

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
const EXPLICIT_0 = 0xa0;

const NAMES: Readonly<Record<number, DerFieldName>> = {
  [INTEGER]: 'DER integer',
  [BIT_STRING]: 'DER bit string',
  [OCTET_STRING]: 'DER octet string',
  [OBJECT_IDENTIFIER]: 'DER object identifier',
};

type DerFormat = Extract<ByteFormat, 'public-key' | 'private-key' | 'certificate' | 'ecdsa-signature' | 'cms'>;

/** Maps `window` as DER. Returns undefined if it is not a structure of these formats. */
export async function mapDer(window: ByteWindow): Promise<ByteMap | undefined> {
  if (window.size > MAX_DER_BYTES) return undefined;
  const bytes = await window.read(0, window.size);
  const elements = bytes[0] === SEQUENCE ? parseDerElements(bytes) : undefined;
  const [root, ...others] = elements ?? [];
  const format = root && others.length === 0 ? formatOf(root, bytes) : undefined;
  if (!root || !format) return undefined;
  const cursor = new FieldCursor(window.size);
  addElement(cursor, root, bytes);
  const algorithm = algorithmOf(root, bytes);
  return cursor.finish(format, 'unread', algorithm && format !== 'ecdsa-signature' ? { algorithm } : {});
}

function addElement(cursor: FieldCursor, element: DerElement, bytes: Uint8Array): void {
  const { tag, offset, headerLength, length, children } = element;
  cursor.take('DER header', headerLength, { value: tag });
  if (children.length > 0) {
    for (const child of children) addElement(cursor, child, bytes);
    return;
  }
  const content = bytes.subarray(offset + headerLength, offset + headerLength + length);
  const value = tag === OBJECT_IDENTIFIER ? { value: nameOf(content) } : {};
  if (length > 0) cursor.take(NAMES[tag] ?? 'DER other', length, value);
}

const nameOf = (content: Uint8Array): string => {
  const identifier = decodeObjectIdentifier(content);
  return OBJECT_IDENTIFIERS[identifier] ?? identifier;
};

const tagsOf = ({ children }: DerElement): readonly number[] => children.map(({ tag }) => tag);

const hasTags = (element: DerElement | undefined, ...tags: readonly number[]): boolean =>
  element?.tag === SEQUENCE && tags.every((tag, index) => element.children[index]?.tag === tag);

function formatOf(root: DerElement, bytes: Uint8Array): DerFormat | undefined {
  const [first, second] = root.children;
  const shape = tagsOf(root).join();
  if (shape === [SEQUENCE, BIT_STRING].join()) return hasTags(first, OBJECT_IDENTIFIER) ? 'public-key' : undefined;
  if (shape.startsWith([INTEGER, SEQUENCE, OCTET_STRING].join()))
    return hasTags(second, OBJECT_IDENTIFIER) ? 'private-key' : undefined;
  if (shape === [SEQUENCE, SEQUENCE, BIT_STRING].join())
    return hasTags(second, OBJECT_IDENTIFIER) ? 'certificate' : undefined;
  if (shape === [INTEGER, INTEGER].join()) return 'ecdsa-signature';
  if (shape === [OBJECT_IDENTIFIER, EXPLICIT_0].join() && first) {
    const { offset, headerLength, length } = first;
    const start = offset + headerLength;
    const name = OBJECT_IDENTIFIERS[decodeObjectIdentifier(bytes.subarray(start, start + length))];
    return name?.startsWith('CMS') ? 'cms' : undefined;
  }
  return undefined;
}

/** Name of the first object identifier, and of the curve after it. */
function algorithmOf(root: DerElement, bytes: Uint8Array): string | undefined {
  const found: string[] = [];
  const visit = ({ tag, offset, headerLength, length, children }: DerElement) => {
    const start = offset + headerLength;
    if (tag === OBJECT_IDENTIFIER) found.push(nameOf(bytes.subarray(start, start + length)));
    children.forEach(visit);
  };
  // In a certificate, the algorithm of its signature is outside of the signed part.
  const isCertificate = tagsOf(root).join() === [SEQUENCE, SEQUENCE, BIT_STRING].join();
  visit(isCertificate ? (root.children[1] ?? root) : root);
  return found.length === 0 ? undefined : found.slice(0, 2).join(', ');
}
