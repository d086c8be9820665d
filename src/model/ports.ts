/** What the engine needs from outside: a database, real time, chance. */
import type { Change, IndexName, Records, Segment, StoreName } from './records.ts';

/** What one group commit wants stored: the segment and the changes of its calls. */
export interface Batch {
  readonly segment: Segment;
  readonly changes: readonly Change[];
  /** Empty every store and the log first, in the same transaction: only `reset` does. */
  readonly clear?: true;
}

/** How a commit waits for the disk: `strict` survives a loss of power. */
export type Durability = 'relaxed' | 'strict';

/** The storage of one world. Reads see only what was committed. Every method rejects when the storage fails. */
export interface Database {
  /** The record under `key`, or undefined. */
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined>;
  /**
   * Records of an index in the order of the index: those whose first members equal `by`, after the record with the index key `after`, at most `limit`.
   * `after` is a whole index key, all its members.
   */
  page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
    limit: number,
    after?: readonly (string | number)[],
  ): Promise<readonly Records[S][]>;
  /** How many records have `by` as the first members of their index key. */
  count<S extends StoreName>(store: S, index: IndexName<S>, by: readonly (string | number)[]): Promise<number>;
  /** The number of the newest segment, 0 when the log is empty. */
  lastSeq(): Promise<number>;
  /** Segments with `seq` below `before` (all when undefined), newest first, at most `limit`. */
  readSegments(before: number | undefined, limit: number): Promise<readonly Segment[]>;
  /**
   * Stores the batch in ONE transaction, if its segment's number is the next free one: no segment has that number or a higher one.
   * Otherwise `taken` is called, synchronously and inside the transaction, with the later segments in order; what it returns is stored in the
   * same transaction (its segment must carry the number after the last of them), or nothing when it returns undefined.
   * Resolves when the transaction is complete. Rejects (and stores nothing) when storage fails.
   */
  commit(batch: Batch, taken: (later: readonly Segment[]) => Batch | undefined, durability: Durability): Promise<void>;
  /** Ends the connection; the database stays. */
  close(): void;
}

/** Real time: milliseconds since 1970. */
export interface RealClock {
  now(): number;
}

/** Where chance comes from. */
export interface Random {
  /** `length` random bytes for keys and other secrets. They exist nowhere before the call. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** `length` random bytes for identifiers and IVs, which are no secret. They may have been generated in advance. */
  publicBytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The ports of an engine. */
export interface Ports {
  /** Resolves when what is ready now has had its turn: a commit waits so for the calls that are nearly done. Absent: nothing waits. */
  readonly yieldToEventLoop?: () => Promise<void>;
  readonly database: Database;
  readonly clock: RealClock;
  readonly random: Random;
}
