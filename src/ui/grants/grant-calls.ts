/** Finds the calls that grants allowed in the audit log. */
import type { AuditEvent } from '../../model/audit.ts';

/** A call that a grant allowed. */
export interface GrantCall {
  readonly eventId: string;
  readonly operation: string;
  /** ARN, or the name of a service. */
  readonly by: string;
  /** Simulated time in milliseconds since 1970. */
  readonly at: number;
}

/** Number of the newest events of a key that are searched. */
export const SEARCHED_EVENTS = 200;

/**
 * The calls that each grant allowed, by grant id, in the order of `events`. An event names a grant only where no policy
 * allowed the call.
 */
export function callsByGrant(events: readonly AuditEvent[]): ReadonlyMap<string, readonly GrantCall[]> {
  const calls = new Map<string, GrantCall[]>();
  for (const { record, at, decision } of events) {
    if (decision?.allowed !== true) continue;
    const allowed = decision.trace.flatMap(({ gate, outcome, grant }) =>
      gate === 'grant' && outcome === 'allow' && grant ? [grant] : [],
    );
    const by = record.userIdentity.arn ?? record.userIdentity.invokedBy ?? '';
    for (const grant of new Set(allowed)) {
      const call: GrantCall = { eventId: record.eventID, operation: record.eventName, by, at };
      calls.set(grant, [...(calls.get(grant) ?? []), call]);
    }
  }
  return calls;
}
