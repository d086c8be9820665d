import { parseArn } from '../../model/arn.ts';
import type { KeyListing } from '../../model/contract.ts';
import { servicesOf } from '../page/services-of.ts';
import type { PictureSource } from './picture-source.ts';
import { tenantRows, type TenantRows } from './tenant-rows.ts';

/** Loads every copy of the items of tenant tables, and the keys of their encrypted data keys. Calls no KMS. */
export async function loadTenantRows({ strongroom }: PictureSource): Promise<TenantRows> {
  const { sandbox } = strongroom;
  const { tenantTable, ledger } = servicesOf(strongroom);
  const tables = await Promise.all(
    (await tenantTable.listTables()).map(async ({ TableName, region, isolation }) => ({
      name: TableName,
      region,
      isolation,
      copies: await tenantTable.describeItems({ TableName }),
    })),
  );
  const arns = new Set(tables.flatMap(({ copies }) => copies.flatMap(({ edks }) => edks.map(({ key }) => key))));
  const listings = new Map<string, Promise<readonly KeyListing[]>>();
  const list = (account: string, region: string) => {
    const place = `${account}/${region}`;
    const listed = listings.get(place) ?? sandbox.keys.list(account, region);
    listings.set(place, listed);
    return listed;
  };
  const keys = await Promise.all(
    [...arns].map(async (arn): Promise<[string, readonly KeyListing[]]> => {
      const { account, resource = '' } = parseArn(arn) ?? {};
      const keyId = resource.replace('key/', '');
      const places = (await sandbox.whereIs(keyId)).filter((place) => place.account === account);
      const found = await Promise.all(places.map((place) => list(place.account, place.region)));
      return [arn, found.flat().filter((key) => key.keyId === keyId)];
    }),
  );
  const [dataKeys, now] = await Promise.all([ledger.list({ kind: 'dataKey' }), sandbox.clock.now()]);
  return tenantRows({
    tables,
    keys: new Map(keys),
    dataKeys: dataKeys.flatMap(({ program, tenant, uses, ageSeconds = 0, zeroised }) =>
      zeroised || tenant === undefined ? [] : [{ program, tenant, uses, ageSeconds }],
    ),
    now: now.getTime(),
  });
}
