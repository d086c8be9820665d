/** Our side of B1 and B2: Encrypt of 32 bytes through client, worker and IndexedDB, authorized and audited. */
import { connect } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { startWorker } from './start-worker.ts';

/** A world of its own with one key; `rate(inFlight, calls)` gives calls in a second. */
export async function encryptInFlight(world: string): Promise<(inFlight: number, calls: number) => Promise<number>> {
  const kms = connect(startWorker(workerUrl), world).kms();
  const { KeyMetadata } = await kms.createKey({});
  const input = { KeyId: KeyMetadata?.KeyId, Plaintext: crypto.getRandomValues(new Uint8Array(32)) };

  return async (inFlight, calls) => {
    let left = calls;
    const caller = async () => {
      while (left-- > 0) await kms.encrypt(input);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: inFlight }, caller));
    return (calls / (performance.now() - start)) * 1000;
  };
}
