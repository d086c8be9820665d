/**
 * The sandboxes of one host. Each is opened on first use, and again after its storage failed. A stored sandbox is never
 * replaced by an empty one: while storage fails, every call rejects with a StorageError that says what to do.
 */
import type { StorageInfo } from '../model/contract.ts';
import type { DamagedRecord } from '../model/records.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';
import { MissingDataError, StorageError, type StorageErrorKind } from '../model/storage-error.ts';
import { checkRecords } from '../storage/checked-database.ts';
import type { OpenStorage } from '../storage/open-storage.ts';
import type { SequenceMarker } from '../storage/sequence-marker.ts';

/** Format of a sandbox ID. It becomes part of a database name and of a path. */
const SANDBOX_ID = /^[A-Za-z0-9._-]{1,64}$/;

const NOT_DELETED =
  "The browser could not delete the data of this sandbox, most likely because the disk is full. Free disk space, then try again; or clear the data of this site in the browser's settings, then reload the page.";

/** After these errors the connection is unusable: the next call reopens the sandbox. */
const ENDS_CONNECTION: ReadonlySet<StorageErrorKind> = new Set<StorageErrorKind>(['gone', 'failed']);

/** If one of these stops a reset, the database is deleted instead. */
const RESET_DELETES: ReadonlySet<StorageErrorKind> = new Set<StorageErrorKind>(['gone', 'failed', 'full', 'missing']);

/** Maximum number of damaged records that are listed. */
const MAX_DAMAGED = 100;

/** Interval in which the number of the newest commit is written to the marker, in milliseconds. */
const MARKER_INTERVAL_MS = 500;

/** Options to start a sandbox. */
export interface StartOptions {
  /** Number of the first segment, if storage is empty. */
  readonly firstSeq: number;
  /** Called with the number of each stored segment. */
  onCommit: (seq: number) => void;
}

/** A running sandbox. */
export interface Started<Api> {
  readonly api: Api;
  /**
   * Stops everything that runs without being called. `isReopening`: the sandbox is opened again at once, with the
   * systems outside of KMS as they are.
   */
  stop: (isReopening: boolean) => void;
}

/** Starts a sandbox over open storage. Rejects if storage fails. */
export type StartSandbox<Api> = (world: string, opened: OpenStorage, options: StartOptions) => Promise<Started<Api>>;

type Running<Api> = Started<Api> & Pick<OpenStorage, 'database' | 'state'>;

/** State of a sandbox across connections to its storage. */
interface Known<Api> {
  opening: Promise<Running<Api>> | undefined;
  /** Highest number of a stored segment. 0: none is known. */
  seq: number;
  /** Number of the newest commit that a page has seen stored, until the sandbox is opened. */
  seen: number;
  /** Commits up to this number may be missing: a reset deleted them, or the user accepted their loss. */
  accepted: number;
  readonly marker: SequenceMarker | undefined;
  markerTimer: boolean;
  problem: StorageError | undefined;
  /** Whether the open sandbox exists in memory only: to open it again would be to lose it. */
  inMemory: boolean;
  /** Damaged records that were read since the sandbox was opened, by store and key. */
  readonly damaged: Map<string, DamagedRecord>;
}

/** The methods of a sandbox that the registry calls. */
type Needed = SandboxFunctions<'reset' | 'setSettings'>;

/** Opens, reopens and resets the sandboxes of one host. */
export class SandboxRegistry<Api extends Needed> {
  readonly #open: (world: string) => Promise<OpenStorage>;
  readonly #delete: (world: string) => Promise<void>;
  readonly #marker: ((world: string) => SequenceMarker) | undefined;
  readonly #start: StartSandbox<Api>;
  readonly #announce: (world: string, seq: number) => void;
  readonly #seenCommits: (world: string) => number;
  readonly #known = new Map<string, Known<Api>>();

  /**
   * @param marker opens the marker of a sandbox. Omitted: sandboxes have no marker
   * @param announce called with the number of the newest commit when the storage of a sandbox starts to fail and when
   *   it works again
   * @param seenCommits returns the number of the newest commit of a sandbox that a page has seen stored
   */
  constructor(
    open: (world: string) => Promise<OpenStorage>,
    deleteStored: (world: string) => Promise<void>,
    marker: ((world: string) => SequenceMarker) | undefined,
    start: StartSandbox<Api>,
    announce: (world: string, seq: number) => void,
    seenCommits: (world: string) => number = () => 0,
  ) {
    this.#open = open;
    this.#delete = deleteStored;
    this.#marker = marker;
    this.#start = start;
    this.#announce = announce;
    this.#seenCommits = seenCommits;
  }

  /**
   * Calls `work` with the sandbox. Rejects with StorageError if it cannot be opened, or if its storage fails meanwhile.
   */
  async use<T>(world: string, work: (api: Api) => Promise<T>): Promise<T> {
    const known = this.#knownOf(world);
    const opening = this.#opened(world, known);
    try {
      return await work((await opening).api);
    } catch (error) {
      this.#noteFailure(world, known, opening, error);
      throw error;
    }
  }

  /**
   * Returns where the sandbox is stored and what is wrong with its storage. While storage fails, tries to open it and
   * to write.
   */
  async storage(world: string): Promise<StorageInfo> {
    const known = this.#knownOf(world);
    try {
      if (known.problem !== undefined) await this.use(world, (api) => api.setSettings({}));
      const { state } = await this.#opened(world, known);
      return known.damaged.size === 0 ? state : { ...state, damaged: [...known.damaged.values()] };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#setProblem(world, known, error);
      const { message: problem } = error;
      return { kind: 'indexeddb', problem, ...(error instanceof MissingDataError ? { missing: error.missing } : {}) };
    }
  }

  /**
   * Deletes all data of the sandbox. If storage is full or fails, deletes the database instead; rejects if the browser
   * refuses that too.
   */
  async reset(world: string): Promise<void> {
    const known = this.#knownOf(world);
    const opening = known.opening;
    try {
      await this.use(world, (api) => api.reset());
      this.#clearDamaged(world);
    } catch (error) {
      if (!(error instanceof StorageError) || !RESET_DELETES.has(error.kind)) throw error;
      // `reopen` has closed the connection that was reset, and another one is open.
      const isReopened = opening !== undefined && known.opening !== undefined && known.opening !== opening;
      await (isReopened ? this.reset(world) : this.#erase(world));
    }
  }

  /**
   * Closes the sandbox, calls `change`, and opens it again. Calls in progress reject with StorageError.
   * @param change replaces the stored data, synchronously
   */
  async reopen(world: string, change: () => void): Promise<void> {
    const known = this.#knownOf(world);
    let opening: Promise<Running<Api>>;
    let running: Running<Api>;
    do {
      opening = this.#opened(world, known);
      running = await opening;
      // Another call may have opened it again meanwhile: that connection is the one to close.
    } while (known.opening !== opening);
    // Without a pause: no call can open the sandbox in between.
    known.opening = undefined;
    running.stop(true);
    running.database.close();
    change();
    await this.#opened(world, known);
  }

  /** Opens the sandbox with what is left, if stored data is missing. Otherwise changes nothing. */
  async continueWithStoredData(world: string): Promise<void> {
    try {
      await this.use(world, () => Promise.resolve());
    } catch (error) {
      if (!(error instanceof MissingDataError)) throw error;
      const known = this.#knownOf(world);
      known.accepted = error.missing.expected;
      known.seq = 0;
      await known.marker?.replace(error.missing.found);
      await this.use(world, () => Promise.resolve());
    }
  }

  async #erase(world: string): Promise<void> {
    const known = this.#knownOf(world);
    await this.#end(known, known.opening);
    try {
      await this.#delete(world);
    } catch (cause) {
      if (!(cause instanceof StorageError)) throw cause;
      const error = new StorageError(cause.kind, cause, NOT_DELETED);
      this.#setProblem(world, known, error);
      throw error;
    }
    known.accepted = Infinity;
    await this.use(world, () => Promise.resolve());
    this.#clearDamaged(world);
  }

  #knownOf(world: string): Known<Api> {
    if (typeof (world as unknown) !== 'string' || !SANDBOX_ID.test(world))
      throw new TypeError('A sandbox ID must have 1 to 64 letters, digits, periods, hyphens or underscores.');
    let known = this.#known.get(world);
    if (known === undefined) {
      const marker = this.#marker?.(world);
      known = {
        opening: undefined,
        seq: 0,
        seen: this.#seenCommits(world),
        accepted: 0,
        marker,
        markerTimer: false,
        problem: undefined,
        inMemory: false,
        damaged: new Map(),
      };
      this.#known.set(world, known);
    }
    return known;
  }

  #opened(world: string, known: Known<Api>): Promise<Running<Api>> {
    if (known.opening !== undefined) return known.opening;
    const opening = this.#openAndStart(world, known);
    known.opening = opening;
    // A sandbox that could not be opened is tried again at the next call.
    opening.catch(() => {
      if (known.opening === opening) known.opening = undefined;
    });
    return opening;
  }

  async #openAndStart(world: string, known: Known<Api>): Promise<Running<Api>> {
    const { marker } = known;
    const [opened, marked = 0] = await Promise.all([this.#open(world), marker?.read()]);
    const { database: stored, state } = opened;
    const database = checkRecords(stored, (damaged) => this.#noteDamaged(world, known, damaged));
    const isStored = state.kind === 'indexeddb';
    try {
      const noted = Math.max(known.seq, marked);
      if (!isStored && noted > 0) throw new StorageError('unavailable');
      const expected = isStored ? Math.max(noted, known.seen) : noted;
      const found = await database.lastSeq();
      if (found < expected && expected > known.accepted) throw new MissingDataError({ found, expected });
      const started = await this.#start(
        world,
        { ...opened, database },
        {
          // Numbers of lost commits are not used again: other hosts may know them.
          firstSeq: Math.max(expected, Number.isFinite(known.accepted) ? known.accepted : 0) + 1,
          onCommit: (seq) => {
            if (isStored) {
              known.seq = Math.max(known.seq, seq);
              this.#mark(known);
            }
            this.#setProblem(world, known, undefined);
          },
        },
      );
      known.inMemory = !isStored;
      if (isStored) {
        known.seq = Math.max(known.seq, found);
        known.seen = 0;
        void marker?.raise(known.seq, true);
      }
      if (marked <= known.seq) known.accepted = 0;
      this.#setProblem(world, known, undefined);
      return { ...started, database, state };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /**
   * Writes the number of the newest commit to the marker: at once where the browser can, before the calls of the commit
   * are answered, otherwise soon. It may be behind, and is never ahead.
   */
  #mark(known: Known<Api>): void {
    const { marker } = known;
    if (marker === undefined || known.markerTimer || marker.raiseNow(known.seq)) return;
    known.markerTimer = true;
    setTimeout(() => {
      known.markerTimer = false;
      void marker.raise(known.seq).then((isDone) => {
        if (!isDone) this.#mark(known);
      });
    }, MARKER_INTERVAL_MS);
  }

  #noteFailure(world: string, known: Known<Api>, opening: Promise<Running<Api>>, error: unknown): void {
    // A damaged record is a problem of that record, not of the storage.
    if (!(error instanceof StorageError) || error.kind === 'damaged') return;
    // A late failure of a replaced connection does not concern the current one.
    if (known.opening !== undefined && known.opening !== opening) return;
    this.#setProblem(world, known, error);
    if (ENDS_CONNECTION.has(error.kind) && !known.inMemory) void this.#end(known, opening);
  }

  /** Ends a connection; its pending calls reject. A connection newer than `opening` stays. */
  async #end(known: Known<Api>, opening: Promise<Running<Api>> | undefined): Promise<void> {
    if (known.opening === opening) known.opening = undefined;
    try {
      const running = await opening;
      running?.stop(false);
      running?.database.close();
    } catch {
      // It never opened.
    }
  }

  /** Lists a damaged record, and announces the first report of each. */
  #noteDamaged(world: string, { damaged, seq }: Known<Api>, found: DamagedRecord): void {
    const name = `${found.store} ${found.id}`;
    if (damaged.has(name) || damaged.size >= MAX_DAMAGED) return;
    damaged.set(name, found);
    this.#announce(world, seq);
  }

  #clearDamaged(world: string): void {
    const { damaged, seq } = this.#knownOf(world);
    if (damaged.size === 0) return;
    damaged.clear();
    this.#announce(world, seq);
  }

  #setProblem(world: string, known: Known<Api>, problem: StorageError | undefined): void {
    const changed = (known.problem === undefined) !== (problem === undefined);
    known.problem = problem;
    if (changed) this.#announce(world, known.seq);
  }
}
