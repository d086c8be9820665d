/** Reads the index of the audit log for the queries of one engine. */
import type { LogBlock } from '../../model/log-block.ts';
import type { LogSummary } from '../../model/log-summary.ts';
import type { Database } from '../../model/ports.ts';
import { isIntact } from './log-block.ts';
import { BLOCKS_PER_SUMMARY, isIntactSummary, type SummaryTest } from './log-summary.ts';

/** Segments from `from` to `to`, both inclusive. */
export interface SegmentRange {
  readonly from: number;
  readonly to: number;
}

/** A block, or a range whose blocks cannot match. */
export interface IndexedRange {
  readonly first: number;
  readonly last: number;
  /** Undefined: a summary excludes the range. */
  readonly block?: LogBlock;
}

/** How to read the index. */
export interface ReadIndexOptions {
  /** Tells whether the blocks of a summary are read. Undefined: no summary is read. */
  readonly canMatch?: SummaryTest | undefined;
  /** Called with ranges of closed blocks that have no summary. */
  readonly onUnsummarized?: (range: SegmentRange) => void;
}

/** Segments whose blocks the first read of a query fetches: those of two blocks of a busy log. */
const FIRST_SPAN = 64;

/** Blocks that later reads aim at. Many small reads are faster than a few large ones. */
const BLOCKS_PER_READ = 8;

/** Summaries that a read aims at. */
const SUMMARIES_PER_READ = 8;

/** Maximum number of blocks in memory: those of about two million events. A block takes up to 26 KiB. */
const MAX_CACHED_BLOCKS = 1024;

/** Fewer blocks between two summaries get none. */
const MIN_SUMMARIZED_BLOCKS = 4;

/**
 * Keeps closed blocks and summaries in memory. They stay valid: segments never change, and numbers of deleted segments
 * are not used again.
 */
export class LogBlockReader {
  readonly #database: Database;
  readonly #blocksPerSummary: number;
  /** Closed blocks by the number of their last segment. */
  readonly #closed = new Map<number, LogBlock>();
  /** Summaries by the number of their last segment. */
  readonly #summaries = new Map<number, LogSummary>();

  constructor(database: Database, blocksPerSummary = BLOCKS_PER_SUMMARY) {
    this.#database = database;
    this.#blocksPerSummary = blocksPerSummary;
  }

  /** Yields intact blocks that begin below `before`, and ranges without a match, newest first. */
  async *below(
    before: number,
    { canMatch, onUnsummarized = () => undefined }: ReadIndexOptions = {},
  ): AsyncGenerator<IndexedRange> {
    /** Blocks that begin here or above were read. */
    let next = before;
    let span = FIRST_SPAN;
    let ahead: Promise<readonly LogBlock[]> | undefined;
    /** Where the blocks of the newest summary end or begin. Undefined until the first blocks are read. */
    let floor = canMatch === undefined ? 1 : undefined;
    let summaries: SummaryWalk | undefined;
    const unsummarized = new UnsummarizedBlocks(this.#blocksPerSummary, onUnsummarized);
    const read = () => this.#database.readLogBlocks(Math.max(floor ?? 1, next - span), next - 1);
    while (next > 1) {
      const known = this.#summaries.get(next - 1);
      if (known !== undefined && canMatch?.(known) === false) {
        yield { first: known.first, last: known.last };
        next = known.first;
        ahead = undefined;
        continue;
      }
      const cached = this.#closed.get(next - 1);
      if (cached !== undefined) {
        yield { first: cached.first, last: cached.last, block: cached };
        next = cached.first;
        ahead = undefined;
        continue;
      }
      const isFirst = span === FIRST_SPAN;
      if (canMatch !== undefined && !isFirst && next <= (floor ?? Infinity)) {
        summaries ??= new SummaryWalk(this.#database, next, (span / BLOCKS_PER_READ) * this.#blocksPerSummary);
        const summary = await summaries.below(next);
        const isCovered = summary !== undefined && summary.last + 1 >= next;
        unsummarized.enter(isCovered);
        if (isCovered) {
          if (this.#summaries.size * this.#blocksPerSummary < MAX_CACHED_BLOCKS)
            this.#summaries.set(summary.last, summary);
          if (!canMatch(summary)) {
            yield { first: summary.first, last: summary.last };
            next = summary.first;
            continue;
          }
        }
        floor = isCovered ? summary.first : (summary?.last ?? 0) + 1;
      }
      const blocks = await (ahead ?? read());
      next = blocks.at(-1)?.first ?? Math.max(floor ?? 1, next - span);
      span = Math.ceil(span * Math.min(4, BLOCKS_PER_READ / blocks.length));
      // A query that needs a second read mostly needs them all: the next one runs while these blocks are searched.
      ahead = isFirst || next <= (floor ?? 1) || this.#closed.has(next - 1) ? undefined : read();
      // The query may end before it needs them.
      ahead?.catch(() => undefined);
      for (const block of blocks) {
        if (!isIntact(block)) continue;
        if (!isFirst) unsummarized.add(block);
        if (block.isClosed && this.#closed.size < MAX_CACHED_BLOCKS) this.#closed.set(block.last, block);
        yield { first: block.first, last: block.last, block };
      }
    }
    unsummarized.enter(true);
  }
}

/** Reads summaries, newest first, a few at a time. */
class SummaryWalk {
  readonly #database: Database;
  #read: readonly LogSummary[] = [];
  /** Summaries that begin here or above were read. */
  #lowest: number;
  #span: number;

  /** @param segments expected number of segments of a summary */
  constructor(database: Database, before: number, segments: number) {
    this.#database = database;
    this.#lowest = before;
    this.#span = segments * SUMMARIES_PER_READ;
  }

  /** Returns the newest intact summary that begins below `next`. Each `next` is lower than the one before. */
  async below(next: number): Promise<LogSummary | undefined> {
    for (;;) {
      const found = this.#read.find(({ first }) => first < next);
      if (found !== undefined || this.#lowest <= 1) return found;
      const from = Math.max(1, Math.floor(this.#lowest - this.#span));
      const read = await this.#database.readLogSummaries(from, this.#lowest - 1);
      this.#lowest = from;
      if (read.length === 0) this.#span *= 4;
      this.#read = read.filter(isIntactSummary);
    }
  }
}

/** Finds consecutive closed blocks without a summary. */
class UnsummarizedBlocks {
  readonly #blocksPerSummary: number;
  readonly #onFound: (range: SegmentRange) => void;
  #isCovered = true;
  /** Whether a summary is above the blocks: otherwise the newest blocks will get one. */
  #isBelowSummary = false;
  #range: SegmentRange | undefined;
  #count = 0;

  constructor(blocksPerSummary: number, onFound: (range: SegmentRange) => void) {
    this.#blocksPerSummary = blocksPerSummary;
    this.#onFound = onFound;
  }

  /** Notes that a summary covers the next blocks, or not. */
  enter(isCovered: boolean): void {
    if (isCovered && this.#isBelowSummary && this.#count >= MIN_SUMMARIZED_BLOCKS) this.#report();
    this.#isCovered = isCovered;
    this.#isBelowSummary ||= isCovered;
    this.#range = undefined;
    this.#count = 0;
  }

  /** Adds the next block below. */
  add({ first, last, isClosed }: LogBlock): void {
    if (this.#isCovered) return;
    if (!isClosed || (this.#range !== undefined && this.#range.from !== last + 1)) {
      this.#range = undefined;
      this.#count = 0;
    }
    if (!isClosed) return;
    this.#range = { from: first, to: this.#range?.to ?? last };
    this.#count++;
    if (this.#count === this.#blocksPerSummary) this.#report();
  }

  #report(): void {
    if (this.#range !== undefined) this.#onFound(this.#range);
    this.#range = undefined;
    this.#count = 0;
  }
}
