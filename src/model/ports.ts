/** Ports of the engine: database, real time, randomness. */
import type { ProxyEndpointService, ProxyFaults } from './external-key-manager.ts';
import type { HsmClusters } from './hsm-clusters.ts';
import type { LogBlock } from './log-block.ts';
import type { LogFold } from './log-fold.ts';
import type { LogSummary } from './log-summary.ts';
import type { Change, IndexName, Records, StoreName } from './records.ts';
import type { Segment } from './segment.ts';
import type { XksHttpAnswer, XksHttpRequest } from './xks-proxy-api.ts';

/** Contents of one group commit: the segment and the changes of its calls. */
export interface Batch {
  readonly segment: Segment;
  readonly changes: readonly Change[];
  /** Clears all stores and the log first, in the same transaction. Only `reset` sets it. */
  readonly clear?: true;
}

/** Durability of a commit: `strict` survives a loss of power. */
export type Durability = 'relaxed' | 'strict';

/** Storage of one sandbox. Reads return only committed data. Every method rejects if storage fails. */
export interface Database {
  /** Returns the record under `key`, or undefined. */
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined>;
  /**
   * Returns at most `limit` records of an index, in index order: those whose first members equal `by`, after the record
   * with the index key `after`. `after` is a complete index key.
   */
  page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
    limit: number,
    after?: readonly (string | number)[],
  ): Promise<readonly Records[S][]>;
  /** Counts the records whose index key starts with `by`. */
  count<S extends StoreName>(store: S, index: IndexName<S>, by: readonly (string | number)[]): Promise<number>;
  /**
   * Returns the keys of records that are missing from an index that has every record of the store: they lost a member
   * of it. Only databases that outlive the process have it.
   */
  findUnlisted?(store: StoreName): Promise<readonly string[]>;
  /** Number of the newest segment, or 0 if the log is empty. */
  lastSeq(): Promise<number>;
  /**
   * Returns segments with `seq` below `before` (all if undefined), newest first, at most `limit`; fewer only at the end
   * of the log.
   */
  readSegments(before: number | undefined, limit: number): Promise<readonly Segment[]>;
  /**
   * Stores the batch in one transaction if its segment has the next free number: no segment has that number or a higher
   * one. Otherwise calls `taken` synchronously, inside the transaction, with the later segments in order. Stores the
   * batch that it returns in the same transaction (with the number after the last of them), or nothing for undefined.
   * Resolves when the transaction is complete. Rejects, and stores nothing, if storage fails.
   */
  commit(batch: Batch, taken: (later: readonly Segment[]) => Batch | undefined, durability: Durability): Promise<void>;
  /**
   * Forgets the events of all segments with numbers up to `upTo`. They are then read as one segment, with the highest
   * of their numbers, no events, and `*` as the names that it touched. Only databases in memory have it. Rule: whatever
   * is computed from the audit log (last use of keys, levels of request quotas, an index) first reads these segments;
   * its function is one of the `folds` of EventRetention.
   */
  dropEvents?(upTo: number): Promise<void>;
  /**
   * Returns blocks of the index of the audit log whose `first` is from `from` to `to`, both inclusive, highest `first`
   * first. Blocks can be missing, overlap or be damaged; `clear` of a batch deletes all.
   */
  readLogBlocks(from: number, to: number): Promise<readonly LogBlock[]>;
  /** Stores a block and replaces one with the same `first`. Does not wait for the disk. */
  writeLogBlock(block: LogBlock): Promise<void>;
  /** Returns summaries of the index, as `readLogBlocks` does blocks. */
  readLogSummaries(from: number, to: number): Promise<readonly LogSummary[]>;
  /** Stores a summary as `writeLogBlock` does a block. */
  writeLogSummary(summary: LogSummary): Promise<void>;
  /** Returns a fold of the audit log. `clear` of a batch deletes all. */
  readLogFold(id: string): Promise<LogFold | undefined>;
  /** Stores a fold, and replaces one with the same `id`. Does not wait for the disk. */
  writeLogFold(fold: LogFold): Promise<void>;
  /** Closes the connection. The database remains. */
  close(): void;
}

/** Real time in milliseconds since 1970. */
export interface RealClock {
  now(): number;
}

/** Source of randomness. */
export interface Random {
  /** Returns random bytes for keys and other secrets, generated at the call. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** Returns random bytes for identifiers and IVs, which are not secret. They may have been generated in advance. */
  publicBytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The network between KMS and the proxies of external key stores. */
export interface XksProxies {
  /** Real time, by which requests are signed. */
  readonly clock: RealClock;
  /** Sends a request, like XksTransport. A simulated proxy misbehaves as `faults` say. */
  send(request: XksHttpRequest, timeoutMs: number, faults: ProxyFaults): Promise<XksHttpAnswer>;
  /** Returns a VPC endpoint service, with the endpoints of the proxies behind it. Undefined: it does not exist. */
  endpointService(
    name: string,
  ): Promise<(ProxyEndpointService & { readonly endpoints: readonly string[] }) | undefined>;
}

/** Systems outside of KMS that keep the keys of custom key stores. An omitted one does not exist. */
export interface ExternalSystems {
  readonly clusters?: HsmClusters;
  readonly proxies?: XksProxies;
}

/** The ports of an engine. */
export interface Ports {
  /** Omitted: there are none. */
  readonly external?: ExternalSystems;
  /** Yields to the event loop: a commit waits this way for calls that are nearly done. Omitted: nothing waits. */
  readonly yieldToEventLoop?: () => Promise<void>;
  /**
   * Waits for the time after which an engine that has committed nothing meanwhile is idle, and does background work.
   * Omitted: it does not wait.
   */
  readonly waitForIdle?: () => Promise<void>;
  readonly database: Database;
  readonly clock: RealClock;
  readonly random: Random;
}
