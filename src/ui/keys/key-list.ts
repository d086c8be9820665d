/** The keys of the caller's account in a Region, as the table shows them: ids first, then aliases, then each key's metadata as it comes. */
import type { KmsClient } from '../../client/strongroom.ts';
import { outputOf } from '../page/call-recorder.ts';

/** Who manages a key. */
export type KeyManager = 'AWS' | 'CUSTOMER';

/** One row of the table. Members that are still on their way are absent. */
export interface KeyRow {
  readonly keyId: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly state?: string;
  readonly created?: Date;
  /** Who manages it; until the key is described by its aliases, of which `alias/aws/…` are those of AWS managed keys alone. */
  readonly manager: KeyManager;
  /** AWS's error name, where the caller may list the key and not describe it. */
  readonly refused?: string;
}

/** Keys described at once: enough to share commits, few enough to leave the worker to others. */
const AT_ONCE = 64;

async function allPages<T>(
  page: (marker: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const { items: more, next } = await page(marker);
    items.push(...more);
    marker = next;
  } while (marker !== undefined);
  return items;
}

/** Loads the rows; `onRows` gets them again and again, more complete each time. Throws AWS's error when the caller may not list. */
export async function loadKeys(
  kms: KmsClient,
  onRows: (rows: readonly KeyRow[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const [keys, aliases] = await Promise.all([
    allPages(async (Marker) => {
      const output = outputOf(await kms.call('ListKeys', { Limit: 1000, Marker }));
      return { items: output.Keys ?? [], next: output.NextMarker };
    }),
    allPages(async (Marker) => {
      const output = outputOf(await kms.call('ListAliases', { Limit: 100, Marker }));
      return { items: output.Aliases ?? [], next: output.NextMarker };
    }),
  ]);
  const namesOf = Map.groupBy(aliases, (alias) => alias.TargetKeyId ?? '');
  const rows: KeyRow[] = keys.map(({ KeyId = '', KeyArn = '' }) => {
    const names = (namesOf.get(KeyId) ?? []).map((alias) => alias.AliasName ?? '');
    return {
      keyId: KeyId,
      arn: KeyArn,
      aliases: names,
      manager: names.some((name) => name.startsWith('alias/aws/')) ? 'AWS' : 'CUSTOMER',
    };
  });
  onRows([...rows]);
  for (let from = 0; from < rows.length && !signal.aborted; from += AT_ONCE) {
    await Promise.all(
      rows.slice(from, from + AT_ONCE).map(async (row, index) => {
        const reply = await kms.call('DescribeKey', { KeyId: row.arn });
        const metadata = reply.ok ? reply.output.KeyMetadata : undefined;
        rows[from + index] = {
          ...row,
          description: metadata?.Description ?? '',
          ...(metadata?.KeyManager === undefined ? {} : { manager: metadata.KeyManager }),
          ...(metadata?.KeyState === undefined ? {} : { state: metadata.KeyState }),
          ...(metadata?.CreationDate === undefined ? {} : { created: metadata.CreationDate }),
          ...(reply.ok ? {} : { refused: reply.error.name }),
        };
      }),
    );
    if (!signal.aborted) onRows([...rows]);
  }
}

/** The rows in which every word of `filter` occurs: in an alias, id, description or state. */
export function filterKeys(rows: readonly KeyRow[], filter: string): readonly KeyRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = [...row.aliases, row.arn, row.description, row.state].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The rows of one manager; of both where `manager` is undefined. */
export function managedBy(rows: readonly KeyRow[], manager: KeyManager | undefined): readonly KeyRow[] {
  return manager === undefined ? rows : rows.filter((row) => row.manager === manager);
}

/** What the table can be sorted by. */
export type SortBy = 'alias' | 'keyId' | 'state' | 'description' | 'created';

const collator = new Intl.Collator('en', { numeric: true });

/** What a row is compared by; undefined: it has nothing there, and goes to the end whichever way. */
const VALUES: Readonly<Record<SortBy, (row: KeyRow) => string | number | undefined>> = {
  alias: ({ aliases }) => aliases[0],
  keyId: ({ keyId }) => keyId,
  state: ({ state }) => state,
  description: ({ description }) => description || undefined,
  created: ({ created }) => created?.getTime(),
};

/** The rows in order of one column; rows without a value there stand last. */
export function sortKeys(rows: readonly KeyRow[], by: SortBy, descending: boolean): readonly KeyRow[] {
  const value = VALUES[by];
  const way = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return way * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}
