/** Keys over the borders of account and Region, which AWS never looks across: for the sandbox's own questions. */
import { aliasArn, isKeyId, keyArn, parseArn } from '../../model/arn.ts';
import type { KeyLocation, AwsOwnedKeyView } from '../../model/contract.ts';
import type { Database } from '../../model/ports.ts';

/** Where a key id, alias or ARN is found, in `accounts` and the Regions that hold keys; an ARN in the account that it names. */
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

/** The AWS owned keys, oldest first. */
export async function listAwsOwnedKeys(database: Database): Promise<readonly AwsOwnedKeyView[]> {
  const keys = await database.page('keys', 'owner', [], Number.MAX_SAFE_INTEGER);
  return keys
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

/** The Regions in which an account has records, one look-up each: skips from Region to Region along the index. */
async function regionsOf(account: string, store: 'keys' | 'aliases', database: Database): Promise<string[]> {
  const regions: string[] = [];
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const [record] = await database.page(store, 'place', [account], 1, after);
    if (record === undefined) return regions;
    regions.push(record.region);
    // Past every record of this Region: nothing in it sorts after the last character of the code space.
    after = store === 'keys' ? [account, record.region, '\uffff', '\uffff'] : [account, record.region, '\uffff'];
  }
}
