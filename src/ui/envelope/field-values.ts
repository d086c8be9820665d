/** Formats the fields of byte maps for display. */
import type { MapField } from '../../envelope/byte-map/byte-map.ts';
import { findSuite, formatSuiteId } from '../../envelope/suites.ts';
import { count, moment } from '../kit/format.ts';
import { FIELD_TEXTS } from './field-texts.ts';
import { TEXTS } from './inspector-texts.ts';

const hexByte = (value: number) => `0x${value.toString(16).padStart(2, '0')}`;

/** Fields whose number is a code. */
const CODES: readonly MapField['name'][] = ['type', 'blob version', 'token version', 'DER header'];

/** The value of a field as text; empty if it is bytes alone. */
export function valueText({ name, value }: MapField): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (name === 'algorithm suite id')
    return `${formatSuiteId(value)} ${findSuite(value)?.name ?? TEXTS.field.unknownSuite}`;
  if (name === 'valid to') return moment(value);
  if (name === 'frames not shown') return TEXTS.field.frames(count(value));
  if (name.startsWith('JSON')) return TEXTS.field.decodedBytes(count(value));
  return CODES.includes(name) ? hexByte(value) : count(value);
}

/** Fields of which a message has several, with the name of what they belong to. */
const OWNERS: readonly (readonly [prefixes: readonly string[], owner: (index: string) => string])[] = [
  [['context', 'JSON context'], TEXTS.field.pair],
  [
    ['provider', 'data key length', 'encrypted data key', 'JSON provider', 'JSON key information', 'JSON data key'],
    TEXTS.field.dataKey,
  ],
  [['sequence', 'final', 'frame ', 'encrypted content', 'content length'], TEXTS.field.frame],
];

/** The name of a field, with the pair, data key or frame that it belongs to. */
export function fieldLabel({ name, index }: Pick<MapField, 'name' | 'index'>): string {
  const { label } = FIELD_TEXTS[name];
  if (index === undefined) return label;
  const owner = OWNERS.find(([prefixes]) => prefixes.some((prefix) => name.startsWith(prefix)))?.[1];
  return owner ? TEXTS.field.ofOwner(label, owner(count(index))) : label;
}
