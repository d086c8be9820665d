/** The members of a sandbox about all that it contains: seed documents and snapshots. */
import type { ImportOptions, ImportReport, SeedDocument } from './seed-document.ts';
import type { SnapshotView } from './snapshots.ts';

/** Seed documents and snapshots of a sandbox. */
export interface SandboxContents {
  /**
   * Creates what a document describes: accounts, principals, keys, aliases, grants. Entries that exist are updated,
   * keys are always new, nothing is removed. The calls are those of the root users of the accounts; they are in the
   * audit log and exempt from request quotas. All of it is stored in one transaction, or nothing.
   * @throws {SeedError} with each problem and its place in the document, if the document is refused
   */
  seed(document: SeedDocument): Promise<ImportReport>;
  /**
   * Writes the contents of the sandbox as a document for `seed` and `import`, without key material and secrets.
   * `omitted` names what a document cannot contain.
   */
  export(): Promise<SeedDocument>;
  /** Like `seed`, with a dry run. The report says how the sandbox differs from the exported one. */
  import(document: SeedDocument, options?: ImportOptions): Promise<ImportReport>;
  /**
   * Snapshots of a sandbox in memory (`strongroom/memory`): everything in it, clock and audit log included, except
   * CloudHSM clusters and external key managers. They take milliseconds, and end with the process.
   * @throws {TypeError} in a sandbox that the browser stores
   */
  readonly snapshots: {
    take(name?: string): Promise<SnapshotView>;
    /** Lists the snapshots, oldest first. */
    list(): Promise<readonly SnapshotView[]>;
    /**
     * Returns the sandbox to a snapshot, which remains. Calls in progress reject. Change notices start anew at the
     * number of the snapshot.
     * @throws {TypeError} if the snapshot does not exist
     */
    restore(id: string): Promise<void>;
    remove(id: string): Promise<void>;
  };
}
