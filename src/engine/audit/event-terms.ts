/**
 * Terms of an event: the values of the fields by which queries find it exactly. Queries and the index of the audit log
 * both use them, so they agree on what matches.
 */
import { parseArn } from '../../model/arn.ts';
import {
  requestedAccess,
  type AuditEvent,
  type CloudTrailRecord,
  type EventQuery,
  type Json,
} from '../../model/audit.ts';
import { userNameOf } from './user-name.ts';

/** Members of a query that are compared with terms. */
export type TermField =
  | 'operation'
  | 'readOnly'
  | 'errorsOnly'
  | 'error'
  | 'principal'
  | 'userName'
  | 'accessKeyId'
  | 'keyArn'
  | 'resourceType'
  | 'alias'
  | 'grantId'
  | 'region'
  | 'account'
  | 'eventSource'
  | 'contextKey'
  | 'contextValue'
  | 'requestId'
  | 'eventId';

/**
 * A field and one value of it. `contextPair`: name and value of a pair as a JSON array. `keyAndPrincipal`: the ARN of a
 * key, a space, and a principal. Many runs of events contain both, but only few contain an event with both.
 */
export interface Term {
  readonly field: TermField | 'contextPair' | 'keyAndPrincipal';
  readonly value: string;
}

/** Members of requestParameters with the encryption context of the request. */
const CONTEXTS = ['encryptionContext', 'sourceEncryptionContext', 'destinationEncryptionContext'] as const;

/** Members of requestParameters that can name an alias. */
const NAMES = ['keyId', 'aliasName', 'targetKeyId', 'sourceKeyId', 'destinationKeyId'] as const;

/** Operations whose record names the grant that they are about. */
const GRANT_OPERATIONS: ReadonlySet<string> = new Set(['CreateGrant', 'RetireGrant', 'RevokeGrant']);

/** All names that find a call: the caller, the role of a session, the name of a service. */
function callersOf({ userIdentity }: CloudTrailRecord): readonly unknown[] {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { readonly arn?: unknown } | undefined;
  return [userIdentity.arn, issuer?.arn, userIdentity.invokedBy];
}

function recordsOf({ record, copies }: AuditEvent): readonly CloudTrailRecord[] {
  return copies === undefined ? [record] : [record, ...copies];
}

function resourceArnsOf(event: AuditEvent): readonly string[] {
  return (requestedAccess(event).resources ?? []).map(({ ARN }) => ARN);
}

/** The ARN of a key contains no space, so no two pairs have the same value. */
const keyAndPrincipalOf = (keyArn: string, principal: string): string => `${keyArn} ${principal}`;

/** Each resource of the event with each principal. */
function keysAndPrincipalsOf(event: AuditEvent): readonly string[] {
  const principals = callersOf(event.record).filter((name) => typeof name === 'string');
  return resourceArnsOf(event).flatMap((arn) => principals.map((name) => keyAndPrincipalOf(arn, name)));
}

/** Pairs of the encryption contexts of the request. */
function contextOf(event: AuditEvent): readonly (readonly [name: string, value: Json])[] {
  const parameters = requestedAccess(event).requestParameters;
  if (parameters === null) return [];
  return CONTEXTS.flatMap((member) => {
    const context = parameters[member];
    return typeof context === 'object' && context !== null ? Object.entries(context) : [];
  });
}

/** Names and ARNs of the aliases that the request names or that are resources of the event. */
function aliasesOf(event: AuditEvent): readonly unknown[] {
  const { record, decision } = event;
  const { requestParameters } = requestedAccess(event);
  const mentions: unknown[] = [...resourceArnsOf(event), ...NAMES.map((name) => requestParameters?.[name])];
  for (const { identifiedBy } of decision?.resources ?? []) mentions.push(identifiedBy?.alias);
  return mentions.flatMap((mention) => {
    if (typeof mention !== 'string') return [];
    // A name stands for an alias of the caller's account in the Region of the call.
    const account = record.userIdentity.accountId ?? record.recipientAccountId;
    if (mention.startsWith('alias/')) return [mention, `arn:aws:kms:${record.awsRegion}:${account}:${mention}`];
    const name = mention.includes(':alias/') ? parseArn(mention)?.resource : undefined;
    return name === undefined ? [] : [mention, name];
  });
}

/** Grants that allowed the call, and the grant that the operation is about. */
function grantsOf({ record, decision }: AuditEvent): readonly unknown[] {
  const found: unknown[] = [];
  if (decision !== undefined) {
    for (const { allowed, decidedBy } of [decision, ...(decision.resources ?? [])])
      if (allowed) found.push(decidedBy.grant);
  }
  if (GRANT_OPERATIONS.has(record.eventName))
    for (const members of [record.requestParameters, record.responseElements, record.additionalEventData])
      found.push(members?.grantId);
  return found;
}

/** The values of each field. Values that are no strings match nothing. */
const VALUES: Readonly<Record<Term['field'], (event: AuditEvent) => readonly unknown[]>> = {
  operation: ({ record }) => [record.eventName],
  readOnly: ({ record }) => [String(record.readOnly)],
  errorsOnly: ({ record }) => (record.errorCode === undefined ? [] : ['true']),
  error: ({ record }) => [record.errorCode],
  principal: ({ record }) => callersOf(record),
  userName: (event) => recordsOf(event).map(userNameOf),
  accessKeyId: ({ record }) => [record.userIdentity.accessKeyId],
  keyArn: resourceArnsOf,
  resourceType: (event) => recordsOf(event).flatMap(({ resources = [] }) => resources.map(({ type }) => type)),
  alias: aliasesOf,
  grantId: grantsOf,
  region: ({ record }) => [record.awsRegion],
  account: (event) => recordsOf(event).map(({ recipientAccountId }) => recipientAccountId),
  eventSource: ({ record }) => [record.eventSource],
  contextKey: (event) => contextOf(event).map(([name]) => name),
  contextValue: (event) => contextOf(event).map(([, value]) => value),
  keyAndPrincipal: keysAndPrincipalsOf,
  contextPair: (event) => contextOf(event).map((pair) => JSON.stringify(pair)),
  requestId: ({ record }) => [record.requestID],
  eventId: (event) => recordsOf(event).map(({ eventID }) => eventID),
};

/** Names of all fields. The hash of a term includes the name. */
export const FIELDS = Object.keys(VALUES) as readonly Term['field'][];

/** Calls `visit` with each term of an event. Terms can repeat. */
export function visitTerms(event: AuditEvent, visit: (field: Term['field'], value: string) => void): void {
  for (const field of FIELDS)
    for (const value of VALUES[field](event)) if (typeof value === 'string') visit(field, value);
}

/** Returns whether an event has the term. */
export function hasTerm(event: AuditEvent, { field, value }: Term): boolean {
  return VALUES[field](event).includes(value);
}

/** Pairs of members of a query that have a term together, which fewer events contain than either of the two. */
const PAIRS = [
  {
    field: 'contextPair',
    members: ['contextKey', 'contextValue'],
    valueOf: (name: string, value: string) => JSON.stringify([name, value]),
  },
  { field: 'keyAndPrincipal', members: ['keyArn', 'principal'], valueOf: keyAndPrincipalOf },
] as const;

/** Returns the terms that an event must have to match `query`. */
export function termsOf(query: EventQuery): readonly Term[] {
  const terms: Term[] = [];
  const paired = new Set<string>();
  for (const { field, members, valueOf } of PAIRS) {
    const [first, second] = members.map((member) => query[member]);
    if (first === undefined || second === undefined) continue;
    terms.push({ field, value: valueOf(first, second) });
    for (const member of members) paired.add(member);
  }
  for (const field of FIELDS) {
    if (field === 'contextPair' || field === 'keyAndPrincipal' || paired.has(field)) continue;
    const value = query[field];
    // `errorsOnly: false` does not filter.
    if (value !== undefined && !(field === 'errorsOnly' && value === false))
      terms.push({ field, value: String(value) });
  }
  return terms;
}
