/**
 * What the Directory page edits: the fields of each kind of entry, their values, and the records that are stored from
 * them.
 */
import type { DocumentKind } from '../../model/policy-check.ts';
import type { EntryKind } from './entry-kind.ts';
import { accountForPeople, isAccountId, rootArn } from '../../model/arn.ts';
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
import { TEXTS } from './directory-texts.ts';

const WORDS = TEXTS.fields;

/** The control of a field: a text line, pairs, an account, groups of that account, one policy document, several. */
export type FieldForm = 'line' | 'pairs' | 'account' | 'groups' | 'document' | 'documents';

/** One field. */
export interface EntryField {
  readonly name: string;
  readonly label: string;
  readonly form: FieldForm;
  readonly hint?: string;
  /** What is wrong with the text of a line, which the sandbox would refuse; '' if nothing is. */
  readonly finding?: (value: string, values: EntryValues) => string;
  /** Part of the identifier, so it cannot change. */
  readonly once?: true;
  /** Of documents: by which rules the sandbox validates them. */
  readonly documents?: DocumentKind;
  /** Of documents: the initial value of a new one, or how it depends on the entry. */
  readonly begins?: PolicyDocument | ((values: EntryValues) => PolicyDocument);
}

/** The values of an entry by field. */
export type EntryValues = Readonly<Record<string, unknown>>;

/** One entry as it is edited. */
export interface Entry {
  readonly kind: EntryKind;
  /** ARN or ID; empty for a new entry. */
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
/** The trust policy that a role without one has: its account decides who may assume it. */
const trustOf = ({ account }: EntryValues): PolicyDocument =>
  document({
    Sid: 'AssumeRole',
    Effect: 'Allow',
    Principal: { AWS: rootArn(String(account)) },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  });
const ENDPOINT = document({ Sid: 'Through', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' });

/** A finding for texts that do not match. Empty texts are the concern of `required`. */
const matching =
  (pattern: Pick<RegExp, 'test'>, finding: string): NonNullable<EntryField['finding']> =>
  (value) =>
    value === '' || pattern.test(value) ? '' : finding;

const ERRORS = TEXTS.invalid;
/** The name of a role or session in the ARN of a session. */
const SEGMENT = matching(/^[\w+=,.@-]{1,64}$/, ERRORS.segment);
/** The name of a user or role, with an optional path. */
const PRINCIPAL_NAME = matching(/^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/, ERRORS.name);

const ACCOUNT: EntryField = { name: 'account', label: WORDS.account, form: 'account', once: true };
const NAME: EntryField = {
  name: 'name',
  label: WORDS.name,
  form: 'line',
  hint: WORDS.nameHint,
  finding: PRINCIPAL_NAME,
  once: true,
};
const POLICIES: EntryField = {
  name: 'policies',
  label: WORDS.identityPolicy,
  form: 'documents',
  documents: 'identity',
  begins: USE,
};
const TAGS: EntryField = { name: 'tags', label: WORDS.tags, form: 'pairs' };
const BOUNDARY: EntryField = {
  name: 'boundary',
  label: WORDS.boundary,
  form: 'document',
  hint: WORDS.boundaryHint,
  documents: 'boundary',
  begins: USE,
};
const SESSION_POLICY: EntryField = {
  name: 'sessionPolicy',
  label: WORDS.sessionPolicy,
  form: 'document',
  hint: WORDS.sessionPolicyHint,
  documents: 'session',
  begins: USE,
};
const SESSION_TAGS: EntryField = { name: 'sessionTags', label: WORDS.sessionTags, form: 'pairs' };

const TRUST_POLICY: EntryField = {
  name: 'trustPolicy',
  label: WORDS.trustPolicy,
  form: 'document',
  hint: WORDS.trustPolicyHint,
  documents: 'trust',
  begins: trustOf,
};

/** The fields, in the order of the form. */
export const ENTRY_FIELDS: Readonly<Record<EntryKind, readonly EntryField[]>> = {
  account: [
    {
      name: 'id',
      label: WORDS.accountId,
      form: 'line',
      hint: WORDS.accountIdHint,
      finding: matching({ test: isAccountId }, ERRORS.accountId),
      once: true,
    },
    { name: 'name', label: WORDS.name, form: 'line' },
    {
      name: 'organizationId',
      label: WORDS.organization,
      form: 'line',
      hint: WORDS.organizationHint,
      finding: (value, { organizationPath }) => (value === '' && organizationPath ? ERRORS.organization : ''),
    },
    {
      name: 'organizationPath',
      label: WORDS.organizationPath,
      form: 'line',
      hint: WORDS.organizationPathHint,
      finding: (value, { organizationId }) => (value === '' && organizationId ? ERRORS.organizationPath : ''),
    },
    {
      name: 'scps',
      label: WORDS.scp,
      form: 'documents',
      hint: WORDS.scpHint,
      documents: 'scp',
      begins: EVERYTHING,
    },
    {
      name: 'rcps',
      label: WORDS.rcp,
      form: 'documents',
      hint: WORDS.rcpHint,
      documents: 'rcp',
      begins: RCP,
    },
  ],
  user: [ACCOUNT, NAME, { name: 'groups', label: WORDS.groups, form: 'groups' }, POLICIES, BOUNDARY, TAGS],
  role: [ACCOUNT, NAME, POLICIES, BOUNDARY, TRUST_POLICY, TAGS],
  session: [
    ACCOUNT,
    { name: 'role', label: WORDS.role, form: 'line', hint: WORDS.roleHint, finding: SEGMENT, once: true },
    { name: 'session', label: WORDS.session, form: 'line', finding: SEGMENT, once: true },
    SESSION_POLICY,
    SESSION_TAGS,
  ],
  federated: [
    ACCOUNT,
    { ...NAME, hint: WORDS.federatedNameHint, finding: matching(/^[\w+=,.@-]{2,32}$/, ERRORS.federatedName) },
    POLICIES,
    SESSION_POLICY,
    SESSION_TAGS,
  ],
  root: [],
  group: [
    ACCOUNT,
    { ...NAME, hint: WORDS.groupNameHint, finding: matching(/^[\w+=,.@-]{1,128}$/, ERRORS.groupName) },
    POLICIES,
  ],
  endpoint: [
    {
      name: 'id',
      label: WORDS.endpointId,
      form: 'line',
      hint: WORDS.endpointIdHint,
      finding: matching(/^vpce-[0-9a-z]+$/, ERRORS.endpointId),
      once: true,
    },
    {
      name: 'vpc',
      label: WORDS.vpc,
      form: 'line',
      hint: WORDS.vpcHint,
      finding: (value) => (/^vpc-[0-9a-z]+$/.test(value) ? '' : ERRORS.vpc),
    },
    {
      name: 'policy',
      label: WORDS.endpointPolicy,
      form: 'document',
      hint: WORDS.endpointPolicyHint,
      documents: 'endpoint',
      begins: ENDPOINT,
    },
  ],
};

/** Describes an entry: `user ana`, `account 1111-2222-3333`. */
export function entryWords({ kind, id }: Pick<Entry, 'kind' | 'id'>): string {
  if (kind === 'account') return TEXTS.account(accountForPeople(id));
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

/** The entry of a principal. `arn`: that of a session, whose view has the ARN of its role. */
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

/** The ARN or ID that an entry has, or will have. */
export function entryId({ kind, id, values }: Entry): string {
  return id || (ARNS[kind]?.(values) ?? text(values.id));
}

/** A new entry in `account`, with the values that are already known. */
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

/** The input that stores an account. An empty name or organization is removed. */
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

/**
 * The input that stores a principal: only the fields of its kind. A document that is no longer in the form is removed.
 */
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
