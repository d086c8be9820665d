/**
 * The public API of one sandbox: typed KMS client, SDK request handler, raw HTTP, and sandbox administration.
 * `globalThis.strongroom` on the page; `library.ts` adds `envelope`.
 */
import type { EventPage, EventQuery } from '../model/audit.ts';
import type {
  AccessKeyView,
  AccountInput,
  AccountView,
  CallOptions,
  Capability,
  Credentials,
  CustodyView,
  EndpointInput,
  EndpointView,
  GroupInput,
  GroupView,
  HttpRequest,
  HttpResponse,
  KeyLocation,
  AwsOwnedKeyView,
  PreviewOptions,
  PrincipalInput,
  PrincipalView,
  Reply,
  RequestContext,
  SimulatedCall,
  StorageInfo,
} from '../model/contract.ts';
import type { InputOf, MethodName, OperationName, OutputOf } from '../model/operations.ts';
import type { AccessCell, Decision, PolicyRef } from '../model/decision.ts';
import type { PolicyCheck, PolicyPreview } from '../model/policy-check.ts';
import type { ChangedRecords, Settings } from '../model/records.ts';
import type { StrongroomRequestHandler } from './request-handler.ts';

/** Arguments of a client method. The input is optional if all its members are, as in the SDK's `KMS` class. */
export type MethodArguments<N extends OperationName> =
  Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>];

/**
 * One method per KMS operation, named as in the SDK's `KMS` class.
 * @throws the exception class of the AWS error name (`exceptions`), or TypeError for an invalid caller or Region
 */
export type KmsMethods = {
  readonly [N in OperationName as MethodName<N>]: (...input: MethodArguments<N>) => Promise<OutputOf<N>>;
};

/** A client for one Region and one caller. */
export type KmsClient = KmsMethods & {
  /**
   * Calls an operation. Returns its output or AWS error with the audit event and the decision. AWS errors do not
   * reject.
   * @param options `custody` (CreateKey only) overrides the setting for the new key
   * @throws {TypeError} for options that the operation does not take
   */
  call<N extends OperationName>(operation: N, input: InputOf<N>, options?: CallOptions): Promise<Reply<N>>;
};

/** Notifies that data may have changed. For display only: notices can be late, merged or missing. */
export interface ChangeNotice {
  readonly world: string;
  /** True if this client made the call. False for other tabs, the service worker and the worker of this tab. */
  readonly own: boolean;
  /** Number of the commit, if known. */
  readonly seq?: number;
  /** Number of the last of these commits that changed a record. Omitted if none did, or if it is not known. */
  readonly changedSeq?: number;
  /** The changed records; `all` after a reset. Omitted if not known: in notices of this client's own calls. */
  readonly changes?: ChangedRecords;
  /** Storage started to fail or works again: call `sandbox.storage()`. */
  readonly storage?: true;
  /** @deprecated Use `changes`. The same as text: `store/key`, or `*`; empty if not known. */
  readonly touched: readonly string[];
}

/** State of the simulated clock. */
export interface SandboxClockState {
  readonly now: Date;
  readonly paused: boolean;
  /** Target of an advance in progress. */
  readonly advancingTo?: Date;
}

/** Observes or cancels a long advance. */
export interface AdvanceOptions {
  /**
   * Stops the advance at the time reached; `advance` then rejects with the signal's reason. Tasks that were due until
   * then have run.
   */
  readonly signal?: AbortSignal;
  /** Called several times a second with the time reached. */
  readonly onProgress?: (state: SandboxClockState) => void;
}

/**
 * The simulated clock. Methods that change it resolve to the new time. A change notice names the record `clock` of the
 * store `world`.
 */
export interface SandboxClock {
  now(): Promise<Date>;
  state(): Promise<SandboxClockState>;
  /**
   * Advances the clock, even while paused, and runs the tasks that become due (deletions, rotations), in order. Other
   * calls run meanwhile, at the time reached so far.
   * @param seconds 0 or greater
   * @throws {TypeError} beyond the year 9999
   */
  advance(seconds: number, options?: AdvanceOptions): Promise<Date>;
  /**
   * Sets the clock and runs due tasks.
   * @throws {TypeError} if `date` is invalid, or earlier than now while the audit log is not empty
   */
  set(date: Date): Promise<Date>;
  run(): Promise<Date>;
  pause(): Promise<Date>;
}

/**
 * Administers a sandbox. Not part of AWS KMS. Every method rejects with TypeError for invalid arguments, and with an
 * error named StorageError if storage fails.
 */
export interface Sandbox {
  /** Deletes all data and restores the initial directory, clock and settings. */
  reset(): Promise<void>;
  readonly settings: { get(): Promise<Settings>; set(change: Partial<Settings>): Promise<Settings> };
  readonly clock: SandboxClock;
  readonly accounts: {
    /** Creates an account with its root user, or updates the given members. */
    put(account: AccountInput): Promise<AccountView>;
    list(): Promise<readonly AccountView[]>;
    /**
     * Deletes an account with its principals, access keys, groups and AWS managed keys.
     * @throws {TypeError} if it has customer managed keys or is the default account
     */
    remove(id: string): Promise<void>;
  };
  readonly principals: {
    /**
     * Creates or updates a principal and creates an access key for it. Omitted members keep their value.
     * @returns the credentials; the secret cannot be read again
     */
    put(principal: PrincipalInput): Promise<Credentials>;
    get(arn: string): Promise<PrincipalView | undefined>;
    list(): Promise<readonly PrincipalView[]>;
    /** Deletes a principal and its access keys. For a role session: its session policy, tags and access keys. */
    remove(arn: string): Promise<void>;
  };
  /** Access keys for request signing. Each `principals.put` creates one; it is valid until it is removed. */
  readonly accessKeys: {
    /**
     * Lists the access keys of a principal, oldest first. For a role: those of all its sessions.
     * @throws {TypeError} if the principal does not exist
     */
    list(arn: string): Promise<readonly AccessKeyView[]>;
    /**
     * Deletes an access key. Requests signed with it are rejected.
     * @throws {TypeError} if it does not exist
     */
    remove(id: string): Promise<void>;
  };
  readonly groups: {
    /** Creates a group or replaces its policies. */
    put(group: GroupInput): Promise<GroupView>;
    list(): Promise<readonly GroupView[]>;
    /** Deletes a group and removes its members from it. The users remain. */
    remove(arn: string): Promise<void>;
  };
  /** VPC endpoints. A request uses the endpoint that `aws:SourceVpce` of its request context names. */
  readonly endpoints: {
    /** Creates or replaces an endpoint. */
    put(endpoint: EndpointInput): Promise<EndpointView>;
    list(): Promise<readonly EndpointView[]>;
    remove(id: string): Promise<void>;
  };
  /**
   * Returns the decision of a past call, as it was made at that time. Undefined if the audit log has no such request,
   * or if the call failed before authorization.
   */
  explain(requestId: string): Promise<Decision | undefined>;
  /**
   * Evaluates a call without making it. Stores nothing but the result of due tasks.
   * @returns the decision, with a suggested `fix` if the call is denied and one was found
   * @throws the AWS error if the call fails before authorization
   */
  simulate(call: SimulatedCall): Promise<Decision>;
  /**
   * Evaluates every action on a key for every principal of the directory. Cells have neither an encryption context nor
   * a request context; an allow that depends on them is conditional.
   */
  accessMatrix(keyArn: string): Promise<readonly AccessCell[]>;
  /**
   * Validates a draft key policy and previews its effect: findings, whether it locks out `caller`, the cells of the
   * access matrix that would change, and the results of `tests` under the stored policy and under the draft. Stores
   * nothing.
   */
  previewPolicy(keyArn: string, policy: string, options?: PreviewOptions): Promise<PolicyPreview>;
  /**
   * Like `previewPolicy`, without tests.
   * @param caller ARN of the principal that would call PutKeyPolicy
   */
  checkPolicy(keyArn: string, policy: string, caller?: string): Promise<PolicyCheck>;
  /**
   * Returns the text of a policy version that a decision names by its `policyRef` or the text of that. Undefined if it
   * does not exist. IAM documents are formatted.
   */
  policyVersion(policy: string | PolicyRef): Promise<string | undefined>;
  /** Returns the number of versions of a key policy, the current one included. Version 0 is the first. */
  policyVersions(keyArn: string): Promise<number>;
  readonly events: { query(query?: EventQuery): Promise<EventPage> };
  /** Finds a key ID, alias name or ARN in all accounts and Regions. */
  whereIs(keyId: string): Promise<readonly KeyLocation[]>;
  /** Lists AWS owned keys, which AWS services create for their own use. AWS does not show them to customers. */
  awsOwnedKeys(): Promise<readonly AwsOwnedKeyView[]>;
  /**
   * Returns where the sandbox is stored. `problem`, present while storage fails, says what is wrong and what to do.
   * Never rejects because of storage.
   */
  storage(): Promise<StorageInfo>;
  /** Custody of the material of a key: which of its forms exist. */
  readonly custody: {
    get(keyArn: string): Promise<CustodyView | undefined>;
    /**
     * Permanently deletes the wrapped copy of a key that also has native material.
     * @throws {TypeError} if the wrapped material is the only one
     */
    dropWrapped(keyArn: string): Promise<CustodyView>;
  };
  /** Returns, for each key spec, whether this browser supports it natively, as measured. */
  capabilities(): Promise<readonly Capability[]>;
}

/** Client of one sandbox. */
export interface Strongroom {
  /**
   * Creates a typed client.
   * @param region default `us-east-1`
   * @param caller ARN or service principal; default `user/admin` of the default account
   * @param requestContext condition keys that a browser cannot determine, such as `aws:SourceIp`
   */
  kms(region?: string, caller?: string, requestContext?: RequestContext): KmsClient;
  /**
   * Creates a request handler for clients of AWS SDK v3: `new KMSClient({ requestHandler })`. Signatures are verified
   * if the setting `signatures` is `required`.
   */
  requestHandler(): StrongroomRequestHandler;
  /**
   * Sends one AWS JSON 1.1 request.
   * @throws {TypeError} if the URL is not absolute or a member has the wrong type
   */
  http(request: HttpRequest): Promise<HttpResponse>;
  readonly sandbox: Sandbox;
  /** Returns the API of another sandbox. It is created on first use. */
  world(id: string): Strongroom;
  /**
   * Subscribes to changes made by any client. Best effort, for display only.
   * @returns a function that unsubscribes
   */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
}
