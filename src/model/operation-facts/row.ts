/** The shape of a row of the operation facts (operation-facts.ts). */
import type { GapName } from '../gaps.ts';
import type { StateAnswers } from '../key-states.ts';
import type { InputOf, OperationName } from '../operations.ts';
import type { KeyUsageType } from '../sdk.ts';

interface Resource {
  /** The name by which the operation finds the resource; unique within the operation. */
  readonly role: string;
  /** The IAM action that the caller needs on it. Absent: the operation authorizes the resource itself. */
  readonly action?: `kms:${string}`;
}

/** One resource of an operation. `M`: the members of the input. */
export type ResourceFacts<M extends string = string> =
  /** No resource: the action is authorized on `*`. */
  | (Resource & {
      readonly kind: 'none';
      /** What IAM policies are asked about instead of `*`. Error texts then name no resource (recorded). */
      readonly among?: 'key/*';
      /** The action is needed only if this member is a list with items. */
      readonly when?: M;
    })
  /** A custom key store. IAM knows no resource type for it: the action is authorized on `*`. */
  | (Resource & { readonly kind: 'store'; readonly member: M })
  /** An alias of the caller's account. `exists`: it must exist (NotFoundException). */
  | (Resource & { readonly kind: 'alias'; readonly member: M; readonly exists?: true })
  /** A key. Without `member`: the target of the alias in role `targetOf`. */
  | (Resource &
      KeyResource & {
        readonly kind: 'key';
        readonly member?: M;
        /** The grant token that names the key if `member` is absent from the input. */
        readonly token?: M;
        readonly targetOf?: string;
        /** The key is only authorized: its usage and state are not checked. */
        readonly stateless?: true;
      })
  /** The key that encrypted `blob`: a symmetric ciphertext names it, and `member` must agree. Otherwise the key in `member`. */
  | (Resource &
      KeyResource & { readonly kind: 'ciphertext'; readonly member: M; readonly blob: M; readonly algorithm: M });

interface KeyResource {
  /** The member can hold an alias name or alias ARN. Absent: aliases are refused (InvalidArnException). */
  readonly byAlias?: true;
  /** What error texts call the operation on this resource, if not by its name. */
  readonly as?: string;
}

/** Groups of operations, as the console shows them. */
export type OperationGroup = 'use' | 'grants' | 'view' | 'manage' | 'import' | 'multi-region' | 'key-stores';

/** What is known about one operation. A flag that is absent is false. */
export interface OperationFacts<M extends string = string> {
  readonly group: OperationGroup;
  /** What the operation is about, in the order in which resources are resolved and authorized. */
  readonly resources: readonly ResourceFacts<M>[];
  /** CloudTrail's `readOnly`: true for every reading and every cryptographic operation. */
  readonly readOnly: boolean;
  /** A caller of another account can be allowed. Source: "Cross-account use" on each page of the API reference. */
  readonly crossAccount?: true;
  /** No request of the operation is about one key: condition keys that describe a KMS key are absent. */
  readonly keyless?: true;
  /** One of the operations that AWS calls cryptographic. */
  readonly cryptographic?: true;
  /** The usage that the keys must have (InvalidKeyUsageException). */
  readonly usage?: KeyUsageType;
  /** The kind of keys that the operation is for, where its usage does not say so. The operation itself refuses other keys. */
  readonly keyKind?: 'symmetric' | 'asymmetric';
  /** The effect of the key's state. */
  readonly states: StateAnswers;
  /** The names that a grant uses for the operation. Absent: a grant cannot allow it. */
  readonly grantable?: readonly string[];
  /** Entries per page of a list: the largest that `Limit` can ask for, and the number without `Limit`. */
  readonly pages?: { readonly max: number; readonly default: number };
  /**
   * The request quota that a call counts against: the requests per second of the operation's own quota, or the quota that operations share by kind of
   * key (`cryptographic`) or by `KeyPairSpec`. Source: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
   */
  readonly quota: number | 'cryptographic' | 'data key pair';
  /** The sandbox does not implement the operation: the gap that calls meet. */
  readonly gap?: GapName;
}

/** Rows of several operations; a row that names a member which the input lacks does not compile. */
export type FactsTable = {
  readonly [N in OperationName]: OperationFacts<Extract<keyof InputOf<N>, string>>;
};
