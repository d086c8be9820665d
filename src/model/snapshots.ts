/** Snapshots of a sandbox in memory. */

/** A snapshot. */
export interface SnapshotView {
  /** ID, for `restore` and `remove`. */
  readonly id: string;
  /** The name that `take` got. */
  readonly name?: string;
  /** Number of the newest commit in it. */
  readonly seq: number;
}

/** What a host without snapshots answers. */
export const NO_SNAPSHOTS =
  'Snapshots exist only in sandboxes of "strongroom/memory". This sandbox is stored by the browser: use sandbox.export() and sandbox.import(), or another sandbox.';
