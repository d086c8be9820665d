/** The directory as the page lists it: read in one go, in sections by account, and one entry of it to edit. */
import type { Sandbox } from '../../client/strongroom.ts';
import { accountForPeople } from '../../model/arn.ts';
import type { AccountView, EndpointView, GroupView, PrincipalView } from '../../model/contract.ts';
import type { EntryChoices } from './strong-entry-form.ts';
import type { DirectoryLine, DirectorySection } from './strong-directory-list.ts';
import { href } from '../page/router.ts';
import { accountEntry, endpointEntry, groupEntry, principalEntry, type Entry } from './directory-entry.ts';
import { callerKind, callerWords } from '../page/principal-names.ts';

/** Everything in it. */
export interface DirectoryContents {
  readonly accounts: readonly AccountView[];
  readonly principals: readonly PrincipalView[];
  readonly groups: readonly GroupView[];
  readonly endpoints: readonly EndpointView[];
}

/** Reads it. */
export async function loadDirectory(sandbox: Sandbox): Promise<DirectoryContents> {
  const [accounts, principals, groups, endpoints] = await Promise.all([
    sandbox.accounts.list(),
    sandbox.principals.list(),
    sandbox.groups.list(),
    sandbox.endpoints.list(),
  ]);
  return { accounts, principals, groups, endpoints };
}

const ORDER = ['root', 'user', 'role', 'federated'];

const many = (count: number, one: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : one.replace(/y$/, 'ies')}`;

function principalDetail({ policies, boundary, groups }: PrincipalView): string {
  const parts = [
    many(policies.length, 'policy'),
    boundary ? 'boundary' : '',
    groups?.length ? `in ${groups.join(', ')}` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function accountDetail({ organization, scps, rcps }: AccountView): string {
  const parts = [
    organization ? `organization ${organization.id}` : '',
    scps?.length ? `${scps.length} SCP` : '',
    rcps?.length ? `${rcps.length} RCP` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** The sections: one for each account, then the VPC endpoints. `current` is the ARN or id that is open. */
export function sectionsOf(
  { accounts, principals, groups, endpoints }: DirectoryContents,
  current: string,
): readonly DirectorySection[] {
  const line = (id: string, words: string, detail = '', under = false): DirectoryLine => ({
    href: href(['directory'], { show: id }),
    words,
    ...(detail ? { detail } : {}),
    current: id === current,
    under,
  });
  const sections = accounts.map((account) => {
    const own = principals
      .filter((principal) => principal.account === account.id)
      .toSorted(
        (one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.name.localeCompare(other.name),
      );
    return {
      heading: `${accountForPeople(account.id)}${account.name ? `, ${account.name}` : ''}`,
      lines: [
        line(account.id, 'The account itself', accountDetail(account)),
        ...own.flatMap((principal) => [
          line(principal.arn, callerWords(principal.arn), principalDetail(principal)),
          ...(principal.sessions ?? []).map((arn) =>
            line(arn, `session ${arn.split('/').at(-1) ?? ''}`, 'with something of its own', true),
          ),
        ]),
        ...groups
          .filter((group) => group.account === account.id)
          .map((group) => line(group.arn, callerWords(group.arn), many(group.policies.length, 'policy'))),
      ],
    };
  });
  const ends = endpoints.map(({ id, vpc, policy }) => line(id, id, `${vpc}${policy ? ', policy' : ''}`));
  return ends.length > 0 ? [...sections, { heading: 'VPC endpoints', lines: ends }] : sections;
}

/** What a form can choose from. */
export function choicesOf({ accounts, groups }: DirectoryContents): EntryChoices {
  return {
    accounts: accounts.map(({ id, name }) => ({ id, words: `${accountForPeople(id)}${name ? `, ${name}` : ''}` })),
    groups,
  };
}

/** What goes when this entry is removed, in a sentence or two; undefined where it can not be removed by itself. */
export function removalWords(
  { kind, id }: Pick<Entry, 'kind' | 'id'>,
  { principals, groups }: DirectoryContents,
): string | undefined {
  switch (kind) {
    case 'root':
      return undefined;
    case 'session':
      return 'What it has of its own goes: its session policy, its tags and its access keys. The role stays, and so does every session of that name.';
    case 'group': {
      const name = groups.find(({ arn }) => arn === id)?.name ?? '';
      const members = principals
        .filter((one) => one.account === id.split(':')[4] && one.groups?.includes(name))
        .map((one) => one.name);
      const stay =
        members.length > 0
          ? ` In it ${members.length === 1 ? 'is' : 'are'} ${members.join(', ')}, who will be in it no more.`
          : '';
      return `Its policies count for nobody any more.${stay}`;
    }
    case 'endpoint':
      return 'Requests that name it in aws:SourceVpce meet no endpoint policy any more.';
    case 'account': {
      const others = principals
        .filter(({ account, kind: what }) => account === id && what !== 'root')
        .map(({ arn }) => callerWords(arn));
      const everybody = others.length > 0 ? `: the root user, ${others.join(', ')}` : ', its root user';
      return `Everybody in it goes too${everybody}. So do their access keys, and its groups. An account that still has keys can not be removed.`;
    }
    case 'user':
    case 'role':
    case 'federated':
      return 'Its access keys stop working, and policies that name it name nobody any more. Keys that it made stay.';
  }
}

/** The entry of an ARN or id; undefined when there is none. */
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
