/** Opens a sandbox in memory, in a worker of its own: proofs of labs leave nothing behind. */
import { connectToWorker } from '../../../client/connect.ts';
import { MEMORY_WORKER } from '../../../model/memory-worker.ts';
import { startWorker } from '../../../start.ts';
import workerUrl from '../../../worker/app.ts?worker&url';
import type { ProofSandbox } from './check-draft.ts';

/** Starts the worker and connects to it. */
export function openProofSandbox(): Promise<ProofSandbox> {
  const worker = startWorker(workerUrl, MEMORY_WORKER);
  return Promise.resolve({ strongroom: connectToWorker(worker), close: () => worker.terminate() });
}
