/** The facts over which predicates are evaluated. They are gathered once per check. */
import type { EventFacts } from './event-facts.ts';
import type { LabValue } from './lab-value.ts';

/** What programs and services hold: hashes only. */
export interface LedgerEntry {
  readonly kind: string;
  readonly [member: string]: LabValue;
}

/** A key: its listing, with its account and Region. */
export interface KeyFact {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly [member: string]: LabValue;
}

/** All facts of one check. */
export interface LabFacts {
  readonly events: EventFacts;
  readonly keys: readonly KeyFact[];
  /** Keys at the lab's start, by ARN. */
  readonly startKeys: ReadonlyMap<string, KeyFact>;
  readonly ledger: readonly LedgerEntry[];
  /** Simulated time since the lab's start in seconds. */
  readonly elapsedSeconds: number;
  /** IDs of the quizzes with the right answer. */
  readonly answered: ReadonlySet<string>;
  /** Whether the calls of probes are allowed, by `probeName`. */
  readonly probes: ReadonlyMap<string, boolean>;
}
