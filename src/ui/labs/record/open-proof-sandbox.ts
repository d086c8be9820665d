/** Opens a sandbox in memory, in a worker of its own: proofs of labs leave nothing behind. */
import { connectToWorker } from '../../../client/connect.ts';
import { MEMORY_WORKER } from '../../../model/memory-worker.ts';
import workerUrl from '../../../worker/app.ts?worker&url';
import { relayLink } from '../../page/relay-link.ts';
import type { ProofSandbox } from './check-draft.ts';

/** Starts the worker and connects to it. Rejects where the page starts no workers. */
export function openProofSandbox(): Promise<ProofSandbox> {
  const worker = relayLink.startWorker?.(workerUrl, MEMORY_WORKER);
  if (!worker) return Promise.reject(new TypeError('This page starts no workers.'));
  return Promise.resolve({ strongroom: connectToWorker(worker), close: () => worker.terminate() });
}
