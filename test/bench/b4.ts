/**
 * B4: Encrypt with 64 calls in flight in a world of 100,000 keys, 50,000 grants on the one that is used ÷ in a world of
 * 10 keys.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { bigWorld, deleteWorld, type Numbers } from './big-world.ts';
import { inFlight } from './in-flight.ts';
import { alternate, compare, type Effort, type Row, type Side } from './measure.ts';
import { startWorker } from './start-worker.ts';

const IN_FLIGHT = 64;
const CALLS = IN_FLIGHT * 60;

const FEW: Numbers = { keys: 10, aliases: 1, grants: 1 };
const MANY: Numbers = { keys: 100_000, aliases: 1, grants: 50_000 };

const words = ({ keys, grants }: Numbers): string =>
  `${keys.toLocaleString('en-US')} keys (grants on the one that is used: ${grants.toLocaleString('en-US')})`;

/** The row of B4. */
export async function b4({ rounds = 15, scale }: Effort): Promise<readonly Row[]> {
  const sides: Side[] = [];
  const ends: (() => Promise<void>)[] = [];
  for (const numbers of [{ ...MANY, keys: MANY.keys * scale, grants: MANY.grants * scale }, FEW]) {
    const world = `bench-b4-${numbers.keys}`;
    const KeyId = await bigWorld(world, numbers);
    const worker = startWorker(workerUrl);
    ends.push(() => (worker.terminate(), deleteWorld(world)));
    const kms = connectToWorker(worker, world).kms();
    const input = { KeyId, Plaintext: crypto.getRandomValues(new Uint8Array(32)) };
    sides.push({ name: words(numbers), run: () => inFlight(() => kms.encrypt(input), IN_FLIGHT, CALLS) });
  }
  const [many, few] = await alternate(sides, rounds);
  for (const end of ends) await end();
  const what = `Encrypt 32 B, ${IN_FLIGHT} in flight: ${many?.name} ÷ ${few?.name}`;
  return [compare({ id: 'B4', what, goal: 0.9, unit: 'calls/s' }, many, few)];
}
