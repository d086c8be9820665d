/** Data of the picture *audit-timeline*: the events of a sandbox, and those that answers in tags name. */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';

/** The events that one tag of a key names by their IDs. */
export interface Answer {
  /** The key and its tag. */
  readonly key: KeyListing;
  readonly tag: string;
  /** Events of the log. */
  readonly events: readonly AuditEvent[];
  /** IDs that no event has. */
  readonly unknown: number;
}

/** What the picture shows. */
export interface AuditTimeline {
  /** Oldest first. */
  readonly events: readonly AuditEvent[];
  readonly answers: readonly Answer[];
  /** Whether the log has more events than are shown. */
  readonly isPartial: boolean;
}

const EVENT_ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** Returns the tags of keys that name events. `events`: those of the picture. */
export function answersIn(keys: readonly KeyListing[], events: readonly AuditEvent[]): readonly Answer[] {
  const byId = new Map<string, AuditEvent>();
  for (const event of events)
    for (const { eventID } of [event.record, ...(event.copies ?? [])]) byId.set(eventID, event);
  return keys.flatMap((key) =>
    Object.entries(key.tags).flatMap(([tag, value]): Answer[] => {
      const ids = [...new Set(value.match(EVENT_ID) ?? [])];
      if (ids.length === 0) return [];
      const found = [...new Set(ids.flatMap((id) => byId.get(id) ?? []))];
      return [{ key, tag, events: found, unknown: ids.filter((id) => !byId.has(id)).length }];
    }),
  );
}
