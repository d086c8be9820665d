import { html } from 'lit';
import { count } from '../kit/format.ts';
import { whole } from '../kit/whole.ts';

/** Every text of the Grants tab. */
export const TEXTS = {
  intro:
    'A grant allows one principal to use the key for specific operations, in addition to what policies allow. It lasts until it is revoked or retired.',
  /** `seconds` is the propagation delay of the sandbox. */
  delay: (seconds: number) =>
    seconds === 0
      ? 'In this sandbox a grant takes effect immediately and ends immediately. On AWS both usually take less than five minutes. To use a new grant sooner, pass its grant token.'
      : `In this sandbox a grant takes effect ${secondsOf(seconds)} of simulated time after it is created, and ends as long after it is revoked or retired. On AWS both usually take less than five minutes. To use a new grant sooner, pass its grant token.`,
  changeDelay: 'Change the delay',
  managed: 'The AWS service that uses this key creates its grants.',
  create: 'Create grant',
  created: 'Grant created. The grant token is shown only once.',
  heading: 'Grants on this key',
  empty: 'No grants on this key.',
  endings: html`<b>Revoke</b> ends a grant that should no longer apply. It requires permission for kms:RevokeGrant on
    the key. <b>Retire</b> ends a grant whose task is complete. The retiring principal can retire it, as can the grantee
    if the grant allows RetireGrant, and the account that created the grant.`,
  filter: 'Filter by name, principal, operation or encryption context',
  /** `loaded` grants are shown; `isPartial` when KMS has more of them. */
  listed: (loaded: number, isPartial: boolean) =>
    isPartial ? `The first ${grantsOf(loaded)}, oldest first.` : `${grantsOf(loaded)}, oldest first.`,
  filtered: (shown: number, loaded: number, isPartial: boolean) =>
    isPartial
      ? `${count(shown)} of the first ${grantsOf(loaded)}, oldest first.`
      : `${count(shown)} of ${grantsOf(loaded)}, oldest first.`,
  more: 'Load more grants',
  revoked: (grant: string) => `Revoked ${grant}.`,
  retired: (grant: string) => `Retired ${grant}.`,
  named: (name: string) => `grant ${name}`,
  unnamed: (grantee: string) => `grant to ${grantee}`,
  retirable: {
    heading: (caller: string) => `Grants on other keys that ${caller} can retire`,
    hint: (region: string) =>
      html`Grants in ${whole(region)}, on keys in any account, that name you as the retiring principal.`,
    empty: 'No grants.',
    more: 'Load more of these grants',
  },
  token: {
    heading: 'Grant token',
    text: html`KMS returns the grant token only in this response. Until the grant takes effect, the grantee can pass the
      token in <code>GrantTokens</code> to use the grant immediately. The token is not a secret: it gives no permission
      to other principals. It also identifies the grant in RetireGrant.`,
    region: 'Grant token value',
    copyToken: 'Copy token',
    tokenName: 'the grant token',
    copyId: 'Copy grant ID',
    idName: 'the grant ID',
    done: 'Done',
  },
  list: {
    retire: 'Retire grant',
    /** Of one grant, as `named` or `unnamed` says it. Begins with the words on the button. */
    retireOne: (grant: string) => `Retire ${grant}`,
    revoke: 'Revoke grant',
    revokeOne: (grant: string) => `Revoke ${grant}`,
    waiting: (seconds: number) => `Takes effect in ${count(seconds)} s. Use the grant token to use it now.`,
    grantee: 'Grantee',
    operations: 'Operations',
    constraints: 'Constraints',
    contextEquals: (pairs: string) => `The encryption context equals ${pairs}`,
    contextContains: (pairs: string) => `The encryption context contains ${pairs}`,
    sourceArn: (arn: string) => `The source ARN is ${arn}`,
    retiring: 'Retiring principal',
    key: 'Key',
    created: 'Created',
    createdBy: (time: string, account: string) => `${time} by account ${account}`,
    calls: 'Recent calls allowed by this grant',
    noCalls: (searched: number) => `None in the latest ${count(searched)} events of this key`,
    call: (operation: unknown, caller: string, time: string) => html`${operation} by ${caller}, ${time}`,
    earlierCalls: (howMany: number) => `${count(howMany)} earlier ${howMany === 1 ? 'call' : 'calls'}`,
    id: 'Grant ID',
    idName: (grant: string) => `the grant ID of ${grant}`,
  },
  form: {
    grantee: 'Grantee',
    choose: 'Choose a principal',
    other: 'Other principal or service…',
    otherName: 'Principal ARN or service principal',
    otherExample: 'arn:aws:iam::111122223333:role/App or rds.amazonaws.com',
    operations: 'Operations',
    operationsHint: 'The operations that a grant can allow on a key of this usage.',
    noOperation: 'Choose at least one operation.',
    notAPrincipal:
      'Enter the ARN of a user, role, role session, federated user or root user, or the name of a service.',
    notAnArn: 'Enter an ARN such as arn:aws:s3:::example-bucket.',
    retiring: 'Retiring principal',
    retiringOptional: 'Retiring principal (optional)',
    nobody: 'None',
    source: 'Source ARN',
    sourceExample: 'arn:aws:rds:us-east-1:111122223333:db:mydb',
    sourceHint:
      'The ARN of the resource that the service acts for. A grant to a service requires a source ARN and a retiring principal.',
    name: 'Grant name (optional)',
    nameHint:
      'Letters, digits and : / _ -. A second request with the same name and parameters returns the existing grant. Do not include sensitive data: the name appears in plaintext in the audit log.',
    constraint: 'Encryption context constraint',
    constraints: {
      none: 'Any encryption context',
      EncryptionContextEquals: 'Exactly these pairs (EncryptionContextEquals)',
      EncryptionContextSubset: 'At least these pairs (EncryptionContextSubset)',
    },
    pairs: (max: number) => `Encryption context pairs (maximum ${count(max)})`,
    create: 'Create grant',
  },
};

function secondsOf(seconds: number): string {
  return `${count(seconds)} ${seconds === 1 ? 'second' : 'seconds'}`;
}

function grantsOf(howMany: number): string {
  return `${count(howMany)} ${howMany === 1 ? 'grant' : 'grants'}`;
}
