/** What the directory page edits: one table of fields for each kind of entry, its values as they are edited, and what is put from them. */
import { accountForPeople } from '../../model/arn.ts';
import type {
  AccountInput,
  AccountView,
  EndpointView,
  GroupView,
  PrincipalInput,
  PrincipalView,
} from '../../model/contract.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { callerKind, callerWords } from '../page/principal-names.ts';

/** The kinds of entries. */
export type EntryKind = 'account' | 'user' | 'role' | 'session' | 'federated' | 'root' | 'group' | 'endpoint';

/** How a field is edited: a line, pairs, an account of the directory, groups of that account, one policy document, several. */
export type FieldForm = 'line' | 'pairs' | 'account' | 'groups' | 'document' | 'documents';

/** One field. */
export interface EntryField {
  readonly name: string;
  readonly label: string;
  readonly form: FieldForm;
  readonly hint?: string;
  /** It makes the identifier: given once. */
  readonly once?: true;
  /** Of documents: what a new one begins as. */
  readonly begins?: PolicyDocument;
}

/** The values of an entry by field. */
export type EntryValues = Readonly<Record<string, unknown>>;

/** One entry as it is edited. */
export interface Entry {
  readonly kind: EntryKind;
  /** ARN or id; empty for a new one. */
  readonly id: string;
  readonly values: EntryValues;
}

const document = (statement: object): PolicyDocument => ({ Version: '2012-10-17', Statement: [statement] });
const USE = document({
  Sid: 'UseKeys',
  Effect: 'Allow',
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
});
const EVERYTHING = document({ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' });
const RCP = document({
  Sid: 'OnlyTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 'kms:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const ENDPOINT = document({ Sid: 'Through', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' });

const ACCOUNT: EntryField = { name: 'account', label: 'Account', form: 'account', once: true };
const NAME: EntryField = {
  name: 'name',
  label: 'Name',
  form: 'line',
  hint: 'a path may stand before it: team/ana',
  once: true,
};
const POLICIES: EntryField = { name: 'policies', label: 'Identity policy', form: 'documents', begins: USE };
const TAGS: EntryField = { name: 'tags', label: 'Tags', form: 'pairs' };
const BOUNDARY: EntryField = {
  name: 'boundary',
  label: 'Permissions boundary',
  form: 'document',
  hint: 'limits what the identity policies allow',
  begins: USE,
};
const SESSION_POLICY: EntryField = {
  name: 'sessionPolicy',
  label: 'Session policy',
  form: 'document',
  hint: 'limits what the session may',
  begins: USE,
};
const SESSION_TAGS: EntryField = { name: 'sessionTags', label: 'Session tags', form: 'pairs' };

/** The fields, in the order of the form. */
export const ENTRY_FIELDS: Readonly<Record<EntryKind, readonly EntryField[]>> = {
  account: [
    { name: 'id', label: 'Account ID', form: 'line', hint: '12 digits', once: true },
    { name: 'name', label: 'Name', form: 'line' },
    { name: 'organizationId', label: 'Organization', form: 'line', hint: 'o-example1; empty: in none' },
    { name: 'organizationPath', label: 'Path in the organization', form: 'line', hint: 'o-example1/r-1/ou-prod/' },
    {
      name: 'scps',
      label: 'Service control policy',
      form: 'documents',
      hint: 'limits everybody of this account; without any, nothing is limited',
      begins: EVERYTHING,
    },
    {
      name: 'rcps',
      label: 'Resource control policy',
      form: 'documents',
      hint: 'denies to everybody, on the keys of this account',
      begins: RCP,
    },
  ],
  user: [ACCOUNT, NAME, { name: 'groups', label: 'Groups', form: 'groups' }, POLICIES, BOUNDARY, TAGS],
  role: [ACCOUNT, NAME, POLICIES, BOUNDARY, TAGS],
  session: [
    ACCOUNT,
    { name: 'role', label: 'Role', form: 'line', hint: 'its name; it is made when there is none', once: true },
    { name: 'session', label: 'Session name', form: 'line', once: true },
    SESSION_POLICY,
    SESSION_TAGS,
  ],
  federated: [ACCOUNT, { ...NAME, hint: '2 to 32 characters' }, POLICIES, SESSION_POLICY, SESSION_TAGS],
  root: [],
  group: [ACCOUNT, { ...NAME, hint: 'without a path' }, POLICIES],
  endpoint: [
    { name: 'id', label: 'Endpoint ID', form: 'line', hint: 'vpce-1a2b3c4d', once: true },
    { name: 'vpc', label: 'VPC', form: 'line', hint: 'vpc-1a2b3c4d' },
    {
      name: 'policy',
      label: 'Endpoint policy',
      form: 'document',
      hint: 'without one, everything comes through',
      begins: ENDPOINT,
    },
  ],
};

/** The kinds in words, and what is said of each. */
export const ENTRY_WORDS: Readonly<Record<EntryKind, { readonly one: string; readonly says: string }>> = {
  account: {
    one: 'account',
    says: 'An account has a root user and keys of its own. Its organization may limit what its people and its keys can do.',
  },
  user: { one: 'user', says: 'A user has long-lived access keys, policies of its own, and those of its groups.' },
  role: { one: 'role', says: 'A role has no access key: whoever takes it on calls as a session of it.' },
  session: {
    one: 'role session',
    says: 'A session of a role, with a policy and tags that hold for it alone. Sessions without need no entry: any name will do.',
  },
  federated: {
    one: 'federated user',
    says: 'Somebody from elsewhere, who may what both the policies and the session policy allow.',
  },
  root: { one: 'root user', says: 'The root user has every right of its account, and needs no policy.' },
  group: { one: 'group', says: 'The policies of a group count for each of its users. A group calls nothing itself.' },
  endpoint: {
    one: 'VPC endpoint',
    says: 'A request that comes through it says so in aws:SourceVpce, and meets its policy.',
  },
};

/** An entry by its words: `user ana`, `account 1111-2222-3333`. */
export function entryWords({ kind, id }: Pick<Entry, 'kind' | 'id'>): string {
  if (kind === 'account') return `account ${accountForPeople(id)}`;
  return kind === 'endpoint' ? id : callerWords(id);
}

/** The entry of an account. */
export function accountEntry({ id, name, organization, scps, rcps }: AccountView): Entry {
  const values = {
    id,
    name: name ?? '',
    organizationId: organization?.id ?? '',
    organizationPath: organization?.path ?? '',
    scps: scps ?? [],
    rcps: rcps ?? [],
  };
  return { kind: 'account', id, values };
}

/** The entry of a principal; of a session its own ARN has to be given, for what the directory gives is its role's. */
export function principalEntry(view: PrincipalView, arn = view.arn): Entry {
  const kind = callerKind(arn);
  return {
    kind: kind === 'service' || kind === 'group' || kind === undefined ? 'user' : kind,
    id: arn,
    values: { ...view },
  };
}

/** The entry of a group. */
export function groupEntry({ arn, policies }: GroupView): Entry {
  return { kind: 'group', id: arn, values: { policies } };
}

/** The entry of a VPC endpoint. */
export function endpointEntry({ id, vpc, policy }: EndpointView): Entry {
  return { kind: 'endpoint', id, values: { id, vpc, policy } };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const ARNS: Readonly<Partial<Record<EntryKind, (values: EntryValues) => string>>> = {
  user: ({ account, name }) => `arn:aws:iam::${text(account)}:user/${text(name)}`,
  role: ({ account, name }) => `arn:aws:iam::${text(account)}:role/${text(name)}`,
  session: ({ account, role, session }) => `arn:aws:sts::${text(account)}:assumed-role/${text(role)}/${text(session)}`,
  federated: ({ account, name }) => `arn:aws:sts::${text(account)}:federated-user/${text(name)}`,
  group: ({ account, name }) => `arn:aws:iam::${text(account)}:group/${text(name)}`,
};

/** The ARN or id that an entry has, or will have. */
export function entryId({ kind, id, values }: Entry): string {
  return id || (ARNS[kind]?.(values) ?? text(values.id));
}

/** A new entry in `account`, with what is known of its name already. */
export function newEntry(kind: EntryKind, account: string, known: EntryValues = {}): Entry {
  return {
    kind,
    id: '',
    values: { account, policies: kind === 'user' || kind === 'role' || kind === 'group' ? [USE] : [], ...known },
  };
}

/** Reads the values of a new entry from the query that newPrincipalQuery wrote. */
export function knownFrom(query: URLSearchParams): EntryValues {
  return Object.fromEntries(
    ['account', 'name', 'role', 'session'].flatMap((field) => (query.has(field) ? [[field, query.get(field)]] : [])),
  );
}

/** What is put for an account. A name that was emptied goes, and without an organization it is in none. */
export function accountOfEntry(entry: Entry): AccountInput {
  const { name, organizationId, organizationPath, scps, rcps } = entry.values;
  const isMember = text(organizationId) || text(organizationPath);
  return {
    id: entryId(entry),
    name: text(name) || null,
    organization: isMember ? { id: text(organizationId), path: text(organizationPath) } : null,
    scps: (scps ?? []) as PolicyDocument[],
    rcps: (rcps ?? []) as PolicyDocument[],
  };
}

/** What is put for a principal: the fields of its kind alone. A document that is not there any more is taken away. */
export function principalOfEntry(entry: Entry): PrincipalInput {
  const given = ENTRY_FIELDS[entry.kind]
    .filter(({ once }) => !once)
    .map(({ name, form }) => [
      name,
      form === 'document' ? (entry.values[name] ?? null) : (entry.values[name] ?? (form === 'pairs' ? {} : [])),
    ]);
  return { arn: entryId(entry), ...Object.fromEntries(given) } as PrincipalInput;
}

/** The endpoint record of an entry. */
export function endpointOfEntry(entry: Entry): EndpointView {
  const { vpc, policy } = entry.values;
  return { id: entryId(entry), vpc: text(vpc), ...(policy ? { policy: policy as PolicyDocument } : {}) };
}
