/** What the audit log says of the use of a key: who received its data keys, and who calls it by an alias. */
import { requestedAccess, type AuditEvent, type EventQuery } from '../../model/audit.ts';
import type { ServiceSandbox } from '../service-store.ts';

/** Maximum number of events of each kind that a report reads. */
export const MAX_EVENTS = 1000;

/** Operations that return a data key or take an encrypted one. */
const DATA_KEY_OPERATIONS = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'Decrypt'] as const;

/** Successful events of a query, and whether older ones were left out. */
export interface KnownEvents {
  readonly events: readonly AuditEvent[];
  readonly isPartial: boolean;
}

/** Returns the newest successful events. */
export async function loadEvents({ sandbox }: ServiceSandbox, query: EventQuery): Promise<KnownEvents> {
  const { events, next } = await sandbox.events.query({ ...query, limit: MAX_EVENTS });
  return { events: events.filter(({ record }) => record.errorCode === undefined), isPartial: next !== undefined };
}

/** Returns the successful events that made or decrypted data keys of a key. */
export async function loadDataKeyEvents(strongroom: ServiceSandbox, keyArn: string): Promise<KnownEvents> {
  const pages = await Promise.all(
    DATA_KEY_OPERATIONS.map((operation) => loadEvents(strongroom, { keyArn, operation })),
  );
  return {
    events: pages.flatMap(({ events }) => events),
    isPartial: pages.some(({ isPartial }) => isPartial),
  };
}

/** Returns the principals by the hash of the encrypted data key that they made or decrypted. */
export function principalsByEdk(events: readonly AuditEvent[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { record, sidecar } of events) {
    const { arn } = record.userIdentity;
    if (arn === undefined || sidecar?.edkSha === undefined) continue;
    found.set(sidecar.edkSha, (found.get(sidecar.edkSha) ?? new Set()).add(arn));
  }
  return found;
}

/** The value of a name in the encryption context of a request. */
export function contextValue(event: AuditEvent, name: string): string | undefined {
  const context = requestedAccess(event).requestParameters?.encryptionContext;
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return undefined;
  const value = (context as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
