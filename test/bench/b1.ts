/** B1: authorized, audited Encrypt of 32 bytes with 64 and 256 calls in flight ÷ raw SubtleCrypto in a worker. */
import { wrap } from 'comlink';
import { encryptInFlight } from './encrypt-rate.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import rawUrl from './raw-worker.ts?worker&url';
import type { Yardsticks } from './raw-worker.ts';
import { startWorker } from './start-worker.ts';

const CALLS = 256 * 20;
const RAW_CALLS = 20_000;

/** Rounds that are not measured: a worker compiles its code while it makes the first thousands of calls. */
const WARM_UP_ROUNDS = 4;

/**
 * Rounds with request quotas and without, per round of the other sides. The ratio of two neighbouring runs has a
 * standard deviation of 15 to 20 %. The median of 15 has a standard error of 5 %, as much as the quotas may cost; the
 * median of 90 has one of 2 %.
 */
const QUOTA_ROUNDS = 6;

/** The rows of B1. One worker makes all calls: with request quotas and without, it runs the same compiled code. */
export async function b1({ rounds = 15 }: Effort): Promise<readonly Row[]> {
  const rate = await encryptInFlight('bench-b1');
  const raw = wrap<Yardsticks>(startWorker(rawUrl));
  for (let round = 0; round < WARM_UP_ROUNDS; round++) await rate(256, CALLS, round % 2 === 0 ? 'real' : 'off');
  const [at64, at256, bare] = await alternate(
    [
      { name: 'Encrypt, 64 in flight', run: () => rate(64, CALLS) },
      { name: 'Encrypt, 256 in flight', run: () => rate(256, CALLS) },
      { name: 'raw SubtleCrypto', run: () => raw.rate('encrypt', RAW_CALLS) },
    ],
    rounds,
  );
  // Apart from the others: each side runs once before and once after the other, and neither after a pause.
  const [unlimited, throttled] = await alternate(
    [
      { name: 'Encrypt, 256 in flight, request quotas off', run: () => rate(256, CALLS) },
      // At 100,000 requests per second in this Region, none is throttled.
      { name: 'Encrypt, 256 in flight, request quotas real', run: () => rate(256, CALLS, 'real') },
    ],
    rounds * QUOTA_ROUNDS,
  );
  const what = (inFlight: number) => `Encrypt 32 B, ${inFlight} in flight ÷ raw SubtleCrypto in a worker`;
  return [
    compare({ id: 'B1', what: what(64), goal: 0.15, unit: 'calls/s' }, at64, bare),
    compare({ id: 'B1', what: what(256), goal: 0.2, unit: 'calls/s' }, at256, bare),
    compare(
      { id: 'B1', what: 'Encrypt 32 B, 256 in flight, request quotas real ÷ off', goal: 0.95, unit: 'calls/s' },
      throttled,
      unlimited,
    ),
  ];
}
