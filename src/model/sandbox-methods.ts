/**
 * The methods that the worker answers for a sandbox, one row each. The worker's functions, the members of
 * `strongroom.sandbox` and the rule for change notices follow from the row. A member of `Sandbox` without a row does
 * not compile, nor does a row without a function of the engine with the same parameters and result.
 */
import type { EventQuery, EventQueryStep } from './audit.ts';
import type { ClockState, SimulatedCall, Simulation } from './contract.ts';
import type { MonthCostQuery, MonthCostStep } from './cost.ts';
import type { ExportRequest, ExportStep, ValidationReport, ValidationRequest } from './log-archive.ts';
import type { Sandbox } from './sandbox.ts';
import type { ReplayOptions, SeedOutcome } from './seed-document.ts';

/** A function that the client can call in the worker. */
type Signature = (...args: never[]) => Promise<unknown>;

/** What an argument must be. A question mark: it can be omitted. */
export type ArgumentKind = 'string' | 'string?' | 'number' | 'boolean' | 'object' | 'object?' | 'string or object';

type KindOf<T> = [T] extends [string | number | boolean]
  ? [T] extends [string]
    ? 'string'
    : [T] extends [number]
      ? 'number'
      : 'boolean'
  : [T] extends [string | undefined]
    ? 'string?'
    : undefined extends T
      ? 'object?'
      : Extract<T, string> extends never
        ? 'object'
        : 'string or object';

/** Name and kind of each parameter. */
type KindsOf<P extends readonly unknown[]> = { readonly [I in keyof P]-?: readonly [name: string, kind: KindOf<P[I]>] };
type ParametersOf<F> = F extends Signature ? KindsOf<Parameters<F>> : never;
type AnyParameters = readonly (readonly [name: string, kind: ArgumentKind])[];

/** Paths of the methods in `T`: `reset`, `accounts.put`. */
type PathIn<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends Signature ? `${Prefix}${K}` : PathIn<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type SandboxPath = PathIn<Sandbox>;

type MethodAt<P extends SandboxPath> = P extends `${infer G extends keyof Sandbox}.${infer N}`
  ? Sandbox[G][N & keyof Sandbox[G]]
  : Sandbox[P & keyof Sandbox];

/** Effect of a method. */
interface Effect<K extends AnyParameters> {
  /** Whether it can change data or record an event. A change notice then follows each call. */
  readonly changes: boolean;
  /**
   * The host rejects arguments of another kind. Further arguments are not sent: test runners, for example, call a hook
   * with arguments of their own.
   */
  readonly parameters: K;
}

/** A method of a sandbox. */
interface SandboxMethodRow<P extends string | null, F> extends Effect<AnyParameters> {
  /** Path in `strongroom.sandbox`, for example `accounts.put`. Null if the client offers it in another form. */
  readonly path: P;
  /** Path of the member that calls it, for messages, if `path` is null and its arguments are those of the caller. */
  readonly calledBy?: SandboxPath;
  /** Absent at run time. It carries the type. */
  readonly signature?: F;
}

/** A method that changes nothing and records no event. */
const read = <const K extends AnyParameters>(...parameters: K): Effect<K> => ({ changes: false, parameters });

/** A method that can change data or record an event. */
const change = <const K extends AnyParameters>(...parameters: K): Effect<K> => ({ changes: true, parameters });

/** The method at a path of `Sandbox`. */
const member = <P extends SandboxPath>(
  path: P,
  effect: Effect<ParametersOf<MethodAt<P>>>,
): SandboxMethodRow<P, MethodAt<P>> => ({ path, ...effect });

/** A method that the client offers in another form, at `calledBy`. */
const internal = <F extends Signature>(
  effect: Effect<ParametersOf<F>>,
  calledBy?: SandboxPath,
): SandboxMethodRow<null, F> => ({ path: null, ...effect, ...(calledBy === undefined ? {} : { calledBy }) });

/** Rows by the name of the function of the engine or its directory. The client copies the arguments. */
export const SANDBOX_METHODS = {
  reset: member('reset', change()),
  storage: member('storage', read()),
  continueWithStoredData: member('continueWithStoredData', change()),

  settings: member('settings.get', read()),
  setSettings: member('settings.set', change(['change', 'object'])),

  clock: internal<() => Promise<ClockState>>(read()),
  advanceClock: internal<(seconds: number) => Promise<ClockState>>(change(['seconds', 'number']), 'clock.advance'),
  /** Undefined without a task to come. */
  advanceClockToNext: internal<() => Promise<ClockState | undefined>>(change()),
  upcomingTasks: member('clock.upcoming', read(['options', 'object?'])),
  /** Stops every advance in progress at the time reached. */
  stopClock: internal<() => Promise<ClockState>>(change()),
  setClock: internal<(milliseconds: number) => Promise<ClockState>>(change(['milliseconds', 'number'])),
  runClock: internal<(run: boolean) => Promise<ClockState>>(change(['run', 'boolean'])),

  putAccount: member('accounts.put', change(['account', 'object'])),
  accounts: member('accounts.list', read()),
  removeAccount: member('accounts.remove', change(['id', 'string'])),

  putPrincipal: member('principals.put', change(['principal', 'object'])),
  principal: member('principals.get', read(['arn', 'string'])),
  principals: member('principals.list', read()),
  removePrincipal: member('principals.remove', change(['arn', 'string'])),

  createAccessKey: member('accessKeys.create', change(['arn', 'string'])),
  accessKeys: member('accessKeys.list', read(['arn', 'string'])),
  removeAccessKey: member('accessKeys.remove', change(['id', 'string'])),

  putGroup: member('groups.put', change(['group', 'object'])),
  groups: member('groups.list', read()),
  removeGroup: member('groups.remove', change(['arn', 'string'])),

  putEndpoint: member('endpoints.put', change(['endpoint', 'object'])),
  endpoints: member('endpoints.list', read()),
  removeEndpoint: member('endpoints.remove', change(['id', 'string'])),

  explain: member('explain', read(['requestId', 'string'])),
  simulate: internal<(call: SimulatedCall) => Promise<Simulation>>(read(['call', 'object']), 'simulate'),
  accessMatrix: member('accessMatrix', read(['keyArn', 'string'])),
  previewPolicy: member('previewPolicy', read(['keyArn', 'string'], ['policy', 'string'], ['options', 'object?'])),
  validatePolicy: member('validatePolicy', read(['document', 'object'], ['kind', 'string'])),
  policyVersion: member('policyVersion', read(['policy', 'string or object'])),
  policyVersions: member('policyVersions', read(['keyArn', 'string'])),

  faults: member('faults.list', read()),
  setFault: member('faults.set', change(['name', 'string'], ['options', 'object?'])),
  clearFault: member('faults.clear', change(['name', 'string?'])),

  clusters: member('clusters.list', change(['query', 'object?'])),
  createCluster: member('clusters.create', change(['cluster', 'object?'])),
  changeCluster: member('clusters.change', change(['id', 'string'], ['change', 'object'])),
  removeCluster: member('clusters.remove', change(['id', 'string'])),

  proxies: member('proxies.list', read()),
  createProxy: member('proxies.create', change(['proxy', 'object?'])),
  updateProxy: member('proxies.update', change(['id', 'string'], ['change', 'object'])),
  removeProxy: member('proxies.remove', change(['id', 'string'])),
  createProxyCredential: member('proxies.createCredential', change(['id', 'string'])),
  removeProxyCredential: member('proxies.removeCredential', change(['id', 'string'], ['accessKeyId', 'string'])),
  proxyRequests: member('proxies.requests', read(['id', 'string'], ['options', 'object?'])),
  externalKeys: member('proxies.keys', read(['id', 'string'])),
  createExternalKey: member('proxies.createKey', change(['id', 'string'], ['key', 'object?'])),
  updateExternalKey: member('proxies.updateKey', change(['id', 'string'], ['keyId', 'string'], ['change', 'object'])),
  rotateExternalKey: member('proxies.rotateKey', change(['id', 'string'], ['keyId', 'string'])),
  removeExternalKey: member('proxies.removeKey', change(['id', 'string'], ['keyId', 'string'])),

  quotas: member('quotas.list', read(['options', 'object?'])),
  requestQuotaIncrease: member('quotas.requestIncrease', change(['increase', 'object'])),

  monthCost: internal<(query: MonthCostQuery) => Promise<MonthCostStep>>(read(['query', 'object']), 'cost.month'),
  estimateCost: member('cost.estimate', read(['workload', 'object'])),
  prices: member('cost.prices', read()),

  takeSnapshot: member('snapshots.take', read(['name', 'string?'])),
  snapshots: member('snapshots.list', read()),
  restoreSnapshot: member('snapshots.restore', change(['id', 'string'])),
  removeSnapshot: member('snapshots.remove', read(['id', 'string'])),

  serviceRecord: member('serviceRecords.get', read(['record', 'object'])),
  serviceRecords: member('serviceRecords.list', read(['query', 'object'])),
  changeServiceRecords: member('serviceRecords.change', change(['changes', 'object'])),

  exportDocument: member('export', read()),
  /** Undefined: with `onlyNew`, the sandbox is not new. */
  replayDocument: internal<(document: object, options?: ReplayOptions) => Promise<SeedOutcome | undefined>>(
    change(['document', 'object'], ['options', 'object?']),
  ),

  events: internal<(query: EventQuery, maxSearched: number) => Promise<EventQueryStep>>(
    read(['query', 'object'], ['maxSearched', 'number']),
    'events.query',
  ),
  exportEvents: internal<(request: ExportRequest) => Promise<ExportStep>>(change(['request', 'object'])),
  validateEvents: internal<(request: ValidationRequest) => Promise<ValidationReport>>(read(['request', 'object'])),
  whereIs: member('whereIs', read(['keyId', 'string'])),
  keys: member('keys.list', read(['account', 'string'], ['region', 'string'])),
  keyStores: member('keyStores.list', read(['account', 'string'], ['region', 'string'])),
  awsOwnedKeys: member('awsOwnedKeys', read()),
  custody: member('custody.get', read(['keyArn', 'string'])),
  dropWrapped: member('custody.dropWrapped', change(['keyArn', 'string'])),
  capabilities: member('capabilities', read()),
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
