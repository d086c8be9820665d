/** Connects a page to the worker. */
import type { Endpoint } from 'comlink';
import { createChangeNotices } from './change-notices.ts';
import { createSandboxClient } from './sandbox-client.ts';
import type { Strongroom } from './strongroom.ts';
import { connectWorker, type WorkerConnectionOptions } from './worker-connection.ts';

/** Connects to a worker that runs `serve()` (`worker/serve.ts`), and returns the API of sandbox `world`. */
export function connectToWorker(
  endpoint: Endpoint,
  world = 'default',
  options: WorkerConnectionOptions = {},
): Strongroom {
  return createSandboxClient(connectWorker(endpoint, options), createChangeNotices(), world);
}
