/**
 * The methods of a sandbox, one row each. The worker's functions, the member of `strongroom.sandbox` and the rule for
 * change notices follow from the row: a row without a function of the engine does not compile, nor does a function that
 * takes or returns something else.
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

/** Overloads that require the credentials of the answer where they are certain. */
interface PutPrincipal {
  (principal: PrincipalWithCredentials): Promise<Credentials>;
  (principal: PrincipalInput & { readonly accessKey: false }): Promise<WithoutCredentials>;
  (principal: PrincipalInput): Promise<Credentials | WithoutCredentials>;
}

/** What a function is, and that it can cross to the worker. */
type Signature = (...args: never[]) => Promise<unknown>;

type ParameterCount<F extends Signature> = Required<Parameters<F>>['length'];

/** What a method does, and its type. */
interface Effect<F extends Signature> {
  /** Whether it may change something that a page shows: a change notice follows it. */
  readonly changes: boolean;
  /**
   * How many parameters it has. What a caller gives beyond them is not sent: a test runner calls a hook with arguments
   * of its own.
   */
  readonly parameters: ParameterCount<F>;
  /** Never there: it carries the type. */
  readonly signature?: F;
}

/** One method. */
export interface SandboxMethodRow<P extends string | null, F extends Signature> extends Effect<F> {
  /** Its place in `strongroom.sandbox`, as `accounts.put`; null where the client offers it in another form. */
  readonly path: P;
}

/** A method that changes nothing and leaves no event: no notice follows it. */
const read = <F extends Signature>(parameters: ParameterCount<F>): Effect<F> => ({ changes: false, parameters });

/** A method that may change something. */
const change = <F extends Signature>(parameters: ParameterCount<F>): Effect<F> => ({ changes: true, parameters });

const row = <P extends string | null, F extends Signature>(path: P, effect: Effect<F>): SandboxMethodRow<P, F> => ({
  path,
  ...effect,
});

/** By the name of the engine's or directory's function that does it. The client copies the arguments. */
export const SANDBOX_METHODS = {
  /** Back to a fresh world: keys, log, directory, clock and settings. */
  reset: row('reset', change<() => Promise<void>>(0)),
  /**
   * Where the sandbox is kept and, while its storage fails, `problem`: what is wrong and what to do. Never rejects
   * because of the storage.
   */
  storage: row('storage', read<() => Promise<StorageInfo>>(0)),
  /** Accepts that stored data is missing: calls work again, with what is left. Otherwise changes nothing. */
  continueWithStoredData: row('continueWithStoredData', change<() => Promise<void>>(0)),

  settings: row('settings.get', read<() => Promise<Settings>>(0)),
  setSettings: row('settings.set', change<(change: Partial<Settings>) => Promise<Settings>>(1)),

  clock: row(null, read<() => Promise<ClockState>>(0)),
  advanceClock: row(null, change<(seconds: number) => Promise<ClockState>>(1)),
  /** Ends every advance that is under way, where the clock has come to. */
  stopClock: row(null, change<() => Promise<ClockState>>(0)),
  setClock: row(null, change<(milliseconds: number) => Promise<ClockState>>(1)),
  runClock: row(null, change<(run: boolean) => Promise<ClockState>>(1)),

  /** Makes the account with its root, or changes what is given. */
  putAccount: row('accounts.put', change<(account: AccountInput) => Promise<AccountView>>(1)),
  accounts: row('accounts.list', read<() => Promise<readonly AccountView[]>>(0)),
  /**
   * Removes it with everybody in it, their access keys and its groups. Rejects with TypeError while it has keys, and
   * when it is the default account.
   */
  removeAccount: row('accounts.remove', change<(id: string) => Promise<void>>(1)),

  /**
   * Creates the principal or changes what is given. Creates credentials for a new user, and for a role, a role session
   * and a federated user each time; for an existing user or root only with `accessKey: true`, for nobody with
   * `accessKey: false`. Only this answer holds the secret.
   */
  putPrincipal: row('principals.put', change<PutPrincipal>(1)),
  principal: row('principals.get', read<(arn: string) => Promise<PrincipalView | undefined>>(1)),
  principals: row('principals.list', read<() => Promise<readonly PrincipalView[]>>(0)),
  /** Removes it with its access keys; of a role session what it has of its own. */
  removePrincipal: row('principals.remove', change<(arn: string) => Promise<void>>(1)),

  /**
   * Creates an access key for a user, root or federated user, or the credentials of a session for a role or role
   * session. Only this answer holds the secret. Rejects with TypeError if the directory has no such principal.
   */
  createAccessKey: row('accessKeys.create', change<(arn: string) => Promise<Credentials>>(1)),
  /**
   * Those of a principal, the oldest first: of a role those of all its sessions, of a session its own. Rejects with
   * TypeError when nobody has this ARN.
   */
  accessKeys: row('accessKeys.list', read<(arn: string) => Promise<readonly AccessKeyView[]>>(1)),
  /** Removes one: what is signed with it is refused from now on. Rejects with TypeError when there is none. */
  removeAccessKey: row('accessKeys.remove', change<(id: string) => Promise<void>>(1)),

  /** Makes the group or replaces its policies. */
  putGroup: row('groups.put', change<(group: GroupInput) => Promise<GroupView>>(1)),
  groups: row('groups.list', read<() => Promise<readonly GroupView[]>>(0)),
  /** Removes it; its users stay, without it. */
  removeGroup: row('groups.remove', change<(arn: string) => Promise<void>>(1)),

  /** Makes the VPC endpoint or replaces it. A request comes through it when its `aws:SourceVpce` names it. */
  putEndpoint: row('endpoints.put', change<(endpoint: EndpointInput) => Promise<EndpointView>>(1)),
  endpoints: row('endpoints.list', read<() => Promise<readonly EndpointView[]>>(0)),
  removeEndpoint: row('endpoints.remove', change<(id: string) => Promise<void>>(1)),

  /**
   * Why a call was allowed or not, as it was decided then, also after policies changed; undefined when the log has no
   * such request.
   */
  explain: row('explain', read<(requestId: string) => Promise<Decision | undefined>>(1)),
  /** The decision about a call that nobody makes. Nothing is committed. */
  simulate: row(null, read<(call: SimulatedCall) => Promise<Simulation>>(1)),
  /** Who may do what with a key: each principal of the directory by each action on a key. */
  accessMatrix: row('accessMatrix', read<(keyArn: string) => Promise<readonly AccessCell[]>>(1)),
  /**
   * What storing a key policy would do: findings, whether it would lock `caller` out, the cells of the access matrix
   * that it would change, and the results of `tests` (calls that nobody makes) under the stored policy and under this
   * one. Stores nothing.
   */
  previewPolicy: row(
    'previewPolicy',
    read<(keyArn: string, policy: string, options?: PreviewOptions) => Promise<PolicyPreview>>(3),
  ),
  /**
   * The text of a policy as it was when a decision named it, by its `policyRef` or the text of that; undefined when
   * there is none. Documents of the directory are laid out.
   */
  policyVersion: row('policyVersion', read<(policy: string | PolicyRef) => Promise<string | undefined>>(1)),
  /** How many policies a key has had, the present one included: version 0 is the first. */
  policyVersions: row('policyVersions', read<(keyArn: string) => Promise<number>>(1)),

  /** Events of the audit log, newest first. */
  events: row('events.query', read<(query?: EventQuery) => Promise<EventPage>>(1)),
  /** Where a key id, alias name or ARN is found, over all Regions and accounts. */
  whereIs: row('whereIs', read<(keyId: string) => Promise<readonly KeyLocation[]>>(1)),
  /**
   * The AWS owned keys: keys that services made for themselves. AWS shows them to nobody; the sandbox does, to teach
   * that they exist.
   */
  awsOwnedKeys: row('awsOwnedKeys', read<() => Promise<readonly AwsOwnedKeyView[]>>(0)),
  /** Where a key's current material is kept; undefined when there is no such key. */
  custody: row('custody.get', read<(keyArn: string) => Promise<CustodyView | undefined>>(1)),
  /** Destroys the wrapped copy of a key that has native material too, for good. */
  dropWrapped: row('custody.dropWrapped', change<(keyArn: string) => Promise<CustodyView>>(1)),
  /** What serves each key spec in this browser, found by trying. */
  capabilities: row('capabilities', read<() => Promise<readonly Capability[]>>(0)),
} as const;

type Rows = typeof SANDBOX_METHODS;

/** The name of a method. */
export type SandboxMethod = keyof Rows;

type PathOf<M extends SandboxMethod> = Rows[M]['path'];
type SignatureOf<M extends SandboxMethod> = NonNullable<Rows[M]['signature']>;

/** What a method takes. */
export type SandboxArguments<M extends SandboxMethod> = Parameters<SignatureOf<M>>;

/** What a method resolves to. */
export type SandboxResult<M extends SandboxMethod> = Awaited<ReturnType<SignatureOf<M>>>;

/** The functions that do these methods. */
export type SandboxFunctions<M extends SandboxMethod = SandboxMethod> = { readonly [N in M]: SignatureOf<N> };

/** The name of a group of members, as `accounts`. */
type GroupName = { [M in SandboxMethod]: PathOf<M> extends `${infer G}.${string}` ? G : never }[SandboxMethod];

/** The members of `strongroom.sandbox` that are methods of the worker as they are. */
export type SandboxMembers = {
  readonly [M in keyof Rows as PathOf<M> extends `${string}.${string}` ? never : PathOf<M> & string]: SignatureOf<M>;
} & {
  readonly [G in GroupName]: {
    readonly [M in keyof Rows as PathOf<M> extends `${G}.${infer N}` ? N : never]: SignatureOf<M>;
  };
};
