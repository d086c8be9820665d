/** Names the keys of an export. */
import type { AliasRecord, KeyRecord } from '../model/records.ts';
import type { NamedKey } from './key-references.ts';

/** A key with its name, and its record in each Region, the primary one first. `regions`: those of the document. */
export interface ExportedKey extends NamedKey {
  readonly name: string;
  readonly related: readonly KeyRecord[];
}

const NAME = /^[A-Za-z0-9_/-]{1,64}$/;

/**
 * Names each key: as the document did that created it, else after its first alias, else `key-1` and so on. Keys with a
 * name of a document come first, in its order; the others by account, Region and age.
 * @returns by key ID
 */
export function nameKeys(
  records: readonly KeyRecord[],
  aliases: readonly AliasRecord[],
  given: readonly (readonly [arn: string, name: string])[],
): ReadonlyMap<string, ExportedKey> {
  const related = new Map<string, KeyRecord[]>();
  for (const record of records) related.set(record.keyId, [...(related.get(record.keyId) ?? []), record]);
  const isPrimary = ({ multiRegion, region }: KeyRecord) => (multiRegion?.primary ?? region) === region;
  const primaries = records.filter(isPrimary);
  const order = new Map(given.map(([arn], index) => [arn.replace(/^.*\//, ''), index]));
  const placeOf = ({ keyId }: KeyRecord) => order.get(keyId) ?? Infinity;
  const sorted = primaries.toSorted((one, other) => {
    const [first, second] = [placeOf(one), placeOf(other)];
    return first === second ? 0 : first - second;
  });

  const names = new Map<string, string>();
  const taken = new Set<string>();
  const take = (keyId: string, name: string): boolean => {
    if (names.has(keyId) || taken.has(name) || !NAME.test(name)) return false;
    names.set(keyId, name);
    taken.add(name);
    return true;
  };
  const exists = new Set(primaries.map(({ keyId }) => keyId));
  for (const [arn, name] of given) {
    const keyId = arn.replace(/^.*\//, '');
    if (exists.has(keyId)) take(keyId, name);
  }
  for (const { targetArn, name } of aliases) {
    const keyId = targetArn.replace(/^.*\//, '');
    if (exists.has(keyId)) take(keyId, name.replace(/^alias\//, ''));
  }
  let number = 0;
  for (const { keyId } of sorted) {
    while (!names.has(keyId)) take(keyId, `key-${++number}`);
  }
  return new Map(
    sorted.map((primary) => {
      const { keyId, account, region, multiRegion, origin } = primary;
      const all = related.get(keyId) ?? [];
      const inOrder = (multiRegion?.replicas ?? []).flatMap((at) => all.find((record) => record.region === at) ?? []);
      const entry: ExportedKey = {
        name: names.get(keyId) as string,
        keyId,
        account,
        region,
        related: [primary, ...inOrder],
        // A document has no replicas of a key without key material.
        regions: [region, ...(origin === 'EXTERNAL' ? [] : inOrder.map((record) => record.region))],
      };
      return [keyId, entry];
    }),
  );
}
