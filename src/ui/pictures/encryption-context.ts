/**
 * Data of the picture *encryption-context*: ciphertexts with the pairs that they are bound to, the events that have
 * these pairs, and the policies that test them.
 */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import type { PicturedStatement } from './condition-statements.ts';
import { callerArnOf, contextOf, keyArnsOf, pairsOf } from './event-parts.ts';
import type { Pairs } from './ribbon.ts';

/** How a pair of a request, or its absence, differs from the pairs of the ciphertext. */
export type Difference =
  | { readonly kind: 'other-name'; readonly given: string; readonly bound: string }
  | { readonly kind: 'other-value'; readonly name: string; readonly given: string; readonly bound: string }
  | { readonly kind: 'added' | 'missing'; readonly name: string; readonly value: string };

/** An event with an encryption context. */
export interface ContextEvent {
  readonly id: string;
  readonly operation: string;
  readonly caller: string;
  /** Error code of the record. Omitted: the call succeeded. */
  readonly error?: string;
  readonly pairs: Pairs;
  /** Empty for the call that made the ciphertext, and if all pairs are equal. */
  readonly differences: readonly Difference[];
}

/** A ciphertext of the audit log. */
export interface BoundCiphertext {
  readonly sha: string;
  readonly keyArn: string;
  readonly plaintextLen?: number;
  readonly pairs: Pairs;
  /** The call that made it, then those that decrypt it. */
  readonly events: readonly ContextEvent[];
}

/** Whether a principal could decrypt with some pairs. */
export interface ContextOutcome {
  readonly principal: string;
  readonly keyArn: string;
  readonly pairs: Pairs;
  readonly allowed: boolean;
}

/** What the picture shows. */
export interface ContextPicture {
  readonly ciphertexts: readonly BoundCiphertext[];
  /** Number of older ciphertexts that it does not show. */
  readonly older: number;
  readonly nameOf: (arn: string) => string;
  readonly statements: readonly PicturedStatement[];
  readonly outcomes: readonly ContextOutcome[];
}

const MAKES = new Set([
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncrypt',
]);

/** Compares the pairs of a request with those that a ciphertext is bound to. Their order does not matter. */
export function differencesOf(given: Pairs, bound: Pairs): readonly Difference[] {
  const [has, needs] = [new Map(given), new Map(bound)];
  const absent = bound.filter(([name]) => !has.has(name));
  const unknown = given.filter(([name]) => !needs.has(name));
  const renamed = (name: string): string | undefined =>
    unknown.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[0];
  const names = new Set(absent.map(([name]) => renamed(name)));
  return [
    ...given.flatMap(([name, value]): readonly Difference[] => {
      const expected = needs.get(name);
      return expected === undefined || expected === value
        ? []
        : [{ kind: 'other-value', name, given: value, bound: expected }];
    }),
    ...absent.map(([name, value]): Difference => {
      const other = renamed(name);
      return other === undefined ? { kind: 'missing', name, value } : { kind: 'other-name', given: other, bound: name };
    }),
    ...unknown
      .filter(([name]) => !names.has(name))
      .map(([name, value]): Difference => ({ kind: 'added', name, value })),
  ];
}

/** The pairs that the new ciphertext of a call is bound to. */
const boundPairs = (event: AuditEvent): Pairs =>
  event.record.eventName === 'ReEncrypt'
    ? pairsOf(requestedAccess(event).requestParameters?.destinationEncryptionContext)
    : contextOf(event);

function contextEvent(event: AuditEvent, pairs: Pairs, bound: Pairs): ContextEvent {
  const { eventID: id, eventName: operation, errorCode } = event.record;
  return {
    id,
    operation,
    caller: callerArnOf(event),
    ...(errorCode === undefined ? {} : { error: errorCode }),
    pairs,
    differences: differencesOf(pairs, bound),
  };
}

/** Returns the ciphertexts of the events, which are oldest first, in the order in which they were made. */
export function boundCiphertexts(events: readonly AuditEvent[]): readonly BoundCiphertext[] {
  const found = new Map<string, BoundCiphertext & { readonly events: ContextEvent[] }>();
  for (const event of events) {
    const { record, sidecar } = event;
    const sha = sidecar?.ctSha ?? sidecar?.edkSha;
    if (sha === undefined) continue;
    const known = found.get(sha);
    if (known) {
      known.events.push(contextEvent(event, contextOf(event), known.pairs));
    } else if (MAKES.has(record.eventName) && record.errorCode === undefined) {
      const pairs = boundPairs(event);
      found.set(sha, {
        sha,
        keyArn: keyArnsOf(event).at(-1) ?? '',
        ...(sidecar?.plaintextLen === undefined ? {} : { plaintextLen: sidecar.plaintextLen }),
        pairs,
        events: [contextEvent(event, pairs, pairs)],
      });
    }
  }
  return [...found.values()];
}
