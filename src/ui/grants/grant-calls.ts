/** The calls that grants allowed, as the log has them. */
import type { AuditEvent } from '../../model/audit.ts';

/** One such call. */
export interface GrantCall {
  readonly eventId: string;
  readonly operation: string;
  /** ARN, or the name of a service. */
  readonly by: string;
  /** Milliseconds by the world's clock. */
  readonly at: number;
}

/** Of each grant, by its id, the calls among `events` that it allowed, in their order. A grant is asked only where no policy allows. */
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
