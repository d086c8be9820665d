/** `strongroom`: a KMS for a browser app. Its worker runs in the app's own origin; keys stay in that origin's IndexedDB. */
import { connectToWorker } from './client/connect.ts';
import hashWorkerUrl from './envelope/hash-worker.ts?worker&url';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import workerUrl from './worker/main.ts?worker&url';

export { WorkerLostError } from './client/worker-lost-error.ts';
export type { WorkerLoss, WorkerLossReason } from './model/worker-presence.ts';
export * from './library-exports.ts';

/** Options of createStrongroom. */
export interface StrongroomOptions {
  /** The world: its keys, directory, log and clock are its own. `default` when not given. */
  readonly world?: string;
  /** The worker, where the app starts it itself: `new Worker(url, { type: 'module' })` of the package's `strongroom/worker`. */
  readonly worker?: Worker;
}

/**
 * Starts the worker and gives the world. The worker ends with the page, or when the app terminates the one that it gave. Calls that wait when the worker
 * is lost reject with WorkerLostError. The worker is started again once, unless the app gave it.
 */
export function createStrongroom({ world = 'default', worker }: StrongroomOptions = {}): StrongroomLibrary {
  const startWorker = (url: string, name: string) =>
    new Worker(new URL(url, import.meta.url), { type: 'module', name });
  const start = () => startWorker(workerUrl, 'strongroom');
  const connected = worker ? connectToWorker(worker, world) : connectToWorker(start(), world, { restart: start });
  return withEnvelope(connected, {
    startHashWorker: () => startWorker(hashWorkerUrl, 'strongroom-hash'),
  });
}
