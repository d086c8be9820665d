/**
 * The index of the audit log. Blocks are created in the background. Queries never depend on it: what no intact block
 * covers is searched event by event.
 */
import type { Database } from '../../model/ports.ts';
import type { Segment } from '../../model/records.ts';
import type { EventFilter } from './match-event.ts';
import { hashTerm, isIntact, LogBlockBuilder, runsWithin, runsWithTerm } from './log-block.ts';

/** Segments from `from` to `to`, both inclusive. */
export interface SegmentRange {
  readonly from: number;
  readonly to: number;
}

/** Number of blocks per read. */
const BLOCKS_PER_READ = 64;

/** Number of segments per read. */
const SEGMENTS_PER_READ = 128;

/**
 * Yields the ranges of segments below `before` that can contain matching events, newest first. Calls `onHole` with
 * ranges below a block that no intact block covers.
 */
export async function* findCandidates(
  database: Database,
  { terms, from, to }: EventFilter,
  before: number,
  onHole: (hole: SegmentRange) => void,
): AsyncGenerator<SegmentRange> {
  const hashes = terms.map(hashTerm);
  const usesIndex = hashes.length > 0 || from > -Infinity || to < Infinity;
  /** Segments from here up are done. */
  let above = before;
  let hasBlock = false;
  for (let next: number | undefined = before; usesIndex && next !== undefined;) {
    const blocks = await database.readLogBlocks(next, BLOCKS_PER_READ);
    for (const block of blocks) {
      if (!isIntact(block)) continue;
      if (block.last + 1 < above) {
        const gap = { from: block.last + 1, to: above - 1 };
        if (hasBlock) onHole(gap);
        yield gap;
      }
      hasBlock = true;
      let mask = runsWithin(block, from, to);
      for (const hash of hashes) if (mask !== 0) mask &= runsWithTerm(block, hash);
      const runs = [...block.runs].map((offset) => block.first + offset);
      for (let run = runs.length - 1; run >= 0; run--) {
        const start = runs[run] as number;
        const end = Math.min((runs[run + 1] ?? block.last + 1) - 1, above - 1);
        if (mask & (1 << run) && start <= end) yield { from: start, to: end };
      }
      above = Math.min(above, block.first);
    }
    next = blocks.length < BLOCKS_PER_READ ? undefined : blocks.at(-1)?.first;
  }
  if (above <= 1) return;
  if (hasBlock) onHole({ from: 1, to: above - 1 });
  yield { from: 1, to: above - 1 };
}

/** Creates the blocks of one sandbox. Any number of hosts may do so: each creates the same blocks. */
export class LogIndexBuilder {
  readonly #database: Database;
  readonly #yield: () => Promise<void>;
  /** No segment has a lower number. */
  #oldest = 1;

  /** @param yieldToEventLoop called after each block, so that calls run in between */
  constructor(database: Database, yieldToEventLoop: () => Promise<void>) {
    this.#database = database;
    this.#yield = yieldToEventLoop;
  }

  /** Stores the full blocks above the newest one, and blocks for `holes`. Rejects if storage fails. */
  async update(holes: readonly SegmentRange[]): Promise<void> {
    const [newest] = await this.#database.readLogBlocks(undefined, 1);
    const last = await this.#database.lastSeq();
    let from = newest === undefined ? 1 : newest.first;
    if (newest !== undefined && isIntact(newest)) from = newest.last + 1;
    else this.#oldest = await this.#findOldest(last);
    for (const hole of holes) {
      if (hole.to < this.#oldest) continue;
      const isEmpty = !(await this.#fill({ from: Math.max(hole.from, this.#oldest), to: hole.to }, true));
      if (isEmpty && hole.from <= this.#oldest) this.#oldest = hole.to + 1;
    }
    await this.#fill({ from: Math.max(from, this.#oldest), to: last }, false);
  }

  /** Stores the blocks of a range, a last one that is not full only if `isClosed`. Returns whether it has segments. */
  async #fill({ from, to }: SegmentRange, isClosed: boolean): Promise<boolean> {
    let builder = new LogBlockBuilder();
    let hasSegments = false;
    for (let position = from; position <= to; position += SEGMENTS_PER_READ) {
      const end = Math.min(position + SEGMENTS_PER_READ - 1, to);
      for (const segment of (await readRange(this.#database, { from: position, to: end })).reverse()) {
        hasSegments = true;
        if (builder.isFull) {
          await this.#store(builder);
          builder = new LogBlockBuilder();
        }
        builder.add(segment);
      }
    }
    if (isClosed || builder.isFull) await this.#store(builder);
    return hasSegments;
  }

  async #store(builder: LogBlockBuilder): Promise<void> {
    const block = builder.build();
    if (block !== undefined) await this.#database.writeLogBlock(block);
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
export async function readRange(database: Database, { from, to }: SegmentRange): Promise<Segment[]> {
  const segments = await database.readSegments(to + 1, to - from + 1);
  return segments.filter(({ seq }) => seq >= from);
}
