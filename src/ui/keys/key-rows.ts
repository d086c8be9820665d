/** The rows of the key table: their properties, filter and order. */
import type { KeyListing } from '../../model/contract.ts';
import { day, stateWords } from '../kit/format.ts';
import { TEXTS } from './keys-texts.ts';

/** One row of the table. */
export type KeyRow = KeyListing;

/** Who manages a key. */
export type KeyManager = KeyRow['manager'];

/** A day as `2026-01-31`, in the time zone of the device as `day` shows it. */
function isoDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const dates = (at: number | undefined, absent: string): string[] =>
  at === undefined ? [absent] : [isoDay(at), day(at)];

/** The regionality of a key in words. */
export const regionalityText = (multiRegion: KeyRow['multiRegion']): string => TEXTS.regionality[multiRegion ?? 'none'];

/** The texts of each property that a filter searches, by its name in the address. */
const PROPERTIES = {
  alias: ({ aliases }: KeyRow) => aliases,
  id: ({ keyId }: KeyRow) => [keyId],
  status: ({ state }: KeyRow) => [stateWords(state), state],
  spec: ({ spec }: KeyRow) => [spec],
  usage: ({ usage }: KeyRow) => [usage],
  tag: ({ tags }: KeyRow) => tagTexts(tags),
  description: ({ description }: KeyRow) => [description],
  rotation: ({ rotates }: KeyRow) => [rotates ? 'on' : 'off'],
  used: ({ lastUsedAt }: KeyRow) => dates(lastUsedAt, 'never'),
  created: ({ createdAt }: KeyRow) => dates(createdAt, ''),
  origin: ({ origin }: KeyRow) => [origin],
  keyStore: ({ keyStoreName = '', keyStoreId = '' }: KeyRow) => [keyStoreName, keyStoreId],
  regionality: ({ multiRegion }: KeyRow) => [regionalityText(multiRegion)],
} satisfies Record<string, (row: KeyRow) => readonly string[]>;

/** A property of a key that it can be filtered by. */
export type KeyProperty = keyof typeof PROPERTIES;

/** All properties, in the order of the choice. */
export const KEY_PROPERTIES = Object.keys(PROPERTIES) as KeyProperty[];

/** A filter on one property. */
export interface KeyCondition {
  readonly property: KeyProperty;
  /** Part of a value, in any case. */
  readonly value: string;
}

/** Each tag as `key=value`. */
export function tagTexts(tags: KeyRow['tags']): readonly string[] {
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}

/** Reads the conditions of an address. Other members of it are ignored. */
export function conditionsOf(query: URLSearchParams): readonly KeyCondition[] {
  return KEY_PROPERTIES.flatMap((property) =>
    query
      .getAll(property)
      .filter(Boolean)
      .map((value) => ({ property, value })),
  );
}

/** The members of an address for `conditions`. */
export function queryOf(conditions: readonly KeyCondition[]): Partial<Record<KeyProperty, readonly string[]>> {
  return Object.fromEntries(
    KEY_PROPERTIES.map((name) => [name, conditions.filter((one) => one.property === name).map(({ value }) => value)]),
  );
}

/** The different values of a property, sorted, to choose from; at most `limit`. */
export function valuesOf(rows: readonly KeyRow[], property: KeyProperty, limit = 50): readonly string[] {
  const found = new Set<string>();
  for (const row of rows) {
    // The first text of a state or a date is the one to type; of aliases and tags each is a value.
    const texts = PROPERTIES[property](row);
    for (const text of property === 'alias' || property === 'tag' ? texts : texts.slice(0, 1))
      if (text) found.add(text);
    if (found.size >= limit) break;
  }
  return [...found].sort(collator.compare).slice(0, limit);
}

/** The text that the words of the filter field are searched in. */
const searched = (row: KeyRow): string =>
  [
    row.arn,
    ...(['alias', 'status', 'spec', 'usage', 'tag', 'description'] as const).flatMap((name) => PROPERTIES[name](row)),
  ]
    .join('\n')
    .toLowerCase();

/** The rows that contain every word of `filter` and meet every condition. */
export function filterKeys(
  rows: readonly KeyRow[],
  filter: string,
  conditions: readonly KeyCondition[] = [],
): readonly KeyRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const parts = conditions.map(({ property, value }) => ({ property, value: value.toLowerCase() }));
  if (words.length === 0 && parts.length === 0) return rows;
  return rows.filter((row) => {
    const meets = ({ property, value }: KeyCondition) =>
      PROPERTIES[property](row).some((text) => text.toLowerCase().includes(value));
    if (!parts.every(meets)) return false;
    if (words.length === 0) return true;
    const text = searched(row);
    return words.every((word) => text.includes(word));
  });
}

/** The rows of one manager; all rows where `manager` is undefined. */
export function managedBy(rows: readonly KeyRow[], manager: KeyManager | undefined): readonly KeyRow[] {
  return manager === undefined ? rows : rows.filter((row) => row.manager === manager);
}

/** The columns that the table can be sorted by, in order. */
export const SORT_COLUMNS = [
  'alias',
  'keyId',
  'state',
  'spec',
  'keyStore',
  'tags',
  'description',
  'used',
  'created',
] as const;

/** Whether a key is in a custom key store: the table then has a column of key stores. */
export const isInKeyStore = ({ keyStoreId }: KeyRow): boolean => keyStoreId !== undefined;

/** A column that the table can be sorted by. */
export type SortBy = (typeof SORT_COLUMNS)[number];

const collator = new Intl.Collator('en', { numeric: true });

/** The value that a row is sorted by; rows without a value come last in both directions. */
const VALUES: Readonly<Record<SortBy, (row: KeyRow) => string | number | undefined>> = {
  alias: ({ aliases }) => aliases[0],
  keyId: ({ keyId }) => keyId,
  state: ({ state }) => state,
  spec: ({ spec, usage }) => `${spec} ${usage}`,
  keyStore: ({ keyStoreName, keyStoreId }) => keyStoreName ?? keyStoreId,
  tags: ({ tags }) => tagTexts(tags).join('\n') || undefined,
  description: ({ description }) => description || undefined,
  used: ({ lastUsedAt }) => lastUsedAt,
  created: ({ createdAt }) => createdAt,
};

/** The rows sorted by one column; rows without a value come last. */
export function sortKeys(rows: readonly KeyRow[], by: SortBy, descending: boolean): readonly KeyRow[] {
  const value = VALUES[by];
  const way = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return way * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}
