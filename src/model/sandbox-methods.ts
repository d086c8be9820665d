/**
 * The methods that the worker answers for a sandbox, one row each. The worker's functions, the members of
 * `strongroom.sandbox` and the rule for change notices follow from the row. A member of `Sandbox` without a row does
 * not compile, nor does a row without a function of the engine with the same parameters and result.
 */
import type { ClockState, SimulatedCall, Simulation } from './contract.ts';
import type { Sandbox } from './sandbox.ts';

/** A function that the client can call in the worker. */
type Signature = (...args: never[]) => Promise<unknown>;

/** Paths of the methods in `T`: `reset`, `accounts.put`. */
type PathIn<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends Signature ? `${Prefix}${K}` : PathIn<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type SandboxPath = PathIn<Sandbox>;

type MethodAt<P extends SandboxPath> = P extends `${infer G extends keyof Sandbox}.${infer N}`
  ? Sandbox[G][N & keyof Sandbox[G]]
  : Sandbox[P & keyof Sandbox];

/** Effect of a method. */
interface Effect<N extends number> {
  /** Whether it can change data or record an event. A change notice then follows each call. */
  readonly changes: boolean;
  /**
   * Number of parameters. Further arguments are not sent: test runners, for example, call a hook with arguments of
   * their own.
   */
  readonly parameters: N;
}

/** A method of a sandbox. */
interface SandboxMethodRow<P extends string | null, F> extends Effect<number> {
  /** Path in `strongroom.sandbox`, for example `accounts.put`. Null if the client offers it in another form. */
  readonly path: P;
  /** Absent at run time. It carries the type. */
  readonly signature?: F;
}

type ParameterCount<F> = F extends Signature ? Required<Parameters<F>>['length'] : never;

/** A method that changes nothing and records no event. */
const read = <N extends number>(parameters: N): Effect<N> => ({ changes: false, parameters });

/** A method that can change data or record an event. */
const change = <N extends number>(parameters: N): Effect<N> => ({ changes: true, parameters });

/** The method at a path of `Sandbox`. */
const member = <P extends SandboxPath>(
  path: P,
  effect: Effect<ParameterCount<MethodAt<P>>>,
): SandboxMethodRow<P, MethodAt<P>> => ({ path, ...effect });

/** A method that the client offers in another form. */
const internal = <F extends Signature>(effect: Effect<ParameterCount<F>>): SandboxMethodRow<null, F> => ({
  path: null,
  ...effect,
});

/** Rows by the name of the function of the engine or its directory. The client copies the arguments. */
export const SANDBOX_METHODS = {
  reset: member('reset', change(0)),
  storage: member('storage', read(0)),

  settings: member('settings.get', read(0)),
  setSettings: member('settings.set', change(1)),

  clock: internal<() => Promise<ClockState>>(read(0)),
  advanceClock: internal<(seconds: number) => Promise<ClockState>>(change(1)),
  /** Stops every advance in progress at the time reached. */
  stopClock: internal<() => Promise<ClockState>>(change(0)),
  setClock: internal<(milliseconds: number) => Promise<ClockState>>(change(1)),
  runClock: internal<(run: boolean) => Promise<ClockState>>(change(1)),

  putAccount: member('accounts.put', change(1)),
  accounts: member('accounts.list', read(0)),
  removeAccount: member('accounts.remove', change(1)),

  putPrincipal: member('principals.put', change(1)),
  principal: member('principals.get', read(1)),
  principals: member('principals.list', read(0)),
  removePrincipal: member('principals.remove', change(1)),

  createAccessKey: member('accessKeys.create', change(1)),
  accessKeys: member('accessKeys.list', read(1)),
  removeAccessKey: member('accessKeys.remove', change(1)),

  putGroup: member('groups.put', change(1)),
  groups: member('groups.list', read(0)),
  removeGroup: member('groups.remove', change(1)),

  putEndpoint: member('endpoints.put', change(1)),
  endpoints: member('endpoints.list', read(0)),
  removeEndpoint: member('endpoints.remove', change(1)),

  explain: member('explain', read(1)),
  simulate: internal<(call: SimulatedCall) => Promise<Simulation>>(read(1)),
  accessMatrix: member('accessMatrix', read(1)),
  previewPolicy: member('previewPolicy', read(3)),
  policyVersion: member('policyVersion', read(1)),
  policyVersions: member('policyVersions', read(1)),

  events: member('events.query', read(1)),
  whereIs: member('whereIs', read(1)),
  awsOwnedKeys: member('awsOwnedKeys', read(0)),
  custody: member('custody.get', read(1)),
  dropWrapped: member('custody.dropWrapped', change(1)),
  capabilities: member('capabilities', read(0)),
} as const;

type Rows = typeof SANDBOX_METHODS;

/** The name of a method. */
export type SandboxMethod = keyof Rows;

type SignatureOf<M extends SandboxMethod> = Extract<NonNullable<Rows[M]['signature']>, Signature>;

/** What a method takes. */
export type SandboxArguments<M extends SandboxMethod> = Parameters<SignatureOf<M>>;

/** What a method resolves to. */
export type SandboxResult<M extends SandboxMethod> = Awaited<ReturnType<SignatureOf<M>>>;

/** The functions that implement these methods. */
export type SandboxFunctions<M extends SandboxMethod = SandboxMethod> = { readonly [N in M]: SignatureOf<N> };

/** Paths with a row. */
type CoveredPath = Extract<Rows[SandboxMethod]['path'], string>;
type GroupName = CoveredPath extends infer P
  ? P extends `${infer G extends keyof Sandbox}.${string}`
    ? G
    : never
  : never;
type NameIn<G extends string> = CoveredPath extends infer P ? (P extends `${G}.${infer N}` ? N : never) : never;

/** The members of `Sandbox` that the rows name. */
export type SandboxMembers = Pick<Sandbox, Extract<CoveredPath, keyof Sandbox>> & {
  readonly [G in GroupName]: Pick<Sandbox[G], NameIn<G> & keyof Sandbox[G]>;
};
