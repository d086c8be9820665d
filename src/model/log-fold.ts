/** Stored result of a computation over the audit log, so that it continues where it ended. */

/**
 * What was computed from the segments up to `last`. A fold can be missing or damaged: it is then computed again.
 */
export interface LogFold {
  /** What was computed. Key of the fold. */
  readonly id: string;
  /** Number of the last segment that is included. */
  readonly last: number;
  /** Version of `data`. A fold of another version is not used. */
  readonly version: number;
  /** JSON text. */
  readonly data: string;
  /** Checksum of all other members. */
  readonly checksum: number;
}
