/**
 * The sandboxes of one host. Each is opened on first use, and again after its storage failed. A stored sandbox is never
 * replaced by an empty one: while storage fails, every call rejects with a StorageError that says what to do.
 */
import type { StorageInfo } from '../model/contract.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';
import type { OpenStorage } from '../storage/open-storage.ts';
import { StorageError, type StorageErrorKind } from '../storage/storage-error.ts';

/** Format of a sandbox ID. It becomes part of a database name and of a path. */
const SANDBOX_ID = /^[A-Za-z0-9._-]{1,64}$/;

const MISSING =
  'Stored data of this sandbox is missing: the data of this site was cleared, or the browser removed it. Reload the page to continue with the stored data.';

const NOT_DELETED =
  "The browser could not delete the data of this sandbox, most likely because the disk is full. Free disk space, then try again; or clear the data of this site in the browser's settings, then reload the page.";

/** After these errors the connection is unusable: the next call reopens the sandbox. */
const ENDS_CONNECTION: ReadonlySet<StorageErrorKind> = new Set<StorageErrorKind>(['gone', 'failed']);

/** If one of these stops a reset, the database is deleted instead. */
const RESET_DELETES: ReadonlySet<StorageErrorKind> = new Set<StorageErrorKind>(['gone', 'failed', 'full']);

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
  /** Stops everything that runs without being called. */
  stop: () => void;
}

/** Starts a sandbox over open storage. Rejects if storage fails. */
export type StartSandbox<Api> = (world: string, opened: OpenStorage, options: StartOptions) => Promise<Started<Api>>;

type Running<Api> = Started<Api> & Pick<OpenStorage, 'database' | 'state'>;

/** State of a sandbox across connections to its storage. */
interface Known<Api> {
  opening: Promise<Running<Api>> | undefined;
  /** Highest number of a stored segment. 0: none is known. */
  seq: number;
  /** A reset deleted the storage: a lower number, or none, is not a data loss. */
  erased: boolean;
  problem: StorageError | undefined;
}

/** The methods of a sandbox that the registry calls. */
type Needed = SandboxFunctions<'reset' | 'setSettings'>;

/** Opens, reopens and resets the sandboxes of one host. */
export class SandboxRegistry<Api extends Needed> {
  readonly #open: (world: string) => Promise<OpenStorage>;
  readonly #delete: (world: string) => Promise<void>;
  readonly #start: StartSandbox<Api>;
  readonly #announce: (world: string, seq: number) => void;
  readonly #known = new Map<string, Known<Api>>();

  /**
   * @param announce called with the number of the newest commit when the storage of a sandbox starts to fail and when
   *   it works again
   */
  constructor(
    open: (world: string) => Promise<OpenStorage>,
    deleteStored: (world: string) => Promise<void>,
    start: StartSandbox<Api>,
    announce: (world: string, seq: number) => void,
  ) {
    this.#open = open;
    this.#delete = deleteStored;
    this.#start = start;
    this.#announce = announce;
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
      return (await this.#opened(world, known)).state;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#setProblem(world, known, error);
      return { kind: 'indexeddb', problem: error.message };
    }
  }

  /**
   * Deletes all data of the sandbox. If storage is full or fails, deletes the database instead; rejects if the browser
   * refuses that too.
   */
  async reset(world: string): Promise<void> {
    try {
      await this.use(world, (api) => api.reset());
    } catch (error) {
      if (!(error instanceof StorageError) || !RESET_DELETES.has(error.kind)) throw error;
      await this.#erase(world);
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
    known.erased = true;
    await this.use(world, () => Promise.resolve());
  }

  #knownOf(world: string): Known<Api> {
    if (!SANDBOX_ID.test(world))
      throw new TypeError('A sandbox ID must have 1 to 64 letters, digits, periods, hyphens or underscores.');
    let known = this.#known.get(world);
    if (known === undefined) {
      known = { opening: undefined, seq: 0, erased: false, problem: undefined };
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
    const { database, state } = await this.#open(world);
    try {
      if (state.kind === 'memory' && known.seq > 0) throw new StorageError('unavailable');
      const stored = await database.lastSeq();
      if (stored < known.seq && !known.erased) throw new StorageError('gone', undefined, MISSING);
      const started = await this.#start(
        world,
        { database, state },
        {
          firstSeq: known.seq + 1,
          onCommit: (seq) => {
            if (state.kind === 'indexeddb') known.seq = Math.max(known.seq, seq);
            this.#setProblem(world, known, undefined);
          },
        },
      );
      if (state.kind === 'indexeddb') known.seq = Math.max(known.seq, stored);
      known.erased = false;
      this.#setProblem(world, known, undefined);
      return { ...started, database, state };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #noteFailure(world: string, known: Known<Api>, opening: Promise<Running<Api>>, error: unknown): void {
    if (!(error instanceof StorageError)) return;
    // A late failure of a replaced connection does not concern the current one.
    if (known.opening !== undefined && known.opening !== opening) return;
    this.#setProblem(world, known, error);
    if (ENDS_CONNECTION.has(error.kind)) void this.#end(known, opening);
  }

  /** Ends a connection; its pending calls reject. A connection newer than `opening` stays. */
  async #end(known: Known<Api>, opening: Promise<Running<Api>> | undefined): Promise<void> {
    if (known.opening === opening) known.opening = undefined;
    try {
      const running = await opening;
      running?.stop();
      running?.database.close();
    } catch {
      // It never opened.
    }
  }

  #setProblem(world: string, known: Known<Api>, problem: StorageError | undefined): void {
    const changed = (known.problem === undefined) !== (problem === undefined);
    known.problem = problem;
    if (changed) this.#announce(world, known.seq);
  }
}
