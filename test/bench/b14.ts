/**
 * B14: records of 1 KB, each a message of its own, with a cache of data keys ÷ without; and the calls to KMS of both.
 * KMS answers through client, worker and IndexedDB, authorized and audited.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { inFlight } from './in-flight.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const RECORDS = 100_000;
/** A warm-up of all records would take minutes. */
const WARM_UP_RECORDS = 1000;
const WIDTH = 64;
const HOUR_MS = 3_600_000;

/** The rows of B14. */
export async function b14({ rounds = 1, scale }: Effort): Promise<readonly Row[]> {
  const { sandbox, ...strongroom } = connectToWorker(startWorker(workerUrl), 'b14');
  await sandbox.settings.set({ requestQuotas: 'off' });
  const kms = strongroom.kms();
  const { KeyMetadata } = await kms.createKey({});
  const source = { keyIds: [KeyMetadata?.Arn ?? ''] };
  const calls = { cached: 0, direct: 0 };
  const envelopeOf = (kind: keyof typeof calls) =>
    createEnvelope(() => ({
      encrypt: (input) => kms.encrypt(input),
      decrypt: (input) => kms.decrypt(input),
      generateDataKey(input) {
        calls[kind]++;
        return kms.generateDataKey(input);
      },
    }));
  const record = new Blob([crypto.getRandomValues(new Uint8Array(1000))]);
  const records = Math.round(RECORDS * scale);
  const direct = envelopeOf('direct');
  const cached = envelopeOf('cached');
  const cache = await cached.createCachingMaterialsManager(source, { maxAgeMs: HOUR_MS, maxMessages: 1000 });
  const read = async ({ stream }: ReturnType<typeof direct.encrypt>) => {
    await new Response(stream).arrayBuffer();
  };
  const encryptCached = () => read(cached.encrypt(record, { materialsManager: cache }));
  const encryptDirect = () => read(direct.encrypt(record, source));
  for (const encrypt of [encryptCached, encryptDirect])
    await inFlight(encrypt, WIDTH, Math.min(records, WARM_UP_RECORDS));
  cache.clear();
  calls.cached = 0;
  calls.direct = 0;
  const [withCache, without] = await alternate(
    [
      {
        name: 'with a cache, 1,000 messages per data key',
        run: () => inFlight(encryptCached, WIDTH, records),
      },
      { name: 'without', run: () => inFlight(encryptDirect, WIDTH, records) },
    ],
    rounds,
    { areWarm: true },
  );
  const what = `${records.toLocaleString('en')} records of 1 KB, ${WIDTH} in flight`;
  const perRun = (count: number) => count / rounds;
  return [
    compare(
      { id: 'B14', what: `${what}: with a cache ÷ without`, goal: undefined, unit: 'records/s' },
      withCache,
      without,
    ),
    {
      id: 'B14',
      what: `${what}: calls to KMS without a cache ÷ with`,
      ratio: calls.direct / calls.cached,
      goal: undefined,
      goalIs: 'least',
      unit: 'calls',
      sides: { without: perRun(calls.direct), 'with a cache': perRun(calls.cached) },
    },
  ];
}
