/** Data of the picture *policy-decision*: the newest calls that use a key, each with its decision. */
import type { AuditEvent } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import { askedFacts, type Fact } from '../decision/request-summary.ts';
import { askedIn } from '../decision/simulation.ts';
import { callerArnOf, keyArnsOf } from './event-parts.ts';

/** A call that was decided. */
export interface DecidedCall {
  /** ID of its event. */
  readonly id: string;
  readonly operation: string;
  readonly caller: string;
  readonly keyArn: string;
  /** Error code of the record. Omitted: the call succeeded. */
  readonly error?: string;
  readonly decision: Decision;
  readonly facts: readonly Fact[];
}

/** What the picture shows. */
export interface DecisionPicture {
  /** Newest first. */
  readonly calls: readonly DecidedCall[];
  readonly nameOf: (arn: string) => string;
}

/** Maximum number of calls in the picture: the newest. */
const MAX_CALLS = 8;

/** The key of a call: of a denied one it is that of the decision. */
const keyOf = (event: AuditEvent): string | undefined =>
  keyArnsOf(event)[0] ?? event.decision?.resources?.find(({ resource }) => resource.includes(':key/'))?.resource;

/** Returns the newest decided calls of events that are oldest first. */
export function decidedCalls(events: readonly AuditEvent[]): readonly DecidedCall[] {
  const calls = events.flatMap((event): readonly DecidedCall[] => {
    const { record, decision } = event;
    const keyArn = keyOf(event);
    if (decision === undefined || keyArn === undefined) return [];
    const asked = askedIn(event);
    return [
      {
        id: record.eventID,
        operation: record.eventName,
        caller: callerArnOf(event),
        keyArn,
        ...(record.errorCode === undefined ? {} : { error: record.errorCode }),
        decision,
        facts: asked ? askedFacts(asked, decision) : [],
      },
    ];
  });
  return calls.slice(-MAX_CALLS).toReversed();
}
