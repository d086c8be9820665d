/** Queries the audit log, newest first, in pages. */
import type { AuditEvent, EventQuery, EventQueryStep } from '../../model/audit.ts';
import type { Database } from '../../model/ports.ts';
import type { DamagedRecord } from '../../model/records.ts';
import type { Segment } from '../../model/segment.ts';
import { findCandidates, type IndexHole } from './log-index.ts';
import type { LogBlockReader, SegmentRange } from './log-block-reader.ts';
import { createFilter, matchesFilter } from './match-event.ts';

/** Number of segments of the first batch of reads, and of the largest. */
const MIN_BATCH = 4;
const MAX_BATCH = 64;

/** Size of the next batch of reads, in segments. */
interface Plan {
  size: number;
}

/** Where a search ends, and what it reports. */
export interface SearchOptions {
  /** Number of compared events after which the step ends. */
  readonly maxSearched: number;
  /** True: ends at the last event of the page. `next` then does not tell whether there are more. */
  readonly endsWithPage?: boolean;
  /** Called with what is missing in the index. */
  readonly onHole?: (hole: IndexHole) => void;
}

/**
 * Returns one page of matching events.
 * @throws {TypeError} for an invalid query
 */
export async function queryEvents(
  database: Database,
  blocks: LogBlockReader,
  query: EventQuery,
  { maxSearched, endsWithPage = false, onHole = () => undefined }: SearchOptions,
): Promise<EventQueryStep> {
  const filter = createFilter(query);
  const { before } = query;
  const events: AuditEvent[] = [];
  const damaged: DamagedRecord[] = [];
  const page = () => ({ events, ...(damaged.length === 0 ? {} : { damaged }) });
  let searched = 0;
  let reached = Infinity;
  const top = Math.min((await database.lastSeq()) + 1, before === undefined ? Infinity : before.seq + 1);
  const plan: Plan = { size: MIN_BATCH };
  let read = 0;
  for await (const segments of readBatches(database, findCandidates(blocks, filter, top, onHole), plan)) {
    read += segments.length;
    for (const segment of segments) {
      if (segment.damaged !== undefined) damaged.push(segment.damaged);
      const from = segment.seq === before?.seq ? before.index - 1 : segment.events.length - 1;
      for (let index = Math.min(from, segment.events.length - 1); index >= 0; index--) {
        const event = segment.events[index] as AuditEvent;
        searched++;
        reached = event.at;
        if (!matchesFilter(event, filter)) continue;
        const next = { seq: segment.seq, index: index + 1 };
        if (events.length === filter.limit) return { ...page(), next, isPartial: false, searched, reached };
        events.push(event);
        if (endsWithPage && events.length === filter.limit) return { ...page(), isPartial: false, searched, reached };
      }
    }
    // As many as the rest of the page seems to need, by what the segments so far contained.
    const needed =
      events.length === 0 ? Infinity : Math.ceil(((filter.limit + 1 - events.length) * read) / events.length);
    plan.size = Math.min(Math.max(needed, MIN_BATCH), 2 * plan.size, MAX_BATCH);
    const lowest = segments.at(-1);
    if (lowest !== undefined && searched >= maxSearched)
      return { ...page(), next: { seq: lowest.seq, index: 0 }, isPartial: true, searched, reached };
  }
  return { ...page(), isPartial: false, searched, reached };
}

/**
 * Reads the segments of `ranges` in batches, newest first. The reads of a batch run at the same time. Ends early at the
 * end of the log.
 */
async function* readBatches(
  database: Database,
  ranges: AsyncGenerator<SegmentRange>,
  plan: Readonly<Plan>,
): AsyncGenerator<readonly Segment[]> {
  let batch: SegmentRange[] = [];
  let planned = 0;
  const readAll = async (): Promise<{ readonly segments: readonly Segment[]; readonly isEnd: boolean }> => {
    const read = await Promise.all(batch.map(({ from, to }) => database.readSegments(to + 1, to - from + 1)));
    const isEnd = read.some((segments) => segments.length === 0);
    const segments = read.flatMap((found, index) => {
      const { from = 0 } = batch[index] ?? {};
      return found.filter(({ seq }) => seq >= from);
    });
    [batch, planned] = [[], 0];
    return { segments, isEnd };
  };
  for await (const { from, to } of ranges) {
    for (let end = to; end >= from;) {
      const start = Math.max(from, end - (plan.size - planned) + 1);
      batch.push({ from: start, to: end });
      planned += end - start + 1;
      end = start - 1;
      if (planned < plan.size) continue;
      const { segments, isEnd } = await readAll();
      yield segments;
      if (isEnd) return;
    }
  }
  if (batch.length > 0) yield (await readAll()).segments;
}
