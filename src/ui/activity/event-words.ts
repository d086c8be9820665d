/** What the row of an event shows: the filters of the Activity page search the same words. */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import { looksSensitive } from '../../base/sensitive-value.ts';
import { ends } from '../kit/format.ts';
import { TEXTS as SENSITIVE } from '../kit/sensitive-texts.ts';
import { TEXTS } from './activity-texts.ts';

/** The caller: the last part of its ARN, or the service. */
export function callerOf({ record }: AuditEvent): string {
  const { arn, invokedBy } = record.userIdentity;
  return arn?.split(':').at(-1) ?? invokedBy ?? '';
}

/** Whether KMS acted by itself. SynchronizeMultiRegionKey has the record of an API call, which no caller made. */
export function isDoneByKms({ record }: AuditEvent): boolean {
  return record.eventType === 'AwsServiceEvent' || record.userIdentity.invokedBy === 'AWS Internal';
}

/** The keys and aliases of the call, key IDs abbreviated. */
export function keysOf(event: AuditEvent): string {
  return (requestedAccess(event).resources ?? [])
    .map(({ ARN }) =>
      ARN.includes(':key/') ? TEXTS.event.key(ends(ARN.split('/').at(-1) ?? '')) : (ARN.split(':').at(-1) ?? ''),
    )
    .join(', ');
}

/** Members of requestParameters with an encryption context, and the constraints of a grant, which contain one. */
const CONTEXTS = ['encryptionContext', 'sourceEncryptionContext', 'destinationEncryptionContext'] as const;
const CONSTRAINTS = ['encryptionContextSubset', 'encryptionContextEquals'] as const;

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** The pairs of the encryption contexts in the request. */
export function contextPairsOf(event: AuditEvent): readonly (readonly [name: string, value: string])[] {
  const parameters = membersOf(requestedAccess(event).requestParameters);
  const constraints = membersOf(parameters.constraints);
  const contexts = [...CONTEXTS.map((name) => parameters[name]), ...CONSTRAINTS.map((name) => constraints[name])];
  return contexts.flatMap((context) =>
    Object.entries(membersOf(context)).map(([name, value]) => [name, String(value)] as const),
  );
}

/** The encryption contexts in the request: `name=value` for each pair. */
export function contextOf(event: AuditEvent): readonly string[] {
  return contextPairsOf(event).map(([name, value]) => `${name}=${value}`);
}

/** Says of each pair of an encryption context that looks like a secret or personal data what it looks like. */
export function sensitiveNotes(event: AuditEvent): readonly string[] {
  const notes = contextPairsOf(event).flatMap(([name, value]) => {
    const kind = looksSensitive(value) ?? looksSensitive(name);
    return kind === undefined ? [] : [SENSITIVE.inLog(name, SENSITIVE.kinds[kind])];
  });
  return [...new Set(notes)];
}
