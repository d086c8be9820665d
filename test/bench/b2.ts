/**
 * B2: authorized, audited Encrypt of 32 bytes, one at a time ÷ a bare comlink echo followed by one relaxed IndexedDB
 * put.
 */
import { wrap } from 'comlink';
import { encryptInFlight } from './encrypt-rate.ts';
import { alternate, compare, median, type Effort, type Row, type Side } from './measure.ts';
import { putter } from './put.ts';
import rawUrl from './raw-worker.ts?worker&url';
import type { Yardsticks } from './raw-worker.ts';
import { startWorker } from './start-worker.ts';

const CALLS = 400;

/** `step` one at a time, in times a second. */
function oneByOne(name: string, step: () => Promise<unknown>): Side {
  const run = async () => {
    const start = performance.now();
    for (let call = 0; call < CALLS; call++) await step();
    return (CALLS / (performance.now() - start)) * 1000;
  };
  return { name, run };
}

/** The row of B2. The put may stand in the page or in the worker: the faster of the two is the yardstick. */
export async function b2({ rounds = 15 }: Effort): Promise<readonly Row[]> {
  const rate = await encryptInFlight('bench-b2');
  const bare = wrap<Yardsticks>(startWorker(rawUrl));
  const put = putter('bench-page');
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const [ours, inPage, inWorker] = await alternate(
    [
      { name: 'Encrypt, one at a time', run: () => rate(1, CALLS) },
      oneByOne('comlink echo, then put in the page', async () => put(await bare.echo(bytes))),
      oneByOne('comlink echo with put in the worker', () => bare.echoAndPut(bytes)),
    ],
    rounds,
  );
  const faster = median(inPage?.rates ?? []) > median(inWorker?.rates ?? []) ? inPage : inWorker;
  return [
    compare(
      {
        id: 'B2',
        what: 'Encrypt 32 B, one at a time ÷ bare comlink echo and one relaxed put',
        goal: 0.8,
        unit: 'calls/s',
      },
      ours,
      faster,
    ),
  ];
}
