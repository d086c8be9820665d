/** Loads the directory for its page, and one entry of it for the form. */
import type { Sandbox } from '../../client/strongroom.ts';
import { callerKind } from '../page/principal-names.ts';
import { accountEntry, endpointEntry, groupEntry, principalEntry, type Entry } from './directory-entry.ts';
import type { DirectoryContents } from './directory-sections.ts';

/** Loads the accounts, principals, groups and endpoints of the sandbox. */
export async function loadDirectory(sandbox: Sandbox): Promise<DirectoryContents> {
  const [accounts, principals, groups, endpoints] = await Promise.all([
    sandbox.accounts.list(),
    sandbox.principals.list(),
    sandbox.groups.list(),
    sandbox.endpoints.list(),
  ]);
  return { accounts, principals, groups, endpoints };
}

/** The entry of an ARN or ID; undefined if it does not exist. */
export async function entryOf(sandbox: Sandbox, contents: DirectoryContents, id: string): Promise<Entry | undefined> {
  const account = contents.accounts.find((one) => one.id === id);
  if (account) return accountEntry(account);
  const endpoint = contents.endpoints.find((one) => one.id === id);
  if (endpoint) return endpointEntry(endpoint);
  const group = contents.groups.find(({ arn }) => arn === id);
  if (group) return groupEntry(group);
  if (callerKind(id) === undefined || callerKind(id) === 'service') return undefined;
  const view = await sandbox.principals.get(id);
  return view && principalEntry(view, id);
}
