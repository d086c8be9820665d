/** Lists the keys of an account in a Region with their details, for the sandbox's own method. No call, no event. */
import type { KeyListing } from '../../model/contract.ts';
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { Database } from '../../model/ports.ts';
import { multiRegionKeyTypeOf } from './multi-region.ts';
import type { KeyLastUsage } from '../audit/key-last-usage.ts';

/** Returns the keys, oldest first, as ListKeys orders them. */
export async function listKeyViews(
  account: string,
  region: string,
  database: Database,
  lastUses: KeyLastUsage,
): Promise<readonly KeyListing[]> {
  const [keys, aliases, keyStores, uses] = await Promise.all([
    database.page('keys', 'place', [account, region], Number.MAX_SAFE_INTEGER),
    database.page('aliases', 'place', [account, region], Number.MAX_SAFE_INTEGER),
    database.page('keyStores', 'place', [account, region], Number.MAX_SAFE_INTEGER),
    lastUses.all(),
  ]);
  const aliasesOf = new Map<string, string[]>();
  for (const { targetArn, name } of withoutDamaged(aliases)) {
    const names = aliasesOf.get(targetArn);
    if (names) names.push(name);
    else aliasesOf.set(targetArn, [name]);
  }
  const keyStoreNames = new Map(withoutDamaged(keyStores).map(({ id, name }) => [id, name]));
  return withoutDamaged(keys).map((key) => {
    const { arn, keyId, description, spec, usage, origin, manager, state, createdAt, deletionAt, rotation, tags } = key;
    const keyStoreName = keyStoreNames.get(key.keyStoreId ?? '');
    const multiRegion = multiRegionKeyTypeOf(key);
    const lastUsedAt = uses.get(arn)?.event.at;
    return {
      arn,
      keyId,
      aliases: aliasesOf.get(arn) ?? [],
      description,
      spec,
      usage,
      origin,
      manager,
      state,
      createdAt,
      ...(deletionAt === undefined ? {} : { deletionAt }),
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      rotates: rotation !== undefined,
      ...(rotation === undefined ? {} : { rotation }),
      ...(key.materialId === undefined ? {} : { materialId: key.materialId }),
      materials: key.materials,
      ...(key.imported?.validTo === undefined ? {} : { validTo: key.imported.validTo }),
      ...(multiRegion === undefined ? {} : { multiRegion }),
      ...(key.multiRegion && { primaryRegion: key.multiRegion.primary, replicaRegions: key.multiRegion.replicas }),
      ...(key.keyStoreId === undefined ? {} : { keyStoreId: key.keyStoreId }),
      ...(key.xksKeyId === undefined ? {} : { xksKeyId: key.xksKeyId }),
      ...(keyStoreName === undefined ? {} : { keyStoreName }),
      tags,
    };
  });
}
