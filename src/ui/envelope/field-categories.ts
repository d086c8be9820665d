/** What the fields of byte maps are for: each category has a mark of its own in the grid. */
import type { MapFieldName } from '../../envelope/byte-map/byte-map.ts';

/** A category of fields. */
export type FieldCategory = 'structure' | 'context' | 'data-key' | 'authentication' | 'content' | 'unread';

/** The categories, in the order of the legend. */
export const FIELD_CATEGORIES: readonly FieldCategory[] = [
  'structure',
  'context',
  'data-key',
  'authentication',
  'content',
  'unread',
];

/** Fields that are not structure. */
const CATEGORIES: Partial<Record<MapFieldName, FieldCategory>> = {
  'context key': 'context',
  'context value': 'context',
  'JSON context value': 'context',
  'provider id': 'data-key',
  'provider information': 'data-key',
  'encrypted data key': 'data-key',
  'JSON provider': 'data-key',
  'JSON key information': 'data-key',
  'JSON data key': 'data-key',
  'key id': 'data-key',
  'material id': 'data-key',
  'algorithm suite data': 'authentication',
  'header tag': 'authentication',
  'frame tag': 'authentication',
  signature: 'authentication',
  'blob tag': 'authentication',
  'JSON commitment': 'authentication',
  'JSON tag': 'authentication',
  'encrypted content': 'content',
  'blob ciphertext': 'content',
  'JSON ciphertext': 'content',
  'frames not shown': 'unread',
  'trailing bytes': 'unread',
  unread: 'unread',
};

/** The category of a field. */
export const categoryOf = (name: MapFieldName): FieldCategory => CATEGORIES[name] ?? 'structure';
