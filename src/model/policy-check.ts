/** What is said of a key policy before it is stored. */
import type { AccessCell, AccessCondition, AccessOutcome } from './decision.ts';

/** A place in a policy document: member names and list positions. A scalar may stand where a list of one could. */
export type PolicyPath = readonly (string | number)[];

/** A change of the document that mends what a finding says, and nothing else. */
export type PolicyEdit =
  | { readonly kind: 'replace'; readonly path: PolicyPath; readonly value: unknown }
  /** Gives the member at `path` another name. */
  | { readonly kind: 'rename'; readonly path: PolicyPath; readonly name: string }
  | { readonly kind: 'remove'; readonly path: PolicyPath }
  /** Adds a member to the object at `path`. */
  | { readonly kind: 'add'; readonly path: PolicyPath; readonly name: string; readonly value: unknown };

/** Why a policy is refused. */
export type PolicyErrorCode =
  | 'NotJson'
  | 'DuplicateMember'
  | 'WrongType'
  | 'UnknownElement'
  | 'MissingElement'
  | 'ConflictingElements'
  | 'InvalidValue'
  | 'UnknownOperator'
  | 'DuplicateSid'
  /** No form of a principal. */
  | 'InvalidPrincipal'
  /** A principal that the directory does not have. */
  | 'UnknownPrincipal'
  /** The unique ID of a user or role that was removed. */
  | 'RemovedPrincipal'
  | 'OverlyPermissiveCondition'
  | 'TooLarge'
  /** The caller could not change the policy afterwards. */
  | 'LockOut';

/**
 * One finding, in the classes of IAM Access Analyzer's policy checks. `error`: PutKeyPolicy would refuse it; `security`: it opens more than is meant, as
 * likely as not; `warning`: it does not do what it seems to; `suggestion`: worth knowing.
 */
export interface PolicyFinding {
  readonly severity: 'error' | 'security' | 'warning' | 'suggestion';
  /** Of an `error` in the policy: which one. */
  readonly code?: PolicyErrorCode;
  /** Empty: the document itself, or the statement of this Sid. */
  readonly path: PolicyPath;
  /** The Sid of the statement, or `#1` for the first without. */
  readonly statement?: string;
  readonly says: string;
  /** Where a small change of the text mends it. */
  readonly mend?: PolicyEdit;
  /** The principal (an ARN, or an account id) that the statement names and the directory does not have. */
  readonly unknown?: string;
}

/** A key policy looked at, not stored. */
export interface PolicyCheck {
  readonly findings: readonly PolicyFinding[];
  /** PutKeyPolicy would refuse it because its caller could not change the policy afterwards. */
  readonly locksOut: boolean;
  /** The cells of the key's access matrix that storing it would alter, as they would be; empty where it cannot be stored. */
  readonly alters: readonly AccessCell[];
}

/** A cell of the access matrix that storing a policy would change. */
export interface AccessChange {
  readonly principal: string;
  readonly operation: string;
  readonly before: AccessOutcome;
  readonly after: AccessOutcome;
  /** Of a cell that is conditional afterwards: see AccessCell. */
  readonly conditions?: readonly AccessCondition[];
}

/** The result of a call that nobody makes: the decision, or why it would fail before one. */
export type PreviewedCall =
  { readonly allowed: boolean } | { readonly error: { readonly name: string; readonly message: string } };

/** A key policy that is not stored: what is odd about it, whose access it would change, and what it would do to given calls. */
export interface PolicyPreview extends PolicyCheck {
  /** Empty where it cannot be stored. */
  readonly cells: readonly AccessChange[];
  /** For each given call, under the stored policy and under this one. */
  readonly tests: readonly { readonly before: PreviewedCall; readonly after: PreviewedCall }[];
}
