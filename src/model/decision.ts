/** Authorization decisions, stored with the audit event. */
import type { PolicyDocument } from './policy-document.ts';

/** What decided. `none`: implicit deny. `trust-policy`: that of a role, for calls of AWS STS. */
export type DecidingKind =
  | 'key-policy'
  | 'identity-policy'
  | 'grant'
  | 'boundary'
  | 'session-policy'
  | 'scp'
  | 'rcp'
  | 'endpoint-policy'
  | 'trust-policy'
  | 'none';

/** Reference to a policy document. */
export interface PolicyRef {
  readonly kind: Exclude<DecidingKind, 'none' | 'grant'>;
  /** ARN of the key, principal, group or session, or ID of the account, endpoint or access key. */
  readonly owner: string;
  /** Version of the owner's documents: 0 for the first. */
  readonly version: number;
  /** Index among the owner's documents of this kind, from 0. */
  readonly index: number;
}

/**
 * The deciding policy or grant. `policy` is text for people: a name or an ARN; for a key policy the key ARN, with
 * `#<version>` after the first version. `statement` is the Sid, or `#1` for the first statement if it has none.
 */
export interface DecidedBy {
  readonly kind: DecidingKind;
  readonly account?: string;
  readonly policy?: string;
  /** The document that `policy` names. Omitted if no document decided, and in events stored by an earlier version. */
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  readonly grant?: string;
}

/**
 * Checks of the request pipeline that can fail an authorized call: usage and state of its keys, resource quotas, and
 * checks of the operation itself.
 */
export type CheckStage = 'usage' | 'state' | 'quota' | 'operation';

/**
 * Stages of the request pipeline: authorization in the order in which a stage can deny, then the checks that can fail
 * an authorized call.
 */
export type DecisionStage = Exclude<DecidingKind, 'none'> | 'delegation' | CheckStage;

/** Policy types. `delegation`: the key policy delegates to the IAM policies of the caller's account. */
export type PolicyType = Exclude<DecisionStage, CheckStage>;

/** Outcome of the policies of one type for one resource, and its effect on the decision. */
export interface PolicyTypeResult {
  readonly type: PolicyType;
  /** `none`: no policy of this type exists. `not-evaluated`: the call was decided before. */
  readonly outcome: 'allow' | 'explicit-deny' | 'implicit-deny' | 'none' | 'not-evaluated';
  /**
   * `decides`: the decision names it. `required`: its allow was needed and given. `lacking`: its allow was needed and
   * not given. `not-limiting`: a permissions boundary or session policy that does not limit this kind of allow.
   * `unused`: it made no difference.
   */
  readonly effect: 'decides' | 'required' | 'lacking' | 'not-limiting' | 'unused';
}

/**
 * How KMS found a resource. `ciphertext` and `grant-token`: they name their key. `alias-target`: the key of the alias
 * that the request names in another member.
 */
export interface Identification {
  readonly by: 'key-id' | 'key-arn' | 'alias-name' | 'alias-arn' | 'ciphertext' | 'grant-token' | 'alias-target';
  /** `alias/…`, for the three kinds of identification by an alias. */
  readonly alias?: string;
}

/** Decision about one resource of a call. */
export interface ResourceDecision {
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  /** Omitted if the resource is no key and no alias, and in events stored by an earlier version. */
  readonly identifiedBy?: Identification;
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  /** Implicit deny: the first policy type that would have had to allow. */
  readonly lacking?: PolicyType;
  /** Policy types that exist for this resource, in the order in which a denial is reported. */
  readonly policyTypes: readonly PolicyTypeResult[];
}

/** One evaluated statement or grant, or the result of a policy type (neither `statement` nor `grant` set). */
export interface TraceStep {
  readonly gate: DecisionStage;
  readonly action: string;
  readonly resource: string;
  readonly outcome: 'allow' | 'deny' | 'no-match' | 'stops';
  readonly policy?: string;
  /** The document that `policy` names. Omitted in events stored by an earlier version. */
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  readonly grant?: string;
  /** Set for a Deny that does not match; omitted for an Allow that does not match. */
  readonly effect?: 'Deny';
  /** First element of the statement that does not match. */
  readonly element?: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** Explanation. */
  readonly because?: string;
}

/**
 * One comparison of a condition. Policy: operator, condition key and values. Grant: name of the constraint and one of
 * its pairs.
 */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement or grant whose effect depends on the request. It takes effect if every test holds. */
export interface AccessCondition {
  readonly policyType: PolicyType;
  readonly effect: 'Allow' | 'Deny';
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  /** ID of a grant. Omitted for a grant that a fix would create. */
  readonly grant?: string;
  readonly tests: readonly ConditionTest[];
}

/** Whether every request is allowed, only those that meet conditions, or none. */
export type AccessOutcome = 'allowed' | 'conditional' | 'denied';

/**
 * A cell of the access matrix of a key: access of one principal to one operation. The principals are those of the
 * directory, and the role sessions and services that the key policy, a grant or, for sessions, a session policy or
 * session tags tell apart. Of those that only grants name, the matrix has the first 100. Of the valid credentials from
 * AWS STS that a session policy or session tags tell apart, it has the newest 100.
 */
export interface AccessCell {
  /** ARN, or name of a service. A role stands for all its sessions that have no row of their own. */
  readonly principal: string;
  /**
   * ID of the access key, for a row about credentials from AWS STS: of a session with a session policy or session tags,
   * or the temporary ones of a user or root user.
   */
  readonly accessKeyId?: string;
  readonly operation: string;
  /**
   * ID of a VPC endpoint: the cell is about the requests through it. Only in a fix that changes its policy. All other
   * cells are about requests without regard to the policies of endpoints.
   */
  readonly endpoint?: string;
  /** True only if every request is allowed, without conditions. */
  readonly allowed: boolean;
  readonly outcome: AccessOutcome;
  /**
   * Conditional cells: what the request has to meet. One Allow of each listed policy type must take effect, and no
   * Deny.
   */
  readonly conditions?: readonly AccessCondition[];
}

/** A change that can be applied directly. */
export type FixChange =
  | { readonly kind: 'put-key-policy'; readonly keyArn: string; readonly policy: string }
  | {
      readonly kind: 'put-principal';
      readonly arn: string;
      readonly policies?: readonly PolicyDocument[];
      readonly boundary?: PolicyDocument;
      readonly sessionPolicy?: PolicyDocument;
    }
  | {
      readonly kind: 'put-account';
      readonly id: string;
      readonly scps?: readonly PolicyDocument[];
      readonly rcps?: readonly PolicyDocument[];
    }
  | { readonly kind: 'put-group'; readonly arn: string; readonly policies: readonly PolicyDocument[] }
  | { readonly kind: 'put-endpoint'; readonly id: string; readonly policy: PolicyDocument }
  | {
      readonly kind: 'create-grant';
      readonly keyArn: string;
      /** Input of CreateGrant, without `KeyId`. */
      readonly grant: GrantToCreate;
      /** Principals of the account of the key that are allowed to create the grant: at most three. */
      readonly callers: readonly string[];
    };

/** A grant that a fix creates: one principal, one operation and, where the operation has one, its context. */
export interface GrantToCreate {
  readonly GranteePrincipal: string;
  readonly Operations: readonly [string];
  readonly Constraints?:
    | { readonly EncryptionContextEquals: Readonly<Record<string, string>> }
    | { readonly EncryptionContextSubset: Readonly<Record<string, string>> };
}

/**
 * How a fix allows the call. `request`: another request of the same caller, without a change of any policy. `narrow`:
 * one principal, one action and one resource, under conditions on the encryption context where the operation has one.
 * `grant`: grants with the same conditions. A grant cannot require that there is no encryption context; `opens` then
 * lists that condition. `wide`: every other change.
 */
export type FixKind = 'request' | 'narrow' | 'grant' | 'wide';

/**
 * A cell of the access matrix in which a fix allows more. A role stands for those of its sessions that have no row of
 * their own.
 */
export interface AccessOpening {
  readonly principal: string;
  /** As in AccessCell. */
  readonly accessKeyId?: string;
  readonly operation: string;
  /** As in AccessCell. */
  readonly endpoint?: string;
  readonly before: AccessOutcome;
  readonly after: AccessOutcome;
  /** Conditions of the cell before, or of the narrow fix, that a request no longer has to meet. */
  readonly lifted: readonly AccessCondition[];
}

/** A suggested change that would allow a denied call. */
export interface Fix {
  /** Description. */
  readonly says: string;
  readonly kind: FixKind;
  /** Input members to send instead of those of the call. Only for the kind `request`, which has no `changes`. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly changes: readonly FixChange[];
  /** Cells of the key's access matrix whose outcome or conditions would change, with their new values. */
  readonly alters: readonly AccessCell[];
  /** Those of the cells in which more requests would be allowed. */
  readonly opens: readonly AccessOpening[];
}

/** Decision about a call, over all its resources. */
export interface Decision {
  /** Result of authorization only. Key state, usage and quotas do not affect it. */
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  readonly trace: readonly TraceStep[];
  /**
   * One entry per evaluated resource, in that order. The last one of a denial is the denied resource. Omitted in events
   * stored by an earlier version. A ciphertext whose key does not exist has no entry.
   */
  readonly resources?: readonly ResourceDecision[];
  /** Only from `simulate`, if a fix was found: the first of `fixes`. */
  readonly fix?: Fix;
  /** Only from `simulate`: every fix that was found, ranked by least privilege. */
  readonly fixes?: readonly Fix[];
}
