/** Stored records, object stores and indexes. Times are simulated time in milliseconds since 1970. */
import type {
  AlgorithmSpec,
  ConnectionErrorCodeType,
  ConnectionStateType,
  CustomKeyStoreType,
  KeySpec,
  KeyUsageType,
  OriginType,
  XksProxyConnectivityType,
} from './sdk.ts';
import type { FaultSettings } from './faults.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { ServiceRecord } from './service-records.ts';

/** States of a KMS key. Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState =
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingReplicaDeletion'
  | 'PendingImport'
  | 'Unavailable'
  | 'Creating'
  | 'Updating';

/**
 * Unique IDs, by ARN, of the users and roles that a policy or grant named when it was saved. A recreated user or role
 * has another ID and does not match. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export type PrincipalIds = Readonly<Record<string, string>>;

/** Regions of a multi-Region primary key and of its replica keys. */
export interface MultiRegionRecord {
  readonly primary: string;
  /** In the order in which they were created. */
  readonly replicas: readonly string[];
}

/** A key in a CloudHSM cluster. */
export interface BackingKey {
  /** Number of the key within its cluster. */
  readonly keyHandle: string;
  readonly backingKeyId: string;
}

/** A KMS key without its key material. */
export interface KeyRecord {
  readonly arn: string;
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  readonly description: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
  readonly origin: OriginType;
  readonly manager: 'CUSTOMER' | 'AWS';
  /**
   * AWS owned keys: service principal of the owner (`s3.amazonaws.com`). The key belongs to no customer account, audit
   * log or quota.
   */
  readonly ownedBy?: string;
  readonly state: KeyState;
  /** The state that the key enters at `at`, while it is Creating or Updating. */
  readonly transition?: { readonly to: KeyState; readonly at: number };
  /** The state in which the key is while its key store is connected. Present only while it is Unavailable. */
  readonly availableState?: 'Enabled' | 'Disabled';
  /** Multi-Region keys: Regions of all related keys. Equal in each of them. */
  readonly multiRegion?: MultiRegionRecord;
  /** ID of the custom key store that holds the key material. */
  readonly keyStoreId?: string;
  /** Keys in a CloudHSM key store: the key in the cluster that is its key material. */
  readonly backingKey?: BackingKey;
  /** ID of the external key, in an external key store. */
  readonly xksKeyId?: string;
  /** ID of the current key material (KeyMaterialId, 64 hex digits). Omitted: none was ever imported. */
  readonly materialId?: string;
  /** Number of key materials; version of the current one. 0: none was ever imported. */
  readonly materials: number;
  /** Imported key material: time at which the first of its materials expires. */
  readonly materialExpiresAt?: number;
  /**
   * Present while all key material of a key with imported key material is imported, except material that is pending
   * rotation. `validTo`: time at which the first of it expires.
   */
  readonly imported?: { readonly validTo?: number };
  /** The key policy, as the caller sent it. */
  readonly policy: string;
  /** Unique IDs of the principals in the policy. Omitted: match by ARN. */
  readonly principalIds?: PrincipalIds;
  /** Version of the key policy. Omitted: 0. */
  readonly policyVersion?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Previous tags, which authorization uses until `until` (propagation delay). */
  readonly earlierTags?: { readonly tags: Readonly<Record<string, string>>; readonly until: number };
  /** Previous alias names, which authorization uses until `until`. */
  readonly earlierAliases?: { readonly names: readonly string[]; readonly until: number };
  /** Public key of an asymmetric key as SPKI DER, stored at creation so that it needs no key material. */
  readonly publicKey?: Uint8Array<ArrayBuffer>;
  /**
   * Automatic rotation, if enabled: period and next time. Kept while pending deletion, so that a cancellation restores
   * it.
   */
  readonly rotation?: { readonly periodInDays: number; readonly nextAt: number };
  /** Deletion time, while pending deletion. */
  readonly deletionAt?: number;
  /** Time of the next due task (engine/clock/due-tasks.ts), derived by `withDueTime`. */
  readonly dueAt?: number;
  /** Waiting period in days, while pending deletion or pending replica deletion. */
  readonly pendingWindowInDays?: number;
}

/**
 * A secret encrypted with AES-256-GCM under a non-extractable wrapping key. The additional authenticated data is the ID
 * of the key material. The wrapping key is stored next to what it wraps, so a script of this origin, or a copy of the
 * browser profile, can decrypt the secret. See SECURITY.md.
 */
export interface WrappedSecret {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly by: CryptoKey;
}

/** How key material was imported. Without the material itself after its deletion or expiration. */
export type ImportedMaterialRecord = {
  /** KeyMaterialDescription. */
  readonly description?: string;
} & (
  | { readonly state: 'PENDING_IMPORT' }
  | {
      readonly state: 'IMPORTED';
      /** Time at which it expires. Omitted: never. */
      readonly validTo?: number;
      /** Its bytes passed through JavaScript, because SubtleCrypto could not unwrap them. */
      readonly asBytes?: true;
    }
);

/** One version of key material: non-extractable CryptoKeys, a wrapped secret, or both. */
export interface MaterialRecord {
  /** `<keyId>/<materialId>`. */
  readonly id: string;
  /**
   * Key ID: related multi-Region keys share their material. Imported material: key ARN, because it is imported into
   * each related key.
   */
  readonly keyId: string;
  readonly materialId: string;
  /** 1 for the first material of a key, then incremented by each rotation. */
  readonly version: number;
  readonly createdAt: number;
  /** Non-extractable CryptoKeys by AWS algorithm name. Omitted if the browser does not support the algorithm. */
  readonly keys?: Readonly<Record<string, CryptoKey>>;
  /**
   * Wrapped secret, for algorithms that SubtleCrypto does not support and for signatures over digests. Omitted if
   * native only.
   */
  readonly wrapped?: WrappedSecret;
  /** Imported key material only. Material that is pending rotation has a higher version than `materials` of its key. */
  readonly imported?: ImportedMaterialRecord;
  /** Rotation that created it. Omitted for the first material. */
  readonly rotation?: { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' };
}

/** Constraints of a grant on the encryption context. */
export interface GrantConstraintsRecord {
  readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
  readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
  readonly SourceArn?: string;
}

/** A grant. Principals are stored as given. */
export interface GrantRecord {
  /** GrantId: 64 hex digits. */
  readonly id: string;
  readonly keyArn: string;
  readonly region: string;
  /** GranteePrincipal or GranteeServicePrincipal. */
  readonly grantee: string;
  readonly granteeIsService?: true;
  /** RetiringPrincipal or RetiringServicePrincipal. */
  readonly retiring?: string;
  readonly retiringIsService?: true;
  readonly operations: readonly string[];
  readonly constraints?: GrantConstraintsRecord;
  /** Omitted if the caller gave none. CreateGrant is idempotent only for named grants. */
  readonly name?: string;
  /** Unique IDs of `grantee` and `retiring`. Omitted: match by ARN. */
  readonly principalIds?: PrincipalIds;
  readonly issuer: string;
  readonly createdAt: number;
  /**
   * Time of retirement or revocation. An ended grant is in the store `endedGrants` for as long as it may still be
   * effective.
   */
  readonly endedAt?: number;
}

/** An alias. `name` starts with `alias/`. */
export interface AliasRecord {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly targetArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A directory record with versioned policies, which decisions refer to. */
interface Versioned {
  /** Version of the policies. Omitted: 0. */
  readonly version?: number;
}

/** An account, with the policies of its organization that apply to it. */
export interface AccountRecord extends Versioned {
  readonly id: string;
  readonly name?: string;
  /** Its organization (`o-…`) and the path of the account in it (`o-…/r-…/ou-…/`). */
  readonly organization?: { readonly id: string; readonly path: string };
  /** Service control policies, all on one level. Empty: FullAWSAccess. */
  readonly scps?: readonly PolicyDocument[];
  /** Resource control policies, in addition to RCPFullAWSAccess, which always applies. */
  readonly rcps?: readonly PolicyDocument[];
}

/** Kinds of principals. Services have no record. */
export type PrincipalKind = 'root' | 'user' | 'role' | 'federated' | 'service';

/** A user, role, federated user or root user. */
export interface PrincipalRecord extends Versioned {
  readonly arn: string;
  readonly account: string;
  readonly kind: PrincipalKind;
  /** Last part of the path: userName in CloudTrail. */
  readonly name: string;
  /** `AIDA…`, `AROA…`, or the account ID of a root user. */
  readonly uniqueId: string;
  readonly createdAt: number;
  readonly policies: readonly PolicyDocument[];
  readonly tags: Readonly<Record<string, string>>;
  /** The permissions boundary of a user or role. */
  readonly boundary?: PolicyDocument;
  /** ARNs of the groups of a user. */
  readonly groups?: readonly string[];
  /** Trust policy of a role. Omitted: it trusts its account. */
  readonly trustPolicy?: PolicyDocument;
  /** Unique IDs of the principals in the trust policy. Omitted: match by ARN. */
  readonly trustedIds?: PrincipalIds;
  /** Maximum session duration of a role in seconds. Omitted: 3,600. */
  readonly maxSessionDuration?: number;
}

/** A group of users. Its policies apply to each of them. */
export interface GroupRecord extends Versioned {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
}

/**
 * A role session or federated user with its own policy or tags. Other sessions have no record. Credentials from STS
 * contain theirs.
 */
export interface SessionRecord extends Versioned {
  /** ARN of the session. In credentials from STS: ID of the access key, because sessions of one ARN can differ. */
  readonly arn: string;
  readonly principalArn: string;
  readonly policy?: PolicyDocument;
  readonly tags: Readonly<Record<string, string>>;
  readonly issuedAt: number;
  /** Keys of the tags that a session inherits whose role is assumed from this one. */
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
}

/** A VPC endpoint of KMS. Without a policy it allows all requests. */
export interface EndpointRecord extends Versioned {
  readonly id: string;
  readonly vpc: string;
  readonly policy?: PolicyDocument;
}

/** A previous policy version, referenced by decisions. */
export interface PolicyVersionRecord {
  /**
   * Key policies: `<key ARN>#<version>`. Directory records: the store, a space, then key and version in the same way.
   */
  readonly id: string;
  /** The key policy, or all documents of the record (see `engine/directory/policy-versions.ts`). */
  readonly text: string;
}

/**
 * Credentials. The secret is stored as the non-extractable HMAC key of "AWS4" + secret, which no script can read.
 * Browsers store HMAC keys unencrypted, so its bytes are in the files of the profile.
 */
export interface AccessKeyRecord extends Versioned {
  readonly id: string;
  /** Caller ARN: the user, root user or role session. */
  readonly callerArn: string;
  /** ARN of the record: the user, root user or role. */
  readonly principalArn: string;
  readonly sessionToken?: string;
  /** Simulated time in milliseconds since 1970. Omitted in records of an earlier version. */
  readonly createdAt?: number;
  /** Simulated time from which temporary credentials are rejected. Omitted: never. */
  readonly expiresAt?: number;
  /** Session of credentials from STS. */
  readonly session?: SessionRecord;
  readonly secret: CryptoKey;
}

/**
 * A key pair that signs the digest files of a Region. The private key is a non-extractable CryptoKey; like other
 * secrets, a copy of the browser profile contains it.
 */
export interface DigestKeyRecord {
  /** MD5 of `publicKey` in hex. */
  readonly fingerprint: string;
  readonly region: string;
  readonly privateKey: CryptoKey;
  /** DER, PKCS #1. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly validFrom: number;
  readonly validTo: number;
}

/**
 * A wrapping key pair that GetParametersForImport generated. Its private key is a non-extractable CryptoKey, or a
 * wrapped secret where SubtleCrypto does not support the algorithm.
 */
export interface ImportParametersRecord {
  /** 64 hexadecimal digits. The import token contains it. */
  readonly id: string;
  readonly keyArn: string;
  readonly wrappingAlgorithm: AlgorithmSpec;
  /** Time until which the import token is valid. */
  readonly validTo: number;
  readonly privateKey?: CryptoKey;
  readonly wrapped?: WrappedSecret;
}

/** Configuration of a CloudHSM key store. */
export interface ClusterConfiguration {
  readonly clusterId: string;
  /** Backup history of the cluster, which a cluster that replaces it must share. */
  readonly backupHistory: string;
  /** The trust anchor certificate, in PEM. */
  readonly trustAnchor: string;
  /** Password of kmsuser, as a non-extractable HMAC key: KMS answers challenges of the cluster with it. */
  readonly password: CryptoKey;
}

/** Configuration of an external key store. */
export interface ProxyConfiguration {
  readonly connectivity: XksProxyConnectivityType;
  /** `https://` and the host of the proxy. */
  readonly endpoint: string;
  /** Path of the proxy API. */
  readonly path: string;
  readonly vpcServiceName?: string;
  readonly vpcServiceOwner?: string;
  /** Authentication credential. The secret is the non-extractable HMAC key of "AWS4" + secret (AccessKeyRecord). */
  readonly accessKeyId: string;
  readonly secret: CryptoKey;
}

/** A custom key store. */
export interface KeyStoreRecord {
  /** CustomKeyStoreId. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Unique in the account and Region. */
  readonly name: string;
  readonly type: CustomKeyStoreType;
  readonly createdAt: number;
  readonly state: ConnectionStateType;
  /** Why the last connection failed, while `state` is FAILED. */
  readonly errorCode?: ConnectionErrorCodeType;
  /** The state that the key store enters at `dueAt`, while it is CONNECTING or DISCONNECTING. */
  readonly next?: { readonly state: ConnectionStateType; readonly errorCode?: ConnectionErrorCodeType };
  /** Time of the next due task. */
  readonly dueAt?: number;
  /** Configuration of a CloudHSM key store. */
  readonly cluster?: ClusterConfiguration;
  /** Configuration of an external key store. */
  readonly proxy?: ProxyConfiguration;
}

/** A record of a service, as it is stored. */
export interface StoredServiceRecord extends ServiceRecord {
  /** `<scope>|<name>`, with `%` and `|` of the scope percent-encoded. */
  readonly id: string;
}

/** The simulated clock: `simulated time = real time + offset`, or `stoppedAt` while paused. */
export interface ClockRecord {
  readonly name: 'clock';
  readonly offset: number;
  readonly stoppedAt?: number;
}

/**
 * Custody of new key material. `native`: native if the browser supports it, otherwise wrapped. `complete`: signing keys
 * also keep a wrapped copy, so that every operation works. `strict`: native only.
 */
export type Custody = 'native' | 'complete' | 'strict';

/** Settings of a sandbox. */
export interface Settings {
  readonly signatures: 'required' | 'ignored';
  readonly defaultAccount: string;
  readonly durability: 'relaxed' | 'strict';
  readonly custody: Custody;
  /**
   * Request quotas. `real`: the rates of AWS. `off`: no call is throttled. `divideBy`: the rates of AWS, with the
   * shared quotas of cryptographic operations divided by this number, which is 1 or greater.
   */
  readonly requestQuotas: 'real' | 'off' | { readonly divideBy: number };
  /** Seconds until tags, aliases, and grants used without their token become effective: 0 to 300. */
  readonly propagationDelaySeconds: number;
}

/** Record of the settings. */
export interface SettingsRecord extends Settings {
  readonly name: 'settings';
}

/** A request to increase a quota. It takes effect at `approvedAt`. */
export interface QuotaIncreaseRecord {
  readonly id: string;
  /** Code of the quota (request-quotas.ts, quotas.ts). */
  readonly code: string;
  readonly account: string;
  readonly region: string;
  readonly value: number;
  readonly requestedAt: number;
  readonly approvedAt: number;
}

/** Record of all requests to increase a quota, oldest first. */
export interface QuotaIncreasesRecord {
  readonly name: 'quotas';
  readonly increases: readonly QuotaIncreaseRecord[];
}

/** Record of the names that seed documents gave to keys, in the order of the documents. */
export interface KeyNamesRecord {
  readonly name: 'keyNames';
  /** ARN of the primary key, and name. Keys that no longer exist are ignored. */
  readonly names: readonly (readonly [arn: string, name: string])[];
}

/** Record of the faults that are set. */
export interface FaultsRecord {
  readonly name: 'faults';
  readonly faults: FaultSettings;
}

/** A changed record: its store and its key. */
export interface ChangedRecord {
  readonly store: StoreName;
  readonly key: string;
}

/** Records that commits changed; `all` after a reset. */
export type ChangedRecords = readonly ChangedRecord[] | 'all';

/** A stored record that cannot be used. The audit log is the store `segments`; its IDs are segment numbers. */
export interface DamagedRecord {
  readonly store: StoreName | 'segments';
  readonly id: string;
  /** The first member that is missing or not valid. Omitted: the whole record is missing or cannot be read. */
  readonly member?: string;
}

/** Record type of each store. */
export interface Records {
  readonly keys: KeyRecord;
  readonly materials: MaterialRecord;
  readonly aliases: AliasRecord;
  readonly grants: GrantRecord;
  readonly endedGrants: GrantRecord;
  readonly accounts: AccountRecord;
  readonly principals: PrincipalRecord;
  readonly groups: GroupRecord;
  readonly sessions: SessionRecord;
  readonly endpoints: EndpointRecord;
  readonly policyVersions: PolicyVersionRecord;
  readonly accessKeys: AccessKeyRecord;
  readonly digestKeys: DigestKeyRecord;
  readonly importParameters: ImportParametersRecord;
  readonly keyStores: KeyStoreRecord;
  readonly serviceRecords: StoredServiceRecord;
  readonly world: ClockRecord | SettingsRecord | QuotaIncreasesRecord | FaultsRecord | KeyNamesRecord;
}

/** Name of a store. The audit log is separate. */
export type StoreName = keyof Records;

/**
 * One index: the members of its key, the length of the prefix that queries use, and whether they read only the index
 * key.
 */
export interface IndexRow {
  readonly on: readonly string[];
  /** Number of leading members that a query gives. */
  readonly by: number;
  /** True: lookups use only the members of the index, so other changes do not invalidate them. */
  readonly keyOnly?: true;
  /** True: valid records can lack a member of the index. Every other index has every record of its store. */
  readonly partial?: true;
}

/**
 * One store: the member that is its key, and its indexes. A record that lacks a member of an index is not in that
 * index.
 */
export interface StoreRow {
  readonly key: string;
  readonly indexes: Readonly<Record<string, IndexRow>>;
}

/** Table of stores, used by the reader and by both implementations of the port Database. */
export const STORES = {
  keys: {
    key: 'arn',
    indexes: {
      place: { on: ['account', 'region', 'createdAt', 'keyId'], by: 2, keyOnly: true },
      due: { on: ['dueAt', 'arn'], by: 0, keyOnly: true, partial: true },
      owner: { on: ['ownedBy', 'createdAt', 'keyId'], by: 0, keyOnly: true, partial: true },
      keyStore: { on: ['keyStoreId', 'createdAt', 'keyId'], by: 1, partial: true },
    },
  },
  materials: { key: 'id', indexes: { key: { on: ['keyId', 'version'], by: 1 } } },
  aliases: {
    key: 'arn',
    indexes: { place: { on: ['account', 'region', 'name'], by: 2 }, target: { on: ['targetArn', 'name'], by: 1 } },
  },
  grants: {
    key: 'id',
    indexes: {
      key: { on: ['keyArn', 'createdAt', 'id'], by: 1 },
      grantee: { on: ['keyArn', 'grantee', 'id'], by: 2 },
      retiring: { on: ['region', 'retiring', 'createdAt', 'id'], by: 2, partial: true },
      name: { on: ['keyArn', 'name', 'id'], by: 2, partial: true },
    },
  },
  endedGrants: {
    key: 'id',
    indexes: { grantee: { on: ['keyArn', 'grantee', 'id'], by: 2 }, key: { on: ['keyArn', 'endedAt', 'id'], by: 1 } },
  },
  accounts: { key: 'id', indexes: { all: { on: ['id'], by: 0 } } },
  principals: {
    key: 'arn',
    indexes: {
      account: { on: ['account', 'arn'], by: 1 },
      name: { on: ['account', 'kind', 'name'], by: 3 },
      all: { on: ['arn'], by: 0 },
    },
  },
  groups: { key: 'arn', indexes: { all: { on: ['arn'], by: 0 } } },
  sessions: { key: 'arn', indexes: { principal: { on: ['principalArn', 'arn'], by: 1 } } },
  endpoints: { key: 'id', indexes: { all: { on: ['id'], by: 0 } } },
  policyVersions: { key: 'id', indexes: {} },
  accessKeys: { key: 'id', indexes: { principal: { on: ['principalArn', 'id'], by: 1 } } },
  digestKeys: { key: 'fingerprint', indexes: { region: { on: ['region', 'validFrom', 'fingerprint'], by: 1 } } },
  importParameters: { key: 'id', indexes: { key: { on: ['keyArn', 'validTo', 'id'], by: 1 } } },
  keyStores: {
    key: 'id',
    indexes: {
      place: { on: ['account', 'region', 'name'], by: 2 },
      due: { on: ['dueAt', 'id'], by: 0, keyOnly: true, partial: true },
    },
  },
  serviceRecords: { key: 'id', indexes: { scope: { on: ['scope', 'name'], by: 1 } } },
  world: { key: 'name', indexes: {} },
} as const satisfies Record<StoreName, StoreRow>;

/** An index of store `S`. */
export type IndexName<S extends StoreName> = keyof (typeof STORES)[S]['indexes'] & string;

/** A record change: creation (no `before`), update, or deletion (no `after`). */
export type Change = {
  [S in StoreName]: {
    readonly store: S;
    readonly before?: Records[S] | undefined;
    readonly after?: Records[S] | undefined;
  };
}[StoreName];
