/** Finds keys across accounts and Regions, which AWS never does: for the sandbox's own methods. */
import { aliasArn, isKeyId, keyArn, parseArn } from '../../model/arn.ts';
import type { KeyLocation, AwsOwnedKeyView } from '../../model/contract.ts';
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { Database } from '../../model/ports.ts';

/** Finds a key ID, alias or ARN in `accounts` and the Regions with keys; an ARN only in the account that it names. */
export async function findKeyLocations(
  name: string,
  accounts: readonly string[],
  database: Database,
): Promise<readonly KeyLocation[]> {
  const arn = parseArn(name);
  const resource = arn?.resource ?? (isKeyId(name) ? `key/${name}` : name);
  const isAlias = resource.startsWith('alias/');
  const store = isAlias ? 'aliases' : 'keys';
  const found: KeyLocation[] = [];
  for (const account of accounts) {
    if (arn !== undefined && arn.account !== account) continue;
    for (const region of await regionsOf(account, store, database)) {
      const wanted = isAlias ? aliasArn(region, account, resource) : keyArn(region, account, resource.slice(4));
      if ((await database.get(store, wanted)) !== undefined) found.push({ arn: wanted, account, region });
    }
  }
  return found;
}

/** Lists the AWS owned keys, oldest first. */
export async function listAwsOwnedKeys(database: Database): Promise<readonly AwsOwnedKeyView[]> {
  const keys = await database.page('keys', 'owner', [], Number.MAX_SAFE_INTEGER);
  return withoutDamaged(keys)
    .map(({ arn, ownedBy = '', region, description, spec, usage, state, createdAt }) => ({
      arn,
      ownedBy,
      region,
      description,
      spec,
      usage,
      state,
      createdAt,
    }))
    .sort((one, other) => one.createdAt - other.createdAt);
}

/**
 * Returns the Regions in which an account has records, with one lookup each: skips from Region to Region along the
 * index.
 */
async function regionsOf(account: string, store: 'keys' | 'aliases', database: Database): Promise<string[]> {
  const regions: string[] = [];
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const [record] = await database.page(store, 'place', [account], 1, after);
    if (record === undefined) return regions;
    regions.push(record.region);
    // After every record of this Region: nothing in it sorts after the last code unit.
    after = store === 'keys' ? [account, record.region, '\uffff', '\uffff'] : [account, record.region, '\uffff'];
  }
}
