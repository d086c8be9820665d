/**
 * Browser entry `strongroom`: a KMS for web apps. Its worker runs in the app's own origin; keys are stored in that
 * origin's IndexedDB.
 */
import { checkOptions } from './client/check-options.ts';
import { connectToWorker } from './client/connect.ts';
import { startOrFail } from './client/start-or-fail.ts';
import { keepStoredCommits } from './client/keep-stored-commits.ts';
import { readStoredCommits } from './client/stored-commits.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import { seedWorker } from './client/seeded-worker.ts';
import type { WorkerApi } from './model/worker-api.ts';
import type { SeedDocument } from './model/seed-document.ts';
import { startHashWorker, startKmsWorker, type ScriptUrlPolicy } from './start-workers.ts';

export { WorkerLostError } from './client/worker-lost-error.ts';
export type { ScriptUrlPolicy } from './start-workers.ts';
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
  /**
   * A Trusted Types policy for pages whose Content Security Policy has `require-trusted-types-for 'script'`: it creates
   * the URLs of the workers. Without it, the page needs a default policy that allows them.
   */
  readonly trustedTypesPolicy?: ScriptUrlPolicy;
  /**
   * What a new sandbox contains at first. A sandbox that has calls, or the contents of a document, is not changed.
   * Calls wait until all of it is created; if the document is refused, each rejects with SeedError.
   */
  readonly seed?: SeedDocument;
}

const ADVICE =
  'If it fails again, the page cannot load worker.js of this package. If the page has a Content Security Policy, its ' +
  'worker-src must allow the file. If the bundler left it out, copy that file to the app, start it with ' +
  "new Worker(url, { type: 'module' }), and pass it to createStrongroom as the option worker.";

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
 * terminate. Calls that are pending when the worker is lost, or made after it did not start, reject with
 * WorkerLostError. The worker is restarted once, unless the app passed it.
 * @throws {TypeError} for an option that does not exist, and where there are no workers, as in Node
 */
export function createStrongroom(given: StrongroomOptions = {}): StrongroomLibrary {
  if (typeof Worker === 'undefined')
    throw new TypeError('createStrongroom of "strongroom" needs a browser. Elsewhere, import "strongroom/memory".');
  checkOptions(given, ['world', 'worker', 'trustedTypesPolicy', 'seed']);
  const { world = 'default', worker, trustedTypesPolicy, seed } = given;
  const storage = pageStorage();
  const start = () => {
    const name = `strongroom ${readStoredCommits(storage, world)} ${world}`;
    return startOrFail(() => startKmsWorker({ name, policy: trustedTypesPolicy }));
  };
  const options = {
    advice: ADVICE,
    ...(seed === undefined ? {} : { wrap: (api: WorkerApi) => seedWorker(api, world, seed) }),
  };
  const connected = worker
    ? connectToWorker(worker, world, options)
    : keepStoredCommits(connectToWorker(start(), world, { ...options, restart: start }), world, storage);
  return withEnvelope(connected, {
    startHashWorker: () => startHashWorker({ name: 'strongroom-hash', policy: trustedTypesPolicy }),
  });
}
