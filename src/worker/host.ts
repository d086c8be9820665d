/** A host: the sandboxes of one worker or service worker. Each is an engine over its storage, opened on first use. */
import { CHANGES_CHANNEL, type HttpRequest, type WorkerApi, type WorldApi } from '../model/contract.ts';
import type { Random, RealClock } from '../model/ports.ts';
import type { Settings } from '../model/records.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { handleHttp } from '../protocol/gate.ts';
import { deleteWorld, openStorage, type OpenStorage } from '../storage/open-storage.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { DueTaskTimer } from './due-task-timer.ts';
import { createSystemRandom } from './pooled-random.ts';
import { SandboxRegistry, type StartSandbox } from './sandbox-registry.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';

/** Dependencies of a host. Tests and environments other than the browser pass their own. */
export interface HostOptions {
  /** Opens the storage of a sandbox. Default: IndexedDB, or memory without it. */
  readonly openStorage?: (world: string) => Promise<OpenStorage>;
  /** Deletes the stored data of a sandbox, for a reset that storage refuses. */
  readonly delete?: (world: string) => Promise<void>;
  readonly clock?: RealClock;
  readonly random?: Random;
  /** False: no read is cached between calls. */
  readonly cacheReads?: boolean;
  /** Settings of new sandboxes that differ from the default. */
  readonly initialSettings?: Partial<Settings>;
  /** Called for bugs inside operations. */
  readonly onFault?: (cause: unknown) => void;
}

/** Format of a sandbox ID. It becomes part of a database name and of a path. */
const SANDBOX_ID = /^[A-Za-z0-9._-]{1,64}$/;

const realClock: RealClock = { now: () => Date.now() };

/** Returns the methods of an open sandbox. */
function worldApi(engine: Engine, { state }: OpenStorage, clock: RealClock, timer: DueTaskTimer): WorldApi {
  const timed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    timer.reschedule();
    return value;
  };
  return {
    call: (call) => engine.call(call),
    http: (request: HttpRequest) =>
      handleHttp(request, {
        accessKey: (id) => engine.accessKey(id),
        settings: () => engine.settings(),
        realNow: () => clock.now(),
        call: (call) => engine.call(call),
      }),
    reset: () => engine.reset(),
    settings: () => engine.settings(),
    setSettings: (change) => engine.setSettings(change),
    clock: () => engine.clock(),
    advanceClock: (seconds) => timed(engine.advanceClock(seconds)),
    stopClock: () => timed(engine.stopClock()),
    setClock: (milliseconds) => timed(engine.setClock(milliseconds)),
    runClock: (run) => timed(engine.runClock(run)),
    putAccount: (account) => Promise.resolve(engine.directory.putAccount(account)),
    accounts: () => engine.directory.accounts(),
    removeAccount: (id) => engine.directory.removeAccount(id),
    putPrincipal: (principal) => Promise.resolve(engine.directory.putPrincipal(principal)),
    principal: (arn) => engine.directory.principal(arn),
    principals: () => engine.directory.principals(),
    removePrincipal: (arn) => engine.directory.removePrincipal(arn),
    accessKeys: (arn) => engine.directory.accessKeys(arn),
    removeAccessKey: (id) => engine.directory.removeAccessKey(id),
    putGroup: (group) => Promise.resolve(engine.directory.putGroup(group)),
    groups: () => engine.directory.groups(),
    removeGroup: (arn) => engine.directory.removeGroup(arn),
    putEndpoint: (endpoint) => Promise.resolve(engine.directory.putEndpoint(endpoint)),
    endpoints: () => engine.directory.endpoints(),
    removeEndpoint: (id) => engine.directory.removeEndpoint(id),
    explain: (requestId) => engine.explain(requestId),
    simulate: (call) => engine.simulate(call),
    accessMatrix: (keyArn) => engine.accessMatrix(keyArn),
    previewPolicy: (keyArn, policy, options) => engine.previewPolicy(keyArn, policy, options),
    policyVersion: (policy) => engine.policyVersion(policy),
    policyVersions: (keyArn) => engine.policyVersions(keyArn),
    events: (query) => engine.events(query),
    whereIs: (keyId) => engine.whereIs(keyId),
    awsOwnedKeys: () => engine.awsOwnedKeys(),
    storage: () => Promise.resolve(state),
    custody: (keyArn) => engine.custody(keyArn),
    dropWrapped: (keyArn) => engine.dropWrapped(keyArn),
    capabilities: () => engine.capabilities(),
  };
}

/** Creates a host. It opens nothing until a sandbox is used. */
export function createHost(options: HostOptions = {}): WorkerApi {
  const clock = options.clock ?? realClock;
  const random = options.random ?? createSystemRandom();
  const announcer = new ChangeNotifier(CHANGES_CHANNEL);

  const start: StartSandbox<WorldApi> = async (world, opened, { firstSeq, onCommit }) => {
    const timer = new DueTaskTimer();
    const engine = await createEngine(
      { database: opened.database, clock, random, yieldToEventLoop },
      {
        firstSeq,
        ...(options.cacheReads === undefined ? {} : { cacheReads: options.cacheReads }),
        ...(options.initialSettings === undefined ? {} : { initialSettings: options.initialSettings }),
        ...(options.onFault === undefined ? {} : { onInternalError: options.onFault }),
        onCommit: ({ seq, changes }) => {
          onCommit(seq);
          announcer.notify(world, { seq, changes });
          if (changes === 'all' || changes.length > 0) timer.reschedule();
        },
      },
    );
    timer.start(engine);
    return { api: worldApi(engine, opened, clock, timer), stop: () => timer.stop() };
  };
  const sandboxes = new SandboxRegistry(
    options.openStorage ?? openStorage,
    options.delete ?? deleteWorld,
    start,
    (world, seq) => announcer.notify(world, { seq, changes: [], storage: true }),
  );

  return {
    async world<M extends keyof WorldApi>(
      world: string,
      method: M,
      args: Parameters<WorldApi[M]>,
    ): Promise<Awaited<ReturnType<WorldApi[M]>>> {
      if (!SANDBOX_ID.test(world))
        throw new TypeError('A sandbox ID must have 1 to 64 letters, digits, periods, hyphens or underscores.');
      const answer =
        method === 'storage'
          ? sandboxes.storage(world)
          : method === 'reset'
            ? sandboxes.reset(world)
            : sandboxes.use(world, (api) => {
                // The name comes from outside, and `constructor` is a member of every object.
                if (!Object.hasOwn(api, method)) throw new TypeError('A sandbox has no such method.');
                return (api[method] as (...given: unknown[]) => Promise<unknown>)(...args);
              });
      return (await answer) as Awaited<ReturnType<WorldApi[M]>>;
    },
  };
}
