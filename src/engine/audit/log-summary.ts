/** Creates and reads summaries of several blocks of the index of the audit log. */
import type { LogBlock } from '../../model/log-block.ts';
import { LOG_SUMMARY_VERSION, type LogSummary } from '../../model/log-summary.ts';
import type { Segment } from '../../model/segment.ts';
import { canContain, checksumOf, createBloomFilter, hashTerm } from './term-hash.ts';
import { visitTerms, type Term } from './event-terms.ts';
import type { EventFilter } from './match-event.ts';

/** Number of blocks of a summary: more than 32,000 events. */
export const BLOCKS_PER_SUMMARY = 16;

/** Bits of the filter per term, and probes per term: about 1 of 45 other terms seems to be in it. */
const FILTER_BITS = 8;
const FILTER_PROBES = 5;

/** Whether summaries contain terms of a field. Each ID is of one event: the IDs would take most of the filter. */
export function isSummarized(field: Term['field']): boolean {
  return field !== 'requestId' && field !== 'eventId';
}

/** Collects consecutive blocks, in ascending order, into a summary. */
export class LogSummaryBuilder {
  readonly #hashes = new Set<number>();
  #first: number | undefined;
  #last = 0;
  #from = Infinity;
  #to = -Infinity;
  #count = 0;

  /** Number of blocks that were added. */
  get count(): number {
    return this.#count;
  }

  /** Number of the segment that the next block begins with. Undefined if nothing was added. */
  get next(): number | undefined {
    return this.#first === undefined ? undefined : this.#last + 1;
  }

  /**
   * Adds the next block.
   * @param hashes of its terms in the fields that summaries contain
   */
  add({ first, last, times }: LogBlock, hashes: Iterable<number>): void {
    this.#count++;
    this.#addSegments(first, last);
    for (const [index, time] of times.entries()) {
      if (index % 2 === 0) this.#from = Math.min(this.#from, time);
      else this.#to = Math.max(this.#to, time);
    }
    for (const hash of hashes) this.#hashes.add(hash);
  }

  /** Adds the next segment. Blocks are not counted. */
  addSegment({ seq, events }: Segment): void {
    this.#addSegments(seq, seq);
    for (const event of events) {
      this.#from = Math.min(this.#from, event.at);
      this.#to = Math.max(this.#to, event.at);
      visitTerms(event, (field, value) => {
        if (isSummarized(field)) this.#hashes.add(hashTerm({ field, value }));
      });
    }
  }

  #addSegments(first: number, last: number): void {
    this.#first ??= first;
    this.#last = last;
  }

  /** Returns the summary of what was added, at least one segment. */
  build(): LogSummary {
    const summary = {
      first: this.#first ?? 0,
      last: this.#last,
      version: LOG_SUMMARY_VERSION,
      times: Float64Array.of(this.#from, this.#to),
      filter: createBloomFilter([...this.#hashes], FILTER_BITS, FILTER_PROBES),
    };
    return { ...summary, checksum: checksumOfSummary(summary) };
  }
}

function checksumOfSummary({ first, last, version, times, filter }: Omit<LogSummary, 'checksum'>): number {
  return checksumOf(`${first} ${last} ${version} ${filter.length}`, [times, filter]);
}

/** Returns whether a stored summary is complete and unchanged. */
export function isIntactSummary(summary: LogSummary): boolean {
  const { first, last, version, times, filter, checksum } = summary;
  return (
    version === LOG_SUMMARY_VERSION &&
    Number.isSafeInteger(first) &&
    Number.isSafeInteger(last) &&
    first <= last &&
    times instanceof Float64Array &&
    times.length === 2 &&
    filter instanceof Uint32Array &&
    checksumOfSummary(summary) === checksum
  );
}

/** Tells whether the events of a summary can match. */
export type SummaryTest = (summary: LogSummary) => boolean;

/** Creates the test of a query. Undefined: summaries contain nothing that the query asks for. */
export function createSummaryTest({ terms, from, to }: EventFilter): SummaryTest | undefined {
  const hashes = terms.filter(({ field }) => isSummarized(field)).map(hashTerm);
  if (hashes.length === 0 && from === -Infinity && to === Infinity) return undefined;
  return ({ times: [earliest = 0, latest = 0], filter }) =>
    latest >= from && earliest < to && hashes.every((hash) => canContain(filter, hash, FILTER_PROBES));
}
