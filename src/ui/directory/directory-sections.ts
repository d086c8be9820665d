/** The directory as the page lists it: in sections by account. */
import { accountForPeople } from '../../model/arn.ts';
import type { AccountView, EndpointView, GroupView, PrincipalView } from '../../model/contract.ts';
import { callerWords } from '../page/principal-names.ts';
import { href } from '../page/router.ts';
import type { Entry } from './directory-entry.ts';

/** Everything in it. */
export interface DirectoryContents {
  readonly accounts: readonly AccountView[];
  readonly principals: readonly PrincipalView[];
  readonly groups: readonly GroupView[];
  readonly endpoints: readonly EndpointView[];
}

/** One line of the list. */
export interface DirectoryLine {
  readonly href: string;
  readonly words: string;
  readonly detail?: string;
  readonly current: boolean;
  /** Stands under the line before. */
  readonly under?: boolean;
}

/** Lines under a heading. */
export interface DirectorySection {
  readonly heading: string;
  readonly lines: readonly DirectoryLine[];
}

/** What there is to choose from. */
export interface EntryChoices {
  readonly accounts: readonly { readonly id: string; readonly words: string }[];
  readonly groups: readonly { readonly account: string; readonly name: string }[];
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

/** What goes when this entry is removed, in a sentence or two; undefined where it cannot be removed by itself. */
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
      return `Everybody in it goes too${everybody}. So do their access keys, and its groups. An account that still has keys cannot be removed.`;
    }
    case 'user':
    case 'role':
    case 'federated':
      return 'Its access keys stop working, and policies that name it name nobody any more. Keys that it made stay.';
  }
}
