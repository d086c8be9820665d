/** What crosses between page and worker: one call, one reply, and what the methods of a sandbox take and give. */
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
  EndpointRecord,
  GroupRecord,
  KeyRecord,
  PrincipalKind,
} from './records.ts';
import type { KeySpec } from './sdk.ts';

/** What a browser cannot know of a request: condition keys of the network and the session, each a string or a list of strings. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** One call by the typed client. */
export interface Call<N extends OperationName = OperationName> {
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly region: string;
  /** ARN of the caller; absent: `user/admin` of the default account. */
  readonly caller?: string;
  readonly requestContext?: RequestContext;
  /** True: the reply brings event and decision. */
  readonly explain?: true;
  /** Of CreateKey: the custody of this one key; absent: the world's setting. */
  readonly custody?: Custody;
}

/** What the caller may say beside the input, outside everything that has AWS's shape. */
export type CallOptions = Pick<Call, 'custody'>;

/**
 * The answer to a call. Errors cross as data; `event` is what the log keeps; `decision` is absent when the call failed before authorization.
 * These and `seq` cross only where the call asks for them: they are several times the size of everything else.
 */
export type Reply<N extends OperationName = OperationName> = {
  readonly requestId: string;
  /** The number of the commit that stored the event: the answer shows every change up to it. */
  readonly seq?: number;
  readonly event?: AuditEvent;
  readonly decision?: Decision;
} & ({ readonly ok: true; readonly output: OutputOf<N> } | { readonly ok: false; readonly error: ErrorData });

/** A raw HTTP request of AWS JSON 1.1. `body` is text: the protocol has no other. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute. Only the signed `host` counts. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requestContext?: RequestContext;
}

/** The HTTP answer. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What `principals.put` takes; what is not given stays as it is. */
export interface PrincipalInput {
  /**
   * `arn:aws:iam::ACCOUNT:user/NAME`, `…:role/NAME`, `…:root`, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` or
   * `arn:aws:sts::ACCOUNT:federated-user/NAME`.
   */
  readonly arn: string;
  /** Of the user or role; on a session ARN of its role. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies?: readonly PolicyDocument[];
  /** Permissions boundary of a user or role; null takes it away. */
  readonly boundary?: PolicyDocument | null;
  /** Names of groups of the same account, for a user. */
  readonly groups?: readonly string[];
  /** Only on a session or federated user ARN; null takes it away. */
  readonly sessionPolicy?: PolicyDocument | null;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /**
   * Whether to create credentials. Absent: for a new user, and for a role, a role session and a federated user each
   * time; not for a user or root that exists.
   */
  readonly accessKey?: boolean;
}

/**
 * The ARN of a role, a role session or a federated user: `principals.put` always creates credentials for it, unless
 * `accessKey` is false.
 */
export type RoleOrSessionArn = `arn:${string}:iam::${string}:role/${string}` | `arn:${string}:sts::${string}:${string}`;

/** An input of `principals.put` that always creates credentials. */
export type PrincipalWithCredentials = PrincipalInput &
  ({ readonly accessKey: true } | { readonly arn: RoleOrSessionArn; readonly accessKey?: true });

/** A principal as the sandbox shows it: no secret. Of a session ARN: its role, with what the session has of its own. */
export interface PrincipalView {
  readonly arn: string;
  readonly kind: PrincipalKind;
  readonly account: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary?: PolicyDocument;
  readonly groups?: readonly string[];
  readonly sessionPolicy?: PolicyDocument;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /** Of a role in a list: the ARNs of its sessions that have something of their own. */
  readonly sessions?: readonly string[];
}

/** An account, a group and an endpoint as the sandbox shows them. */
export type AccountView = Omit<AccountRecord, 'version'>;
export type GroupView = Omit<GroupRecord, 'version'>;
export type EndpointView = Omit<EndpointRecord, 'version'>;

/** What `accounts.put` takes; what is not given stays as it is. */
export interface AccountInput extends Omit<AccountView, 'name' | 'organization'> {
  /** null takes it away. */
  readonly name?: string | null;
  /** null: the account leaves its organization, whose `scps` and `rcps` go with it, but for those given here. */
  readonly organization?: AccountRecord['organization'] | null;
}

/** What `endpoints.put` takes: the whole endpoint. */
export interface EndpointInput extends Omit<EndpointView, 'policy'> {
  /** Absent or null: everything comes through. */
  readonly policy?: PolicyDocument | null;
}

/** What `groups.put` takes. */
export interface GroupInput {
  /** `arn:aws:iam::ACCOUNT:group/NAME`. */
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
}

/** A question of `simulate`: the call that somebody might make. */
export interface SimulatedCall<N extends OperationName = OperationName> {
  /** ARN of the caller. */
  readonly principal: string;
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly region?: string;
  readonly requestContext?: RequestContext;
  /** When it is made, by the world's clock; absent: now. Keys, grants and the directory are as they are now. */
  readonly at?: Date;
  /** A key policy to decide by, as if it were stored. The decision then comes without a fix. */
  readonly keyPolicy?: { readonly keyArn: string; readonly policy: string };
}

/** What `previewPolicy` takes besides the policy. */
export interface PreviewOptions {
  /** ARN of the one who would store the policy; absent: `user/admin` of the default account. */
  readonly caller?: string;
  /** Calls to decide under the stored policy and under the new one. */
  readonly tests?: readonly Omit<SimulatedCall, 'keyPolicy'>[];
}

/** The answer: a decision, or the error of a call that fails before anything is decided. */
export type Simulation =
  { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly error: ErrorData };

/** Credentials; the secret is shown this once. */
export interface Credentials {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What `principals.put` resolves to where it created no credentials: the ARN that the principal calls as. */
export interface WithoutCredentials {
  readonly arn: string;
  readonly accessKeyId?: never;
  readonly secretAccessKey?: never;
  readonly sessionToken?: never;
}

/** An access key as it can be shown: who calls with it, and when it was made (world time in milliseconds since 1970, where it is known). */
export type AccessKeyView = Pick<AccessKeyRecord, 'id' | 'callerArn' | 'createdAt'>;

/** The state of the world's clock: world time in milliseconds since 1970, and whether it stands still. */
export interface ClockState {
  readonly now: number;
  readonly paused: boolean;
  /** During an advance: where the clock goes to. */
  readonly advancingTo?: number;
}

/** Where the world is kept, and what the browser says of it. */
export interface StorageInfo {
  readonly kind: 'indexeddb' | 'memory';
  /** Why it is kept in memory, when it is. */
  readonly reason?: string;
  /** Why storage fails now and what to do about it; absent while it works. Calls are rejected until it works again; nothing answered is lost. */
  readonly problem?: string;
}

/** A key that exists elsewhere: in another Region or account than the one asked. */
export interface KeyLocation {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/** An AWS owned key, as the sandbox alone shows it. */
export type AwsOwnedKeyView = Pick<
  KeyRecord,
  'arn' | 'region' | 'description' | 'spec' | 'usage' | 'state' | 'createdAt'
> & {
  /** The service: `dynamodb.amazonaws.com`. */
  readonly ownedBy: string;
};

/** Where the material of a key is kept. `native`: algorithms served by non-extractable CryptoKeys; `wrapped`: whether an encrypted copy is kept too. */
export interface CustodyView {
  readonly native: readonly string[];
  readonly wrapped: boolean;
}

/** What serves a key spec in this browser, found by trying: SubtleCrypto itself, or a library over wrapped material. */
export interface Capability {
  readonly spec: KeySpec;
  readonly servedBy: 'native' | 'library';
}

/** The name of the BroadcastChannel that tells other tabs of changes, and what it carries: for display only. */
export const CHANGES_CHANNEL = 'strongroom-changes';

/** The version of ChangeMessage: a tab ignores the messages of another version. */
export const CHANGE_MESSAGE_VERSION = 2;

/** One message of CHANGES_CHANNEL: commits of one sandbox, and whether its storage changed. */
export interface ChangeMessage {
  readonly version: typeof CHANGE_MESSAGE_VERSION;
  readonly world: string;
  /** The number of the newest commit. */
  readonly seq: number;
  /** The number of the newest commit that changed a record; absent where none did. */
  readonly changedSeq?: number;
  /** The records that changed; `all` after a reset. */
  readonly changes: ChangedRecords;
  /** Storage began to fail, or works again. */
  readonly storage?: true;
}

/** Values that an ordinary structured-clone message may carry are copied; these buffers are moved instead. */
export function transferableBuffers(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array)
    return value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(transferableBuffers);
}
