/** What a world stores: one interface per kind of record, and the table of stores with their keys and indexes. Times are milliseconds since 1970, by the world's clock. */
import type { KeySpec, KeyUsageType, OriginType } from './sdk.ts';
import type { AuditEvent } from './audit.ts';
import type { PolicyDocument } from './policy-document.ts';

/** The states of a KMS key. Source: the guide's page "Key states". */
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
 * The unique ids of the users and roles that a policy or grant names, by ARN, as they were when it was made: a user or role that is made again under the
 * same name is another one. Source: the IAM pages on the Principal element and on unique identifiers.
 */
export type PrincipalIds = Readonly<Record<string, string>>;

/** A KMS key without its material. */
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
  /** Of an AWS owned key: the service that owns it (`s3.amazonaws.com`). The key is then in no customer's account, log or quota. */
  readonly ownedBy?: string;
  readonly state: KeyState;
  /** The material that encrypts: KeyMaterialId, 64 hex digits. */
  readonly materialId: string;
  /** How many materials the key has had: the version of the newest. */
  readonly materials: number;
  /** The key policy, as the caller sent it. */
  readonly policy: string;
  /** Whom it means; absent: whoever has the name. */
  readonly principalIds?: PrincipalIds;
  /** How often it was replaced; absent: never. */
  readonly policyVersion?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The tags that authorization still sees, and until when: a change takes the world's propagation delay to count. */
  readonly earlierTags?: { readonly tags: Readonly<Record<string, string>>; readonly until: number };
  /** The names of the aliases that authorization still sees, and until when. */
  readonly earlierAliases?: { readonly names: readonly string[]; readonly until: number };
  /** SPKI DER of an asymmetric key's public key: stored at creation, so that it needs no material. */
  readonly publicKey?: Uint8Array<ArrayBuffer>;
  /** Automatic rotation, while it is on: its period and next time. Kept while pending deletion, so that a cancel restores it. */
  readonly rotation?: { readonly periodInDays: number; readonly nextAt: number };
  /** When the key goes, while pending deletion. */
  readonly deletionAt?: number;
  /** Present while something will happen to the key by itself: when. `keys/due.ts` derives it from the members above. */
  readonly dueAt?: number;
  /** Days of the waiting period, while pending deletion. */
  readonly pendingWindowInDays?: number;
}

/**
 * A secret encrypted with AES-256-GCM under a non-extractable wrapping key; the additional authenticated data is the id of the material. The wrapping key
 * is stored next to what it wraps, so a script of this origin, and whoever copies the browser profile, can decrypt the secret. See SECURITY.md.
 */
export interface WrappedSecret {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly by: CryptoKey;
}

/** One version of a key's material: non-extractable CryptoKeys, a wrapped secret, or both. */
export interface MaterialRecord {
  /** `<keyId>/<materialId>`; multi-Region relatives share it. */
  readonly id: string;
  readonly keyId: string;
  readonly materialId: string;
  /** 1 for the first material of a key, then one more with each rotation. */
  readonly version: number;
  readonly createdAt: number;
  /** Non-extractable, one per algorithm that AWS offers for the key, by its name; absent where this browser lacks the algorithm. */
  readonly keys?: Readonly<Record<string, CryptoKey>>;
  /** What SubtleCrypto cannot use, or what signs given digests; absent for material that is native alone. */
  readonly wrapped?: WrappedSecret;
  /** How a rotation brought it; absent for the first material of a key. */
  readonly rotation?: { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' };
}

/** What a grant's encryption context must hold. */
export interface GrantConstraintsRecord {
  readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
  readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
  readonly SourceArn?: string;
}

/** A grant. Principals stand as the caller wrote them. */
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
  /** Absent when the caller gave none; only named grants are found again by equal parameters. */
  readonly name?: string;
  /** Whom `grantee` and `retiring` mean; absent: whoever has the name. */
  readonly principalIds?: PrincipalIds;
  readonly issuer: string;
  readonly createdAt: number;
  /** When it was retired or revoked; such a grant stands in the store `endedGrants`, for as long as it may still count. */
  readonly endedAt?: number;
}

/** An alias; `name` begins with `alias/`. */
export interface AliasRecord {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly targetArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A record of the directory whose policy documents decisions name. */
interface Versioned {
  /** How often they were replaced; absent: never. */
  readonly version?: number;
}

/** An account of the directory, and what its organization allows in it. */
export interface AccountRecord extends Versioned {
  readonly id: string;
  readonly name?: string;
  /** Its organization (`o-…`) and the path of the account in it (`o-…/r-…/ou-…/`). */
  readonly organization?: { readonly id: string; readonly path: string };
  /** Service control policies, all on one level; none: FullAWSAccess. */
  readonly scps?: readonly PolicyDocument[];
  /** Resource control policies, beside RCPFullAWSAccess, which is always there. */
  readonly rcps?: readonly PolicyDocument[];
}

/** The kinds of principals. A service has no record: its name alone makes it. */
export type PrincipalKind = 'root' | 'user' | 'role' | 'federated' | 'service';

/** A user, a role, a federated user or an account's root. */
export interface PrincipalRecord extends Versioned {
  readonly arn: string;
  readonly account: string;
  readonly kind: PrincipalKind;
  /** The last part of the path: what CloudTrail calls userName. */
  readonly name: string;
  /** `AIDA…`, `AROA…`, or the account id for a root. */
  readonly uniqueId: string;
  readonly createdAt: number;
  readonly policies: readonly PolicyDocument[];
  readonly tags: Readonly<Record<string, string>>;
  /** The permissions boundary of a user or role. */
  readonly boundary?: PolicyDocument;
  /** ARNs of the groups of a user. */
  readonly groups?: readonly string[];
}

/** A group of users: its policies count for each of them. */
export interface GroupRecord extends Versioned {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
}

/** A role session (or a federated user) that has something of its own. Sessions without are no records: they follow from their role. */
export interface SessionRecord extends Versioned {
  readonly arn: string;
  readonly principalArn: string;
  readonly policy?: PolicyDocument;
  readonly tags: Readonly<Record<string, string>>;
  readonly issuedAt: number;
}

/** A VPC endpoint of KMS; without a policy it lets everything through. */
export interface EndpointRecord extends Versioned {
  readonly id: string;
  readonly vpc: string;
  readonly policy?: PolicyDocument;
}

/** Policies that were replaced: decisions of the log name them. */
export interface PolicyVersionRecord {
  /** Of a key policy `<key ARN>#<version>`; of a record of the directory its store, a space, and its key and version in the same way. */
  readonly id: string;
  /** The key policy, or all documents of the record (see `engine/directory/versions.ts`). */
  readonly text: string;
}

/**
 * Credentials. The secret is stored as the non-extractable HMAC key of "AWS4" + secret, which no script can read back. Browsers store an HMAC key
 * unencrypted, so the text is in the files of the profile.
 */
export interface AccessKeyRecord {
  readonly id: string;
  /** Who calls with it: the ARN of the user or root, or of the role session. */
  readonly callerArn: string;
  /** The record behind it: the user, root or role. */
  readonly principalArn: string;
  readonly sessionToken?: string;
  /** World time in milliseconds since 1970; absent where it was not noted yet. */
  readonly createdAt?: number;
  readonly secret: CryptoKey;
}

/** The world's clock: `world time = real time + offset`, or `stoppedAt` while paused. */
export interface ClockRecord {
  readonly name: 'clock';
  readonly offset: number;
  readonly stoppedAt?: number;
}

/**
 * Where the material of new keys may be kept: `native` wherever the browser can and wrapped where it cannot; `complete`: a wrapped copy beside the
 * native material of signing keys, so that every operation works; `strict`: native or not at all.
 */
export type Custody = 'native' | 'complete' | 'strict';

/** Who verifies signatures and how fast the world's writes reach the disk. */
export interface Settings {
  readonly signatures: 'required' | 'ignored';
  readonly defaultAccount: string;
  readonly durability: 'relaxed' | 'strict';
  readonly custody: Custody;
  readonly requestQuotas: 'off';
  /** How long a grant used without its token, a tag or an alias takes to count for authorization; 0 to 300. */
  readonly propagationDelaySeconds: number;
}

/** The settings of a world. */
export interface SettingsRecord extends Settings {
  readonly name: 'settings';
}

/** A record that a commit changed: its store and its key there. */
export interface ChangedRecord {
  readonly store: StoreName;
  readonly key: string;
}

/** The records that commits changed; `all` after a reset. */
export type ChangedRecords = readonly ChangedRecord[] | 'all';

/** What one group commit adds to the log: the events of its calls and the names of everything that it touched. */
export interface Segment {
  readonly seq: number;
  readonly events: readonly AuditEvent[];
  /** Names as `engine/reader.ts` makes them; `*` touches everything. */
  readonly touched: readonly string[];
}

/** The record type of each store. */
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
  readonly world: ClockRecord | SettingsRecord;
}

/** A store of a world (the log stands beside them). */
export type StoreName = keyof Records;

/** One index: the members that make its key, how many of them a look-up gives, and whether only the key of the index is read through it. */
export interface IndexRow {
  readonly on: readonly string[];
  /** How many leading members a page is asked by. */
  readonly by: number;
  /** True where a look-up reads nothing of a record but the members of the index: other changes then touch no look-up. */
  readonly keyOnly?: true;
}

/** One store: the member that is its key, and its indexes. Records without a member of an index are not in that index. */
export interface StoreRow {
  readonly key: string;
  readonly indexes: Readonly<Record<string, IndexRow>>;
}

/** The stores: both implementations of the Database port, and the reader, go by this table. */
export const STORES = {
  keys: {
    key: 'arn',
    indexes: {
      place: { on: ['account', 'region', 'createdAt', 'keyId'], by: 2, keyOnly: true },
      due: { on: ['dueAt', 'arn'], by: 0, keyOnly: true },
      owner: { on: ['ownedBy', 'createdAt', 'keyId'], by: 0, keyOnly: true },
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
      retiring: { on: ['region', 'retiring', 'createdAt', 'id'], by: 2 },
      name: { on: ['keyArn', 'name', 'id'], by: 2 },
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
  world: { key: 'name', indexes: {} },
} as const satisfies Record<StoreName, StoreRow>;

/** An index of store `S`. */
export type IndexName<S extends StoreName> = keyof (typeof STORES)[S]['indexes'] & string;

/** One change: a record before and after. No `before`: it is new. No `after`: it goes. */
export type Change = {
  [S in StoreName]: {
    readonly store: S;
    readonly before?: Records[S] | undefined;
    readonly after?: Records[S] | undefined;
  };
}[StoreName];
