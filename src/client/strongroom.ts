/** The object that a page works with, `globalThis.strongroom` but for its `envelope`: a typed client, the raw protocol, and the sandbox around the KMS. */
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
  RoleOrSessionArn,
  SimulatedCall,
  StorageInfo,
  WithoutCredentials,
} from '../model/contract.ts';
import type { InputOf, MethodName, OperationName, OutputOf } from '../model/operations.ts';
import type { AccessCell, Decision, PolicyRef } from '../model/decision.ts';
import type { PolicyCheck, PolicyPreview } from '../model/policy-check.ts';
import type { ChangedRecords, Settings } from '../model/records.ts';
import type { StrongroomRequestHandler } from './request-handler.ts';

/** The arguments of a method: an input of which every member is optional may be left out, as in the SDK's `KMS` class. */
export type MethodArguments<N extends OperationName> =
  Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>];

/** One method per operation, named as the SDK's `KMS` class names it. Each rejects with the class of `errors.ts` that AWS's error name says. */
export type KmsMethods = {
  readonly [N in OperationName as MethodName<N>]: (...input: MethodArguments<N>) => Promise<OutputOf<N>>;
};

/** A client for one Region and one caller. */
export type KmsClient = KmsMethods & {
  /**
   * The same call, and what AWS would not give: the audit event and the decision. An error of AWS's is in the reply and does not reject.
   * `options.custody`, with CreateKey alone: where the material of this key is kept, whatever the world's setting is. Rejects with TypeError for
   * options that the operation does not take.
   */
  call<N extends OperationName>(operation: N, input: InputOf<N>, options?: CallOptions): Promise<Reply<N>>;
};

/** Something in this world was called or changed: a reason to look again, and nothing more. */
export interface ChangeNotice {
  readonly world: string;
  /** Whether this very client did it. Another tab's, the service worker's and this tab's worker's own notices say false. */
  readonly own: boolean;
  /** The number of the commit, where it is known. */
  readonly seq?: number;
  /** The number of the newest of these commits that changed a record; absent where none did, or where it is not known. */
  readonly changedSeq?: number;
  /** The records that changed, `all` after a reset; absent in the notices of this client's own calls, where it is not known. */
  readonly changes?: ChangedRecords;
  /** Storage began to fail, or works again: `sandbox.storage()` tells. */
  readonly storage?: true;
  /** @deprecated Use `changes`. The same as text: `store/key`, or `*`; empty where it is not known. */
  readonly touched: readonly string[];
}

/** What the clock shows. */
export interface SandboxClockState {
  readonly now: Date;
  readonly paused: boolean;
  /** During an advance: where the clock goes to. */
  readonly advancingTo?: Date;
}

/** How a long advance is watched and ended. */
export interface AdvanceOptions {
  /** Ends the advance where the clock has come to; `advance` then rejects with the signal's reason. What fell due until then has happened. */
  readonly signal?: AbortSignal;
  /** Is told several times a second where the clock has come to. */
  readonly onProgress?: (state: SandboxClockState) => void;
}

/** The simulated clock. Each change resolves to the time after it, and a change notice names the record `clock` of the store `world`. */
export interface SandboxClock {
  now(): Promise<Date>;
  state(): Promise<SandboxClockState>;
  /**
   * Moves time forward by `seconds`, also while paused. What falls due meanwhile happens, in order; other calls go on at the time that the clock has come to.
   * Rejects with TypeError beyond the year 9999.
   */
  advance(seconds: number, options?: AdvanceOptions): Promise<Date>;
  /** Sets the time. Back only before the world's first call, else TypeError. */
  set(date: Date): Promise<Date>;
  run(): Promise<Date>;
  pause(): Promise<Date>;
}

/** What surrounds the KMS. Every method rejects with TypeError when it is given what it cannot take. */
export interface Sandbox {
  /** Back to a fresh world: keys, log, directory, clock and settings. */
  reset(): Promise<void>;
  readonly settings: { get(): Promise<Settings>; set(change: Partial<Settings>): Promise<Settings> };
  readonly clock: SandboxClock;
  readonly accounts: {
    /** Makes the account with its root, or changes what is given. */
    put(account: AccountInput): Promise<AccountView>;
    list(): Promise<readonly AccountView[]>;
    /** Removes it with everybody in it, their access keys and its groups. Rejects with TypeError while it has keys, and when it is the default account. */
    remove(id: string): Promise<void>;
  };
  readonly principals: {
    /**
     * Creates the principal or changes what is given. Creates credentials for a new user, and for a role, a role
     * session and a federated user each time; for an existing user or root only with `accessKey: true`, for nobody with
     * `accessKey: false`. Only this answer holds the secret.
     */
    put(
      principal: PrincipalInput &
        ({ readonly accessKey: true } | { readonly arn: RoleOrSessionArn; readonly accessKey?: true }),
    ): Promise<Credentials>;
    put(principal: PrincipalInput & { readonly accessKey: false }): Promise<WithoutCredentials>;
    put(principal: PrincipalInput): Promise<Credentials | WithoutCredentials>;
    get(arn: string): Promise<PrincipalView | undefined>;
    list(): Promise<readonly PrincipalView[]>;
    /** Removes it with its access keys; of a role session what it has of its own. */
    remove(arn: string): Promise<void>;
  };
  /** What programs sign with. Each access key works until it is removed. */
  readonly accessKeys: {
    /**
     * Creates an access key for a user, root or federated user, or the credentials of a session for a role or role
     * session. Only this answer holds the secret. Rejects with TypeError when the directory has no such principal.
     */
    create(arn: string): Promise<Credentials>;
    /** Those of a principal, the oldest first: of a role those of all its sessions, of a session its own. Rejects with TypeError when nobody has this ARN. */
    list(arn: string): Promise<readonly AccessKeyView[]>;
    /** Removes one: what is signed with it is refused from now on. Rejects with TypeError when there is none. */
    remove(id: string): Promise<void>;
  };
  readonly groups: {
    /** Makes the group or replaces its policies. */
    put(group: GroupInput): Promise<GroupView>;
    list(): Promise<readonly GroupView[]>;
    /** Removes it; its users stay, and are in it no more. */
    remove(arn: string): Promise<void>;
  };
  /** VPC endpoints: a request comes through one when its `aws:SourceVpce` names it. */
  readonly endpoints: {
    /** Makes the endpoint or replaces it. */
    put(endpoint: EndpointInput): Promise<EndpointView>;
    list(): Promise<readonly EndpointView[]>;
    remove(id: string): Promise<void>;
  };
  /** Why a call was allowed or not, as it was decided then, also after policies changed; undefined when the log has no such request. */
  explain(requestId: string): Promise<Decision | undefined>;
  /** The decision about a call that nobody makes, with a `fix` where it is denied and there is one. Commits nothing. Rejects with AWS's error where the call would fail before authorization. */
  simulate(call: SimulatedCall): Promise<Decision>;
  /** Who may do what with a key: each principal of the directory by each action on a key. */
  accessMatrix(keyArn: string): Promise<readonly AccessCell[]>;
  /**
   * What storing a key policy would do: findings, whether it would lock `caller` out, the cells of the access matrix that it would change, and the
   * results of `tests` (calls that nobody makes) under the stored policy and under this one. Stores nothing.
   */
  previewPolicy(keyArn: string, policy: string, options?: PreviewOptions): Promise<PolicyPreview>;
  /** `previewPolicy` without tests. */
  checkPolicy(keyArn: string, policy: string, caller?: string): Promise<PolicyCheck>;
  /** The text of a policy as it was when a decision named it, by its `policyRef` or the text of that; undefined when there is none. Documents of the directory are laid out. */
  policyVersion(policy: string | PolicyRef): Promise<string | undefined>;
  /** How many policies a key has had, the present one included: version 0 is the first. */
  policyVersions(keyArn: string): Promise<number>;
  readonly events: { query(query?: EventQuery): Promise<EventPage> };
  /** Where a key id, alias name or ARN is found, over all Regions and accounts. */
  whereIs(keyId: string): Promise<readonly KeyLocation[]>;
  /** The AWS owned keys: keys that services made for themselves. AWS shows them to nobody; the sandbox does, to teach that they are there. */
  awsOwnedKeys(): Promise<readonly AwsOwnedKeyView[]>;
  /** Where the sandbox is kept and, while its storage fails, `problem`: what is wrong and what to do. Never rejects because of the storage. */
  storage(): Promise<StorageInfo>;
  /** Where the material of a key is kept. */
  readonly custody: {
    get(keyArn: string): Promise<CustodyView | undefined>;
    /** Destroys the wrapped copy of a key that has native material too, for good. */
    dropWrapped(keyArn: string): Promise<CustodyView>;
  };
  /** What serves each key spec in this browser, found by trying. */
  capabilities(): Promise<readonly Capability[]>;
}

/** One world, as a page sees it. */
export interface Strongroom {
  /** A typed client. `region`: `us-east-1` when not given. `caller`: an ARN; `user/admin` of the default account when not given. */
  kms(region?: string, caller?: string, requestContext?: RequestContext): KmsClient;
  /** For `new KMSClient({ requestHandler })`: the SDK's calls, signed and verified, end in this world. */
  requestHandler(): StrongroomRequestHandler;
  /** One request of AWS JSON 1.1, as it would go over the network. */
  http(request: HttpRequest): Promise<HttpResponse>;
  readonly sandbox: Sandbox;
  /** The same object for another world. */
  world(id: string): Strongroom;
  /** Tells `listener` of changes in this world, by whomever; for display only. Returns what ends it. */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
}
