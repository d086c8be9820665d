/**
 * Deletions in the directory: a record and everything that depends on it. Each function throws TypeError if the record
 * cannot be deleted.
 */
import { parseArn } from '../../model/arn.ts';
import { REGIONS } from '../../model/regions.ts';
import type { AccountRecord, Change, KeyRecord, KeyStoreRecord, PrincipalRecord } from '../../model/records.ts';
import { deleteKeyChanges } from '../keys/delete-key-changes.ts';
import type { Reader } from '../transaction/reader.ts';
import { readSettings } from '../settings.ts';
import { parseSession } from './principals.ts';

/** Deletes a principal with its credentials and sessions. */
async function withCredentials(reader: Reader, before: PrincipalRecord): Promise<Change[]> {
  const keys = await reader.all('accessKeys', 'principal', [before.arn]);
  const sessions = await reader.all('sessions', 'principal', [before.arn]);
  return [
    { store: 'principals', before },
    ...keys.map((key): Change => ({ store: 'accessKeys', before: key })),
    ...sessions.map((session): Change => ({ store: 'sessions', before: session })),
  ];
}

/**
 * Deletes a user, role or federated user with its credentials. For a role session: its session policy, tags and
 * credentials. A root user cannot be deleted.
 */
export async function deletePrincipalChanges(reader: Reader, arn: string): Promise<Change[]> {
  const session = parseSession(arn) === undefined ? undefined : await reader.get('sessions', arn);
  if (session !== undefined) {
    const own = (await reader.all('accessKeys', 'principal', [session.principalArn])).filter(
      ({ callerArn }) => callerArn === arn,
    );
    return [
      { store: 'sessions', before: session },
      ...own.map((key): Change => ({ store: 'accessKeys', before: key })),
    ];
  }
  const before = await reader.get('principals', arn);
  if (before === undefined) throw new TypeError(`Principal ${arn} does not exist in this sandbox.`);
  if (before.kind === 'root')
    throw new TypeError(`The root user of account ${parseArn(arn)?.account ?? ''} cannot be deleted.`);
  return withCredentials(reader, before);
}

/** Deletes one access key. Its principal keeps its other keys. */
export async function deleteAccessKeyChanges(reader: Reader, id: string): Promise<Change[]> {
  const before = await reader.get('accessKeys', id);
  if (before === undefined) throw new TypeError(`Access key ${id} does not exist in this sandbox.`);
  return [{ store: 'accessKeys', before }];
}

/** Deletes a group and removes its members from it. */
export async function deleteGroupChanges(reader: Reader, arn: string): Promise<Change[]> {
  const before = await reader.get('groups', arn);
  if (before === undefined) throw new TypeError(`Group ${arn} does not exist in this sandbox.`);
  const members = (await reader.all('principals', 'account', [before.account])).filter(({ groups }) =>
    groups?.includes(arn),
  );
  return [
    { store: 'groups', before },
    ...members.map((member): Change => {
      const groups = (member.groups ?? []).filter((one) => one !== arn);
      return { store: 'principals', before: member, after: { ...member, groups } };
    }),
  ];
}

/** Deletes a VPC endpoint. Requests that still name it use no endpoint. */
export async function deleteEndpointChanges(reader: Reader, id: string): Promise<Change[]> {
  const before = await reader.get('endpoints', id);
  if (before === undefined) throw new TypeError(`Endpoint ${id} does not exist in this sandbox.`);
  return [{ store: 'endpoints', before }];
}

/** Keys per read. */
const PAGE = 100;

/**
 * Returns the Regions in which an account has keys. Its reads also cover Regions without keys: the commit detects a key
 * created meanwhile.
 */
async function regionsOf(reader: Reader, account: string): Promise<readonly string[]> {
  const regions = new Set(Object.keys(REGIONS));
  let after: readonly string[] | undefined;
  for (;;) {
    const [key] = await reader.page('keys', 'place', [account], 1, after);
    if (key === undefined) return [...regions];
    regions.add(key.region);
    // After every key of this Region: nothing in it sorts after the last code unit.
    after = [account, key.region, '\uffff', '\uffff'];
  }
}

/**
 * Returns the AWS managed keys of an account.
 * @throws {TypeError} if it has a customer managed key
 */
async function awsManagedKeys(reader: Reader, account: string): Promise<readonly KeyRecord[]> {
  const found: KeyRecord[] = [];
  for (const region of await regionsOf(reader, account)) {
    let after: readonly (string | number)[] | undefined;
    for (let more = true; more;) {
      const page = await reader.page('keys', 'place', [account, region], PAGE, after);
      const own = page.find(({ manager }) => manager === 'CUSTOMER');
      if (own !== undefined) {
        throw new TypeError(`Account ${account} has customer managed keys, for example ${own.arn}. Delete them first.`);
      }
      found.push(...page);
      const last = page.at(-1);
      more = page.length === PAGE && last !== undefined;
      if (last !== undefined) after = [account, region, last.createdAt, last.keyId];
    }
  }
  return found;
}

/** Returns the custom key stores of an account in all Regions. They have no keys if the account has none. */
function keyStoresOf(reader: Reader, account: string): Promise<readonly KeyStoreRecord[]> {
  return reader.page('keyStores', 'place', [account], Number.MAX_SAFE_INTEGER);
}

/**
 * Deletes an account with its principals, credentials, groups, custom key stores and AWS managed keys. The default
 * account, and one with customer managed keys, cannot be deleted.
 */
export async function deleteAccountChanges(reader: Reader, id: string): Promise<Change[]> {
  const before: AccountRecord | undefined = await reader.get('accounts', id);
  if (before === undefined) throw new TypeError(`Account ${id} does not exist in this sandbox.`);
  const { defaultAccount } = await readSettings(reader);
  if (id === defaultAccount)
    throw new TypeError(`Account ${id} is the default account. Change defaultAccount with sandbox.settings.set first.`);
  const managed = await awsManagedKeys(reader, id);
  const principals = await reader.all('principals', 'account', [id]);
  const groups = (await reader.all('groups', 'all', [])).filter(({ account }) => account === id);
  const keyStores = await keyStoresOf(reader, id);
  const changes = await Promise.all([
    // They have no related keys, so nothing depends on the time.
    ...managed.map((key) => deleteKeyChanges(key, key.createdAt, { reader })),
    ...principals.map((one) => withCredentials(reader, one)),
  ]);
  return [
    { store: 'accounts', before },
    ...changes.flat(),
    ...groups.map((group): Change => ({ store: 'groups', before: group })),
    ...keyStores.map((store): Change => ({ store: 'keyStores', before: store })),
  ];
}
