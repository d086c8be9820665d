/** Reads the audit log of a recording: the calls since a point, other tabs and programs included. */
import {
  CONSOLE_READ_AGENT,
  requestedAccess,
  type AuditEvent,
  type EventCursor,
  type Json,
} from '../../model/audit.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Sandbox } from '../../model/sandbox.ts';
import { SHAPES, type Member } from '../../model/shapes.ts';
import type { LabValue } from '../lab-value.ts';
import type { RecordedCall, Values } from './recorded-entry.ts';

const PAGE = 1000;
/** Events that are read at most. A recording that has fallen behind by more has lost its point in the log. */
const MAX_READ = 20_000;

/** Events after a point of the log. */
export interface LogPart {
  /** Oldest first. */
  readonly events: readonly AuditEvent[];
  /** The log no longer has the event, or it is too far back. The events are those that exist. */
  readonly isLost: boolean;
}

/** Reads the events after the event with the ID `after`; undefined: all. */
export async function readLog({ events }: Pick<Sandbox, 'events'>, after: string | undefined): Promise<LogPart> {
  const found: AuditEvent[] = [];
  let before: EventCursor | undefined;
  do {
    const page = await events.query(before === undefined ? { limit: PAGE } : { limit: PAGE, before });
    for (const event of page.events) {
      if (event.record.eventID === after) return { events: found.reverse(), isLost: false };
      found.push(event);
    }
    before = page.next;
  } while (before !== undefined && found.length < MAX_READ);
  return { events: found.reverse(), isLost: after !== undefined || before !== undefined };
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Returns a value of a record as the API writes it: names with a capital letter, but for those of a map. */
function asInput(value: Json, isMap: boolean): LabValue {
  if (Array.isArray(value)) return value.map((item: Json) => asInput(item, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      isMap ? name : capitalized(name),
      asInput(member, name.startsWith('encryptionContext')),
    ]),
  );
}

/** Returns the members of an input that the log has. */
function loggedInput(operation: OperationName, parameters: Readonly<Record<string, Json>>): Values {
  const shapes: Readonly<Record<string, Member>> = SHAPES[operation];
  const found = Object.entries(parameters).flatMap(([name, value]): readonly (readonly [string, LabValue])[] => {
    const member = capitalized(name);
    const shape = Object.hasOwn(shapes, member) ? shapes[member] : undefined;
    if (shape === undefined || shape.type === 'blob' || shape.type === 'timestamp') return [];
    // The log has both names of the key spec; a request may have one.
    if (member === 'CustomerMasterKeySpec' && parameters.keySpec !== undefined) return [];
    const isEmpty = Array.isArray(value) && value.length === 0;
    return isEmpty ? [] : [[member, asInput(value, shape.type === 'map')]];
  });
  return Object.fromEntries(found);
}

const DENIED_CODE = 'AccessDenied';

/** Returns the call of an event. Undefined: it is no call of KMS, or a page made it to show something. */
export function callOfEvent(event: AuditEvent): Omit<RecordedCall, 'part'> | undefined {
  const { record, sidecar = {}, at } = event;
  const { eventName, eventType, userAgent, requestID, userIdentity, errorCode, awsRegion, responseElements } = record;
  const isCall = Object.hasOwn(OPERATION_FACTS, eventName) && eventType === 'AwsApiCall';
  if (!isCall || userAgent === CONSOLE_READ_AGENT || requestID === undefined) return undefined;
  const operation = eventName as OperationName;
  const { requestParameters, resources = [] } = requestedAccess(event);
  const issuer = (userIdentity.sessionContext?.sessionIssuer as { readonly arn?: string } | undefined)?.arn;
  const by = userIdentity.invokedBy ?? issuer ?? userIdentity.arn;
  const { ctSha, edkSha, plaintextLen } = sidecar;
  return {
    kind: 'call',
    id: requestID,
    source: 'log',
    operation,
    region: awsRegion,
    input: loggedInput(operation, requestParameters ?? {}),
    at,
    keys: resources.flatMap(({ ARN, type }) => (type === 'AWS::KMS::Key' ? [ARN] : [])),
    ...(by === undefined ? {} : { by }),
    ...(responseElements === null ? {} : { output: asInput(responseElements, false) }),
    ...(errorCode === undefined ? {} : { error: errorCode === DENIED_CODE ? 'AccessDeniedException' : errorCode }),
    ...(ctSha === undefined ? {} : { ctSha }),
    ...(edkSha === undefined ? {} : { edkSha }),
    ...(plaintextLen === undefined ? {} : { plaintextLen }),
  };
}
