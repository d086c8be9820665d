/**
 * The index of the audit log. Blocks are created in the background. Queries never depend on it: what no intact block
 * covers is searched event by event.
 */
import type { LogBlock } from '../../model/log-block.ts';
import type { Database } from '../../model/ports.ts';
import type { Segment } from '../../model/segment.ts';
import type { EventFilter } from './match-event.ts';
import { hashTerm, isIntact, LogBlockBuilder, runsWithin, runsWithTerm } from './log-block.ts';

/** Segments from `from` to `to`, both inclusive. */
export interface SegmentRange {
  readonly from: number;
  readonly to: number;
}

/** Segments whose blocks the first read of a query fetches: those of two blocks of a busy log. */
const FIRST_SPAN = 64;

/** Blocks that later reads aim at. Many small reads are faster than a few large ones. */
const BLOCKS_PER_READ = 8;

/** Number of segments per read. Indexing that many takes tens of milliseconds, in which no call runs. */
const SEGMENTS_PER_READ = 16;

/** Maximum number of blocks in memory: those of about two million events. A block takes up to 26 KiB. */
const MAX_CACHED_BLOCKS = 1024;

/**
 * Reads blocks for the queries of one engine, and keeps closed ones in memory. They stay valid: segments never change,
 * and numbers of deleted segments are not used again.
 */
export class LogBlockReader {
  readonly #database: Database;
  /** Closed blocks by the number of their last segment. */
  readonly #closed = new Map<number, LogBlock>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Yields intact blocks that begin below `before`, newest first. */
  async *below(before: number): AsyncGenerator<LogBlock> {
    let next = before;
    let span = FIRST_SPAN;
    let ahead: Promise<readonly LogBlock[]> | undefined;
    const read = () => this.#database.readLogBlocks(Math.max(1, next - span), next - 1);
    while (next > 1) {
      const cached = this.#closed.get(next - 1);
      if (cached !== undefined) {
        yield cached;
        next = cached.first;
        ahead = undefined;
        continue;
      }
      const isFirst = span === FIRST_SPAN;
      const blocks = await (ahead ?? read());
      next = blocks.at(-1)?.first ?? next - span;
      span = Math.ceil(span * Math.min(4, BLOCKS_PER_READ / blocks.length));
      // A query that needs a second read mostly needs them all: the next one runs while these blocks are searched.
      ahead = isFirst || next <= 1 || this.#closed.has(next - 1) ? undefined : read();
      // The query may end before it needs them.
      ahead?.catch(() => undefined);
      for (const block of blocks) {
        if (!isIntact(block)) continue;
        if (block.isClosed && this.#closed.size < MAX_CACHED_BLOCKS) this.#closed.set(block.last, block);
        yield block;
      }
    }
  }
}

/**
 * Yields the ranges of segments below `before` that can contain matching events, newest first. Calls `onHole` with
 * ranges below a block that no intact block covers.
 */
export async function* findCandidates(
  blocks: LogBlockReader,
  { terms, from, to }: EventFilter,
  before: number,
  onHole: (hole: SegmentRange) => void,
): AsyncGenerator<SegmentRange> {
  const hashes = terms.map(hashTerm);
  /** Segments from here up are done. */
  let above = before;
  let hasBlock = false;
  if (hashes.length > 0 || from > -Infinity || to < Infinity) {
    for await (const block of blocks.below(before)) {
      if (block.last + 1 < above) {
        const gap = { from: block.last + 1, to: above - 1 };
        if (hasBlock) onHole(gap);
        yield gap;
      }
      hasBlock = true;
      let mask = runsWithin(block, from, to);
      for (const hash of hashes) if (mask !== 0) mask &= runsWithTerm(block, hash);
      for (let run = block.runs.length - 1; run >= 0 && mask !== 0; run--) {
        if (!(mask & (1 << run))) continue;
        const start = block.first + (block.runs[run] as number);
        const next = block.runs[run + 1];
        const end = Math.min(next === undefined ? block.last : block.first + next - 1, above - 1);
        if (start <= end) yield { from: start, to: end };
      }
      above = Math.min(above, block.first);
    }
  }
  if (above <= 1) return;
  if (hasBlock) onHole({ from: 1, to: above - 1 });
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
  #builder = new LogBlockBuilder();
  /** Number of the next segment for the builder; undefined until the newest stored block is read. */
  #next: number | undefined;
  /** No segment has a lower number. */
  #oldest = 1;

  /** @param yieldToEventLoop called between pieces of work, so that calls run in between */
  constructor(database: Database, yieldToEventLoop: () => Promise<void>) {
    this.#database = database;
    this.#yield = yieldToEventLoop;
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
   * @param holes ranges that no intact block covers
   */
  update(holes: readonly SegmentRange[]): Promise<void> {
    return this.#do(async () => {
      await this.#start();
      await this.#readUntil(await this.#database.lastSeq());
      await this.#store(this.#builder, false);
      for (const { from, to } of holes) {
        if (to < this.#oldest) continue;
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
    const { value: newest } = (await blocks.next()) as IteratorResult<LogBlock, undefined>;
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
    if (segment.touched.includes('*')) this.#builder = new LogBlockBuilder();
    this.#builder.add(segment);
    if (!this.#builder.isFull) return;
    await this.#store(this.#builder, true);
    this.#builder = new LogBlockBuilder();
  }

  /** Stores the blocks of a range. Returns whether it has segments. */
  async #fill({ from, to }: SegmentRange): Promise<boolean> {
    let builder = new LogBlockBuilder();
    let hasSegments = false;
    for (let start = from; start <= to; start += SEGMENTS_PER_READ) {
      const end = Math.min(start + SEGMENTS_PER_READ - 1, to);
      for (const segment of (await readRange(this.#database, { from: start, to: end })).reverse()) {
        hasSegments = true;
        builder.add(segment);
        if (!builder.isFull) continue;
        await this.#store(builder, true);
        builder = new LogBlockBuilder();
      }
    }
    await this.#store(builder, true);
    return hasSegments;
  }

  async #store(builder: LogBlockBuilder, isClosed: boolean): Promise<void> {
    const block = builder.build(isClosed);
    if (block === undefined) return;
    await this.#database.writeLogBlock(block);
    await this.#yield();
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
