/** Connects a page to the worker. */
import type { Endpoint } from 'comlink';
import type { WorkerApi } from '../model/worker-api.ts';
import { createChangeNotices } from './change-notices.ts';
import { createSandboxClient } from './sandbox-client.ts';
import type { Strongroom } from './strongroom.ts';
import { connectWorker, type WorkerConnectionOptions } from './worker-connection.ts';

/** Options of a connection. */
export interface ConnectOptions extends WorkerConnectionOptions {
  /** Returns the worker that the client uses. Default: the worker itself. */
  readonly wrap?: (worker: WorkerApi) => WorkerApi;
}

/** Connects to a worker that runs `serve()` (`worker/serve.ts`), and returns the API of sandbox `world`. */
export function connectToWorker(
  endpoint: Endpoint,
  world = 'default',
  { wrap = (api) => api, ...options }: ConnectOptions = {},
): Strongroom {
  return createSandboxClient(wrap(connectWorker(endpoint, options)), createChangeNotices(), world);
}
