/** The engine of one world: every operation, the directory, the clock, the log. Pure: all that it needs comes through its ports. */
import type { EventPage, EventQuery } from '../model/audit.ts';
import { servedBy } from '../crypto/capability.ts';
import { KEY_SPECS } from '../model/algorithms.ts';
import type { KeySpec } from '../model/sdk.ts';
import type { AccessCell, Decision, PolicyRef } from '../model/decision.ts';
import { KmsError } from '../model/errors.ts';
import { keyActions } from '../model/operation-keys.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import type {
  Call,
  Capability,
  ClockState,
  CustodyView,
  KeyLocation,
  AwsOwnedKeyView,
  PreviewOptions,
  Reply,
  SimulatedCall,
  Simulation,
} from '../model/contract.ts';
import type { PolicyPreview } from '../model/policy-check.ts';
import type { Ports } from '../model/ports.ts';
import type { AccessKeyRecord, Change, ClockRecord, Settings } from '../model/records.ts';
import { runTransaction, type TransactionResult } from './transaction/run-transaction.ts';
import { KeyLastUsage } from './audit/key-last-usage.ts';
import { queryEvents } from './audit/query.ts';
import { checkTime, ClockDriver } from './clock/clock-driver.ts';
import { setClockTime, setClockRunning, readClock, pausedClockAt, simulatedTime } from './clock/simulated-clock.ts';
import { GroupCommitter, type Commit } from './transaction/group-commit.ts';
import { Directory } from './directory/directory.ts';
import { createInitialState } from './directory/initial-directory.ts';
import { custodyOf } from './custody/custodian-of.ts';
import { withoutWrapped } from './custody/wrapped.ts';
import { RequestPipeline } from './pipeline/request-pipeline.ts';
import { listAwsOwnedKeys, findKeyLocations } from './keys/find-key-locations.ts';
import { withPolicy } from './policies/key-policy.ts';
import type { CallContext } from './pipeline/call-context.ts';
import { countPolicyVersions, loadPolicyVersion } from './policies/load-policy-version.ts';
import { DOCUMENT_WORDS, parsePolicyRef } from '../model/policy-name.ts';
import { findOperation } from './operations/index.ts';
import { ReadCache, type Reader } from './transaction/reader.ts';
import { applySettings, readSettings } from './settings.ts';
import { suggestFix } from './simulation/suggest-fix.ts';
import { accessMatrix } from './simulation/access-matrix.ts';
import { previewPolicy } from './simulation/policy-check.ts';
import { rootArn } from '../model/arn.ts';

/** What the host may want of an engine. */
export interface EngineOptions {
  /** False: nothing read is remembered between calls. The answers are the same; tests compare. */
  readonly cacheReads?: boolean;
  /** Settings of a fresh world that are not the usual ones; also after a reset. */
  readonly initialSettings?: Partial<Settings>;
  /** The number of the first segment of a fresh world, 1 when not given: numbers go on where the storage of an earlier one was deleted. */
  readonly firstSeq?: number;
  /** Hears of each segment that this engine added to the log. */
  readonly onCommit?: (commit: Commit) => void;
  /** Hears of bugs: whatever an operation threw that AWS would not answer. */
  readonly onInternalError?: (cause: unknown) => void;
}

const isTime = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

/** An engine. `createEngine` makes one. */
export class Engine {
  readonly directory: Directory;
  /** Answers one call: a Reply for whatever AWS would answer. Rejects with TypeError for what AWS has no answer to. */
  readonly call: (call: Call) => Promise<Reply>;
  readonly #ports: Ports;
  readonly #cache: ReadCache;
  readonly #commits: GroupCommitter;
  readonly #dispatch: RequestPipeline;
  readonly #lastUses: KeyLastUsage;
  readonly #driver: ClockDriver;
  readonly #fresh: Partial<Settings>;

  constructor(ports: Ports, seq: number, options: EngineOptions) {
    this.#ports = ports;
    this.#fresh = options.initialSettings ?? {};
    this.#cache = new ReadCache(ports.database, options.cacheReads ?? true);
    this.#lastUses = new KeyLastUsage(ports.database);
    this.#commits = new GroupCommitter(
      ports.database,
      this.#cache,
      seq,
      options.onCommit ?? (() => undefined),
      ports.yieldToEventLoop,
    );
    this.#driver = new ClockDriver({ ports, cache: this.#cache, commits: this.#commits });
    this.directory = new Directory(ports, this.#cache, this.#commits, (reader) => this.#now(reader));
    this.#dispatch = new RequestPipeline({
      ports,
      cache: this.#cache,
      commits: this.#commits,
      lastUses: this.#lastUses,
      settle: () => this.#driver.settle(),
      operation: findOperation,
      onFault: options.onInternalError ?? (() => undefined),
    });
    this.call = this.#dispatch.call.bind(this.#dispatch);
  }

  /** Back to a fresh world: keys, log, directory, clock and settings. */
  async reset(): Promise<void> {
    await this.#commits.reset(await createInitialState(this.#ports.clock.now(), this.#ports.random, this.#fresh));
    this.#commits.durability = 'relaxed';
  }

  /** The settings. */
  async settings(): Promise<Settings> {
    const { name: _name, ...settings } = applySettings(await this.#read((reader) => readSettings(reader)), {});
    return settings;
  }

  /** Changes settings. Throws TypeError for a name or value that is none. */
  async setSettings(change: Partial<Settings>): Promise<Settings> {
    await this.#administer(async (reader) => {
      const settings = await readSettings(reader);
      const after = applySettings(settings, change);
      if ((await reader.get('principals', rootArn(after.defaultAccount))) === undefined) {
        throw new TypeError(
          `There is no account ${after.defaultAccount} in this world: sandbox.accounts.put makes one.`,
        );
      }
      return { changes: [{ store: 'world', before: { ...settings, name: 'settings' }, after }], value: undefined };
    });
    const settings = await this.settings();
    this.#commits.durability = settings.durability;
    return settings;
  }

  /** The world's clock. */
  clock(): Promise<ClockState> {
    return this.#read(async (reader) => this.#driver.stateOf(await readClock(reader)));
  }

  /**
   * Moves the clock forward, also while it is paused, and does what falls due. Other calls go on meanwhile, at the time that the clock has come to.
   * Throws TypeError unless `seconds` is 0 or more and the clock can show the time.
   */
  async advanceClock(seconds: number): Promise<ClockState> {
    if (!Number.isFinite(seconds) || seconds < 0) throw new TypeError('The clock advances by 0 seconds or more.');
    return await this.#driver.advance((now) => now + seconds * 1000);
  }

  /** Ends every advance that is under way, where the clock has come to. */
  async stopClock(): Promise<ClockState> {
    await this.#driver.stop();
    return await this.clock();
  }

  /** Sets the clock; forward as `advanceClock` does. Back only before the world's first call; else TypeError. */
  async setClock(milliseconds: number): Promise<ClockState> {
    if (!Number.isFinite(milliseconds)) throw new TypeError('The clock is set to a valid date.');
    checkTime(milliseconds);
    if (milliseconds >= (await this.clock()).now) return await this.#driver.advance(() => milliseconds);
    const state = await this.#changeClock(async (clock) => {
      if (
        milliseconds < simulatedTime(clock, this.#ports.clock) &&
        (await queryEvents(this.#ports.database, { limit: 1 })).events.length > 0
      ) {
        throw new TypeError('The clock can be set back only before the first call of a world: reset it first.');
      }
      return setClockTime(clock, milliseconds, this.#ports.clock);
    });
    await this.settle();
    return state;
  }

  /** Lets the clock run or stand still. */
  runClock(run: boolean): Promise<ClockState> {
    return this.#changeClock((clock) => Promise.resolve(setClockRunning(clock, run, this.#ports.clock)));
  }

  /** Events of the log, newest first. */
  events(query: EventQuery = {}): Promise<EventPage> {
    return queryEvents(this.#ports.database, query);
  }

  /** The decision about a request as it was made then; undefined when the log has no such request, or nothing was decided about it. */
  async explain(requestId: string): Promise<Decision | undefined> {
    const { events } = await queryEvents(this.#ports.database, { requestId, limit: 1 });
    return events[0]?.decision;
  }

  /** The decision about a call that nobody makes, with a fix where it is a denial that has one. Nothing is committed. Throws TypeError like `call`. */
  async simulate({
    principal,
    operation,
    input,
    region = DEFAULT_REGION,
    requestContext,
    at,
    keyPolicy,
  }: SimulatedCall): Promise<Simulation> {
    if (at !== undefined && !isTime(at)) throw new TypeError('The time of a simulated call, at, is a valid Date.');
    await this.settle();
    const then: readonly Change[] = at === undefined ? [] : [{ store: 'world', after: pausedClockAt(at.getTime()) }];
    const before = keyPolicy === undefined ? [] : [await this.#supposed(keyPolicy.keyArn, keyPolicy.policy)];
    const call: Call = {
      operation,
      input,
      region,
      caller: principal,
      ...(requestContext === undefined ? {} : { requestContext }),
    };
    const decide = (supposed: readonly Change[]) => this.#dispatch.decide(call, [...then, ...supposed]);
    try {
      const considered = await decide(before);
      const { decision } = considered;
      if (decision.allowed || keyPolicy !== undefined) return { ok: true, decision };
      const fix = await suggestFix(considered, {
        decide,
        matrix: (key, supposed) => this.#matrix(key.arn, [...then, ...supposed]),
      });
      return { ok: true, decision: fix === undefined ? decision : { ...decision, fix } };
    } catch (error) {
      if (error instanceof KmsError) return { ok: false, error: error.toData() };
      throw error;
    }
  }

  /** Who may do what with a key: every principal of the directory and every action on a key. Throws TypeError when there is no such key. */
  async accessMatrix(keyArn: string): Promise<readonly AccessCell[]> {
    await this.settle();
    return this.#matrix(keyArn, []);
  }

  /** What storing a key policy would do. Nothing is stored. Throws TypeError when there is no such key, or an option is none. */
  async previewPolicy(keyArn: string, policy: string, options: PreviewOptions = {}): Promise<PolicyPreview> {
    const { caller, tests = [] } = options;
    if (typeof policy !== 'string') throw new TypeError('A key policy is previewed as text.');
    if (!Array.isArray(tests)) throw new TypeError('The tests of a preview are a list of calls.');
    await this.settle();
    const key = await this.#ports.database.get('keys', keyArn);
    if (key === undefined) throw new TypeError(`There is no key ${keyArn} in this world.`);
    const parts = {
      key,
      actions: keyActions().map(({ action }) => action),
      decide: (call: Call) => this.#dispatch.decide(call),
      matrix: (supposed: readonly Change[]) => this.#matrix(keyArn, supposed),
      simulate: (call: SimulatedCall) => this.simulate(call),
    };
    return previewPolicy(policy, { caller, tests }, parts);
  }

  /** The text of a policy as it was when a decision named it, by its reference or the text of that; undefined when there is none. */
  async policyVersion(policy: string | PolicyRef): Promise<string | undefined> {
    const ref = typeof policy === 'string' ? parsePolicyRef(policy) : policy;
    if (ref === undefined) return undefined;
    if (typeof (ref as PolicyRef | null)?.owner !== 'string' || !Object.hasOwn(DOCUMENT_WORDS, ref.kind))
      throw new TypeError(
        'A policy is named by a policyRef of a decision, or as text: a key ARN, or <key ARN>#<version>.',
      );
    return loadPolicyVersion(this.#ports.database, ref);
  }

  /** How many policies a key has had; each is kept. Throws TypeError when there is no such key. */
  policyVersions(keyArn: string): Promise<number> {
    return countPolicyVersions(this.#ports.database, keyArn);
  }

  /** The credentials with this id, for whoever verifies a signature. */
  accessKey(id: string): Promise<AccessKeyRecord | undefined> {
    return this.#read((reader) => reader.get('accessKeys', id));
  }

  /** Where a key id, alias or ARN is found, over every account of the directory and the Regions that hold keys. */
  async whereIs(name: string): Promise<readonly KeyLocation[]> {
    return findKeyLocations(
      name,
      (await this.directory.accounts()).map(({ id }) => id),
      this.#ports.database,
    );
  }

  /** The AWS owned keys of the world, oldest first: AWS shows them to nobody. */
  awsOwnedKeys(): Promise<readonly AwsOwnedKeyView[]> {
    return listAwsOwnedKeys(this.#ports.database);
  }

  /** Where the current material of a key is kept, or undefined when there is no such key. */
  custody(keyArn: string): Promise<CustodyView | undefined> {
    return this.#read((reader) => custodyOf(reader, keyArn));
  }

  /** Destroys the wrapped copy of a key that has native material too. Throws TypeError when there is no such key, or nothing else. */
  dropWrapped(keyArn: string): Promise<CustodyView> {
    return this.#administer((reader) => withoutWrapped(reader, keyArn));
  }

  /** What serves each key spec in this browser. */
  capabilities(): Promise<readonly Capability[]> {
    return Promise.all(
      (Object.keys(KEY_SPECS) as KeySpec[]).map(async (spec) => ({ spec, servedBy: await servedBy(spec) })),
    );
  }

  /** Does everything that has fallen due by the world's clock. Calls do this by themselves; a running clock needs it now and then. */
  settle(): Promise<void> {
    return this.#driver.settle();
  }

  /** The world time at which the next thing falls due, or undefined: when a running clock has to look again. */
  getNextDueTime(): Promise<number | undefined> {
    return this.#read(async (reader) => (await reader.first('keys', 'due'))?.dueAt);
  }

  /** A key policy as if it were stored. Throws TypeError when there is no such key. */
  async #supposed(keyArn: string, policy: string): Promise<Change> {
    const before = await this.#ports.database.get('keys', keyArn);
    if (before === undefined) throw new TypeError(`There is no key ${keyArn} in this world.`);
    return { store: 'keys', before, after: withPolicy(before, policy) };
  }

  async #matrix(keyArn: string, supposed: readonly Change[]): Promise<readonly AccessCell[]> {
    const reader = this.#cache.openPreviewReader(supposed);
    try {
      const key = await reader.get('keys', keyArn);
      if (key === undefined) throw new TypeError(`There is no key ${keyArn} in this world.`);
      const settings = await readSettings(reader);
      const context: Omit<CallContext, 'caller'> = {
        settings,
        custody: settings.custody,
        region: key.region,
        now: await this.#now(reader),
        reader,
        random: this.#ports.random,
        lastUse: (arn) => this.#lastUses.of(arn),
      };
      return await accessMatrix(key, context);
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

  async #now(reader: Reader): Promise<number> {
    return simulatedTime(await readClock(reader), this.#ports.clock);
  }

  #changeClock(change: (clock: ClockRecord) => Promise<ClockRecord>): Promise<ClockState> {
    return this.#administer(async (reader) => {
      const before = await readClock(reader);
      const after = await change(before);
      return { changes: [{ store: 'world', before, after }], value: this.#driver.stateOf(after) };
    });
  }
}

/** An engine over `ports`. An empty database becomes a fresh world; rejects when storage fails. */
export async function createEngine(ports: Ports, options: EngineOptions = {}): Promise<Engine> {
  let seq = await ports.database.lastSeq();
  if (seq === 0) {
    const changes = await createInitialState(ports.clock.now(), ports.random, options.initialSettings);
    // Another host may make the same fresh world at the same moment: the first one counts.
    await ports.database.commit(
      { segment: { seq: options.firstSeq ?? 1, events: [], touched: ['*'] }, changes },
      () => undefined,
      'relaxed',
    );
    seq = await ports.database.lastSeq();
  }
  const engine = new Engine(ports, seq, options);
  await engine.setSettings({});
  return engine;
}
