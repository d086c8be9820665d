/** Validation results of draft key policies. */
import type { AccessCell, AccessCondition, AccessOutcome } from './decision.ts';

/** Path in a policy document: member names and array indexes. A single value may replace a one-element array. */
export type PolicyPath = readonly (string | number)[];

/** Edit that fixes exactly this finding. */
export type PolicyEdit =
  | { readonly kind: 'replace'; readonly path: PolicyPath; readonly value: unknown }
  /** Renames the member at `path`. */
  | { readonly kind: 'rename'; readonly path: PolicyPath; readonly name: string }
  | { readonly kind: 'remove'; readonly path: PolicyPath }
  /** Adds a member to the object at `path`. */
  | { readonly kind: 'add'; readonly path: PolicyPath; readonly name: string; readonly value: unknown };

/** Why a policy is rejected. */
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
  /** Not a valid principal. */
  | 'InvalidPrincipal'
  /** A principal that does not exist in the directory. */
  | 'UnknownPrincipal'
  /** Unique ID of a deleted user or role. */
  | 'RemovedPrincipal'
  | 'OverlyPermissiveCondition'
  | 'TooLarge'
  /** The caller could not change the policy afterwards. */
  | 'LockOut';

/**
 * One finding, with the severities of IAM Access Analyzer. `error`: PutKeyPolicy rejects the policy. `security`:
 * probably grants more access than intended. `warning`: has no effect, or another one than it seems. `suggestion`:
 * recommendation.
 */
export interface PolicyFinding {
  readonly severity: 'error' | 'security' | 'warning' | 'suggestion';
  /** Set for an `error` in the policy. */
  readonly code?: PolicyErrorCode;
  /** Empty: the whole document, or the statement in `statement`. */
  readonly path: PolicyPath;
  /** Sid of the statement, or `#1` for the first one if it has none. */
  readonly statement?: string;
  readonly says: string;
  /** Suggested edit. */
  readonly mend?: PolicyEdit;
  /** ARN or account ID of a principal that the directory does not have. */
  readonly unknown?: string;
}

/**
 * Policies other than key policies, by what they are attached to. `scp` and `rcp` are of an account, `trust` is the
 * trust policy of a role.
 */
export type DocumentKind = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint' | 'trust';

/** Result of `checkPolicy` for a draft key policy. */
export interface PolicyCheck {
  readonly findings: readonly PolicyFinding[];
  /** PutKeyPolicy would reject it because its caller could not change the policy afterwards. */
  readonly locksOut: boolean;
  /**
   * Cells of the key's access matrix whose outcome or conditions would change, with their new values. Empty if the
   * policy cannot be stored.
   */
  readonly alters: readonly AccessCell[];
}

/** A cell of the access matrix whose outcome or conditions the draft would change. */
export interface AccessChange {
  readonly principal: string;
  /** As in AccessCell. */
  readonly accessKeyId?: string;
  readonly operation: string;
  readonly before: AccessOutcome;
  readonly after: AccessOutcome;
  /** Set if the cell is conditional under the stored policy: see AccessCell. */
  readonly conditionsBefore?: readonly AccessCondition[];
  /** Set if the cell is conditional under the draft: see AccessCell. */
  readonly conditions?: readonly AccessCondition[];
}

/** Result of a previewed call: the decision, or the error before authorization. */
export type PreviewedCall =
  { readonly allowed: boolean } | { readonly error: { readonly name: string; readonly message: string } };

/** Result of `previewPolicy` for a draft key policy: findings, access changes, and the results of given calls. */
export interface PolicyPreview extends PolicyCheck {
  /** Empty if the policy cannot be stored. */
  readonly cells: readonly AccessChange[];
  /** For each given call: the result under the stored policy and under the draft. */
  readonly tests: readonly { readonly before: PreviewedCall; readonly after: PreviewedCall }[];
}
