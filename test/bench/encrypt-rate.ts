/** Our side of B1 and B2: Encrypt of 32 bytes through client, worker and IndexedDB, authorized and audited. */
import { connectToWorker } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import type { Settings } from '../../src/model/records.ts';
import { inFlight } from './in-flight.ts';
import { startWorker } from './start-worker.ts';

/**
 * A world of its own with one key; `rate(width, calls)` gives calls in a second with `width` in flight, without request
 * quotas or with those given.
 */
export async function encryptInFlight(
  world: string,
): Promise<(width: number, calls: number, requestQuotas?: Settings['requestQuotas']) => Promise<number>> {
  const { sandbox, ...strongroom } = connectToWorker(startWorker(workerUrl), world);
  const kms = strongroom.kms();
  const { KeyMetadata } = await kms.createKey({});
  const input = { KeyId: KeyMetadata?.KeyId, Plaintext: crypto.getRandomValues(new Uint8Array(32)) };
  return async (width, calls, requestQuotas = 'off') => {
    await sandbox.settings.set({ requestQuotas });
    return inFlight(() => kms.encrypt(input), width, calls);
  };
}
