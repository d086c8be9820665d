/** Joins what the page recorded with the audit log. */
import type { AuditEvent } from '../../model/audit.ts';
import { callOfEvent } from './read-log.ts';
import type { RecordedEntry, RecordedPart } from './recorded-entry.ts';

/**
 * Returns the entries with what the log says of them, and with the calls that only the log has: those of other tabs, of
 * programs that send requests, and those from before the page recorded.
 * @param events oldest first; events of a call that is known are joined to it
 * @param part what new calls belong to
 */
export function joinLog(
  entries: readonly RecordedEntry[],
  events: readonly AuditEvent[],
  part: RecordedPart,
): readonly RecordedEntry[] {
  const joined = [...entries];
  /** The entry of each call that is known: its own, or that of the service that made it. */
  const known = new Map(
    entries.flatMap((entry) => [
      [entry.id, entry.id] as const,
      ...(entry.kind === 'service' ? entry.calls.map(({ id }) => [id, entry.id] as const) : []),
    ]),
  );
  /** Calls that only the log has, and the call that they follow; undefined: no call that the page recorded. */
  const added = new Map<string | undefined, RecordedEntry[]>();
  const facts = new Map<string, Omit<RecordedEntry, 'part'>>();
  /** Entries with calls that the log has. */
  const found = new Set<string>();
  let previous: string | undefined;
  for (const event of events) {
    const call = callOfEvent(event);
    if (call === undefined) continue;
    const owner = known.get(call.id);
    if (owner !== undefined) {
      facts.set(call.id, call);
      found.add(owner);
      previous = owner;
    } else added.set(previous, [...(added.get(previous) ?? []), { ...call, part }]);
  }
  const withFacts = joined.map((entry): RecordedEntry => {
    if (entry.kind === 'service')
      return { ...entry, calls: entry.calls.map((call) => ({ ...facts.get(call.id), ...call })) };
    const fact = facts.get(entry.id);
    if (fact === undefined || entry.kind !== 'call') return entry;
    // What the page recorded is complete; the log adds what the page does not know.
    return { ...(fact as RecordedEntry), ...entry };
  });
  const first = withFacts.findIndex(({ id }) => found.has(id));
  const before = added.get(undefined) ?? [];
  // What no recorded call precedes comes before the first one that does, or last.
  const at = first === -1 ? withFacts.length : first;
  return [
    ...withFacts.slice(0, at),
    ...before,
    ...withFacts.slice(at).flatMap((entry) => [entry, ...(added.get(entry.id) ?? [])]),
  ];
}
