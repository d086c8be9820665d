/** What the row of an event shows: the filters of the Activity page search the same words. */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import { ends } from '../kit/format.ts';
import { TEXTS } from './activity-texts.ts';

/** The caller: the last part of its ARN, or the service. */
export function callerOf({ record }: AuditEvent): string {
  const { arn, invokedBy } = record.userIdentity;
  return arn?.split(':').at(-1) ?? invokedBy ?? '';
}

/** The keys and aliases of the call, key IDs abbreviated. */
export function keysOf(event: AuditEvent): string {
  return (requestedAccess(event).resources ?? [])
    .map(({ ARN }) =>
      ARN.includes(':key/') ? TEXTS.event.key(ends(ARN.split('/').at(-1) ?? '')) : (ARN.split(':').at(-1) ?? ''),
    )
    .join(', ');
}

/** The encryption context in the request: `name=value` for each pair. */
export function contextOf(event: AuditEvent): readonly string[] {
  const context = requestedAccess(event).requestParameters?.encryptionContext;
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return [];
  return Object.entries(context).map(([name, value]) => `${name}=${value as string}`);
}
