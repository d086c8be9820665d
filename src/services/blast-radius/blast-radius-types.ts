/** What would stop with a change of a key, its policy or an alias: inputs and results, as data. */
import type { ServiceCaller } from '../service-call.ts';

/** Keys that are changed together. */
export interface ChangedKeys {
  readonly KeyId: string;
  /** Further keys. None of them stands in for another. */
  readonly OtherKeyIds?: readonly string[];
}

/** A change that was not made yet: an operation of KMS with its input. `caller` is the principal that would make it. */
export type PlannedChange = ServiceCaller &
  (
    | ({ readonly operation: 'DisableKey' } & ChangedKeys)
    | ({ readonly operation: 'ScheduleKeyDeletion' } & ChangedKeys)
    | {
        readonly operation: 'DeleteImportedKeyMaterial';
        readonly KeyId: string;
        /** Omitted: the current key material. */
        readonly KeyMaterialId?: string;
      }
    | { readonly operation: 'DisconnectCustomKeyStore'; readonly CustomKeyStoreId: string }
    | { readonly operation: 'PutKeyPolicy'; readonly KeyId: string; readonly Policy: string }
    | { readonly operation: 'UpdateAlias'; readonly AliasName: string; readonly TargetKeyId: string }
    | { readonly operation: 'DeleteAlias'; readonly AliasName: string }
  );

/**
 * What depends on a key. `object`, `table-item`, `secret-version`, `order` and `volume` are read with it; `bucket`,
 * `table` and `secret` name it for what they encrypt next; `app` is the Orders app. `file` is an item of the ledger,
 * `data-key` a plaintext data key in the memory of a program. `grant`, `caller` (of the log) and `replica` are of KMS.
 */
export type DependentKind =
  | 'file'
  | 'object'
  | 'bucket'
  | 'table-item'
  | 'table'
  | 'secret-version'
  | 'secret'
  | 'order'
  | 'app'
  | 'volume'
  | 'data-key'
  | 'grant'
  | 'caller'
  | 'replica';

/** Names a dependent. */
export interface DependentName {
  readonly kind: DependentKind;
  /**
   * Unique among the dependents of its kind in one Region. A policy change can stop a dependent in two rows: now for
   * some principals, and later for others.
   */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  readonly program?: string;
  readonly tenant?: string;
  /** The Region in which it uses the key. */
  readonly region?: string;
  /** Name of the backup that has it. */
  readonly backup?: string;
}

/**
 * When a dependent stops. `now`: its next use fails. `later`: it continues until what it holds is gone. `already`: it
 * does not work before the change either.
 */
export type StopTime = 'now' | 'later' | 'already';

/**
 * Why a dependent stops. `key-unusable`: KMS refuses cryptographic operations with the key. `data-key-cached`: a
 * plaintext data key is in memory until its program restarts or its limits are reached, for all or for `holders`.
 * `bucket-key-cached`: S3 may hold a bucket key for up to five minutes. `access-lost`: the policy denies the call.
 * `alias-missing`: the alias does not exist. `alias-needed-later`: the next data key needs the alias.
 * `target-unusable`: KMS refuses operations with the key that the alias would point to. `target-denied`: the policies
 * of that key deny every such call. `other-material`: ciphertexts, signatures or MACs of the present key do not match
 * that key.
 */
export type StopReason =
  | 'key-unusable'
  | 'data-key-cached'
  | 'bucket-key-cached'
  | 'access-lost'
  | 'alias-missing'
  | 'alias-needed-later'
  | 'target-unusable'
  | 'target-denied'
  | 'other-material';

/**
 * Why a dependent continues. `other-recipient`: another of its encrypted data keys is under a key that works.
 * `own-state`: a related multi-Region key has a state of its own. `alias-not-needed`: it does not use the alias again.
 * `target-key`: it continues under the key that the alias would point to.
 */
export type ContinueReason = 'other-recipient' | 'own-state' | 'alias-not-needed' | 'target-key';

/** A dependent that stops. */
export interface StoppingDependent extends DependentName {
  readonly when: StopTime;
  readonly reason: StopReason;
  /** ARN of the key. */
  readonly key: string;
  /** Principals whose calls fail. Omitted: all. */
  readonly principals?: readonly string[];
  /**
   * `later`: the principals that continue meanwhile. The calls of all others fail now, where they would call KMS.
   * Omitted: all continue.
   */
  readonly holders?: readonly string[];
  /** `later`: simulated time in milliseconds at which the last data key expires. Omitted: not known. */
  readonly until?: number;
  /** Operations that fail, of a grant or caller. */
  readonly operations?: readonly string[];
}

/** A dependent that the change reaches and that continues. */
export interface ContinuingDependent extends DependentName {
  readonly reason: ContinueReason;
  /** ARN of the key that it continues with. Omitted: it needs none. */
  readonly key?: string;
}

/** A ciphertext, by the dependent that has it, and the error of a Decrypt that names the alias. */
export interface AliasCiphertext extends DependentName {
  readonly error: 'IncorrectKeyException' | 'NotFoundException';
}

/** Something that the report could not find out, with the name of the error. */
export interface UnknownFact {
  readonly fact: 'grants' | 'key-materials';
  readonly error: string;
}

/**
 * What the report does not see. `records`: only what this sandbox has records of. `recipients`: whether readers are
 * allowed to use another recipient key. `known-readers`: a policy change is decided for principals that the log has.
 * `alias-conditions`: conditions of policies on aliases. `log-part`: older events were not read.
 */
export type ReportLimit = 'records' | 'recipients' | 'known-readers' | 'alias-conditions' | 'log-part';

/** What would stop with a change. */
export interface BlastRadiusReport {
  readonly operation: PlannedChange['operation'];
  /** ARNs of the keys that the change reaches. */
  readonly keys: readonly string[];
  readonly stops: readonly StoppingDependent[];
  readonly continues: readonly ContinuingDependent[];
  /** Alias changes: known ciphertexts under the present key. */
  readonly ciphertexts: readonly AliasCiphertext[];
  /** ScheduleKeyDeletion: after the waiting period, nothing can decrypt. False if a related key remains. */
  readonly isPermanent: boolean;
  /** KMS would refuse the change: the policy is not valid, or would lock the caller out. */
  readonly isRefused: boolean;
  readonly unknown: readonly UnknownFact[];
  readonly limits: readonly ReportLimit[];
}
