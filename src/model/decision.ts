/** Why a call was allowed or not: the answer of `engine/authorization`, kept with the event and shown by the page. */

/** What can decide. `none` is an implicit denial: nothing allowed the call. */
export type DecidingKind = 'key-policy' | 'identity-policy' | 'grant' | 'boundary' | 'session-policy' | 'scp' | 'rcp' | 'endpoint-policy' | 'none';

/** Who decided. `statement` is the Sid, or `#1` for the first one without. */
export interface DecidedBy {
  readonly kind: DecidingKind;
  readonly account?: string;
  readonly policy?: string;
  readonly statement?: string;
  readonly grant?: string;
}

/** One step of the way to the decision: which gate was asked about which action and resource, and what it said. */
export interface TraceStep {
  readonly gate: 'key-policy' | 'delegation' | 'identity-policy' | 'state' | 'usage' | 'quota';
  readonly action: string;
  readonly resource: string;
  readonly outcome: 'allow' | 'deny' | 'no-match' | 'stops';
  readonly statement?: string;
  /** The first element that did not match, or what stops the call. */
  readonly because?: string;
}

/** The decision of one call, over all its resources. */
export interface Decision {
  /** Authorization alone: a disabled key does not change it. */
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  readonly trace: readonly TraceStep[];
}
