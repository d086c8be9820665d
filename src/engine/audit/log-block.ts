/**
 * Creates and reads blocks of the index of the audit log. A block tells which of its runs can contain an event with a
 * given term.
 */
import type { AuditEvent } from '../../model/audit.ts';
import { LOG_BLOCK_VERSION, type LogBlock } from '../../model/log-block.ts';
import type { Segment } from '../../model/segment.ts';
import { visitTerms } from './event-terms.ts';
import { isSummarized } from './log-summary.ts';
import { canContain, checksumOf, createBloomFilter, hashTerm, mix } from './term-hash.ts';

/** Number of runs of a full block: one bit of a mask each. */
export const MAX_RUNS = 32;

/** Number of events after which a run ends with the segment. A full block has at least 2,048. */
const MIN_RUN_EVENTS = 64;

/** Number of segments after which a run ends: many segments contain no event. */
const MAX_RUN_SEGMENTS = 256;

/**
 * A term in so few runs goes to the filter: 16 bits per run there, 64 bits with a mask. Request and event IDs, each in
 * one run, are always there.
 */
const MAX_FILTERED_RUNS = 2;

/** Bits of the filter per pair of term and run, and probes per pair: about 1 of 1,700 other pairs seems to be in it. */
const FILTER_BITS = 16;
const FILTER_PROBES = 8;

/** Collects segments, in ascending order, into a block. */
export class LogBlockBuilder {
  readonly #runs: number[] = [];
  readonly #times: number[] = [];
  readonly #masks = new Map<number, number>();
  readonly #summarized = new Set<number>();
  #last = 0;
  #eventsInRun = MIN_RUN_EVENTS;
  #segmentsInRun = 0;

  /** Hashes of the terms that a summary of the block contains. */
  get summarized(): ReadonlySet<number> {
    return this.#summarized;
  }

  /** True: the next segment begins the next block. */
  get isFull(): boolean {
    return this.#runs.length === MAX_RUNS && this.#isRunFull();
  }

  #isRunFull(): boolean {
    return this.#eventsInRun >= MIN_RUN_EVENTS || this.#segmentsInRun >= MAX_RUN_SEGMENTS;
  }

  /** Adds the next segment. */
  add({ seq, events }: Segment): void {
    if (this.#isRunFull()) {
      this.#runs.push(seq);
      this.#times.push(Infinity, -Infinity);
      this.#eventsInRun = 0;
      this.#segmentsInRun = 0;
    }
    this.#last = seq;
    this.#segmentsInRun++;
    this.#eventsInRun += events.length;
    for (const event of events) this.#addEvent(event, this.#runs.length - 1);
  }

  #addEvent(event: AuditEvent, run: number): void {
    const [low, high] = [2 * run, 2 * run + 1];
    this.#times[low] = Math.min(this.#times[low] as number, event.at);
    this.#times[high] = Math.max(this.#times[high] as number, event.at);
    visitTerms(event, (field, value) => {
      const hash = hashTerm({ field, value });
      this.#masks.set(hash, (this.#masks.get(hash) ?? 0) | (1 << run));
      if (isSummarized(field)) this.#summarized.add(hash);
    });
  }

  /** Returns the block, or undefined without segments. */
  build(isClosed: boolean): LogBlock | undefined {
    const [first] = this.#runs;
    if (first === undefined) return undefined;
    const common: (readonly [hash: number, mask: number])[] = [];
    const rare: (readonly [hash: number, run: number])[] = [];
    for (const [hash, mask] of this.#masks) {
      const runs = runsIn(mask);
      if (runs.length > MAX_FILTERED_RUNS) common.push([hash, mask]);
      else for (const run of runs) rare.push([hash, run]);
    }
    common.sort(([a], [b]) => a - b);
    const filter = createBloomFilter(rare.map(pairHash), FILTER_BITS, FILTER_PROBES);
    const block = {
      first,
      last: this.#last,
      isClosed,
      version: LOG_BLOCK_VERSION,
      runs: Uint32Array.from(this.#runs, (seq) => seq - first),
      times: Float64Array.from(this.#times),
      hashes: Uint32Array.from(common, ([hash]) => hash),
      masks: Uint32Array.from(common, ([, mask]) => mask),
      filter,
    };
    return { ...block, checksum: checksumOfBlock(block) };
  }
}

/** Hash of a pair of term and run. */
function pairHash([hash, run]: readonly [hash: number, run: number]): number {
  return hash ^ mix(run + 1);
}

/** Indexes of the bits in `mask`. */
function runsIn(mask: number): readonly number[] {
  const runs: number[] = [];
  for (let run = 0; run < MAX_RUNS; run++) if (mask & (1 << run)) runs.push(run);
  return runs;
}

function checksumOfBlock(block: Omit<LogBlock, 'checksum'>): number {
  const { first, last, isClosed, version, runs, times, hashes, masks, filter } = block;
  return checksumOf(`${first} ${last} ${isClosed} ${version} ${runs.length} ${hashes.length} ${filter.length}`, [
    runs,
    times,
    hashes,
    masks,
    filter,
  ]);
}

/** Returns whether a stored block is complete and unchanged. */
export function isIntact(block: LogBlock): boolean {
  const { first, last, version, runs, times, hashes, masks, filter, checksum } = block;
  return (
    version === LOG_BLOCK_VERSION &&
    Number.isSafeInteger(first) &&
    Number.isSafeInteger(last) &&
    first <= last &&
    [runs, hashes, masks, filter].every((numbers) => numbers instanceof Uint32Array) &&
    times instanceof Float64Array &&
    runs.length >= 1 &&
    runs.length <= MAX_RUNS &&
    times.length === 2 * runs.length &&
    masks.length === hashes.length &&
    checksumOfBlock(block) === checksum
  );
}

/** Returns a bit for each run of `block` that can contain an event with the term that has this hash. */
export function runsWithTerm({ hashes, masks, filter, runs }: LogBlock, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] as number) < hash) low = middle + 1;
    else high = middle;
  }
  if (hashes[low] === hash) return masks[low] as number;
  let mask = 0;
  for (let run = 0; run < runs.length; run++)
    if (canContain(filter, pairHash([hash, run]), FILTER_PROBES)) mask |= 1 << run;
  return mask;
}

/** Returns a bit for each run of `block` with times from `from` to before `to`. */
export function runsWithin({ times, runs }: LogBlock, from: number, to: number): number {
  let mask = 0;
  for (let run = 0; run < runs.length; run++)
    if ((times[2 * run + 1] as number) >= from && (times[2 * run] as number) < to) mask |= 1 << run;
  return mask;
}
