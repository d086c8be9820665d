/** What Cost and Activity ask first of a log with many events, each by a new worker. Milliseconds. */
import { connectToWorker } from '../../src/client/connect.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { findEvents, withOlder, type FoundEvents } from '../../src/ui/activity/event-filter.ts';
import { lanesOf } from '../../src/ui/activity/timeline.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { median } from './measure.ts';
import { startWorker } from './start-worker.ts';

/** Events of a page of the table, of a part of the timeline, and of the whole timeline. */
const PAGE = 50;
const PART = 2500;
const MAX_WHOLE = 20_000;

/** Runs `work` with a new worker, once it has opened the sandbox. */
async function withWorker(world: string, work: (strongroom: Strongroom) => Promise<unknown>): Promise<number> {
  const worker = startWorker(workerUrl);
  const strongroom = connectToWorker(worker, world);
  await strongroom.sandbox.settings.get();
  const start = performance.now();
  await work(strongroom);
  const ms = performance.now() - start;
  worker.terminate();
  return ms;
}

/** Times of the cost of the months with events from `first` to `last`. */
export interface MonthCostTimes {
  /** Counted for the first time. */
  readonly first: number;
  /** Again, by the same worker. */
  readonly again: number;
  /** By the next worker. */
  readonly next: number;
}

/** Measures the cost of each month with events. */
export async function monthCostTimes(world: string, first: number, last: number): Promise<MonthCostTimes> {
  const months = new Map([first, last].map((time) => [new Date(time).getUTCMonth(), new Date(time)]));
  const costs = async ({ sandbox }: Strongroom): Promise<void> => {
    for (const date of months.values())
      await sandbox.cost.month({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 });
  };
  await withWorker(world, ({ sandbox }) => sandbox.clock.set(new Date(last)));
  let again = 0;
  const both = await withWorker(world, async (strongroom) => {
    await costs(strongroom);
    const start = performance.now();
    await costs(strongroom);
    again = performance.now() - start;
  });
  return { first: both - again, again, next: await withWorker(world, costs) };
}

/** Reads the events of a view of Activity with its default filters. */
async function readView({ sandbox }: Strongroom, limit: number, part: number): Promise<FoundEvents> {
  const read: Parameters<typeof findEvents>[0] = (query, options) => sandbox.events.query(query, options);
  const base = { region: 'us-east-1' };
  let found: FoundEvents | undefined;
  do {
    const older: FoundEvents = await findEvents(
      read,
      { query: new URLSearchParams(), base, limit: part, before: found?.next },
      {},
    );
    found = found === undefined ? older : withOlder(found, older);
  } while (found.events.length < limit && found.next !== undefined);
  return found;
}

/** Medians of the first page of the table, and of the timeline with all events that it shows. */
export async function activityTimes(world: string, rounds: number): Promise<{ page: number; timeline: number }> {
  const page: number[] = [];
  const timeline: number[] = [];
  for (let round = 0; round < rounds; round++) {
    page.push(await withWorker(world, (strongroom) => readView(strongroom, PAGE, PAGE)));
    timeline.push(
      await withWorker(world, async (strongroom) => {
        const { events } = await readView(strongroom, MAX_WHOLE, PART);
        lanesOf(events, 'key');
      }),
    );
  }
  return { page: median(page), timeline: median(timeline) };
}
