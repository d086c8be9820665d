/** Data of the picture *tenant-rows*: every copy of every item of tenant tables, and the keys that could decrypt it. */
import type { KeyListing } from '../../model/contract.ts';

/** What is known of a copy of an item. */
export interface CopyOfItem {
  readonly tenant: string;
  readonly id: string;
  readonly region: string;
  readonly backup?: string;
  readonly bodySha: string;
  readonly edks: readonly { readonly sha: string; readonly key: string }[];
}

/** A table with the copies of its items. */
export interface TableWithCopies {
  readonly name: string;
  readonly region: string;
  readonly isolation: 'none' | 'context' | 'key';
  readonly copies: readonly CopyOfItem[];
}

/** A plaintext data key in the memory of a program. */
export interface LiveDataKey {
  readonly program: string;
  readonly tenant: string;
  readonly uses: number;
  readonly ageSeconds: number;
}

/** What the picture is drawn from. */
export interface TenantRowsFacts {
  readonly tables: readonly TableWithCopies[];
  /** By the ARN in encrypted data keys: the key and its related multi-Region keys, as far as they exist. */
  readonly keys: ReadonlyMap<string, readonly KeyListing[]>;
  readonly dataKeys: readonly LiveDataKey[];
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
}

/**
 * `readable`: a KMS key of the copy is enabled. `blocked`: none is, but one exists and can come back. `shredded`: no
 * encrypted data key is left, or all of their KMS keys are deleted.
 */
export type Access = 'readable' | 'blocked' | 'shredded';

/** A KMS key above the rows. */
export interface RowKey {
  readonly arn: string;
  readonly keyId: string;
  /** Its alias. Omitted: it has none. */
  readonly alias?: string;
  /** Omitted: it does not exist. */
  readonly state?: string;
  /** Regions in which it exists. */
  readonly regions: readonly string[];
  readonly deletionAt?: number;
  /** Tenants with an encrypted data key under it. */
  readonly tenants: readonly string[];
}

/** A copy of an item. */
export interface TenantRow {
  readonly tenant: string;
  readonly id: string;
  readonly bodySha: string;
  readonly access: Access;
  readonly keys: readonly RowKey[];
}

/** Rows of one place. */
export interface RowPlace {
  readonly kind: 'table' | 'replica' | 'backup';
  readonly table: string;
  readonly region: string;
  readonly backup?: string;
  readonly rows: readonly TenantRow[];
}

/** What the picture shows. */
export interface TenantRows {
  readonly places: readonly RowPlace[];
  readonly keys: readonly RowKey[];
  readonly dataKeys: readonly LiveDataKey[];
  /** Number of the tone and pattern of each tenant. */
  readonly tones: ReadonlyMap<string, number>;
  readonly now: number;
}

/** Number of tones and patterns. The first ones are for tenants of these names. */
export const TONES = 6;
const NAMED_TONES: readonly string[] = ['red', 'green', 'blue'];

/** A tone for each tenant: that of its name, else the next free one. Beyond six tenants, tones repeat. */
function tonesOf(tenants: readonly string[]): ReadonlyMap<string, number> {
  const tones = new Map<string, number>();
  for (const tenant of tenants) if (NAMED_TONES.includes(tenant)) tones.set(tenant, NAMED_TONES.indexOf(tenant));
  const taken = new Set(tones.values());
  const free = Array.from({ length: TONES }, (_, tone) => tone).filter((tone) => !taken.has(tone));
  const order = free.length === 0 ? [0] : free;
  tenants
    .filter((tenant) => !tones.has(tenant))
    .forEach((tenant, index) => tones.set(tenant, order[index % order.length] as number));
  return tones;
}

/** The key that decides: an enabled one, if one of the related keys is. */
const deciding = (keys: readonly KeyListing[]): KeyListing | undefined =>
  keys.find(({ state }) => state === 'Enabled') ?? keys[0];

function accessOf(keys: readonly RowKey[]): Access {
  if (keys.some(({ state }) => state === 'Enabled')) return 'readable';
  return keys.some(({ state }) => state !== undefined) ? 'blocked' : 'shredded';
}

/** Returns the rows of all tables and copies, with what the state of their keys means for each. */
export function tenantRows({ tables, keys, dataKeys, now }: TenantRowsFacts): TenantRows {
  const copies = tables.flatMap((table) => table.copies);
  const tenants = [...new Set(copies.map(({ tenant }) => tenant))].sort((a, b) => a.localeCompare(b));
  const arns = [...new Set(copies.flatMap(({ edks }) => edks.map(({ key }) => key)))];
  const rowKeys = new Map(
    arns.map((arn): [string, RowKey] => {
      const existing = keys.get(arn) ?? [];
      const key = deciding(existing);
      const alias = existing.flatMap(({ aliases }) => aliases)[0];
      return [
        arn,
        {
          arn,
          keyId: arn.split('/').at(-1) ?? arn,
          ...(alias === undefined ? {} : { alias }),
          ...(key === undefined ? {} : { state: key.state }),
          ...(key?.deletionAt === undefined ? {} : { deletionAt: key.deletionAt }),
          regions: existing.map((one) => one.arn.split(':')[3] ?? ''),
          tenants: tenants.filter((tenant) =>
            copies.some((copy) => copy.tenant === tenant && copy.edks.some((edk) => edk.key === arn)),
          ),
        },
      ];
    }),
  );
  return {
    places: tables.flatMap((table) => placesOf(table, rowKeys)),
    keys: [...rowKeys.values()],
    dataKeys: dataKeys.filter(({ tenant }) => tenants.includes(tenant)),
    tones: tonesOf(tenants),
    now,
  };
}

function placesOf({ name, region: home, copies }: TableWithCopies, keys: ReadonlyMap<string, RowKey>): RowPlace[] {
  const places = new Map<string, RowPlace & { rows: TenantRow[] }>();
  for (const { tenant, id, region, backup, bodySha, edks } of copies) {
    const place = JSON.stringify([region, backup]);
    const kind = backup !== undefined ? 'backup' : region === home ? 'table' : 'replica';
    const known = places.get(place) ?? { kind, table: name, region, ...(backup && { backup }), rows: [] };
    places.set(place, known);
    const used = [...new Set(edks.map(({ key }) => key))].flatMap((arn) => keys.get(arn) ?? []);
    known.rows.push({ tenant, id, bodySha, access: accessOf(used), keys: used });
  }
  return [...places.values()];
}

/** Bits of a hash in hexadecimal: true is 1. */
export function bitsOf(hex: string): readonly boolean[] {
  return Array.from(hex, (digit) => [8, 4, 2, 1].map((bit) => (Number.parseInt(digit, 16) & bit) !== 0)).flat();
}
