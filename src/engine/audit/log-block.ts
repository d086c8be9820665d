/**
 * Creates and reads blocks of the index of the audit log. A block tells which of its runs can contain an event with a
 * given term.
 */
import type { AuditEvent } from '../../model/audit.ts';
import { LOG_BLOCK_VERSION, type LogBlock } from '../../model/log-block.ts';
import type { Segment } from '../../model/segment.ts';
import { FIELDS, visitTerms, type Term } from './event-terms.ts';

/** Number of runs of a full block: one bit of a mask each. */
const MAX_RUNS = 32;

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

/** 32-bit FNV-1a hash over UTF-16 code units. Source: https://datatracker.ietf.org/doc/draft-eastlake-fnv/ */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const SEEDS = new Map(FIELDS.map((field) => [field, hashText(`${field} `, 0x811c9dc5)]));

/** Hash of a term. */
export function hashTerm({ field, value }: Term): number {
  return hashText(value, SEEDS.get(field) as number);
}

/** Mixes the bits of an integer. Source: the finalizer of MurmurHash3, https://github.com/aappleby/smhasher */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Calls `visit` with the positions in the filter of a pair of term and run, until it returns false. */
function everyPosition(bits: number, hash: number, run: number, visit: (bit: number) => boolean): boolean {
  let position = mix(hash ^ mix(run + 1));
  const step = mix(position) | 1;
  for (let probe = 0; probe < FILTER_PROBES; probe++) {
    if (!visit(position % bits)) return false;
    position = (position + step) >>> 0;
  }
  return true;
}

/** Collects segments, in ascending order, into a block. */
export class LogBlockBuilder {
  readonly #runs: number[] = [];
  readonly #times: number[] = [];
  readonly #masks = new Map<number, number>();
  #last = 0;
  #eventsInRun = MIN_RUN_EVENTS;
  #segmentsInRun = 0;

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
    const filter = new Uint32Array(Math.ceil((rare.length * FILTER_BITS) / 32));
    for (const [hash, run] of rare) {
      everyPosition(filter.length * 32, hash, run, (bit) => {
        filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31));
        return true;
      });
    }
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
    return { ...block, checksum: checksumOf(block) };
  }
}

/** Indexes of the bits in `mask`. */
function runsIn(mask: number): readonly number[] {
  const runs: number[] = [];
  for (let run = 0; run < MAX_RUNS; run++) if (mask & (1 << run)) runs.push(run);
  return runs;
}

function checksumOf({
  first,
  last,
  isClosed,
  version,
  runs,
  times,
  hashes,
  masks,
  filter,
}: Omit<LogBlock, 'checksum'>): number {
  let hash = hashText(
    `${first} ${last} ${isClosed} ${version} ${runs.length} ${hashes.length} ${filter.length}`,
    0x811c9dc5,
  );
  const words = new Uint32Array(times.buffer, times.byteOffset, times.length * 2);
  for (const numbers of [runs, words, hashes, masks, filter])
    // A query can check millions of numbers: for-of takes four times as long.
    // eslint-disable-next-line @typescript-eslint/prefer-for-of
    for (let i = 0; i < numbers.length; i++) hash = Math.imul(hash ^ (numbers[i] as number), 0x01000193);
  return mix(hash);
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
    checksumOf(block) === checksum
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
  if (filter.length === 0) return mask;
  for (let run = 0; run < runs.length; run++) {
    const isIn = everyPosition(
      filter.length * 32,
      hash,
      run,
      (bit) => ((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0,
    );
    if (isIn) mask |= 1 << run;
  }
  return mask;
}

/** Returns a bit for each run of `block` with times from `from` to before `to`. */
export function runsWithin({ times, runs }: LogBlock, from: number, to: number): number {
  let mask = 0;
  for (let run = 0; run < runs.length; run++)
    if ((times[2 * run + 1] as number) >= from && (times[2 * run] as number) < to) mask |= 1 << run;
  return mask;
}
