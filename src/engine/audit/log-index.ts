/**
 * The index of the audit log. Blocks are created in the background. Queries never depend on it: what no intact block
 * covers is searched event by event.
 */
import type { LogBlock } from '../../model/log-block.ts';
import type { Database } from '../../model/ports.ts';
import type { Segment } from '../../model/segment.ts';
import type { EventFilter } from './match-event.ts';
import { LogBlockBuilder, MAX_RUNS, runsWithin, runsWithTerm } from './log-block.ts';
import { LogBlockReader, type IndexedRange, type SegmentRange } from './log-block-reader.ts';
import { BLOCKS_PER_SUMMARY, createSummaryTest, isIntactSummary, LogSummaryBuilder } from './log-summary.ts';
import { hashTerm } from './term-hash.ts';

export { LogBlockReader } from './log-block-reader.ts';

/** A range that no intact block covers, or, at the level of summaries, closed blocks that have no summary. */
export interface IndexHole extends SegmentRange {
  readonly level: 'block' | 'summary';
}

/** Number of segments per read. Indexing that many takes tens of milliseconds, in which no call runs. */
const SEGMENTS_PER_READ = 16;

/**
 * Yields the ranges of segments below `before` that can contain matching events, newest first. Calls `onHole` with
 * what is missing in the index below its newest block.
 */
export async function* findCandidates(
  blocks: LogBlockReader,
  filter: EventFilter,
  before: number,
  onHole: (hole: IndexHole) => void,
): AsyncGenerator<SegmentRange> {
  const { terms, from, to } = filter;
  const hashes = terms.map(hashTerm);
  /** Segments from here up are done. */
  let above = before;
  let hasBlock = false;
  if (hashes.length > 0 || from > -Infinity || to < Infinity) {
    const options = {
      canMatch: createSummaryTest(filter),
      onUnsummarized: (range: SegmentRange) => onHole({ ...range, level: 'summary' }),
    };
    for await (const { first, last, block } of blocks.below(before, options)) {
      if (last + 1 < above) {
        const gap = { from: last + 1, to: above - 1 };
        if (hasBlock) onHole({ ...gap, level: 'block' });
        yield gap;
      }
      hasBlock = true;
      let mask = block === undefined ? 0 : runsWithin(block, from, to);
      for (const hash of hashes) if (block !== undefined && mask !== 0) mask &= runsWithTerm(block, hash);
      for (let run = MAX_RUNS - 1; block !== undefined && run >= 0 && mask !== 0; run--) {
        if (!(mask & (1 << run))) continue;
        const start = first + (block.runs[run] as number);
        const next = block.runs[run + 1];
        const end = Math.min(next === undefined ? last : first + next - 1, above - 1);
        if (start <= end) yield { from: start, to: end };
      }
      above = Math.min(above, first);
    }
  }
  if (above <= 1) return;
  if (hasBlock) onHole({ from: 1, to: above - 1, level: 'block' });
  yield { from: 1, to: above - 1 };
}

/**
 * Creates the blocks of one sandbox. Any number of hosts may do so: each creates the same blocks, and the last one to
 * store a block replaces it.
 */
export class LogIndexer {
  readonly #database: Database;
  readonly #yield: () => Promise<void>;
  /** Completion of the work so far. */
  #work: Promise<void> = Promise.resolve();
  readonly #blocksPerSummary: number;
  #builder = new LogBlockBuilder();
  #summary = new LogSummaryBuilder();
  /** Ranges whose segments do not suffice for a summary, by their first segment. */
  readonly #unsummarizable = new Set<number>();
  /** Number of the next segment for the builder; undefined until the newest stored block is read. */
  #next: number | undefined;
  /** No segment has a lower number. */
  #oldest = 1;

  /** @param yieldToEventLoop called between pieces of work, so that calls run in between */
  constructor(database: Database, yieldToEventLoop: () => Promise<void>, blocksPerSummary = BLOCKS_PER_SUMMARY) {
    this.#database = database;
    this.#yield = yieldToEventLoop;
    this.#blocksPerSummary = blocksPerSummary;
  }

  /**
   * Adds new segments of any host to the index as long as `isIdle` returns true, and stores blocks that are full. Never
   * rejects. Returns whether the engine was idle to the end.
   */
  async advance(isIdle: () => boolean): Promise<boolean> {
    await this.#do(async () => {
      await this.#start();
      await this.#readUntil(await this.#database.lastSeq(), isIdle);
    });
    return isIdle();
  }

  /**
   * Brings the index up to date, and stores the last block although it is not full. It grows later. Never rejects.
   * @param holes what queries found missing
   */
  update(holes: readonly IndexHole[]): Promise<void> {
    return this.#do(async () => {
      await this.#start();
      await this.#readUntil(await this.#database.lastSeq());
      await this.#store(this.#builder, false);
      for (const { from, to, level } of holes) {
        if (to < this.#oldest) continue;
        if (level === 'summary') {
          await this.#summarize({ from, to });
          continue;
        }
        const isEmpty = !(await this.#fill({ from: Math.max(from, this.#oldest), to }));
        if (isEmpty && from <= this.#oldest) this.#oldest = to + 1;
      }
    });
  }

  /**
   * Runs `work` after earlier work. The index may be incomplete, so a failure only ends the work: the next one
   * continues from what is stored. The next caller that needs storage learns of its failure.
   */
  #do(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work
      .then(this.#yield)
      .then(work)
      .catch(() => {
        this.#next = undefined;
      });
    return this.#work;
  }

  /** Finds where to continue: in the newest intact block if it is not closed, else after it. */
  async #start(): Promise<void> {
    if (this.#next !== undefined) return;
    this.#builder = new LogBlockBuilder();
    const last = await this.#database.lastSeq();
    const blocks = new LogBlockReader(this.#database).below(last + 1);
    const { value } = (await blocks.next()) as IteratorResult<IndexedRange, undefined>;
    const newest = value?.block;
    if (newest === undefined) this.#oldest = await this.#findOldest(last);
    this.#next = newest === undefined ? this.#oldest : newest.isClosed ? newest.last + 1 : newest.first;
  }

  async #readUntil(last: number, isWanted: () => boolean = () => true): Promise<void> {
    for (let from = this.#next ?? 1; from <= last && isWanted(); from = this.#next) {
      const to = Math.min(from + SEGMENTS_PER_READ - 1, last);
      const segments = await readRange(this.#database, { from, to });
      for (const segment of segments.reverse()) await this.#take(segment);
      // Without segments, a reset has deleted all up to here.
      this.#next = segments.length > 0 ? to + 1 : Math.max(to + 1, await this.#findOldest(last));
      await this.#yield();
    }
  }

  async #take(segment: Segment): Promise<void> {
    // A reset: the segments before it are deleted.
    if (segment.touched.includes('*')) {
      this.#builder = new LogBlockBuilder();
      this.#summary = new LogSummaryBuilder();
    }
    this.#builder.add(segment);
    if (!this.#builder.isFull) return;
    const block = await this.#store(this.#builder, true);
    if (block !== undefined) await this.#addToSummary(block, this.#builder.summarized);
    this.#builder = new LogBlockBuilder();
  }

  async #addToSummary(block: LogBlock, hashes: ReadonlySet<number>): Promise<void> {
    if (this.#summary.next !== block.first) this.#summary = new LogSummaryBuilder();
    this.#summary.add(block, hashes);
    if (this.#summary.count < this.#blocksPerSummary) return;
    await this.#database.writeLogSummary(this.#summary.build());
    this.#summary = new LogSummaryBuilder();
  }

  /** Stores the summary of a range, unless some of its segments are damaged or missing: their terms are unknown. */
  async #summarize({ from, to }: SegmentRange): Promise<void> {
    if (this.#unsummarizable.has(from)) return;
    // Queries that ran at the same time report the same ranges.
    const [stored] = await this.#database.readLogSummaries(from, from);
    if (stored?.last === to && isIntactSummary(stored)) return;
    const summary = new LogSummaryBuilder();
    let count = 0;
    for await (const segment of this.#segmentsOf({ from, to })) {
      if (segment.damaged !== undefined) break;
      summary.addSegment(segment);
      count++;
    }
    if (count === to - from + 1) await this.#database.writeLogSummary(summary.build());
    else this.#unsummarizable.add(from);
  }

  /** Stores the blocks of a range. Returns whether it has segments. */
  async #fill(range: SegmentRange): Promise<boolean> {
    let builder = new LogBlockBuilder();
    let hasSegments = false;
    for await (const segment of this.#segmentsOf(range)) {
      hasSegments = true;
      builder.add(segment);
      if (!builder.isFull) continue;
      await this.#store(builder, true);
      builder = new LogBlockBuilder();
    }
    await this.#store(builder, true);
    return hasSegments;
  }

  /** Reads the segments of a range, oldest first. */
  async *#segmentsOf({ from, to }: SegmentRange): AsyncGenerator<Segment> {
    for (let start = from; start <= to; start += SEGMENTS_PER_READ) {
      const end = Math.min(start + SEGMENTS_PER_READ - 1, to);
      yield* (await readRange(this.#database, { from: start, to: end })).reverse();
      await this.#yield();
    }
  }

  async #store(builder: LogBlockBuilder, isClosed: boolean): Promise<LogBlock | undefined> {
    const block = builder.build(isClosed);
    if (block === undefined) return undefined;
    await this.#database.writeLogBlock(block);
    await this.#yield();
    return block;
  }

  /** Finds the number of the oldest segment by bisection: a reset leaves no segments below. */
  async #findOldest(last: number): Promise<number> {
    let low = this.#oldest;
    let high = Math.max(last, low);
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await this.#database.readSegments(middle + 1, 1)).length > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Reads the segments of a range, newest first. */
async function readRange(database: Database, { from, to }: SegmentRange): Promise<Segment[]> {
  const segments = await database.readSegments(to + 1, to - from + 1);
  return segments.filter(({ seq }) => seq >= from);
}
