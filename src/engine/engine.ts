/** The engine of one sandbox: operations, directory, clock, audit log. Pure: all dependencies are ports. */
import type { EventQuery, EventQueryStep } from '../model/audit.ts';
import type { AccessCell, Decision, PolicyRef } from '../model/decision.ts';
import { KmsError } from '../model/errors.ts';
import { keyActions } from '../model/operation-keys.ts';
import type {
  Call,
  Capability,
  ClockState,
  CustodyView,
  KeyListing,
  KeyLocation,
  AwsOwnedKeyView,
  PreviewOptions,
  Reply,
  SimulatedCall,
  Simulation,
} from '../model/contract.ts';
import type { PolicyPreview } from '../model/policy-check.ts';
import type { Ports } from '../model/ports.ts';
import type { UpcomingOptions, UpcomingTask } from '../model/upcoming-tasks.ts';
import type { QuotaIncrease, QuotaIncreaseInput, QuotaListOptions, QuotaView } from '../model/service-quotas.ts';
import type { CustomKeyStoresListEntry } from '../model/sdk.ts';
import { DamagedRecordError } from '../model/storage-error.ts';
import type { AccessKeyRecord, Change, Settings } from '../model/records.ts';
import { runTransaction, type TransactionResult } from './transaction/run-transaction.ts';
import { AuditLog } from './audit/audit-log.ts';
import { LogArchive } from './audit/archive/log-archive.ts';
import { EventRetention } from './audit/event-retention.ts';
import { KeyLastUsage } from './audit/key-last-usage.ts';
import { ClockDriver } from './clock/clock-driver.ts';
import { nextDueTime } from './clock/due-tasks.ts';
import { readClock, pausedClockAt, simulatedTime } from './clock/simulated-clock.ts';
import { CostMethods } from './cost/cost-methods.ts';
import { GroupCommitter } from './transaction/group-commit.ts';
import { FaultMethods } from './fault-methods.ts';
import { Directory } from './directory/directory.ts';
import { createInitialState, storeInitialState } from './directory/initial-directory.ts';
import { custodyOf } from './custody/custodian-of.ts';
import { listCapabilities } from './custody/list-capabilities.ts';
import { withoutWrapped } from './custody/wrapped.ts';
import { RequestPipeline } from './pipeline/request-pipeline.ts';
import { listAwsOwnedKeys, findKeyLocations } from './keys/find-key-locations.ts';
import { listKeyStoreViews } from './key-stores/list-key-store-views.ts';
import { listKeyViews } from './keys/list-key-views.ts';
import { supposedPolicyChange } from './policies/key-policy.ts';
import { createOnce, type CallContext } from './pipeline/call-context.ts';
import { countPolicyVersions, loadPolicyVersion } from './policies/load-policy-version.ts';
import { findOperation } from './operations/index.ts';
import type { EngineOptions } from './engine-options.ts';
import { TokenBuckets } from './quotas/token-buckets.ts';
import { SeedMethods } from './seed-methods.ts';
import { ServiceRecordMethods } from './service-record-methods.ts';
import { createServiceCalls, type AnswerServiceCall } from './services/service-calls.ts';
import { ReadCache, type Reader } from './transaction/reader.ts';
import { applySettings, readSettings } from './settings.ts';
import { callToSimulate } from './simulation/simulated-call.ts';
import { rootArn } from '../model/arn.ts';

export type { EngineOptions };

const isTime = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

/** An engine, created by `createEngine`. */
export class Engine {
  readonly directory: Directory;
  readonly archive: LogArchive;
  readonly cost: CostMethods;
  readonly faults: FaultMethods;
  readonly seeds: SeedMethods;
  readonly records: ServiceRecordMethods;
  /** Answers one call: every AWS error is a Reply. Rejects with TypeError for invalid arguments. */
  readonly call: (call: Call) => Promise<Reply>;
  /** Answers one call of AWS STS or AWS CloudTrail. Rejects like `call`. */
  readonly serviceCall: AnswerServiceCall;
  readonly #ports: Ports;
  readonly #cache: ReadCache;
  readonly #commits: GroupCommitter;
  readonly #pipeline: RequestPipeline;
  readonly #lastUses: KeyLastUsage;
  readonly #buckets: TokenBuckets;
  readonly #driver: ClockDriver;
  readonly #log: AuditLog;
  readonly #fresh: Partial<Settings>;

  constructor(ports: Ports, seq: number, options: EngineOptions) {
    this.#ports = ports;
    this.#fresh = options.initialSettings ?? {};
    this.#cache = new ReadCache(ports.database, options.cacheReads ?? true);
    this.#lastUses = new KeyLastUsage(ports.database);
    const retention = EventRetention.create(ports.database, options.keepEvents, [() => this.#lastUses.all()]);
    this.#log = new AuditLog(ports);
    this.#buckets = new TokenBuckets(ports.database);
    this.#commits = new GroupCommitter(
      ports.database,
      this.#cache,
      this.#buckets,
      seq,
      (commit) => {
        retention?.noteCommit(commit);
        this.#log.noteCommit(commit.segment);
        options.onCommit?.(commit);
      },
      ports.yieldToEventLoop,
    );
    const shared = { ports, cache: this.#cache, commits: this.#commits };
    const isLogEmpty = () => this.#log.isEmpty();
    this.#driver = new ClockDriver({ ...shared, isLogEmpty, onAdvance: options.onAdvance });
    this.directory = new Directory(ports, this.#cache, this.#commits, (reader) => this.#now(reader));
    const now = async () => (await this.clock()).now;
    this.archive = new LogArchive({ ports, log: this.#log, run: (act) => this.#administer(act), now });
    this.faults = new FaultMethods((act) => this.#administer(act));
    this.seeds = new SeedMethods((act) => this.#administer(act), this.#commits);
    this.records = new ServiceRecordMethods(
      (act) => this.#administer(act),
      (reader) => this.#now(reader),
    );
    this.cost = new CostMethods(ports, this.#log, async () => (await this.#driver.settle(), (await this.clock()).now));
    const parts = {
      ...shared,
      settle: () => this.#driver.settle(),
      onFault: options.onInternalError ?? (() => undefined),
    };
    const ofKms = { lastUses: this.#lastUses, buckets: this.#buckets, operation: findOperation };
    this.#pipeline = new RequestPipeline({ ...parts, ...ofKms });
    this.serviceCall = createServiceCalls({ ...parts, log: this.#log, buckets: this.#buckets });
    this.call = this.#pipeline.call.bind(this.#pipeline);
  }

  /** Deletes all data and restores the initial directory, clock and settings. */
  async reset(): Promise<void> {
    await this.#commits.reset(await createInitialState(this.#ports.clock.now(), this.#ports.random, this.#fresh));
    this.#commits.durability = 'relaxed';
  }

  /** Returns the settings. */
  async settings(): Promise<Settings> {
    const { name: _name, ...settings } = applySettings(await this.#read((reader) => readSettings(reader)), {});
    return settings;
  }

  /** Changes settings. Throws TypeError for an unknown name or an invalid value. */
  async setSettings(change: Partial<Settings>): Promise<Settings> {
    await this.#administer(async (reader) => {
      const settings = await readSettings(reader);
      const after = applySettings(settings, change);
      if ((await reader.get('principals', rootArn(after.defaultAccount))) === undefined) {
        throw new TypeError(
          `Account ${after.defaultAccount} does not exist in this sandbox. Create it with sandbox.accounts.put.`,
        );
      }
      return { changes: [{ store: 'world', before: { ...settings, name: 'settings' }, after }], value: undefined };
    });
    const settings = await this.settings();
    this.#commits.durability = settings.durability;
    return settings;
  }

  /** Lists the quotas of an account in a Region. Throws TypeError for a malformed option or an unknown account. */
  async quotas(options: QuotaListOptions = {}): Promise<readonly QuotaView[]> {
    const { listQuotas } = await import('./quotas/service-quotas.ts');
    return this.#read(async (reader) => listQuotas(options, await this.#parts(reader), this.#buckets));
  }

  /** Requests an increase of a quota. Rejects with the errors of Service Quotas, and with TypeError. */
  async requestQuotaIncrease(increase: QuotaIncreaseInput): Promise<QuotaIncrease> {
    const { requestIncrease } = await import('./quotas/service-quotas.ts');
    return this.#administer(async (reader) => requestIncrease(increase, await this.#parts(reader), this.#ports.random));
  }

  /** Returns the state of the simulated clock. */
  clock(): Promise<ClockState> {
    return this.#driver.state();
  }

  /**
   * Advances the clock, even while paused, and runs due tasks. Other calls run meanwhile, at the time reached so far.
   * @throws {TypeError} unless `seconds` is 0 or greater and the clock can show the target
   */
  advanceClock(seconds: number): Promise<ClockState> {
    return this.#driver.advanceBy(seconds);
  }

  /** Advances the clock to the next upcoming task, and runs it. Without one, changes nothing and returns undefined. */
  advanceClockToNext(): Promise<ClockState | undefined> {
    return this.#driver.advanceToNext(async () => (await this.upcomingTasks({ limit: 1 }))[0]?.at.getTime());
  }

  /** Lists the tasks to come, in order. Throws TypeError for an invalid option. */
  async upcomingTasks(options: UpcomingOptions = {}): Promise<readonly UpcomingTask[]> {
    const { listUpcomingTasks } = await import('./clock/upcoming-tasks.ts');
    await this.settle();
    return this.#read(async (reader) => listUpcomingTasks(options, { ...(await this.#parts(reader)), log: this.#log }));
  }

  /** Stops every advance in progress at the time reached. */
  stopClock(): Promise<ClockState> {
    return this.#driver.stop();
  }

  /** Sets the clock, like `advanceClock`. Throws TypeError for an earlier time while the audit log is not empty. */
  setClock(milliseconds: number): Promise<ClockState> {
    return this.#driver.set(milliseconds);
  }

  /** Resumes or pauses the clock. */
  runClock(run: boolean): Promise<ClockState> {
    return this.#driver.run(run);
  }

  /** Queries the audit log, newest first. Ends after `maxSearched` compared events, with a partial page. */
  events(query: EventQuery = {}, maxSearched = Infinity): Promise<EventQueryStep> {
    return this.#log.query(query, maxSearched);
  }

  /** Returns the decision of a past call. Undefined without such a request, or if it failed before authorization. */
  explain(requestId: string): Promise<Decision | undefined> {
    return this.#log.explain(requestId);
  }

  /** Evaluates a call without making it. A denial has a fix, if one was found. Throws TypeError like `call`. */
  async simulate(simulated: SimulatedCall): Promise<Simulation> {
    const { at, keyPolicy, fixes: wanted } = simulated;
    if (at !== undefined && !isTime(at)) throw new TypeError('at must be a valid Date.');
    await this.settle();
    const then: readonly Change[] = at === undefined ? [] : [{ store: 'world', after: pausedClockAt(at.getTime()) }];
    const before = keyPolicy === undefined ? [] : [await supposedPolicyChange(this.#ports.database, keyPolicy)];
    const call = await callToSimulate(simulated, (id) => this.accessKey(id));
    const decide = (supposed: readonly Change[], other?: object) =>
      this.#pipeline.decide(other ? { ...call, input: { ...call.input, ...other } } : call, [...then, ...supposed]);
    try {
      const considered = await decide(before);
      const { decision } = considered;
      if (decision.allowed || keyPolicy !== undefined || wanted === false) return { ok: true, decision };
      // Loaded when needed: most calls of a worker need neither this nor the preview of a policy.
      const { suggestFixes } = await import('./simulation/suggest-fix.ts');
      const fixes = await suggestFixes(considered, {
        decide,
        decideCall: (other, supposed) => this.#pipeline.decide(other, [...then, ...supposed]),
        matrix: (key, supposed, ...more) => this.#matrix(key.arn, [...then, ...supposed], ...more),
      });
      const [fix] = fixes;
      return { ok: true, decision: fix === undefined ? decision : { ...decision, fix, fixes } };
    } catch (error) {
      if (error instanceof KmsError) return { ok: false, error: error.toData() };
      throw error;
    }
  }

  /** Evaluates every action on a key for every row of its matrix. Throws TypeError if the key does not exist. */
  async accessMatrix(keyArn: string): Promise<readonly AccessCell[]> {
    await this.settle();
    return this.#matrix(keyArn, []);
  }

  /**
   * Previews a draft key policy; stores nothing. Throws TypeError if the key does not exist, or for an invalid option.
   */
  async previewPolicy(keyArn: string, policy: string, options: PreviewOptions = {}): Promise<PolicyPreview> {
    await this.settle();
    const key = await this.#ports.database.get('keys', keyArn);
    if (key === undefined) throw new TypeError(`Key ${keyArn} does not exist in this sandbox.`);
    const { previewPolicy } = await import('./simulation/policy-check.ts');
    return previewPolicy(policy, options, {
      key,
      actions: keyActions().map(({ action }) => action),
      decide: (call) => this.#pipeline.decide(call),
      matrix: (supposed, rows) => this.#matrix(keyArn, supposed, rows),
      simulate: (call) => this.simulate(call),
    });
  }

  /**
   * Returns the text of a policy version that a decision names, by reference or text. Undefined if it does not exist.
   */
  policyVersion(policy: string | PolicyRef): Promise<string | undefined> {
    return loadPolicyVersion(this.#ports.database, policy);
  }

  /** Returns the number of versions of a key policy. Throws TypeError if the key does not exist. */
  policyVersions(keyArn: string): Promise<number> {
    return countPolicyVersions(this.#ports.database, keyArn);
  }

  /** Returns the access key with this ID, to verify a signature. */
  accessKey(id: string): Promise<AccessKeyRecord | undefined> {
    return this.#read((reader) => reader.get('accessKeys', id));
  }

  /** Finds a key ID, alias name or ARN in all accounts of the directory and all Regions with keys. */
  async whereIs(name: string): Promise<readonly KeyLocation[]> {
    return findKeyLocations(
      name,
      (await this.directory.accounts()).map(({ id }) => id),
      this.#ports.database,
    );
  }

  /** Lists the keys of an account in a Region with their details, oldest first. */
  keys(account: string, region: string): Promise<readonly KeyListing[]> {
    return listKeyViews(account, region, this.#ports.database, this.#lastUses);
  }

  /** Lists the custom key stores of an account in a Region by name. */
  keyStores(account: string, region: string): Promise<readonly CustomKeyStoresListEntry[]> {
    return listKeyStoreViews(account, region, this.#ports.database);
  }

  /** Lists the AWS owned keys of the sandbox, oldest first. */
  awsOwnedKeys(): Promise<readonly AwsOwnedKeyView[]> {
    return listAwsOwnedKeys(this.#ports.database);
  }

  /** Returns the custody of the current material of a key. Undefined if the key does not exist. */
  custody(keyArn: string): Promise<CustodyView | undefined> {
    return this.#read((reader) => custodyOf(reader, keyArn));
  }

  /** Deletes the wrapped copy of a key. Throws TypeError if the key does not exist or has no other material. */
  dropWrapped(keyArn: string): Promise<CustodyView> {
    return this.#administer((reader) => withoutWrapped(reader, keyArn));
  }

  /** Returns the support for each key spec in this browser. */
  capabilities(): Promise<readonly Capability[]> {
    return listCapabilities();
  }

  /** Runs all due tasks. Calls do so by themselves; a running clock needs it from time to time. */
  settle(): Promise<void> {
    return this.#driver.settle();
  }

  /** Returns the simulated time of the next due task, or undefined: when a running clock must call `settle`. */
  getNextDueTime(): Promise<number | undefined> {
    return this.#read(nextDueTime);
  }

  async #matrix(
    keyArn: string,
    supposed: readonly Change[],
    rows?: Iterable<string>,
    endpoint?: string,
  ): Promise<readonly AccessCell[]> {
    const { accessMatrix } = await import('./simulation/access-matrix.ts');
    const reader = this.#cache.openPreviewReader(supposed);
    try {
      const key = await reader.get('keys', keyArn);
      if (key === undefined) throw new TypeError(`Key ${keyArn} does not exist in this sandbox.`);
      const settings = await readSettings(reader);
      const context: Omit<CallContext, 'caller'> = {
        settings,
        custody: settings.custody,
        region: key.region,
        now: await this.#now(reader),
        reader,
        random: this.#ports.random,
        external: this.#ports.external ?? {},
        once: createOnce(),
        call: { operation: 'DescribeKey' },
        lastUse: (arn) => this.#lastUses.of(arn),
      };
      const through = endpoint === undefined ? undefined : await reader.get('endpoints', endpoint);
      return await accessMatrix(key, context, rows, through);
    } finally {
      this.#cache.close(reader);
    }
  }

  #administer<T>(act: (reader: Reader) => Promise<TransactionResult<T>>): Promise<T> {
    return runTransaction(this.#cache, this.#commits, act);
  }

  #read<T>(look: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#administer(async (reader) => ({ changes: [], value: await look(reader) }));
  }

  async #parts(reader: Reader) {
    return { reader, settings: await readSettings(reader), now: await this.#now(reader) };
  }

  async #now(reader: Reader): Promise<number> {
    return simulatedTime(await readClock(reader), this.#ports.clock);
  }
}

/** Creates an engine over `ports`. An empty database becomes a new sandbox. Rejects if storage fails. */
export async function createEngine(ports: Ports, options: EngineOptions = {}): Promise<Engine> {
  const engine = new Engine(ports, await storeInitialState(ports, options), options);
  try {
    await engine.setSettings({});
  } catch (error) {
    // Each call that reads the damaged record says so. The audit log and `reset` do not need it.
    if (!(error instanceof DamagedRecordError)) throw error;
  }
  return engine;
}
