/** Who decrypted a ciphertext, by the audit log. */
import type { AuditEvent } from '../../model/audit.ts';
import { callerArnOf } from './event-parts.ts';

/** A call of Decrypt with a ciphertext. */
export interface Opening {
  /** ID of its event. */
  readonly id: string;
  readonly caller: string;
  readonly at: number;
  /** Error code of the record. Omitted: the call returned the plaintext. */
  readonly error?: string;
}

/** Returns the calls of Decrypt with a ciphertext, whose SHA-256 is given, in the order of the events. */
export function openingsOf(sha: string, events: readonly AuditEvent[]): readonly Opening[] {
  const isOpening = ({ record, sidecar }: AuditEvent): boolean =>
    record.eventName === 'Decrypt' && sidecar?.edkSha === sha;
  return events.filter(isOpening).map((event) => ({
    id: event.record.eventID,
    caller: callerArnOf(event),
    at: event.at,
    ...(event.record.errorCode === undefined ? {} : { error: event.record.errorCode }),
  }));
}
