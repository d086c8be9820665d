/** The rows of the key table: their shape, filter and order. */

/** Who manages a key. */
export type KeyManager = 'AWS' | 'CUSTOMER';

/** One row of the table. Members that are not loaded yet are absent. */
export interface KeyRow {
  readonly keyId: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly state?: string;
  readonly created?: Date;
  /** Who manages it. Until DescribeKey answers, decided by its aliases: only AWS managed keys have an `alias/aws/…`. */
  readonly manager: KeyManager;
  /** AWS's error name, where the caller is allowed to list the key but not to describe it. */
  readonly refused?: string;
}

/** The rows that contain every word of `filter` in an alias, ID, description or state. */
export function filterKeys(rows: readonly KeyRow[], filter: string): readonly KeyRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = [...row.aliases, row.arn, row.description, row.state].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The rows of one manager; all rows where `manager` is undefined. */
export function managedBy(rows: readonly KeyRow[], manager: KeyManager | undefined): readonly KeyRow[] {
  return manager === undefined ? rows : rows.filter((row) => row.manager === manager);
}

/** The columns that the table can be sorted by. */
export type SortBy = 'alias' | 'keyId' | 'state' | 'description' | 'created';

const collator = new Intl.Collator('en', { numeric: true });

/** The value that a row is sorted by; rows without a value come last in both directions. */
const VALUES: Readonly<Record<SortBy, (row: KeyRow) => string | number | undefined>> = {
  alias: ({ aliases }) => aliases[0],
  keyId: ({ keyId }) => keyId,
  state: ({ state }) => state,
  description: ({ description }) => description || undefined,
  created: ({ created }) => created?.getTime(),
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
