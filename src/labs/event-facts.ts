/** Events of the audit log as predicates see them, with an index of what patterns name most. */
import { requestedAccess, type AuditEvent } from '../model/audit.ts';
import type { LabValue } from './lab-value.ts';
import type { EventPattern } from './predicate.ts';
import { variableOf, type Scope } from './scope.ts';

/** What predicates see of an event. */
export interface EventFact {
  readonly id: string;
  /** Position in the log since the lab's start, oldest first. */
  readonly at: number;
  readonly operation: string;
  /** Name of the error, as the API has it. Omitted: the call succeeded. */
  readonly error?: string;
  readonly keys: readonly string[];
  /** ARN of the caller, that of the role of a session, and the service that called. */
  readonly callers: readonly string[];
  readonly region: string;
  readonly account: string;
  readonly context: Readonly<Record<string, LabValue>>;
  readonly record: LabValue;
  readonly sidecar: LabValue;
  readonly decision: LabValue;
}

/** The records of CloudTrail write this error without its suffix. */
const DENIED_CODE = 'AccessDenied';

const asValue = (value: unknown): LabValue => (value ?? {}) as LabValue;

/** Returns what predicates see of an event. */
export function eventFact(event: AuditEvent, at: number): EventFact {
  const { record, sidecar, decision } = event;
  const { requestParameters, resources = [] } = requestedAccess(event);
  const { arn, sessionContext, invokedBy } = record.userIdentity;
  const issuer = (sessionContext?.['sessionIssuer'] as { readonly arn?: string } | undefined)?.arn;
  const { errorCode } = record;
  const context = requestParameters?.['encryptionContext'];
  return {
    id: record.eventID,
    at,
    operation: record.eventName,
    ...(errorCode === undefined ? {} : { error: errorCode === DENIED_CODE ? 'AccessDeniedException' : errorCode }),
    keys: resources.map(({ ARN }) => ARN),
    callers: [arn, issuer, invokedBy].filter((one) => one !== undefined),
    region: record.awsRegion,
    account: record.recipientAccountId,
    context: typeof context === 'object' && context !== null ? (context as Readonly<Record<string, LabValue>>) : {},
    record: asValue({ ...record, requestParameters, resources }),
    sidecar: asValue(sidecar),
    decision: asValue(decision),
  };
}

function indexBy(events: readonly EventFact[], namesOf: (event: EventFact) => readonly unknown[]) {
  const index = new Map<unknown, EventFact[]>();
  for (const event of events) {
    for (const name of new Set(namesOf(event))) {
      if (name === undefined) continue;
      const found = index.get(name);
      if (found === undefined) index.set(name, [event]);
      else found.push(event);
    }
  }
  return index;
}

type Sidecar = Readonly<Record<string, LabValue | undefined>>;

/** The events since the lab's start, oldest first. */
export class EventFacts {
  readonly all: readonly EventFact[];
  readonly #byOperation: ReadonlyMap<unknown, readonly EventFact[]>;
  readonly #byKey: ReadonlyMap<unknown, readonly EventFact[]>;
  readonly #byHash: ReadonlyMap<unknown, readonly EventFact[]>;

  constructor(events: readonly AuditEvent[]) {
    this.all = events.map(eventFact);
    this.#byOperation = indexBy(this.all, ({ operation }) => [operation]);
    this.#byKey = indexBy(this.all, ({ keys }) => keys);
    this.#byHash = indexBy(this.all, ({ sidecar }) => [(sidecar as Sidecar)['ctSha'], (sidecar as Sidecar)['edkSha']]);
  }

  /** Returns events, oldest first, with all that can match a pattern among them. */
  candidates({ operation, key, sidecar = {} }: EventPattern, scope: Scope): readonly EventFact[] {
    const valueOf = (text: unknown): unknown => scope.get(variableOf(text) ?? '');
    const lists = [
      typeof operation === 'string' ? (this.#byOperation.get(operation) ?? []) : this.all,
      ...[valueOf(key)].flatMap((arn) => (arn === undefined ? [] : [this.#byKey.get(arn) ?? []])),
      ...[valueOf(sidecar['ctSha']), valueOf(sidecar['edkSha'])].flatMap((hash) =>
        hash === undefined ? [] : [this.#byHash.get(hash) ?? []],
      ),
    ];
    return lists.reduce((one, other) => (other.length < one.length ? other : one));
  }
}
