/** Stored summary of a block of the audit log, with which queries skip segments. */

/** Version of the contents of a block. A block of another version is not used. */
export const LOG_BLOCK_VERSION = 3;

/**
 * Summary of consecutive segments, divided into at most 32 runs. It tells which runs can contain an event with a given
 * term: a value of a field such as the operation. It can name a run too many, never one too few. Terms are stored as
 * 32-bit hashes.
 */
export interface LogBlock {
  /** Number of the first segment. Key of the block. */
  readonly first: number;
  /** Number of the last segment. */
  readonly last: number;
  /** False: the block grows with the next segments. */
  readonly isClosed: boolean;
  readonly version: number;
  /** For each run, the number of its first segment minus `first`. */
  readonly runs: Uint32Array;
  /** For each run, the earliest and the latest time of its events; Infinity and -Infinity without events. */
  readonly times: Float64Array;
  /** Hashes of the terms that many runs contain, ascending. */
  readonly hashes: Uint32Array;
  /** For each of `hashes`, a bit per run that contains the term. */
  readonly masks: Uint32Array;
  /** Bloom filter of pairs of term and run, for all other terms. */
  readonly filter: Uint32Array;
  /** Checksum of all other members. */
  readonly checksum: number;
}
