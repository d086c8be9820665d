/** The sandboxes in memory of one host, and snapshots of them. A snapshot shares all records with the sandbox. */
import type { SnapshotView } from '../model/snapshots.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../storage/memory.ts';
import type { OpenStorage } from '../storage/open-storage.ts';

interface Snapshot {
  readonly view: SnapshotView;
  readonly state: MemoryDatabaseState;
}

/** Maximum number of snapshots of a sandbox. */
const MAX_SNAPSHOTS = 1_000;
/** Maximum length of the name of a snapshot. */
const MAX_NAME_LENGTH = 256;

/** Sandboxes in memory by ID. */
export class MemorySnapshots {
  readonly #states = new Map<string, MemoryDatabaseState>();
  readonly #snapshots = new Map<string, Map<string, Snapshot>>();
  #lastId = 0;

  /** Opens a sandbox: a new one, or as it was left or restored. */
  open(world: string): OpenStorage {
    const state = this.#states.get(world) ?? new MemoryDatabaseState();
    this.#states.set(world, state);
    return {
      database: createMemoryDatabase(state),
      state: { kind: 'memory', reason: 'This sandbox was created in memory.' },
    };
  }

  /** Deletes the data of a sandbox, but not its snapshots. */
  erase(world: string): void {
    this.#states.delete(world);
  }

  /** Takes a snapshot of an open sandbox. Throws TypeError if the name is too long, or the sandbox has too many. */
  take(world: string, name?: string): SnapshotView {
    const state = this.#states.get(world);
    if (state === undefined) throw new TypeError('The sandbox is not open.');
    if (name !== undefined && name.length > MAX_NAME_LENGTH)
      throw new TypeError(`The name of a snapshot has at most ${MAX_NAME_LENGTH} characters.`);
    const ofWorld = this.#of(world);
    if (ofWorld.size >= MAX_SNAPSHOTS)
      throw new TypeError(`A sandbox has at most ${MAX_SNAPSHOTS} snapshots. Remove one first.`);
    const id = `snapshot-${++this.#lastId}`;
    const seq = state.log.at(-1)?.read().seq ?? state.dropped;
    const view: SnapshotView = { id, ...(name === undefined ? {} : { name }), seq };
    ofWorld.set(id, { view, state: state.clone() });
    return view;
  }

  /** Lists the snapshots of a sandbox, oldest first. */
  list(world: string): readonly SnapshotView[] {
    return [...this.#of(world).values()].map(({ view }) => view);
  }

  /**
   * Returns to a snapshot, once the sandbox is closed. The snapshot remains.
   * @throws {TypeError} if it does not exist
   */
  restore(world: string, id: string): void {
    this.#states.set(world, this.require(world, id).state.clone());
  }

  /** Removes a snapshot. Throws TypeError if it does not exist. */
  remove(world: string, id: string): void {
    this.require(world, id);
    this.#of(world).delete(id);
  }

  /** Returns a snapshot. Throws TypeError if it does not exist. */
  require(world: string, id: string): Snapshot {
    const snapshot = this.#of(world).get(id);
    if (snapshot === undefined) throw new TypeError(`This sandbox has no snapshot ${id.slice(0, MAX_NAME_LENGTH)}.`);
    return snapshot;
  }

  #of(world: string): Map<string, Snapshot> {
    const known = this.#snapshots.get(world) ?? new Map<string, Snapshot>();
    this.#snapshots.set(world, known);
    return known;
  }
}
