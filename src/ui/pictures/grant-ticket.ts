/** Data of the picture *grant-ticket*: the grants of the audit log, with what was done by them and how they ended. */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import { callerArnOf, keyArnsOf, membersOf, pairsOf, requestText } from './event-parts.ts';
import type { Pairs } from './ribbon.ts';

/** Which encryption contexts a grant allows: with these pairs alone, or with further ones. */
export interface GrantConstraint {
  readonly kind: 'equals' | 'subset';
  readonly pairs: Pairs;
}

/** A call of the grantee. */
export interface GrantUse {
  /** ID of its event. */
  readonly id: string;
  readonly operation: string;
  readonly caller: string;
  readonly at: number;
  /**
   * `grant`: the grant allowed it. `token`: it did so before it was effective without its token. `denied`: the call was
   * denied in that time.
   */
  readonly outcome: 'grant' | 'token' | 'denied';
}

/** How a grant ended. */
export interface GrantEnd {
  readonly operation: 'RetireGrant' | 'RevokeGrant';
  readonly caller: string;
  readonly at: number;
}

/** A grant. */
export interface GrantTicket {
  readonly id: string;
  readonly keyArn: string;
  /** ARN or service principal. */
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly constraint?: GrantConstraint;
  readonly createdAt: number;
  /** Time from which it is effective without its token. */
  readonly effectiveAt: number;
  readonly uses: readonly GrantUse[];
  /** Omitted: the grant exists. */
  readonly end?: GrantEnd;
}

/** What the picture shows. */
export interface GrantPicture {
  readonly keys: readonly { readonly arn: string; readonly name: string; readonly tickets: readonly GrantTicket[] }[];
  /** Number of older grants that it does not show. */
  readonly older: number;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
}

const ENDS = new Set(['RetireGrant', 'RevokeGrant']);

/** The grant that a call ends. A grant that its token names is in the additional data of the event. */
function endedGrant({ record }: AuditEvent): string | undefined {
  const id = record.requestParameters?.grantId ?? record.additionalEventData?.grantId;
  return typeof id === 'string' ? id : undefined;
}

function endOf(events: readonly AuditEvent[], id: string): GrantEnd | undefined {
  const isEnd = (event: AuditEvent): boolean =>
    ENDS.has(event.record.eventName) && event.record.errorCode === undefined && endedGrant(event) === id;
  const event = events.find(isEnd);
  if (event === undefined) return undefined;
  return { operation: event.record.eventName as GrantEnd['operation'], caller: callerArnOf(event), at: event.at };
}

function constraintOf(event: AuditEvent): GrantConstraint | undefined {
  const { encryptionContextEquals, encryptionContextSubset } = membersOf(
    requestedAccess(event).requestParameters?.constraints,
  );
  if (encryptionContextEquals !== undefined) return { kind: 'equals', pairs: pairsOf(encryptionContextEquals) };
  if (encryptionContextSubset !== undefined) return { kind: 'subset', pairs: pairsOf(encryptionContextSubset) };
  return undefined;
}

type Created = Pick<GrantTicket, 'id' | 'keyArn' | 'grantee' | 'operations' | 'createdAt' | 'effectiveAt' | 'end'>;

function usesOf(events: readonly AuditEvent[], grant: Created): readonly GrantUse[] {
  const { id, keyArn, grantee, operations, createdAt, effectiveAt, end } = grant;
  const outcomeOf = (event: AuditEvent): GrantUse['outcome'] | undefined => {
    const { decision, at, record } = event;
    if (decision?.decidedBy.grant === id) {
      if (ENDS.has(record.eventName)) return undefined;
      return at < effectiveAt ? 'token' : 'grant';
    }
    const isEarly = at >= createdAt && at < Math.min(effectiveAt, end?.at ?? effectiveAt);
    const isOfGrantee = callerArnOf(event) === grantee && keyArnsOf(event).includes(keyArn);
    const isGranted = operations.includes(record.eventName);
    return decision?.allowed === false && isEarly && isOfGrantee && isGranted ? 'denied' : undefined;
  };
  return events.flatMap((event) => {
    const outcome = outcomeOf(event);
    const { eventID, eventName } = event.record;
    return outcome === undefined
      ? []
      : [{ id: eventID, operation: eventName, caller: callerArnOf(event), at: event.at, outcome }];
  });
}

/**
 * Returns the grants that the events created, oldest first.
 * @param delaySeconds how long a new grant takes to be effective without its token
 */
export function grantTickets(events: readonly AuditEvent[], delaySeconds: number): readonly GrantTicket[] {
  return events.flatMap((event): readonly GrantTicket[] => {
    const { record, at } = event;
    const id = record.responseElements?.grantId;
    const [keyArn] = keyArnsOf(event);
    if (record.eventName !== 'CreateGrant' || typeof id !== 'string' || keyArn === undefined) return [];
    const operations = requestedAccess(event).requestParameters?.operations;
    const constraint = constraintOf(event);
    const end = endOf(events, id);
    const created: Created = {
      id,
      keyArn,
      grantee: requestText(event, 'granteePrincipal') ?? requestText(event, 'granteeServicePrincipal') ?? '',
      operations: Array.isArray(operations) ? operations.map(String) : [],
      createdAt: at,
      effectiveAt: at + delaySeconds * 1000,
      ...(end === undefined ? {} : { end }),
    };
    return [{ ...created, ...(constraint === undefined ? {} : { constraint }), uses: usesOf(events, created) }];
  });
}
