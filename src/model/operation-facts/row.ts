/** Type of a row of the operation facts (operation-facts.ts). */
import type { StateAnswers } from '../key-states.ts';
import type { InputOf, OperationName } from '../operations.ts';
import type { RequestQuotaCode } from '../request-quotas.ts';
import type { KeyUsageType } from '../sdk.ts';

interface Resource {
  /** Name of the resource within the operation. */
  readonly role: string;
  /** IAM action that the caller needs on it. Omitted: the operation authorizes the resource itself. */
  readonly action?: `kms:${string}`;
}

/** One resource of an operation. `M`: members of the input. */
export type ResourceFacts<M extends string = string> =
  /** No resource: the action is authorized on `*`. */
  | (Resource & {
      readonly kind: 'none';
      /** What IAM policies are evaluated for instead of `*`. Error texts then name no resource (recorded). */
      readonly among?: 'key/*';
      /** The action is needed only if this member is a non-empty list. */
      readonly when?: M;
      /** The action creates a replica of the key in role `key`, in the Region in this member. */
      readonly replicaIn?: M;
    })
  /** A custom key store. IAM has no resource type for it: the action is authorized on `*`. */
  | (Resource & { readonly kind: 'store'; readonly member: M })
  /** An alias of the caller's account. `exists`: it must exist (NotFoundException). */
  | (Resource & { readonly kind: 'alias'; readonly member: M; readonly exists?: true })
  /** A key. Without `member`: the target of the alias in role `targetOf`. */
  | (Resource &
      KeyResource & {
        readonly kind: 'key';
        readonly member?: M;
        /** Grant token that names the key if `member` is omitted from the input. */
        readonly token?: M;
        readonly targetOf?: string;
        /** The key is only authorized: its usage and state are not checked. */
        readonly stateless?: true;
      })
  /**
   * The related key, in the Region in `member`, of the multi-Region key in role `key`. Without one there is no such
   * resource: the operation rejects the call.
   */
  | (Resource & { readonly kind: 'related'; readonly member: M })
  /**
   * The key that encrypted `blob`: a symmetric ciphertext names it, and `member` must agree. Otherwise, the key in
   * `member`.
   */
  | (Resource &
      KeyResource & { readonly kind: 'ciphertext'; readonly member: M; readonly blob: M; readonly algorithm: M });

interface KeyResource {
  /** The member accepts an alias name or alias ARN. Omitted: aliases are rejected (InvalidArnException). */
  readonly byAlias?: true;
  /** Name of the operation in error texts about this resource, if it differs. */
  readonly as?: string;
}

/** Operation groups in the console. */
export type OperationGroup = 'use' | 'grants' | 'view' | 'manage' | 'import' | 'multi-region' | 'key-stores';

/** Facts about one operation. An omitted flag is false. */
export interface OperationFacts<M extends string = string> {
  readonly group: OperationGroup;
  /** Resources, in the order in which they are resolved and authorized. */
  readonly resources: readonly ResourceFacts<M>[];
  /** CloudTrail's `readOnly`: true for every read and every cryptographic operation. */
  readonly readOnly: boolean;
  /**
   * Callers of other accounts can be allowed. Source:
   * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html ("Cross-account use")
   */
  readonly crossAccount?: true;
  /** Requests name no key: condition keys that describe a KMS key are absent. */
  readonly keyless?: true;
  /** AWS calls the operation cryptographic. */
  readonly cryptographic?: true;
  /** Key usage that the keys must have (InvalidKeyUsageException). */
  readonly usage?: KeyUsageType;
  /**
   * Type of key that the operation accepts, if its usage does not determine it. The operation itself rejects other
   * keys.
   */
  readonly keyKind?: 'symmetric' | 'asymmetric';
  /** Effect of each key state. */
  readonly states: StateAnswers;
  /** Names of the operation in grants. Omitted: a grant cannot allow it. */
  readonly grantable?: readonly string[];
  /** Entries per page: maximum of `Limit`, and default. */
  readonly pages?: { readonly max: number; readonly default: number };
  /**
   * Request quota of the operation: a code of request-quotas.ts, or the quota that operations share by type of key
   * (`cryptographic`) or by `KeyPairSpec`. Source:
   * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
   */
  readonly quota: RequestQuotaCode | 'cryptographic' | 'data key pair';
  /**
   * Requests that a call also counts for in the Region in `member`. Source:
   * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
   */
  readonly quotaElsewhere?: { readonly member: M; readonly quota: RequestQuotaCode; readonly requests: number };
}

/** Rows of several operations. A row that names a member that the input lacks does not compile. */
export type FactsTable = {
  readonly [N in OperationName]: OperationFacts<Extract<keyof InputOf<N>, string>>;
};
