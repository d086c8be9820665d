/**
 * B6: opening a sandbox with 100,000 keys and 1,000,000 events ÷ an empty one: the time from the start of its worker to
 * its first answered call.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import { openIndexedDb } from '../../src/storage/indexeddb.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { bigWorld, deleteWorld } from './big-world.ts';
import { addEvents } from './many-events.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const KEYS = 100_000;
const EVENTS = 1_000_000;

/** Opens the sandbox and makes one call; milliseconds. */
async function openOnce(world: string): Promise<number> {
  const start = performance.now();
  const worker = startWorker(workerUrl);
  await connectToWorker(worker, world).kms().generateRandom({ NumberOfBytes: 32 });
  const ms = performance.now() - start;
  worker.terminate();
  return ms;
}

/** The row of B6. */
export async function b6({ rounds = 15, scale }: Effort): Promise<readonly Row[]> {
  await bigWorld('bench-b6-many', { keys: KEYS * scale, aliases: 1, grants: 1 });
  const database = await openIndexedDb('bench-b6-many');
  const segments = await database.readSegments(undefined, 1000);
  const model = segments.flatMap(({ events }) => events).find(({ record }) => record.eventName === 'CreateGrant');
  if (model === undefined) throw new TypeError('The sandbox has no event to copy.');
  await addEvents(database, model, EVENTS * scale);
  database.close();
  await openOnce('bench-b6-none');
  const [many, none] = await alternate(
    [
      { name: 'with many', run: () => openOnce('bench-b6-many') },
      { name: 'empty', run: () => openOnce('bench-b6-none') },
    ],
    rounds,
  );
  await deleteWorld('bench-b6-many');
  await deleteWorld('bench-b6-none');
  const number = (value: number) => (value * scale).toLocaleString('en-US');
  const what = `opening a sandbox with ${number(KEYS)} keys and ${number(EVENTS)} events ÷ an empty one`;
  return [compare({ id: 'B6', what, goal: 1.3, goalIs: 'most', unit: 'ms' }, many, none)];
}
