/**
 * The methods of a sandbox, one row each. A row defines the member of `strongroom.sandbox`, its type, and whether a
 * change notice follows. A row without a function of that name and type in the engine or its directory does not
 * compile.
 */
import type { EventPage, EventQuery } from './audit.ts';
import type {
  AccessKeyView,
  AccountInput,
  AccountView,
  AwsOwnedKeyView,
  Capability,
  ClockState,
  Credentials,
  CustodyView,
  EndpointInput,
  EndpointView,
  GroupInput,
  GroupView,
  KeyLocation,
  PreviewOptions,
  PrincipalInput,
  PrincipalView,
  PrincipalWithCredentials,
  SimulatedCall,
  Simulation,
  StorageInfo,
  WithoutCredentials,
} from './contract.ts';
import type { AccessCell, Decision, PolicyRef } from './decision.ts';
import type { PolicyPreview } from './policy-check.ts';
import type { Settings } from './records.ts';

/** Overloads: the result has credentials if the input always creates them. */
interface PutPrincipal {
  (principal: PrincipalWithCredentials): Promise<Credentials>;
  (principal: PrincipalInput & { readonly accessKey: false }): Promise<WithoutCredentials>;
  (principal: PrincipalInput): Promise<Credentials | WithoutCredentials>;
}

/** A function that the client can call in the worker. */
type Signature = (...args: never[]) => Promise<unknown>;

type ParameterCount<F extends Signature> = Required<Parameters<F>>['length'];

/** Effect and type of a method. */
interface Effect<F extends Signature> {
  /** Whether it can change data or record an event. A change notice then follows each call. */
  readonly changes: boolean;
  /**
   * Number of parameters. Further arguments are not sent: test runners, for example, call a hook with arguments of
   * their own.
   */
  readonly parameters: ParameterCount<F>;
  /** Absent at run time. It carries the type. */
  readonly signature?: F;
}

/** A method of a sandbox. */
export interface SandboxMethodRow<P extends string | null, F extends Signature> extends Effect<F> {
  /** Path in `strongroom.sandbox`, for example `accounts.put`. Null if the client offers it in another form. */
  readonly path: P;
}

/** A method that changes nothing and records no event. */
const read = <F extends Signature>(parameters: ParameterCount<F>): Effect<F> => ({ changes: false, parameters });

/** A method that can change data or record an event. */
const change = <F extends Signature>(parameters: ParameterCount<F>): Effect<F> => ({ changes: true, parameters });

const row = <P extends string | null, F extends Signature>(path: P, effect: Effect<F>): SandboxMethodRow<P, F> => ({
  path,
  ...effect,
});

/**
 * Rows by the name of the function of the engine or its directory. Every method rejects with TypeError for invalid
 * arguments, and with an error named StorageError if storage fails. The client copies the arguments.
 */
export const SANDBOX_METHODS = {
  /** Deletes all data and restores the initial directory, clock and settings. */
  reset: row('reset', change<() => Promise<void>>(0)),
  /**
   * Returns where the sandbox is stored. `problem`, present while storage fails, says what is wrong and what to do.
   * Never rejects because of storage.
   */
  storage: row('storage', read<() => Promise<StorageInfo>>(0)),

  settings: row('settings.get', read<() => Promise<Settings>>(0)),
  setSettings: row('settings.set', change<(change: Partial<Settings>) => Promise<Settings>>(1)),

  clock: row(null, read<() => Promise<ClockState>>(0)),
  advanceClock: row(null, change<(seconds: number) => Promise<ClockState>>(1)),
  /** Stops every advance in progress at the time reached. */
  stopClock: row(null, change<() => Promise<ClockState>>(0)),
  setClock: row(null, change<(milliseconds: number) => Promise<ClockState>>(1)),
  runClock: row(null, change<(run: boolean) => Promise<ClockState>>(1)),

  /** Creates an account with its root user, or updates the given members. */
  putAccount: row('accounts.put', change<(account: AccountInput) => Promise<AccountView>>(1)),
  accounts: row('accounts.list', read<() => Promise<readonly AccountView[]>>(0)),
  /**
   * Deletes an account with its principals, access keys, groups and AWS managed keys.
   * @throws {TypeError} if it has customer managed keys or is the default account
   */
  removeAccount: row('accounts.remove', change<(id: string) => Promise<void>>(1)),

  /**
   * Creates or updates a principal. Omitted members keep their value. Creates credentials for a new user, and in every
   * call for a role, a role session and a federated user. For an existing user or a root user it creates them only with
   * `accessKey: true`. It never creates them with `accessKey: false`.
   * @returns the credentials, or only the ARN of the caller; the secret cannot be read again
   */
  putPrincipal: row('principals.put', change<PutPrincipal>(1)),
  principal: row('principals.get', read<(arn: string) => Promise<PrincipalView | undefined>>(1)),
  principals: row('principals.list', read<() => Promise<readonly PrincipalView[]>>(0)),
  /** Deletes a principal and its access keys. For a role session: its session policy, tags and access keys. */
  removePrincipal: row('principals.remove', change<(arn: string) => Promise<void>>(1)),

  /**
   * Creates an access key for a user, root user or federated user, or credentials of a session for a role or role
   * session. They are valid until they are removed.
   * @returns the credentials; the secret cannot be read again
   * @throws {TypeError} if the principal does not exist
   */
  createAccessKey: row('accessKeys.create', change<(arn: string) => Promise<Credentials>>(1)),
  /**
   * Lists the access keys of a principal, oldest first. For a role: those of all its sessions.
   * @throws {TypeError} if the principal does not exist
   */
  accessKeys: row('accessKeys.list', read<(arn: string) => Promise<readonly AccessKeyView[]>>(1)),
  /**
   * Deletes an access key. Requests signed with it are rejected.
   * @throws {TypeError} if it does not exist
   */
  removeAccessKey: row('accessKeys.remove', change<(id: string) => Promise<void>>(1)),

  /** Creates a group or replaces its policies. */
  putGroup: row('groups.put', change<(group: GroupInput) => Promise<GroupView>>(1)),
  groups: row('groups.list', read<() => Promise<readonly GroupView[]>>(0)),
  /** Deletes a group and removes its members from it. The users remain. */
  removeGroup: row('groups.remove', change<(arn: string) => Promise<void>>(1)),

  /**
   * Creates or replaces a VPC endpoint. A request uses the endpoint that `aws:SourceVpce` of its request context names.
   */
  putEndpoint: row('endpoints.put', change<(endpoint: EndpointInput) => Promise<EndpointView>>(1)),
  endpoints: row('endpoints.list', read<() => Promise<readonly EndpointView[]>>(0)),
  removeEndpoint: row('endpoints.remove', change<(id: string) => Promise<void>>(1)),

  /**
   * Returns the decision of a past call, as it was made at that time. Undefined if the audit log has no such request,
   * or if the call failed before authorization.
   */
  explain: row('explain', read<(requestId: string) => Promise<Decision | undefined>>(1)),
  /** Evaluates a call without making it. Stores nothing but the result of due tasks. */
  simulate: row(null, read<(call: SimulatedCall) => Promise<Simulation>>(1)),
  /**
   * Evaluates every action on a key for every principal of the directory. Cells have neither an encryption context nor
   * a request context; an allow that depends on them is conditional.
   */
  accessMatrix: row('accessMatrix', read<(keyArn: string) => Promise<readonly AccessCell[]>>(1)),
  /**
   * Validates a draft key policy and previews its effect: findings, whether it locks out `caller`, the cells of the
   * access matrix that would change, and the results of `tests` under the stored policy and under the draft. Stores
   * nothing.
   */
  previewPolicy: row(
    'previewPolicy',
    read<(keyArn: string, policy: string, options?: PreviewOptions) => Promise<PolicyPreview>>(3),
  ),
  /**
   * Returns the text of a policy version that a decision names by its `policyRef` or the text of that. Undefined if it
   * does not exist. IAM documents are formatted.
   */
  policyVersion: row('policyVersion', read<(policy: string | PolicyRef) => Promise<string | undefined>>(1)),
  /** Returns the number of versions of a key policy, the current one included. Version 0 is the first. */
  policyVersions: row('policyVersions', read<(keyArn: string) => Promise<number>>(1)),

  /** Returns events of the audit log, newest first. */
  events: row('events.query', read<(query?: EventQuery) => Promise<EventPage>>(1)),
  /** Finds a key ID, alias name or ARN in all accounts and Regions. */
  whereIs: row('whereIs', read<(keyId: string) => Promise<readonly KeyLocation[]>>(1)),
  /** Lists AWS owned keys, which AWS services create for their own use. AWS does not show them to customers. */
  awsOwnedKeys: row('awsOwnedKeys', read<() => Promise<readonly AwsOwnedKeyView[]>>(0)),
  /** Returns the custody of the current key material. Undefined if the key does not exist. */
  custody: row('custody.get', read<(keyArn: string) => Promise<CustodyView | undefined>>(1)),
  /**
   * Permanently deletes the wrapped copy of a key that also has native material.
   * @throws {TypeError} if the wrapped material is the only one
   */
  dropWrapped: row('custody.dropWrapped', change<(keyArn: string) => Promise<CustodyView>>(1)),
  /** Returns, for each key spec, whether this browser supports it natively, as measured. */
  capabilities: row('capabilities', read<() => Promise<readonly Capability[]>>(0)),
} as const;

type Rows = typeof SANDBOX_METHODS;

/** Name of a method. */
export type SandboxMethod = keyof Rows;

type PathOf<M extends SandboxMethod> = Rows[M]['path'];
type SignatureOf<M extends SandboxMethod> = NonNullable<Rows[M]['signature']>;

/** Arguments of a method. */
export type SandboxArguments<M extends SandboxMethod> = Parameters<SignatureOf<M>>;

/** Value that a method resolves to. */
export type SandboxResult<M extends SandboxMethod> = Awaited<ReturnType<SignatureOf<M>>>;

/** The functions that implement these methods. */
export type SandboxFunctions<M extends SandboxMethod = SandboxMethod> = { readonly [N in M]: SignatureOf<N> };

/** Name of a group of members, for example `accounts`. */
type GroupName = { [M in SandboxMethod]: PathOf<M> extends `${infer G}.${string}` ? G : never }[SandboxMethod];

/** The members of `strongroom.sandbox` that call a method of the worker without conversion. */
export type SandboxMembers = {
  readonly [M in keyof Rows as PathOf<M> extends `${string}.${string}` ? never : PathOf<M> & string]: SignatureOf<M>;
} & {
  readonly [G in GroupName]: {
    readonly [M in keyof Rows as PathOf<M> extends `${G}.${infer N}` ? N : never]: SignatureOf<M>;
  };
};
