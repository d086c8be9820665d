/** The language of the Directory page. */
import { html } from 'lit';
import { count } from '../kit/format.ts';
import type { EntryKind } from './entry-kind.ts';

const calls = (howMany: number): string => `${count(howMany)} ${howMany === 1 ? 'call' : 'calls'}`;

/** `ana`, `ana and bob`, `ana, bob and eve`. */
const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The kinds of entries, with an article, and what each is. */
const KINDS: Readonly<Record<EntryKind, { readonly name: string; readonly create: string; readonly hint: string }>> = {
  account: {
    name: 'account',
    create: 'Create account',
    hint: 'An account has a root user, principals and keys. SCPs and RCPs of its organization can restrict them.',
  },
  user: {
    name: 'user',
    create: 'Create user',
    hint: 'A user has long-term access keys. The policies of the user and of its groups apply.',
  },
  role: {
    name: 'role',
    create: 'Create role',
    hint: 'A role has no access keys. Requests are made by role sessions.',
  },
  session: {
    name: 'role session',
    create: 'Create role session',
    hint:
      'A role session with its own session policy or session tags. Sessions without them need no entry: use any ' +
      'session name.',
  },
  federated: {
    name: 'federated user',
    create: 'Create federated user',
    hint: 'A federated user. Its permissions are the intersection of its policies and its session policy.',
  },
  root: {
    name: 'root user',
    create: 'Create root user',
    hint: 'The root user needs no identity policy. SCPs apply to it, and a key policy must name the account.',
  },
  group: {
    name: 'group',
    create: 'Create group',
    hint: 'Group policies apply to all users in the group. A group cannot make requests.',
  },
  endpoint: {
    name: 'VPC endpoint',
    create: 'Create VPC endpoint',
    hint: 'A request uses this endpoint if aws:SourceVpce contains its ID. The endpoint policy then applies.',
  },
};

/** Labels and hints of the fields. */
const FIELDS = {
  account: 'Account',
  name: 'Name',
  nameHint: 'Optional path: team/ana',
  federatedNameHint: '2 to 32 characters',
  groupNameHint: 'No path',
  identityPolicy: 'Identity policy',
  tags: 'Tags',
  boundary: 'Permissions boundary',
  boundaryHint: 'Maximum permissions of the identity policies',
  trustPolicy: 'Trust policy',
  trustPolicyHint:
    'Who may assume the role by AssumeRole. Without a trust policy, the account of the role decides by its identity policies.',
  sessionPolicy: 'Session policy',
  sessionPolicyHint: 'Maximum permissions of the session',
  sessionTags: 'Session tags',
  accountId: 'Account ID',
  accountIdHint: '12 digits',
  organization: 'Organization',
  organizationHint: 'Example: o-example1. Leave empty if the account is in no organization.',
  organizationPath: 'Path in the organization',
  organizationPathHint: 'Example: o-example1/r-1/ou-prod/',
  scp: 'Service control policy',
  scpHint: 'Maximum permissions of all principals in the account. Without an SCP, nothing is restricted.',
  rcp: 'Resource control policy',
  rcpHint: 'Denies access to keys of this account for all principals.',
  groups: 'Groups',
  noGroups: 'No groups in this account.',
  role: 'Role',
  roleHint: 'Role name. The role is created if it does not exist.',
  session: 'Session name',
  endpointId: 'Endpoint ID',
  endpointIdHint: 'Example: vpce-1a2b3c4d',
  vpc: 'VPC',
  vpcHint: 'Example: vpc-1a2b3c4d',
  endpointPolicy: 'Endpoint policy',
  endpointPolicyHint: 'Without a policy, the endpoint allows all requests.',
};

/** Every text of the Directory page. */
export const TEXTS = {
  title: 'Directory',
  intro:
    'The accounts, principals, groups and VPC endpoints of this sandbox, with their policies. You can use the ' +
    'console as any user, role, role session, federated user or root user, and create access keys for your programs.',
  createLabel: 'Create directory entry',
  create: 'Create:',
  kinds: KINDS,
  fields: FIELDS,
  notFound: (name: string, all: string) =>
    html`${name} does not exist in this sandbox. <a href=${all}>View all directory entries</a>`,
  select: 'Select an entry to view its details, or create one.',
  back: 'Back to directory',
  account: (id: string) => `account ${id}`,
  accountWithName: (id: string, name: string) => `${id}, ${name}`,
  caller: {
    use: 'Switch to this caller',
    createKey: 'Create access key',
    simulate: 'Open in Simulator',
    activity: 'View activity',
  },
  saved: (entry: string) => `Saved: ${entry}.`,
  deleted: (entry: string) => `Deleted: ${entry}.`,
  failed: {
    happened: 'The directory could not be changed.',
    next: 'Correct the following error, then try again:',
  },
  list: {
    label: 'Directory entries',
    settings: 'Account settings',
    session: (name: string) => `session ${name}`,
    sessionDetail: 'Session policy or session tags',
    endpoints: 'VPC endpoints',
    policies: (howMany: number) => `${count(howMany)} ${howMany === 1 ? 'policy' : 'policies'}`,
    boundary: 'boundary',
    inGroups: (groups: readonly string[]) => `in ${groups.join(', ')}`,
    organization: (id: string) => `organization ${id}`,
    scps: (howMany: number) => `${count(howMany)} ${howMany === 1 ? 'SCP' : 'SCPs'}`,
    rcps: (howMany: number) => `${count(howMany)} ${howMany === 1 ? 'RCP' : 'RCPs'}`,
    endpointWithPolicy: (vpc: string) => `${vpc}, policy`,
  },
  /** What is wrong with the text of a field. */
  invalid: {
    noAccount: (id: string) => `Account ${id} does not exist in this sandbox. Create it first, or select another one.`,
    name: 'Use letters, digits and _ + = , . @ -, up to 64 characters, after an optional path such as team/.',
    federatedName: 'Use 2 to 32 letters, digits and _ + = , . @ -.',
    groupName: 'Use letters, digits and _ + = , . @ -, up to 128 characters, without a path.',
    segment: 'Use letters, digits and _ + = , . @ -, up to 64 characters, without a path.',
    accountId: 'Enter the 12 digits of the account ID, without spaces or hyphens.',
    organization: 'Enter the organization ID, or remove the path.',
    organizationPath: 'Enter the path of the account in the organization.',
    endpointId: 'Enter an ID that starts with vpce-, followed by digits and lowercase letters.',
    vpc: 'Enter an ID that starts with vpc-, followed by digits and lowercase letters.',
  },
  form: {
    save: 'Save changes',
    blocked: 'Fix the JSON errors in the policy documents before you save.',
    kept: 'Your earlier changes are in the form. They are not saved.',
    overtaken:
      'Your earlier changes are in the form. They are not saved. The entry was saved again since: saving replaces ' +
      'that version.',
    discard: 'Discard changes',
    taken: (entry: string) => `Already in use by ${entry}. Enter another name.`,
  },
  documents: {
    /** A label in the plural: `Identity policies`. */
    several: (label: string) => label.replace(/y$/, 'ies'),
    add: (label: string) => `Add ${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}`,
    json: 'Policy JSON',
    numbered: (label: string, number: number) => `${label} ${number}`,
    remove: (name: string) => `Remove ${name}`,
  },
  accessKeys: {
    heading: (howMany: number) => `Access keys (${count(howMany)})`,
    headingOfSessions: (howMany: number) => `Access keys of role sessions (${count(howMany)})`,
    none: 'No access keys. Programs cannot sign requests as this principal.',
    id: 'Access key ID',
    session: 'Session',
    created: 'Created',
    unknown: 'unknown',
    copyWhat: (id: string) => `access key ID ${id}`,
    delete: 'Delete…',
    deleteLabel: (id: string) => `Delete access key ${id}…`,
    dialog: (id: string) => `Delete access key ${id}?`,
    dialogText:
      'Requests signed with this access key will fail with UnrecognizedClientException. Past events stay in Activity.',
    confirm: 'Delete access key',
    deleted: (id: string) => `Access key ${id} deleted.`,
    announceCreated: (principal: string) =>
      `Access key of ${principal} created. The secret access key is shown only once.`,
  },
  credentials: {
    label: 'New access key',
    intro: html`<b>Access key created.</b> This is the only time that you can view the secret access key. Copy it now;
      you can create another access key later. Existing access keys remain active. The browser stores the secret as a
      CryptoKey that scripts cannot read; in the files of the browser profile it is not encrypted.`,
    id: 'Access key ID',
    secret: 'Secret access key',
    token: 'Session token',
    done: 'Done',
  },
  generated: {
    heading: 'Generate policy from activity',
    loading: 'Loading activity…',
    noActivity: 'No activity found for this principal, so no policy can be generated.',
    notNeeded: (all: number) => `None of the last ${calls(all)} required an identity policy.`,
    needed: (all: number, needed: number) => `${count(needed)} of the last ${calls(all)} required an identity policy.`,
    neededAndDenied: (all: number, needed: number, denied: number) =>
      `${count(needed)} of the last ${calls(all)} required an identity policy; ${count(denied)} of these were denied.`,
    limits:
      'The generated policy allows these calls with the same resources and encryption context, and grants as they ' +
      'were created.',
    consoleReads: (howMany: number) =>
      `${count(howMany)} ${howMany === 1 ? 'read' : 'reads'} of this console left out.`,
    includeConsoleReads: 'Include reads of this console',
    inexpressible: (howMany: number) => `${calls(howMany)} left out: a policy cannot allow exactly these.`,
    unrecorded: (howMany: number) =>
      `${calls(howMany)} left out: an earlier version stored them without what they required.`,
    groups: (groups: readonly string[]) => `The policies of ${list(groups)} also apply.`,
    label: 'Least-privilege policy',
    compare: 'Compare with current policy',
    diff: 'Least-privilege policy compared with the current policy',
    take: 'Replace identity policies with this policy',
    copyWhat: 'the least-privilege policy',
    hint: 'This fills in the form below. Save the form to apply the change.',
    taken: 'The generated policy replaced the identity policies in the form. It is not saved yet.',
  },
  deletion: {
    open: 'Delete…',
    heading: (entry: string) => `Delete ${entry}?`,
    root: 'You cannot delete the root user separately. It is deleted with its account.',
    session:
      'The session policy, session tags and access keys of this session are deleted. The role stays, and the session ' +
      'name remains usable.',
    group: 'The group policies no longer apply to its members.',
    groupWithMembers: (members: readonly string[]) =>
      `The group policies no longer apply to its members. ${list(members)} will be removed from the group.`,
    endpoint: 'Requests with this aws:SourceVpce are no longer restricted by an endpoint policy.',
    account: (principals: readonly string[]) =>
      `Also deletes its principals (${list(principals)}), their access keys, its groups and its AWS managed keys. ` +
      'An account with customer managed keys cannot be deleted.',
    rootUser: 'the root user',
    principal:
      'Its access keys stop working. Policies and grants that name it no longer apply to anyone, even if you ' +
      'recreate it with the same name. KMS keys that it created are kept.',
  },
};
