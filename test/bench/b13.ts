/**
 * B13: what an export of 1,000,000 events takes (log files, digest files), and a page of LookupEvents over the same
 * events by the unmodified SDK client. Each beside a reading of the same log through the storage port.
 */
import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { connectToWorker } from '../../src/client/connect.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import { openIndexedDb } from '../../src/storage/indexeddb.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { deleteWorld } from './big-world.ts';
import { addEvents } from './many-events.ts';
import { median, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const WORLD = 'bench-b13';
const NUMBER = 1_000_000;
const GOAL_MS = 100;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Reads all segments. */
async function readLog(): Promise<void> {
  const database = await openIndexedDb(WORLD);
  for (let before: number | undefined, more = true; more;) {
    const segments = await database.readSegments(before, 64);
    before = segments.at(-1)?.seq;
    more = segments.length > 0;
  }
  database.close();
}

/** Exports everything. Returns the number of log files and of digest files, and their bytes. */
async function exportAll({ sandbox }: Strongroom) {
  const found = { logs: 0, digests: 0, bytes: 0 };
  for await (const { content, metadata } of sandbox.events.export()) {
    found.bytes += content.length;
    if (metadata === undefined) found.logs++;
    else found.digests++;
  }
  return found;
}

/** The rows of B13. Times, not rates. */
export async function b13({ rounds = 5, scale }: Effort): Promise<readonly Row[]> {
  const worker = startWorker(workerUrl);
  const strongroom = connectToWorker(worker, WORLD);
  await strongroom.kms().createKey({});
  const [model] = (await strongroom.sandbox.events.query()).events;
  if (model === undefined) throw new TypeError('The sandbox has no event to copy.');
  // The events come one second after another. The clock must not be before the last of them.
  await strongroom.sandbox.clock.advance(NUMBER * scale + 60);
  const database = await openIndexedDb(WORLD);
  const { common } = await addEvents(database, model, NUMBER * scale);
  database.close();

  const raw = await timed(readLog);
  let found = { logs: 0, digests: 0, bytes: 0 };
  const exporting = await timed(async () => (found = await exportAll(strongroom)));
  const events = (NUMBER * scale).toLocaleString('en-US');
  const files = `${found.logs} log files, ${found.digests} digest files, ${Math.round(found.bytes / 1e6)} MB`;

  const client = new CloudTrailClient({
    region: 'us-east-1',
    credentials: ADMIN_CREDENTIALS,
    requestHandler: strongroom.requestHandler(),
  });
  const row = { id: 'B13', goalIs: 'most', unit: 'ms' } as const;
  const lookUp = async (name: string, input: LookupEventsCommandInput): Promise<Row> => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++)
      times.push(await timed(() => client.send(new LookupEventsCommand(input))));
    const ms = median(times);
    const what = `LookupEvents by ${name} over ${events} events: first page ÷ ${GOAL_MS} ms`;
    return { ...row, what, ratio: ms / GOAL_MS, goal: undefined, sides: { 'first page': ms } };
  };
  const by = (AttributeKey: 'AccessKeyId' | 'ResourceName', AttributeValue: string): LookupEventsCommandInput => ({
    LookupAttributes: [{ AttributeKey, AttributeValue }],
  });
  const rows = [
    {
      ...row,
      what: `exporting ${events} events (${files}) ÷ reading the log`,
      ratio: exporting / raw,
      goal: undefined,
      sides: { export: exporting, 'reading the log': raw },
    },
    await lookUp('nothing', {}),
    await lookUp('access key', by('AccessKeyId', model.record.userIdentity.accessKeyId ?? '')),
    await lookUp('resource', by('ResourceName', common.keyArn)),
  ];
  worker.terminate();
  await deleteWorld(WORLD);
  return rows;
}
