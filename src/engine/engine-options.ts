/** Options of an engine. */
import type { AdvanceNotice } from '../model/contract.ts';
import type { Settings } from '../model/records.ts';
import type { Commit } from './transaction/group-commit.ts';

/** Options of an engine. */
export interface EngineOptions {
  /** False: no read is cached between calls. Results are the same; tests compare them. */
  readonly cacheReads?: boolean;
  /** Settings of a new sandbox that differ from the default, also after a reset. */
  readonly initialSettings?: Partial<Settings>;
  /**
   * Number of the first segment of a new sandbox. Default 1. Numbers continue if the storage of a previous one was
   * deleted.
   */
  readonly firstSeq?: number;
  /**
   * Number of newest events to keep. Older ones are dropped, if the database can do so; what is computed from them
   * stays. Omitted: all are kept.
   */
  readonly keepEvents?: number;
  /** Called with each segment that this engine commits. */
  readonly onCommit?: (commit: Commit) => void;
  /** Called at the start and at the end of each advance of the clock. */
  readonly onAdvance?: (advance: AdvanceNotice) => void;
  /** Called for bugs: any error of an operation that is not an AWS error. */
  readonly onInternalError?: (cause: unknown) => void;
}
