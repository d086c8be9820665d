/** A host: the sandboxes of one worker or service worker. Each is an engine over its storage, opened on first use. */
import { yieldToEventLoop } from '../base/yield-to-event-loop.ts';
import { CHANGES_CHANNEL, type AdvanceNotice } from '../model/contract.ts';
import type { Random, RealClock } from '../model/ports.ts';
import type { Settings } from '../model/records.ts';
import type { ReplayOptions } from '../model/seed-document.ts';
import { SANDBOX_METHODS, type SandboxFunctions, type SandboxMethod } from '../model/sandbox-methods.ts';
import type { WorkerApi } from '../model/worker-api.ts';
import { NO_SNAPSHOTS } from '../model/snapshots.ts';
import { XksConnectionError, type XksTransport } from '../model/xks-proxy-api.ts';
import type { LogArchive } from '../engine/audit/archive/log-archive.ts';
import type { CostMethods } from '../engine/cost/cost-methods.ts';
import type { Directory } from '../engine/directory/directory.ts';
import type { ClusterAdministration } from '../cloudhsm/cluster-administration.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { ServiceRecordMethods } from '../engine/service-record-methods.ts';
import { deleteWorld, openStorage, type OpenStorage } from '../storage/open-storage.ts';
import { openSequenceMarker, type SequenceMarker } from '../storage/sequence-marker.ts';
import { ChangeNotifier, postToChannel, type PostChange } from './change-notifier.ts';
import { checkArguments } from './check-arguments.ts';
import { DueTaskTimer } from './due-task-timer.ts';
import type { HostFaults } from './host-faults.ts';
import type { FaultyPorts } from './port-faults.ts';
import { createSystemRandom } from './pooled-random.ts';
import { LazyClusters } from './lazy-clusters.ts';
import type { MemorySnapshots } from './memory-snapshots.ts';
import { LazyProxies, type ProxyMethod } from './lazy-proxies.ts';
import { SandboxRegistry, type StartSandbox } from './sandbox-registry.ts';
import { waitForIdle } from './wait-for-idle.ts';

/** Dependencies of a host. Tests and environments other than the browser pass their own. */
export interface HostOptions {
  /** Opens the storage of a sandbox. Default: IndexedDB, or memory without it. */
  readonly openStorage?: (world: string) => Promise<OpenStorage>;
  /** Deletes the stored data of a sandbox, for a reset that storage refuses. */
  readonly delete?: (world: string) => Promise<void>;
  /** Opens the marker of a sandbox. Default: a file next to IndexedDB; none with `openStorage`. */
  readonly marker?: (world: string) => SequenceMarker;
  /** Returns the number of the newest commit of a sandbox that a page has seen stored. Default: 0, none. */
  readonly seenCommits?: (world: string) => number;
  readonly clock?: RealClock;
  readonly random?: Random;
  /** False: no read is cached between calls. */
  readonly cacheReads?: boolean;
  /** Settings of new sandboxes that differ from the default. */
  readonly initialSettings?: Partial<Settings>;
  /** Number of newest events to keep. Default: all. Only storage in memory drops events. */
  readonly keepEvents?: number;
  /** Takes and restores snapshots. Default: the sandboxes have none. */
  readonly snapshots?: MemorySnapshots;
  /** Transport to proxies of external key stores that are not simulated. Default: none is reachable. */
  readonly sendToProxy?: XksTransport;
  /** Sends change notices. Default: to the channel of all tabs and workers of this origin. */
  readonly postChange?: PostChange;
  /** Called for bugs inside operations. */
  readonly onFault?: (cause: unknown) => void;
}

const realClock: RealClock = { now: () => Date.now() };

/** Methods of HostFaults: it can clear faults of storage while they are set. */
type FaultMethod = 'faults' | 'setFault' | 'clearFault';
/** Methods for seed documents. What they need is loaded when it is used. */
type SeedMethod = 'exportDocument' | 'replayDocument';
/** Methods of snapshots. */
type SnapshotMethod = 'takeSnapshot' | 'snapshots' | 'restoreSnapshot' | 'removeSnapshot';
/** Methods that the registry of sandboxes answers. They work while storage fails. */
type RegistryMethod = 'reset' | 'storage' | 'continueWithStoredData';
type DirectoryMethod = Extract<SandboxMethod, keyof Directory>;
type ArchiveMethod = Extract<SandboxMethod, keyof LogArchive>;
type CostMethod = Extract<SandboxMethod, keyof CostMethods>;
type RecordMethod = Extract<SandboxMethod, keyof ServiceRecordMethods>;
type ClusterMethod = Extract<SandboxMethod, keyof ClusterAdministration>;
type PartMethod = DirectoryMethod | ArchiveMethod | CostMethod | RecordMethod | ClusterMethod | ProxyMethod;
type EngineMethod = Exclude<SandboxMethod, RegistryMethod | FaultMethod | SeedMethod | SnapshotMethod | PartMethod>;

/**
 * Calls the function of the engine, or of a part of it, that has the name of the method. A row of
 * SANDBOX_METHODS without such a function does not compile here.
 */
function callMethod(
  { engine, clusters, proxies }: OpenSandbox,
  method: EngineMethod | PartMethod,
  args: readonly unknown[],
): Promise<unknown> {
  const ofEngine: SandboxFunctions<EngineMethod> = engine;
  const ofDirectory: SandboxFunctions<DirectoryMethod> = engine.directory;
  const ofArchive: SandboxFunctions<ArchiveMethod> = engine.archive;
  const ofCost: SandboxFunctions<CostMethod> = engine.cost;
  const ofRecords: SandboxFunctions<RecordMethod> = engine.records;
  const ofClusters: SandboxFunctions<ClusterMethod> = clusters;
  const ofProxies: SandboxFunctions<ProxyMethod> = proxies;
  const owner = ([ofDirectory, ofArchive, ofCost, ofRecords, ofClusters, ofProxies].find((part) => method in part) ??
    ofEngine) as unknown as Record<typeof method, (...given: readonly unknown[]) => Promise<unknown>>;
  return owner[method](...args);
}

/** An open sandbox: its engine, and the systems outside of KMS. */
interface OpenSandbox extends Pick<Engine, 'reset' | 'setSettings'> {
  readonly engine: Engine;
  readonly clusters: LazyClusters;
  readonly proxies: LazyProxies;
  readonly ports: FaultyPorts;
}

/** The systems outside of KMS of one sandbox, and its engine once it is open. */
interface Outside {
  readonly clusters: LazyClusters;
  readonly proxies: LazyProxies;
  engine?: Engine;
}

const SNAPSHOT_METHODS: ReadonlySet<string> = new Set<SnapshotMethod>([
  'takeSnapshot',
  'snapshots',
  'restoreSnapshot',
  'removeSnapshot',
]);

const isSnapshotMethod = (name: SandboxMethod): name is SnapshotMethod => SNAPSHOT_METHODS.has(name);

/** Creates a host. It opens nothing until a sandbox is used. */
export function createHost(options: HostOptions = {}): WorkerApi {
  const clock = options.clock ?? realClock;
  const random = options.random ?? createSystemRandom();
  const announcer = new ChangeNotifier(options.postChange ?? postToChannel(CHANGES_CHANNEL));
  /** Loaded when a fault is listed, set or cleared. */
  let hostFaults: HostFaults | undefined;

  /** Systems outside of KMS of sandboxes that are opened again. */
  const reopening = new Map<string, Outside>();

  function openOutside(opened: OpenStorage): Outside {
    const outside: Outside = {
      clusters: new LazyClusters({
        openDatabase: opened.openHsmDatabase,
        random,
        clock,
        defaultAccount: async () => (await (outside.engine as Engine).settings()).defaultAccount,
      }),
      proxies: new LazyProxies({
        openDatabase: opened.openExternalDatabase,
        random,
        clock,
        elsewhere: options.sendToProxy ?? (() => Promise.reject(new XksConnectionError('unreachable'))),
      }),
    };
    return outside;
  }

  const start: StartSandbox<OpenSandbox> = async (world, opened, { firstSeq, onCommit }) => {
    const outside = reopening.get(world) ?? openOutside(opened);
    reopening.delete(world);
    const { clusters, proxies } = outside;
    const timer = new DueTaskTimer();
    // Objects of this sandbox alone: its faults replace their functions.
    const { database } = opened;
    const ports: FaultyPorts = { database, clock: { now: () => clock.now() } };
    hostFaults?.attach(world, ports);
    let newest = firstSeq;
    let advance: AdvanceNotice | undefined;
    const engine = await createEngine(
      {
        ...ports,
        random,
        yieldToEventLoop,
        waitForIdle,
        external: { clusters: clusters.port, proxies: proxies.port },
      },
      {
        firstSeq,
        ...(options.cacheReads === undefined ? {} : { cacheReads: options.cacheReads }),
        ...(options.initialSettings === undefined ? {} : { initialSettings: options.initialSettings }),
        ...(options.keepEvents === undefined ? {} : { keepEvents: options.keepEvents }),
        onAdvance: (next) => {
          advance = next.isOver ? undefined : next;
          announcer.notify(world, { seq: newest, changes: [], advance: next });
        },
        ...(options.onFault === undefined ? {} : { onInternalError: options.onFault }),
        onCommit: ({ segment: { seq }, changes }) => {
          newest = seq;
          onCommit(seq);
          announcer.notify(world, { seq, changes, ...(advance && { advance }) });
          if (changes === 'all' || changes.length > 0) timer.reschedule();
        },
      },
    );
    outside.engine = engine;
    timer.start(engine);
    const api: OpenSandbox = {
      engine,
      clusters,
      proxies,
      ports,
      // KMS first: what is left in the clusters if this host ends in between are orphans, as on AWS.
      reset: async () => {
        await engine.reset();
        await clusters.clear();
        await proxies.clear();
      },
      setSettings: (change) => engine.setSettings(change),
    };
    return {
      api,
      stop: (isReopening) => {
        timer.stop();
        if (isReopening) reopening.set(world, outside);
        else {
          clusters.close();
          proxies.close();
        }
      },
    };
  };
  const sandboxes = new SandboxRegistry(
    options.openStorage ?? openStorage,
    options.delete ?? deleteWorld,
    options.marker ?? (options.openStorage === undefined ? openSequenceMarker : undefined),
    start,
    (world, seq) => announcer.notify(world, { seq, changes: [], storage: true }),
    options.seenCommits,
  );

  async function answerSnapshots(world: string, name: SnapshotMethod, [given]: readonly string[]): Promise<unknown> {
    const { snapshots } = options;
    if (snapshots === undefined) throw new TypeError(NO_SNAPSHOTS);
    if (name === 'snapshots') return snapshots.list(world);
    if (name === 'removeSnapshot') {
      snapshots.remove(world, given as string);
      return undefined;
    }
    if (name === 'takeSnapshot')
      return await sandboxes.use(world, async ({ engine }) => {
        await engine.settle();
        return snapshots.take(world, given);
      });
    snapshots.require(world, given as string);
    await sandboxes.reopen(world, () => snapshots.restore(world, given as string));
    announcer.notify(world, { seq: 0, changes: 'all' });
    return undefined;
  }

  return {
    call: (world, call) => sandboxes.use(world, ({ engine }) => engine.call(call)),
    // The sandbox is opened only once the operation is known: a form of another site can send a POST, but it cannot
    // name an operation.
    http: async (world, request) => {
      const { handleHttp } = await import('../protocol/handle-http.ts');
      return handleHttp(request, {
        accessKey: (id) => sandboxes.use(world, ({ engine }) => engine.accessKey(id)),
        settings: () => sandboxes.use(world, ({ engine }) => engine.settings()),
        realNow: () => clock.now(),
        simulatedNow: async () => (await sandboxes.use(world, ({ engine }) => engine.clock())).now,
        call: (call) => sandboxes.use(world, ({ engine }) => engine.call(call)),
        serviceCall: (call) => sandboxes.use(world, ({ engine }) => engine.serviceCall(call)),
      });
    },
    async sandbox(world, method, args) {
      // The name comes from outside: `constructor` is a member of every object.
      if (!Object.hasOwn(SANDBOX_METHODS, method)) throw new TypeError('A sandbox has no such method.');
      const name = method as SandboxMethod;
      checkArguments(name, args);
      if (name === 'storage') return await sandboxes.storage(world);
      if (name === 'faults' || name === 'setFault' || name === 'clearFault') {
        const { HostFaults } = await import('./host-faults.ts');
        hostFaults ??= new HostFaults((id, work) => sandboxes.use(id, work));
        return await hostFaults.call(world, name, args);
      }
      if (isSnapshotMethod(name)) return await answerSnapshots(world, name, args as string[]);
      if (name === 'exportDocument' || name === 'replayDocument') {
        const { exportSandbox, replayOnSandbox } = await import('./seed-documents.ts');
        return await sandboxes.use<unknown>(world, ({ engine, ports }) => {
          const seeded = { engine, ports: { ...ports, random } };
          const [document, options] = args as [unknown, ReplayOptions?];
          return name === 'exportDocument' ? exportSandbox(seeded) : replayOnSandbox(seeded, document, options);
        });
      }
      if (name === 'reset') hostFaults?.clear(world);
      if (name !== 'reset' && name !== 'continueWithStoredData')
        return await sandboxes.use(world, (sandbox) => callMethod(sandbox, name, args));
      await sandboxes[name](world);
      return undefined;
    },
  };
}
