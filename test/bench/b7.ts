/**
 * B7: the first page of queries of the audit log over 1,000,000 events, beside a raw cursor that reads the segments
 * with the events of the same page. Also what the index costs per event.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import type { AuditEvent, EventQuery } from '../../src/model/audit.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { decodeSegment, type StoredSegment } from '../../src/storage/segment-encoding.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { deleteWorld } from './big-world.ts';
import { activityTimes, monthCostTimes } from './log-views.ts';
import { addEvents } from './many-events.ts';
import { alternate, median, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const WORLD = 'bench-b7';
const NUMBER = 1_000_000;
const LIMIT = 100;
const GOAL_MS = 100;

/** A real event of an Encrypt with an encryption context. */
async function modelEvent(): Promise<AuditEvent> {
  const worker = startWorker(workerUrl);
  const strongroom = connectToWorker(worker, WORLD);
  const { KeyMetadata } = await strongroom.kms().createKey({});
  const Plaintext = crypto.getRandomValues(new Uint8Array(32));
  await strongroom.kms().encrypt({ KeyId: KeyMetadata?.Arn ?? '', Plaintext, EncryptionContext: { tenant: 'one' } });
  const { events } = await strongroom.sandbox.events.query({ operation: 'Encrypt' });
  worker.terminate();
  if (events[0] === undefined) throw new TypeError('The sandbox has no event to copy.');
  return events[0];
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName(WORLD));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database does not open.'));
  });
}

/** Numbers of the segments that contain events with these IDs, newest first. */
async function segmentsWith(ids: ReadonlySet<string>): Promise<readonly number[]> {
  const database = await openIndexedDb(WORLD);
  const found: number[] = [];
  for (let before: number | undefined, more = true; more && found.length < ids.size;) {
    const segments = await database.readSegments(before, 200);
    for (const { seq, events } of segments) if (events.some(({ record }) => ids.has(record.eventID))) found.push(seq);
    before = segments.at(-1)?.seq;
    more = segments.length > 0;
  }
  database.close();
  return found;
}

/** Reads the segments with one cursor from the newest down, and their events with these IDs. Milliseconds. */
async function rawCursor(database: IDBDatabase, segments: readonly number[], ids: ReadonlySet<string>) {
  const start = performance.now();
  const events: AuditEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    const request = database
      .transaction('segments')
      .objectStore('segments')
      .openCursor(IDBKeyRange.upperBound(segments[0]), 'prev');
    let next = 1;
    request.onerror = () => reject(request.error ?? new Error('The cursor failed.'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return resolve();
      const segment = decodeSegment(cursor.value as StoredSegment);
      events.push(...segment.events.filter(({ record }) => ids.has(record.eventID)));
      const seq = segments[next++];
      if (seq === undefined) resolve();
      else cursor.continue(seq);
    };
  });
  if (events.length !== ids.size) throw new TypeError(`The cursor read ${events.length} events, not ${ids.size}.`);
  return performance.now() - start;
}

/** A query. Without a goal, its time is shown for comparison alone. */
interface Question {
  readonly name: string;
  readonly query: EventQuery;
  readonly goal: 1 | undefined;
}

/** The first query that a worker answers: it reads all blocks of the index from storage. Milliseconds. */
async function firstQuery(query: EventQuery): Promise<number> {
  const worker = startWorker(workerUrl);
  const strongroom = connectToWorker(worker, WORLD);
  await strongroom.sandbox.settings.get();
  const start = performance.now();
  await strongroom.sandbox.events.query({ limit: LIMIT, ...query });
  const ms = performance.now() - start;
  worker.terminate();
  return ms;
}

async function measureQuery(
  { sandbox }: Strongroom,
  database: IDBDatabase,
  { name, query, goal }: Question,
  rounds: number,
): Promise<Row> {
  const { events } = await sandbox.events.query({ limit: LIMIT, ...query });
  const ids = new Set(events.map(({ record }) => record.eventID));
  if (ids.size === 0) throw new TypeError(`No event matches the query by ${name}.`);
  const segments = await segmentsWith(ids);
  const run = async () => {
    const start = performance.now();
    await sandbox.events.query({ limit: LIMIT, ...query });
    return performance.now() - start;
  };
  const [page, raw] = await alternate(
    [
      { name: 'first page', run },
      { name: 'raw cursor', run: () => rawCursor(database, segments, ids) },
    ],
    rounds,
  );
  const ms = median(page?.rates ?? []);
  return {
    id: 'B7',
    what: `events by ${name}: first page of ${ids.size} from ${segments.length} segments ÷ ${GOAL_MS} ms`,
    ratio: ms / GOAL_MS,
    goal,
    goalIs: 'most',
    unit: 'ms',
    sides: { 'first page': ms, 'raw cursor of the same events': median(raw?.rates ?? []) },
  };
}

/** The rows of B7. Times, not rates. */
export async function b7({ rounds = 9, scale }: Effort): Promise<readonly Row[]> {
  const model = await modelEvent();
  const database = await openIndexedDb(WORLD);
  const before = (await navigator.storage.estimate()).usage ?? 0;
  const { common, rare, time, indexing } = await addEvents(database, model, NUMBER * scale);
  const stored = ((await navigator.storage.estimate()).usage ?? 0) - before;
  const { record } = (await database.readSegments(await database.lastSeq(), 1))[0]?.events[0] ?? model;
  database.close();
  const worker = startWorker(workerUrl);
  const strongroom = connectToWorker(worker, WORLD);
  const raw = await open();
  const queries: readonly Question[] = [
    { name: 'key', query: { keyArn: common.keyArn }, goal: 1 },
    { name: 'key, used only long ago', query: { keyArn: rare.keyArn }, goal: 1 },
    { name: 'principal', query: { principal: common.principal }, goal: 1 },
    { name: 'principal, active only long ago', query: { principal: rare.principal }, goal: 1 },
    { name: 'time, long ago', query: { from: time, to: time + 3_600_000 }, goal: 1 },
    { name: 'context value', query: { contextValue: common.contextValue }, goal: 1 },
    {
      name: 'context name and value, used only long ago',
      query: { contextKey: 'tenant', contextValue: rare.contextValue },
      goal: 1,
    },
    { name: 'key and principal', query: { keyArn: common.keyArn, principal: common.principal }, goal: undefined },
    { name: 'request ID', query: { requestId: record.requestID ?? '' }, goal: 1 },
  ];
  const rows: Row[] = [];
  for (const query of queries) rows.push(await measureQuery(strongroom, raw, query, rounds));
  const cold: number[] = [];
  for (let round = 0; round < rounds; round++) cold.push(await firstQuery({ contextValue: rare.contextValue }));
  raw.close();
  worker.terminate();
  const activity = await activityTimes(WORLD, Math.min(rounds, 3));
  const costs = await monthCostTimes(WORLD, model.at, Date.parse(record.eventTime));
  await deleteWorld(WORLD);
  const cost = (what: string, sides: Row['sides'], ratio: number, unit: string): Row => ({
    id: 'B7',
    what,
    ratio,
    goal: undefined,
    goalIs: 'most',
    unit,
    sides,
  });
  const { bytes, microseconds } = indexing;
  const log = stored / (NUMBER * scale) - bytes;
  const first = { 'first query': median(cold) };
  return [
    ...rows,
    {
      ...cost(`the first query of a worker ÷ ${GOAL_MS} ms`, first, first['first query'] / GOAL_MS, 'ms'),
      goal: 1,
    },
    cost(
      'cost of the months with these events, by the next worker ÷ by the one that counts them',
      { 'next worker': costs.next, 'first time': costs.first, 'again, by the same worker': costs.again },
      costs.next / costs.first,
      'ms',
    ),
    cost(
      'Activity: timeline of 20,000 events ÷ first page, each by a new worker',
      { timeline: activity.timeline, 'first page': activity.page },
      activity.timeline / activity.page,
      'ms',
    ),
    cost('bytes per event, index ÷ log', { index: bytes, log }, bytes / log, 'bytes'),
    cost('reading and indexing an event, while idle', { index: microseconds }, microseconds, 'µs'),
  ];
}
