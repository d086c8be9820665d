/** Connects a page to the worker. */
import type { Endpoint } from 'comlink';
import { createChangeNotices } from './change-notices.ts';
import { createSandboxClient } from './sandbox-client.ts';
import type { Strongroom } from './strongroom.ts';
import { connectWorker, type WorkerConnectionOptions } from './worker-connection.ts';

/** The Strongroom object over the worker at the other end of `endpoint` (see `worker/serve.ts`), for world `world`. */
export function connectToWorker(
  endpoint: Endpoint,
  world = 'default',
  options: WorkerConnectionOptions = {},
): Strongroom {
  return createSandboxClient(connectWorker(endpoint, options), createChangeNotices(), world);
}
