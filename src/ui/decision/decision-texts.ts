/**
 * The language of decisions: the verdict, the policy types, statements, fixes, and the dialog that explains a denial.
 */
import { html, type TemplateResult } from 'lit';
import type { Identification, PolicyRef, PolicyType, TraceStep } from '../../model/decision.ts';
import type { OperationGroup } from '../../model/operation-facts.ts';
import { count } from '../kit/format.ts';
import type { DrawnGate } from './decision-view.ts';

/** AWS's names of the policy types and stages. */
const STAGES: Readonly<Record<DrawnGate, string>> = {
  'explicit-deny': 'Explicit deny',
  rcp: 'Resource control policies',
  scp: 'Service control policies',
  'endpoint-policy': 'VPC endpoint policy',
  'key-policy': 'Key policy',
  'trust-policy': 'Trust policy',
  delegation: 'Delegation to the account',
  'identity-policy': 'Identity policies',
  boundary: 'Permissions boundary',
  'session-policy': 'Session policy',
  grant: 'Grants',
  allowed: 'Authorization',
  usage: 'Key usage',
  state: 'Key state',
  quota: 'Quotas',
  operation: 'Operation',
};

/** Shown where no policy of the type exists. */
const ABSENT: Readonly<Record<DrawnGate, string>> = {
  'explicit-deny': '',
  rcp: 'None: the account of the key has no RCP.',
  scp: 'None: the account of the caller has no SCP.',
  'endpoint-policy': 'None: the request does not use a VPC endpoint with a policy.',
  'key-policy': 'None: this resource has no resource policy.',
  'trust-policy': '',
  delegation: 'No: the key policy does not delegate to the caller’s account.',
  'identity-policy': 'None: neither the caller nor its groups have a policy.',
  boundary: 'None: the caller has no permissions boundary.',
  'session-policy': 'None: the session has no session policy.',
  grant: 'None was evaluated, or none names the caller.',
  allowed: '',
  usage: '',
  state: '',
  quota: '',
  operation: '',
};

/** Shown where a required policy type allows the request, if the general text does not fit. */
const PASSES: Readonly<Partial<Record<DrawnGate, string>>> = {
  'explicit-deny': 'No applicable statement denies the request.',
  rcp: 'No RCP denies the request.',
  delegation: 'Yes.',
  allowed: 'The request is authorized.',
};

/** Of an implicit deny: what the missing policy type does not allow. */
const LACKING: Readonly<Partial<Record<PolicyType, string>>> = {
  scp: 'No SCP of the caller’s account allows the action.',
  'endpoint-policy': 'The VPC endpoint policy does not allow the action.',
  'key-policy': 'Neither the key policy nor a grant allows the action.',
  'trust-policy': 'The trust policy of the role does not allow the action.',
  'identity-policy': 'No identity policy of the caller allows the action.',
  boundary: 'The permissions boundary of the caller does not allow the action.',
  'session-policy': 'The session policy does not allow the action.',
};

/** The documents of which an owner can have several are numbered from 1. */
const DOCUMENTS: Readonly<Record<PolicyRef['kind'], (owner: string, number: number) => string>> = {
  'key-policy': () => 'the key policy',
  'trust-policy': (owner) => `the trust policy of ${owner}`,
  'endpoint-policy': (owner) => `the policy of ${owner}`,
  'identity-policy': (owner, number) =>
    number > 1 ? `identity policy ${number} of ${owner}` : `the identity policy of ${owner}`,
  boundary: (owner) => `the permissions boundary of ${owner}`,
  'session-policy': (owner) => `the session policy of ${owner}`,
  scp: (owner, number) =>
    number > 1 ? `service control policy ${number} of ${owner}` : `the service control policy of ${owner}`,
  rcp: (owner, number) =>
    number > 1 ? `resource control policy ${number} of ${owner}` : `the resource control policy of ${owner}`,
};

/** Whether a statement matched, after its name. */
const OUTCOMES: Readonly<Record<TraceStep['outcome'], string>> = {
  allow: 'allows',
  deny: 'denies',
  'no-match': 'did not match',
  stops: 'stops the request',
};

/** The headings of the access matrix. A group without one does not compile. */
const GROUPS: Readonly<Record<OperationGroup, string>> = {
  use: 'Use the key',
  grants: 'Grants',
  view: 'View',
  manage: 'Manage',
  import: 'Import',
  'multi-region': 'Multi-Region',
  'key-stores': 'Key stores',
};

/** How KMS found the key of a call. */
const IDENTIFIED: Readonly<Record<Identification['by'], (alias: string) => string>> = {
  'key-arn': () => 'identified by ARN',
  'key-id': () => 'identified by key ID',
  'alias-name': (alias) => `identified by ${alias}`,
  'alias-arn': (alias) => `identified by the ARN of ${alias}`,
  'alias-target': (alias) => `identified as the target of ${alias}`,
  'grant-token': () => 'identified by the grant token',
  ciphertext: () => 'identified by the ciphertext',
};

/** Condition keys that a request can have values of. */
const CONDITION_KEYS = {
  'aws:SourceIp': 'Source IP address of the request',
  'aws:SourceVpce': 'VPC endpoint of the request',
  'aws:SourceVpc': 'VPC of the request',
  'aws:VpcSourceIp': 'Source IP address in that VPC',
  'aws:SecureTransport': 'Whether the request uses TLS',
  'aws:MultiFactorAuthPresent': 'Whether the caller used MFA',
  'aws:MultiFactorAuthAge': 'Seconds since MFA authentication',
  'kms:ViaService': 'AWS service that makes the request on behalf of the caller',
  'aws:CalledVia': 'Services in the call chain, first one first',
  'aws:UserAgent': 'User agent',
  'aws:Referer': 'Referring page',
  'aws:SourceArn': 'Resource that the service acts for',
  'aws:SourceAccount': 'Account of that resource',
  'aws:SourceOrgID': 'Organization of that resource',
  'aws:SourceOrgPaths': 'Organization path of that account',
};

/** How the access of one principal changes; the operations are joined by commas. */
interface AccessChange {
  readonly principal: string;
  readonly gains: string;
  readonly conditional: string;
  readonly loses: string;
}

/** Every text of a decision. */
export const TEXTS = {
  decision: {
    label: 'Decision',
    request: 'Request',
    allowed: 'Allowed.',
    denied: 'Denied.',
    stages: STAGES,
    absent: ABSENT,
    /** What a policy type did. */
    passes: PASSES,
    allowsRequired: 'Allows the request (required).',
    allowsDeciding: 'Allows the request (deciding).',
    explicitDeny: 'Yes. It overrides every allow.',
    lacks: 'No statement allows the request: implicit deny.',
    lacksAbsent: (absent: string) => `${absent} Implicit deny.`,
    stops: 'Authorized, but fails here.',
    denies: 'Denies the request.',
    noMatch: 'No statement matches.',
    delegationUnused: 'Yes, not decisive.',
    allowsUnused: 'Allows the request, not decisive.',
    notLimiting: 'Not applied: it does not limit what the key policy or a grant allows this caller directly.',
    notEvaluated: 'Not evaluated: the call was decided before.',
    notRecorded: 'Not recorded: an earlier version stored this event without the effect of this policy type.',
    /** Who decided. */
    allowedByGrant: (grant: string) => `Grant ${grant} allows the request.`,
    allowedByStatement: (statement: string) => `${statement} allows the request.`,
    allowedRoot: 'The root user of an account needs no identity policy.',
    allowedService: 'An AWS service needs no identity policy.',
    allowedWithoutPolicy: 'No policy had to allow this call.',
    deniedByStatement: (statement: string) => `${statement} explicitly denies the request.`,
    lacking: LACKING,
    nothingAllows: 'No policy allows the action.',
    /** `reason`: a whole sentence, of AWS's error or of ours. */
    wouldFail: (reason: string) => `Authorized, but the request fails: ${reason}`,
    closestMatch: (step: string, element: string | undefined, because: string) =>
      html`<b>Closest match:</b> ${step}.
        ${element === undefined ? '' : `${element} is the first element that does not match.`} ${because}`,
    actionOn: (action: string, resource: TemplateResult) => html`<code>${action}</code> on ${resource}`,
    actionAllowedOn: (action: string, resource: TemplateResult) => html`<code>${action}</code> on ${resource}: allowed`,
    actionDeniedOn: (action: string, resource: TemplateResult) => html`<code>${action}</code> on ${resource}: denied`,
    noMatchStatements: (howMany: number) =>
      `${count(howMany)} ${howMany === 1 ? 'statement' : 'statements'} did not match`,
    noMatchGrants: (howMany: number) => `${count(howMany)} ${howMany === 1 ? 'grant' : 'grants'} did not match`,
  },
  resources: {
    all: 'all resources (*)',
    allKeys: 'all keys in the account (key/*)',
    key: (id: string) => `key ${id}`,
  },
  documents: {
    of: DOCUMENTS,
    accountOwner: (account: string) => `account ${account}`,
    keyPolicyVersion: (version: number) => `version ${version} of the key policy`,
  },
  statement: {
    grant: (id: string) => `Grant ${id}`,
    numbered: (number: string) => `Statement ${number}`,
    numberedOf: (number: string, policy: string) => `Statement ${number} of ${policy}`,
    named: (sid: string) => `Statement “${sid}”`,
    namedOf: (sid: string, policy: string) => `Statement “${sid}” of ${policy}`,
    outcome: (name: string, outcome: TraceStep['outcome']) => html`${name}: <b>${OUTCOMES[outcome]}</b>`,
    outcomeOfDeny: (name: string, outcome: TraceStep['outcome']) =>
      html`${name} (Deny statement): <b>${OUTCOMES[outcome]}</b>`,
    viewGrants: 'View grants',
    showPolicy: 'Show policy',
    hidePolicy: 'Hide policy',
    loading: 'Loading policy…',
    policyGone: 'This policy no longer exists.',
    policyThen: 'Policy version at the time of the call.',
    statementGone: 'The policy no longer contains this statement.',
    policyOf: (statement: string) => `Policy of ${statement}`,
  },
  request: {
    caller: 'Caller',
    callerInAccount: (caller: string, account: string) => `${caller} in account ${account}`,
    accessKey: 'Access key ID',
    operation: 'Operation',
    region: 'Region',
    key: 'Key',
    sourceKey: 'Source key',
    destinationKey: 'Destination key',
    keyInAccount: (key: string, account: string) => `${key} in account ${account}`,
    identifiedKey: (key: string, account: string, how: string) => `${key} in account ${account} (${how})`,
    identified: IDENTIFIED,
    contexts: {
      EncryptionContext: 'Encryption context',
      SourceEncryptionContext: 'Source encryption context',
      DestinationEncryptionContext: 'Destination encryption context',
    } as Readonly<Record<string, string>>,
    grantTokens: 'Grant tokens',
    /** Why the value of a condition key cannot be that of a request. */
    invalid: {
      empty: 'Enter a value, or remove the attribute.',
      ip: 'Enter an IPv4 or IPv6 address, for example 203.0.113.10.',
      endpoint: 'Enter an ID that starts with vpce-, followed by digits and lowercase letters.',
      vpc: 'Enter an ID that starts with vpc-, followed by digits and lowercase letters.',
      seconds: 'Enter a whole number of seconds.',
      service: 'Enter a service name such as s3.us-east-1.amazonaws.com.',
      arn: 'Enter an ARN such as arn:aws:s3:::example-bucket.',
      account: 'Enter the 12 digits of an account ID.',
    },
    conditionKeys: CONDITION_KEYS,
  },
  matrix: {
    groups: GROUPS,
    otherGroup: 'Other',
    credentials: (principal: string, accessKeyId: string) => `${principal}, credentials ${accessKeyId}`,
    throughEndpoint: (principal: string, endpoint: string) => `${principal}, through ${endpoint}`,
    outcomes: { allowed: 'allowed', conditional: 'allowed under conditions', denied: 'denied' },
  },
  fix: {
    titles: {
      request: 'Suggested fix: change the request',
      narrow: 'Suggested fix: narrow policy change',
      grant: 'Suggested fix: grant',
      wide: 'Suggested fix: wider policy change',
    },
    hints: {
      request: 'No policy changes.',
      narrow: 'Allows only this principal and this action, and only requests that meet the stated condition, if any.',
      grant: 'No policy changes. Allows only this principal and this operation. Revoke the grant to end it.',
      wide: 'Also allows other requests than this one.',
    },
    lifted: (principal: string, operation: string, condition: string) =>
      html`For <b>${principal}</b>, ${operation}, this condition of ${condition} no longer applies: `,
    moreLifted: (more: number) => `${count(more)} more conditions no longer apply.`,
    keyPolicyCaller:
      'If the current caller is not allowed to call PutKeyPolicy, another principal that is allowed makes this call.',
    grantCallers: (names: readonly string[], more: boolean) =>
      `The current caller makes the CreateGrant call. Allowed to make it: ${names.join(', ')}${more ? ' and possibly others' : ''}.`,
    apply: 'Apply fix',
    applyGrant: 'Create grant',
    applyRequest: 'Change request',
    undo: 'Undo fix',
    requestChanged: 'Changed the request.',
    restored: (changes: readonly string[]) => `Restored ${changes.join('; ')}.`,
    changedSince: (what: string) =>
      `The fix cannot be undone, because ${what} was changed after the fix. Edit it directly.`,
    gone: (what: string) => `The fix cannot be applied or undone, because ${what} no longer exists.`,
    undone: (changes: readonly string[]) => `Undone: ${changes.join('; ')}.`,
    standing: (changes: readonly string[]) => `Still in effect: ${changes.join('; ')}.`,
    changesTo: (what: string) => `Changes to ${what}`,
    grantInput: 'Input of CreateGrant',
    newDocument: (what: string) => `New document: ${what}`,
    diff: (what: string) => `Changes to ${what}`,
    copyWhat: 'the new document',
    copy: 'Copy full document',
    noCell: 'No changes found in the access matrix of the key.',
    manyCells: (cells: number, principals: number) =>
      `Changes ${count(cells)} cells of this key’s access matrix, for ${count(principals)} principals.`,
    cells: (cells: number) =>
      cells === 1
        ? 'Changes one cell of this key’s access matrix:'
        : `Changes ${count(cells)} cells of this key’s access matrix:`,
    otherKeys: 'The matrix covers this key only. The fix can also change access to other keys.',
    accessChange: ({ principal, gains, conditional, loses }: AccessChange) =>
      html`<b>${principal}</b> ${[
          gains && `can then call ${gains}`,
          conditional && `can then call ${conditional} only under conditions`,
          loses && `can no longer call ${loses}`,
        ]
          .filter(Boolean)
          .join('; ')}.`,
    /** What a change replaces. */
    keyPolicyOf: (key: string) => `the key policy of ${key}`,
    principal: {
      policies: (name: string) => `the identity policies of ${name}`,
      boundary: (name: string) => `the permissions boundary of ${name}`,
      sessionPolicy: (name: string) => `the session policy of ${name}`,
    },
    account: {
      scps: (account: string) => `the service control policies of account ${account}`,
      rcps: (account: string) => `the resource control policies of account ${account}`,
    },
    groupPolicies: (group: string) => `the policies of ${group}`,
    endpointPolicy: (endpoint: string) => `the policy of ${endpoint}`,
    grant: (operations: string, grantee: string, key: string) => `the grant of ${operations} to ${grantee} on ${key}`,
    list: (parts: readonly string[]) => parts.join(' and '),
    madeBy: (change: string, principal: string) => `${change} (as ${principal})`,
    updated: (changes: readonly string[]) => `Updated ${changes.join('; ')}.`,
    created: (changes: readonly string[]) => `Created ${changes.join('; ')}.`,
    revoked: (changes: readonly string[]) => `Revoked ${changes.join('; ')}.`,
    endpointGone: (id: string) => `VPC endpoint ${id} no longer exists.`,
    nowAllowed: (applied: string) => `${applied} The request is now allowed.`,
    stillDenied: (applied: string) => `${applied} The request is still denied.`,
  },
  why: {
    heading: 'Why this call was denied',
    loading: 'Loading decision…',
    nowAllowed: 'The same call is now allowed. Close this dialog and try again.',
    applied: (applied: string) => `${applied} Close this dialog and try again.`,
    requestChanged:
      'With this change of the request, the call is allowed. Close this dialog and make the call with it.',
    simulate: 'Open in Simulator',
  },
};
