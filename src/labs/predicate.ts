/**
 * Predicates of labs: pure functions over facts of the sandbox (audit log since the lab's start, keys now and at the
 * start, the ledger of programs, probes of the authorizer), written as data. A text `$name` is a variable: its first
 * match binds it, later ones must equal it. A predicate holds if any binding makes it hold.
 */
import type { LabValue } from './lab-value.ts';

/**
 * One value, any of several, or a comparison. Where the value found is a list, one of its elements must match:
 * `aliases` by `alias/app`. With `not`, none may.
 */
export type Matcher =
  | LabValue
  | { readonly anyOf: readonly LabValue[] }
  | { readonly not: LabValue }
  /** A number, or a variable that an earlier part gave one. */
  | { readonly above: number | string }
  | { readonly below: number | string }
  | { readonly exists: boolean };

/** An event of the audit log since the lab's start. Omitted members match anything. */
export interface EventPattern {
  readonly operation: string | readonly string[];
  /** Name of the error, or names. Omitted: the call succeeded. */
  readonly error?: string | readonly string[];
  /** ARN of a key of the event, usually a variable. */
  readonly key?: string;
  /** ARN of the caller or of the role of a session, or a service principal. */
  readonly by?: Matcher;
  readonly region?: Matcher;
  readonly account?: Matcher;
  /** Simulated time from the lab's start to the event, in seconds. */
  readonly elapsed?: Matcher;
  /** Pairs of the encryption context; `{}`: none. */
  readonly context?: Readonly<Record<string, Matcher>>;
  /** One value of the encryption context, whatever its name. */
  readonly contextValue?: Matcher;
  /**
   * Members of the CloudTrail record by path: `requestParameters.keyId`. For a denied call, `requestParameters` and
   * `resources` are what it asked for.
   */
  readonly record?: Readonly<Record<string, Matcher>>;
  /** Members of the sidecar: `ctSha`, `plaintextLen`, `materialId`. */
  readonly sidecar?: Readonly<Record<string, Matcher>>;
  /** Members of the decision by path: `decidedBy.kind`; `stoppedBy` is the check that failed an authorized call. */
  readonly decision?: Readonly<Record<string, Matcher>>;
}

/**
 * A key of the sandbox, by members of its listing (`sandbox.keys.list`) and `account` and `region`, by path:
 * `tags.lab`, `rotation.periodInDays`.
 */
export interface KeyPattern {
  readonly arn?: string;
  readonly where?: Readonly<Record<string, Matcher>>;
}

/**
 * A call whose decision is asked for, without making it. It is allowed if authorization allows it, and neither the
 * state nor the usage of the key stops it. A call that fails before authorization is not allowed.
 */
export interface Probe {
  readonly caller: string;
  readonly operation: string;
  /** ARN or alias; usually a variable. */
  readonly key: string;
  readonly region?: string;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly requestContext?: Readonly<Record<string, LabValue>>;
  /** Further members of the input, where the example that is used otherwise would not do: `{ "AliasName": … }`. */
  readonly input?: Readonly<Record<string, LabValue>>;
}

/**
 * Events of the lab's start, before the first call of the learner. The pattern binds no variables. It holds only if
 * there is such an event.
 */
export interface HistoryPattern {
  /** An event counts if it matches any of them. */
  readonly events: readonly EventPattern[];
  /** Only events before the first one that matches this count. */
  readonly before?: EventPattern;
  /** A text, usually a variable, that must name all of these events, by their IDs, and no others. */
  readonly namedIn?: string;
  /** True: the text can name further events. */
  readonly othersAllowed?: boolean;
}

/**
 * A load of calls that a program made with retries: consecutive ones among those of `calls` that succeeded or were
 * throttled, in which `jobs` succeeded. The pattern binds no variables.
 */
export interface RetriesPattern {
  readonly calls: Omit<EventPattern, 'error'>;
  readonly jobs: number;
  /** Maximum number of calls, throttled ones included. */
  readonly maxCalls?: number;
  /** Maximum number of attempts at one call. */
  readonly maxAttempt?: number;
  /** Maximum delay before a retry in milliseconds. */
  readonly maxDelayMs?: number;
  /** True: the longest delay of later attempts is longer than that of the second. */
  readonly grows?: boolean;
  /** True: the delays of the same attempt differ. */
  readonly varies?: boolean;
}

/**
 * An entry of the ledger of programs: what they hold, by hashes. `elapsed` is the time from the lab's start to its
 * creation in seconds, and negative for entries of the start.
 */
export interface LedgerPattern {
  readonly kind: string;
  readonly where?: Readonly<Record<string, Matcher>>;
}

/** What every predicate can have. */
interface Labelled {
  /** Names this part for hints and evidence. */
  readonly label?: string;
}

export type Predicate = Labelled &
  (
    | { readonly all: readonly Predicate[] }
    | { readonly any: readonly Predicate[] }
    | { readonly not: Predicate }
    | { readonly event: EventPattern }
    /** Events in this order, not necessarily adjacent. */
    | { readonly inOrder: readonly EventPattern[] }
    | { readonly count: EventPattern; readonly atLeast?: number; readonly atMost?: number }
    | { readonly retries: RetriesPattern }
    | { readonly history: HistoryPattern }
    | { readonly key: KeyPattern }
    /** The members of a key that were so at the lab's start, too. */
    | { readonly unchanged: { readonly arn: string; readonly members: readonly string[] } }
    | { readonly can: Probe }
    | { readonly cannot: Probe }
    | { readonly ledger: LedgerPattern }
    /** Seconds since the lab's start, by the simulated clock. */
    | { readonly elapsed: Matcher }
    | { readonly quiz: string }
  );
