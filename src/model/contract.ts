/** Types shared by page and worker: calls, replies, and the arguments and results of sandbox methods. */
import type { AuditEvent } from './audit.ts';
import type { Decision } from './decision.ts';
import type { ErrorData } from './errors.ts';
import type { InputOf, OperationName, OutputOf } from './operations.ts';
import type { PolicyDocument } from './policy-document.ts';
import type {
  AccessKeyRecord,
  AccountRecord,
  ChangedRecords,
  Custody,
  DamagedRecord,
  EndpointRecord,
  GroupRecord,
  KeyRecord,
  PrincipalKind,
} from './records.ts';
import type { KeySpec, MultiRegionKeyType } from './sdk.ts';

/** Condition keys that a browser cannot determine (network and session), each a string or a list of strings. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** One call of the typed client. */
export interface Call<N extends OperationName = OperationName> {
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly region: string;
  /** ARN of the caller. Default: `user/admin` of the default account. */
  readonly caller?: string;
  /** Access key of the caller that signed the request. Temporary credentials have a session of their own. */
  readonly accessKeyId?: string;
  readonly requestContext?: RequestContext;
  /** True: the reply includes event and decision. */
  readonly explain?: true;
  /** CreateKey only: custody of the new key. Default: the setting. */
  readonly custody?: Custody;
  /** Number of this attempt, if the client reports it, and the delay before it in milliseconds. */
  readonly attempt?: number;
  readonly delayMs?: number;
  /** True: the call does not count for request quotas. Only seeds set it. */
  readonly unmetered?: true;
  readonly client?: ClientReport;
}

/** What the client reports about its request. It is recorded in the audit event and decides nothing. */
export interface ClientReport {
  /** The Host header. Default: the endpoint of the Region. */
  readonly host?: string;
}

/** Options of a call that are not part of AWS's input. */
export type CallOptions = Pick<Call, 'custody' | 'attempt' | 'delayMs'>;

/**
 * Reply to a call. Errors are data. `event` is the audit event; `decision` is omitted if the call failed before
 * authorization. These and `seq` are sent only with `explain`: they are several times the size of everything else.
 */
export type Reply<N extends OperationName = OperationName> = {
  readonly requestId: string;
  /** Number of the commit that stored the event. The reply reflects every change up to it. */
  readonly seq?: number;
  readonly event?: AuditEvent;
  readonly decision?: Decision;
} & ({ readonly ok: true; readonly output: OutputOf<N> } | { readonly ok: false; readonly error: ErrorData });

/** A raw request of AWS JSON 1.1, or of the query protocol of AWS STS. `body` is text, as both protocols require. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute URL. Only the signed `host` header counts. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requestContext?: RequestContext;
}

/** HTTP response. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Input of `principals.put`. Omitted members keep their value. */
export interface PrincipalInput {
  /**
   * `arn:aws:iam::ACCOUNT:user/NAME`, `…:role/NAME`, `…:root`, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` or
   * `arn:aws:sts::ACCOUNT:federated-user/NAME`.
   */
  readonly arn: string;
  /** Tags of the user or role. With a session ARN: of its role. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies?: readonly PolicyDocument[];
  /** Permissions boundary of a user or role. `null` removes it. */
  readonly boundary?: PolicyDocument | null;
  /** Names of groups in the same account, for a user. */
  readonly groups?: readonly string[];
  /**
   * Trust policy of a role: who may assume it with STS, and under which conditions. `null` restores the default, which
   * trusts the account of the role.
   */
  readonly trustPolicy?: PolicyDocument | null;
  /** Maximum session duration of a role in seconds: 3,600 (the default) to 43,200. */
  readonly maxSessionDuration?: number;
  /** Session policy, only with the ARN of a role session or federated user. `null` removes it. */
  readonly sessionPolicy?: PolicyDocument | null;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /**
   * Whether to create credentials. If omitted, they are created for a new user, and in every call for a role, a role
   * session and a federated user; not for an existing user or a root user.
   */
  readonly accessKey?: boolean;
}

/**
 * ARN of a role, a role session or a federated user. `principals.put` creates credentials for it in every call, unless
 * `accessKey` is false.
 */
export type RoleOrSessionArn = `arn:${string}:iam::${string}:role/${string}` | `arn:${string}:sts::${string}:${string}`;

/** An input of `principals.put` that always creates credentials. */
export type PrincipalWithCredentials = PrincipalInput &
  ({ readonly accessKey: true } | { readonly arn: RoleOrSessionArn; readonly accessKey?: true });

/** A principal without secrets. For a session ARN: its role, with the session's own policy and tags. */
export interface PrincipalView {
  readonly arn: string;
  readonly kind: PrincipalKind;
  readonly account: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary?: PolicyDocument;
  readonly groups?: readonly string[];
  /** Roles: omitted for the default trust policy. */
  readonly trustPolicy?: PolicyDocument;
  /** Roles: omitted for the default, 3,600. */
  readonly maxSessionDuration?: number;
  readonly sessionPolicy?: PolicyDocument;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /** Roles in a list: ARNs of the sessions that have their own policy or tags. */
  readonly sessions?: readonly string[];
}

/** An account, without internal members. */
export type AccountView = Omit<AccountRecord, 'version'>;
export type GroupView = Omit<GroupRecord, 'version'>;
export type EndpointView = Omit<EndpointRecord, 'version'>;

/** Input of `accounts.put`. Omitted members keep their value. */
export interface AccountInput extends Omit<AccountView, 'name' | 'organization'> {
  /** `null` removes it. */
  readonly name?: string | null;
  /** `null` removes the account from its organization, and deletes its SCPs and RCPs except those in this input. */
  readonly organization?: AccountRecord['organization'] | null;
}

/** Input of `endpoints.put`: the whole endpoint. */
export interface EndpointInput extends Omit<EndpointView, 'policy'> {
  /** Omitted or `null`: all requests are allowed. */
  readonly policy?: PolicyDocument | null;
}

/** Input of `groups.put`. */
export interface GroupInput {
  /** `arn:aws:iam::ACCOUNT:group/NAME`. */
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
}

/** Input of `simulate`: the call to evaluate. */
export interface SimulatedCall<N extends OperationName = OperationName> {
  /** ARN of the caller. */
  readonly principal: string;
  /** ID of an access key of the caller that AWS STS issued: its session policy and session tags apply. */
  readonly accessKeyId?: string;
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly region?: string;
  readonly requestContext?: RequestContext;
  /** Simulated time of the call. Default: now. Keys, grants and directory are always current. */
  readonly at?: Date;
  /** Draft key policy to evaluate instead of the stored one. The decision then has no `fix`. */
  readonly keyPolicy?: { readonly keyArn: string; readonly policy: string };
}

/** Options of `previewPolicy`. */
export interface PreviewOptions {
  /** ARN of the principal that would store the policy. Default: `user/admin` of the default account. */
  readonly caller?: string;
  /** Calls to evaluate under the stored policy and under the draft. */
  readonly tests?: readonly Omit<SimulatedCall, 'keyPolicy'>[];
}

/** Result of `simulate`: a decision, or the AWS error of a call that fails before authorization. */
export type Simulation =
  { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly error: ErrorData };

/** Credentials. The secret cannot be read again. */
export interface Credentials {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Result of `principals.put` if it created no credentials: the ARN with which the principal calls. */
export interface WithoutCredentials {
  readonly arn: string;
  readonly accessKeyId?: never;
  readonly secretAccessKey?: never;
  readonly sessionToken?: never;
}

/**
 * An access key without its secret: the caller ARN, its creation in simulated time (milliseconds since 1970), if known,
 * and the expiry of temporary credentials from STS.
 */
export type AccessKeyView = Pick<AccessKeyRecord, 'id' | 'callerArn' | 'createdAt' | 'expiresAt'>;

/** Simulated time in milliseconds since 1970, and whether the clock is paused. */
export interface ClockState {
  readonly now: number;
  readonly paused: boolean;
  /** Target of an advance in progress, in milliseconds since 1970. */
  readonly advancingTo?: number;
}

/** Where the sandbox is stored, and what the browser reports about storage. */
export interface StorageInfo {
  readonly kind: 'indexeddb' | 'memory';
  /** Why the sandbox is stored in memory only. */
  readonly reason?: string;
  /**
   * Why storage fails now and what to do about it. Omitted while storage works. Until it works again, calls are
   * rejected. No answered call is lost.
   */
  readonly problem?: string;
  /**
   * Present while `problem` is that stored data is missing: number of the newest commit that is stored (0: none) and of
   * the newest that was. `continueWithStoredData` or `reset` end it.
   */
  readonly missing?: { readonly found: number; readonly expected: number };
  /**
   * Damaged records that were read since the sandbox was opened, at most 100. Omitted: none. What needs one of them
   * rejects; everything else works. `reset` removes them.
   */
  readonly damaged?: readonly DamagedRecord[];
}

/** Location of a key: its Region and account. */
export interface KeyLocation {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/** AWS owned key. Visible only in the sandbox API. */
export type AwsOwnedKeyView = Pick<
  KeyRecord,
  'arn' | 'region' | 'description' | 'spec' | 'usage' | 'state' | 'createdAt'
> & {
  /** Service principal of the owner, for example `dynamodb.amazonaws.com`. */
  readonly ownedBy: string;
};

/** A key with its details, as the sandbox lists it. */
export type KeyListing = Pick<
  KeyRecord,
  | 'arn'
  | 'keyId'
  | 'description'
  | 'spec'
  | 'usage'
  | 'origin'
  | 'manager'
  | 'state'
  | 'createdAt'
  | 'deletionAt'
  | 'keyStoreId'
  | 'xksKeyId'
  | 'materialId'
  | 'materials'
  | 'rotation'
  | 'tags'
> & {
  /** Alias names, sorted. */
  readonly aliases: readonly string[];
  /** Time of the last successful cryptographic operation, as GetKeyLastUsage returns it. Omitted: never used. */
  readonly lastUsedAt?: number;
  /** Whether automatic rotation is enabled. */
  readonly rotates: boolean;
  /** Role of a multi-Region key among its related keys. Omitted: a single-Region key. */
  readonly multiRegion?: MultiRegionKeyType;
  /** Multi-Region keys: the Region of the primary key, and those of the replica keys. */
  readonly primaryRegion?: string;
  readonly replicaRegions?: readonly string[];
  /** Imported key material: time at which the first of it expires. */
  readonly validTo?: number;
  /** Name of the custom key store of the key. */
  readonly keyStoreName?: string;
};

/**
 * Custody of a key. `native`: algorithms with a non-extractable CryptoKey. `wrapped`: whether a wrapped copy exists.
 */
export interface CustodyView {
  /** The system outside of KMS that keeps the key material. Omitted: KMS itself. */
  readonly keptBy?: 'cloudhsm' | 'external';
  readonly native: readonly string[];
  readonly wrapped: boolean;
  /**
   * Imported key material: whether SubtleCrypto unwrapped it into a non-extractable key (`unwrapped`), or its bytes
   * passed through JavaScript during the import (`bytes`). `missing`: it is not imported now. Omitted: KMS generated
   * it.
   */
  readonly imported?: 'unwrapped' | 'bytes' | 'missing';
}

/** Support for a key spec in this browser, as measured: SubtleCrypto, or a library with wrapped key material. */
export interface Capability {
  readonly spec: KeySpec;
  readonly servedBy: 'native' | 'library';
}

/** Name of the BroadcastChannel for change notices between tabs. For display only. */
export const CHANGES_CHANNEL = 'strongroom-changes';

/** Version of ChangeMessage. A tab ignores messages of other versions. */
export const CHANGE_MESSAGE_VERSION = 2;

/** An advance of the simulated clock by one host: it is in progress, or has just ended. */
export interface AdvanceNotice {
  /** Target in milliseconds since 1970. */
  readonly to: number;
  readonly isOver: boolean;
}

/** A message on CHANGES_CHANNEL: commits of one sandbox, and whether its storage state changed. */
export interface ChangeMessage {
  readonly version: typeof CHANGE_MESSAGE_VERSION;
  readonly world: string;
  /** Number of the newest commit. */
  readonly seq: number;
  /** Number of the newest commit that changed a record. Omitted if none did. */
  readonly changedSeq?: number;
  /** The changed records; `all` after a reset. */
  readonly changes: ChangedRecords;
  /** Storage started to fail or works again. */
  readonly storage?: true;
  /** An advance of the clock by the sender: with each of its commits, and at the end. */
  readonly advance?: AdvanceNotice;
}

/** Returns the buffers of `value` to transfer instead of copy: those of arrays that span their whole buffer. */
export function transferableBuffers(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array)
    return value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(transferableBuffers);
}
