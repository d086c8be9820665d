/** Stored summary of several blocks of the index of the audit log, with which queries skip blocks. */

/** Version of the contents of a summary. A summary of another version is not used. */
export const LOG_SUMMARY_VERSION = 2;

/**
 * Summary of consecutive closed blocks. It tells whether any of their events can contain a given term. It can say so of
 * a term that none contains, never the reverse. Request and event IDs are not in it: they would fill most of it.
 */
export interface LogSummary {
  /** Number of the first segment. Key of the summary. */
  readonly first: number;
  /** Number of the last segment. */
  readonly last: number;
  readonly version: number;
  /** The earliest and the latest time of the events; Infinity and -Infinity without events. */
  readonly times: Float64Array;
  /** Bloom filter of the hashes of the terms. */
  readonly filter: Uint32Array;
  /** Checksum of all other members. */
  readonly checksum: number;
}
