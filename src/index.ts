/**
 * Browser entry `strongroom`: a KMS for web apps. Its worker runs in the app's own origin; keys are stored in that
 * origin's IndexedDB.
 */
import { connectToWorker } from './client/connect.ts';
import { keepStoredCommits } from './client/keep-stored-commits.ts';
import { readStoredCommits } from './client/stored-commits.ts';
import hashWorkerUrl from './envelope/hash-worker.ts?worker&url';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import workerUrl from './worker/main.ts?worker&url';

export { WorkerLostError } from './client/worker-lost-error.ts';
export type { WorkerLoss, WorkerLossReason } from './model/worker-presence.ts';
export * from './library-exports.ts';

/** Options of `createStrongroom`. */
export interface StrongroomOptions {
  /**
   * Sandbox ID: 1 to 64 letters, digits, periods, hyphens or underscores. Default `default`. Each sandbox has its own
   * keys, directory, audit log and clock.
   */
  readonly world?: string;
  /**
   * A worker that the app starts itself, `new Worker(url, { type: 'module' })` of the package's `strongroom/worker`,
   * for bundlers without support for worker URLs.
   */
  readonly worker?: Worker;
}

/** localStorage, or undefined where reading the property throws. */
function pageStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Starts the worker and returns the API. The worker ends with the page; a worker that the app passes is the app's to
 * terminate. Calls that are pending when the worker is lost reject with WorkerLostError. The worker is restarted once,
 * unless the app passed it.
 */
export function createStrongroom({ world = 'default', worker }: StrongroomOptions = {}): StrongroomLibrary {
  const startWorker = (url: string, name: string) =>
    new Worker(new URL(url, import.meta.url), { type: 'module', name });
  const storage = pageStorage();
  const start = () => startWorker(workerUrl, `strongroom ${readStoredCommits(storage, world)} ${world}`);
  const connected = worker
    ? connectToWorker(worker, world)
    : keepStoredCommits(connectToWorker(start(), world, { restart: start }), world, storage);
  return withEnvelope(connected, {
    startHashWorker: () => startWorker(hashWorkerUrl, 'strongroom-hash'),
  });
}
