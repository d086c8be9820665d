/** The directory as the page lists it: in sections by account. */
import { accountForPeople } from '../../model/arn.ts';
import type { AccountView, EndpointView, GroupView, PrincipalView } from '../../model/contract.ts';
import { callerWords } from '../page/principal-names.ts';
import { href } from '../page/router.ts';
import type { Entry } from './directory-entry.ts';
import { TEXTS } from './directory-texts.ts';

/** The entries of the directory. */
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
  /** Belongs to the line before. */
  readonly under?: boolean;
}

/** Lines under a heading. */
export interface DirectorySection {
  readonly heading: string;
  readonly lines: readonly DirectoryLine[];
}

/** What a form offers, and the names that a new entry cannot take. */
export interface EntryChoices {
  readonly accounts: readonly { readonly id: string; readonly words: string }[];
  readonly groups: readonly { readonly account: string; readonly name: string }[];
  /** ARNs and IDs of all entries. */
  readonly ids: ReadonlySet<string>;
}

const ORDER = ['root', 'user', 'role', 'federated'];

const WORDS = TEXTS.list;

const policiesOf = ({ length }: readonly unknown[]): string => (length === 0 ? '' : WORDS.policies(length));

const accountName = ({ id, name }: AccountView): string =>
  name ? TEXTS.accountWithName(accountForPeople(id), name) : accountForPeople(id);

function principalDetail({ policies, boundary, groups }: PrincipalView): string {
  const parts = [policiesOf(policies), boundary ? WORDS.boundary : '', groups?.length ? WORDS.inGroups(groups) : ''];
  return parts.filter(Boolean).join(', ');
}

function accountDetail({ organization, scps, rcps }: AccountView): string {
  const parts = [
    organization ? WORDS.organization(organization.id) : '',
    scps?.length ? WORDS.scps(scps.length) : '',
    rcps?.length ? WORDS.rcps(rcps.length) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** The sections: one for each account, then the VPC endpoints. `current` is the ARN or ID of the open entry. */
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
      heading: accountName(account),
      lines: [
        line(account.id, WORDS.settings, accountDetail(account)),
        ...own.flatMap((principal) => [
          line(principal.arn, callerWords(principal.arn), principalDetail(principal)),
          ...(principal.sessions ?? []).map((arn) =>
            line(arn, WORDS.session(arn.split('/').at(-1) ?? ''), WORDS.sessionDetail, true),
          ),
        ]),
        ...groups
          .filter((group) => group.account === account.id)
          .map((group) => line(group.arn, callerWords(group.arn), policiesOf(group.policies))),
      ],
    };
  });
  const ends = endpoints.map(({ id, vpc, policy }) => line(id, id, policy ? WORDS.endpointWithPolicy(vpc) : vpc));
  return ends.length > 0 ? [...sections, { heading: WORDS.endpoints, lines: ends }] : sections;
}

/** What a form offers, and the names that a new entry cannot take. */
export function choicesOf({ accounts, principals, groups, endpoints }: DirectoryContents): EntryChoices {
  return {
    accounts: accounts.map((account) => ({ id: account.id, words: accountName(account) })),
    groups,
    ids: new Set([
      ...[...accounts, ...endpoints].map(({ id }) => id),
      ...principals.flatMap(({ arn, sessions = [] }) => [arn, ...sessions]),
      ...groups.map(({ arn }) => arn),
    ]),
  };
}

/** Describes what deleting this entry removes; undefined if it cannot be deleted by itself. */
export function removalWords(
  { kind, id }: Pick<Entry, 'kind' | 'id'>,
  { principals, groups }: DirectoryContents,
): string | undefined {
  const { deletion } = TEXTS;
  switch (kind) {
    case 'root':
      return undefined;
    case 'session':
      return deletion.session;
    case 'group': {
      const name = groups.find(({ arn }) => arn === id)?.name ?? '';
      const members = principals
        .filter((one) => one.account === id.split(':')[4] && one.groups?.includes(name))
        .map((one) => one.name);
      return members.length > 0 ? deletion.groupWithMembers(members) : deletion.group;
    }
    case 'endpoint':
      return deletion.endpoint;
    case 'account': {
      const others = principals
        .filter(({ account, kind: what }) => account === id && what !== 'root')
        .map(({ arn }) => callerWords(arn));
      return deletion.account([deletion.rootUser, ...others]);
    }
    case 'user':
    case 'role':
    case 'federated':
      return deletion.principal;
  }
}
