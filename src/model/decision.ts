/** Why a call was allowed or not: the answer of `engine/authorization`, kept with the event and shown by the page. */
import type { PolicyDocument } from './policy-document.ts';

/** What can decide. `none` is an implicit denial: nothing allowed the call. */
export type DecidingKind =
  | 'key-policy'
  | 'identity-policy'
  | 'grant'
  | 'boundary'
  | 'session-policy'
  | 'scp'
  | 'rcp'
  | 'endpoint-policy'
  | 'none';

/** One policy document. */
export interface PolicyRef {
  readonly kind: Exclude<DecidingKind, 'none' | 'grant'>;
  /** ARN of the key, principal, group or session that it is attached to; id of the account or endpoint. */
  readonly owner: string;
  /** How often the owner's documents had been replaced before: 0 for the first version. */
  readonly version: number;
  /** Its place among the owner's documents of this kind, from 0. */
  readonly index: number;
}

/**
 * Who decided. `policy` is the text for people: a name or an ARN; of a key policy the ARN of the key, with `#<version>` once it was replaced.
 * `statement` is the Sid, or `#1` for the first one without.
 */
export interface DecidedBy {
  readonly kind: DecidingKind;
  readonly account?: string;
  readonly policy?: string;
  /** The document that `policy` names. Absent where no document decided, and in events that an earlier version stored. */
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  readonly grant?: string;
}

/**
 * The checks of the request pipeline that can stop a call after it was authorized: the usage and the state of its keys,
 * resource quotas, and those of the operation itself.
 */
export type CheckStage = 'usage' | 'state' | 'quota' | 'operation';

/** The stages of the request pipeline: those of authorization in the order in which they can deny, then what stops an authorized call. */
export type DecisionStage = Exclude<DecidingKind, 'none'> | 'delegation' | CheckStage;

/** What authorization evaluates. `delegation`: the key policy leaves the decision to the IAM policies of the caller's account. */
export type PolicyType = Exclude<DecisionStage, CheckStage>;

/** What the policies of one type say about one resource of a call, and what that means for the decision. */
export interface PolicyTypeResult {
  readonly type: PolicyType;
  /** `none`: there is no policy of this type. `not-evaluated`: the call was decided before this type was evaluated. */
  readonly outcome: 'allow' | 'explicit-deny' | 'implicit-deny' | 'none' | 'not-evaluated';
  /**
   * `decides`: the decision names it. `required`: its allow was needed and given. `lacking`: its allow was needed and not given.
   * `not-limiting`: a permissions boundary or session policy that does not limit this kind of allow. `unused`: it made no difference.
   */
  readonly effect: 'decides' | 'required' | 'lacking' | 'not-limiting' | 'unused';
}

/** The decision about one resource of a call. */
export interface ResourceDecision {
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  /** Of an implicit deny: the first policy type that would have had to allow. */
  readonly lacking?: PolicyType;
  /** The policy types that exist for this resource, in the order in which a denial is reported. */
  readonly policyTypes: readonly PolicyTypeResult[];
}

/** One step of the way to the decision: a statement or a grant that was looked at, or what a gate said in the end (a step without both). */
export interface TraceStep {
  readonly gate: DecisionStage;
  readonly action: string;
  readonly resource: string;
  readonly outcome: 'allow' | 'deny' | 'no-match' | 'stops';
  readonly policy?: string;
  /** The document that `policy` names. Absent in events that an earlier version stored. */
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  readonly grant?: string;
  /** Of a Deny that does not match; an Allow that does not match has none. */
  readonly effect?: 'Deny';
  /** Of a statement that does not match: the first element that does not. */
  readonly element?: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** Why, in words. */
  readonly because?: string;
}

/** One comparison of a condition: of a policy its operator, condition key and values; of a grant the name of the constraint and one pair of it. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement or a grant whose effect depends on the request. An Allow takes effect if every test holds, and so does a Deny. */
export interface AccessCondition {
  readonly policyType: PolicyType;
  readonly effect: 'Allow' | 'Deny';
  readonly policyRef?: PolicyRef;
  readonly statement?: string;
  readonly grant?: string;
  readonly tests: readonly ConditionTest[];
}

/** Whether every request is allowed, some requests are (those that meet conditions), or none is. */
export type AccessOutcome = 'allowed' | 'conditional' | 'denied';

/** A cell of the access matrix of a key: what a principal may do. */
export interface AccessCell {
  readonly principal: string;
  readonly operation: string;
  /** True only where no condition is left open: every request is allowed. */
  readonly allowed: boolean;
  readonly outcome: AccessOutcome;
  /**
   * Of a conditional cell: what the request has to meet. Of each policy type that is listed with Allow, one of them must take effect; none of those
   * with Deny may.
   */
  readonly conditions?: readonly AccessCondition[];
}

/** A change that can be applied as it stands. */
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
  | { readonly kind: 'put-endpoint'; readonly id: string; readonly policy: PolicyDocument };

/** The smallest change found that would let a denied call through. */
export interface Fix {
  /** What it does, in words. */
  readonly says: string;
  readonly changes: readonly FixChange[];
  /** The cells of the key's access matrix that it alters, as they will be. */
  readonly alters: readonly AccessCell[];
}

/** The decision of one call, over all its resources. */
export interface Decision {
  /** Authorization alone: a disabled key does not change it. */
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  readonly trace: readonly TraceStep[];
  /**
   * One entry per resource that was evaluated, in that order; of a denial the last one is the denied resource. Absent in events that an
   * earlier version stored, and without an entry for a ciphertext whose key does not exist.
   */
  readonly resources?: readonly ResourceDecision[];
  /** Only where it was asked for, and where there is one. */
  readonly fix?: Fix;
}
