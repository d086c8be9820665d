/** Connects a page to the worker. */
import type { Endpoint } from '../base/batching-endpoint.ts';
import { createChangeNotices } from './change-notices.ts';
import { restoreErrorClass } from './exceptions.ts';
import { createSandboxClient } from './sandbox-client.ts';
import type { Strongroom } from './strongroom.ts';
import { connectWorker, type WorkerConnectionOptions } from './worker-connection.ts';
import type { SendToWorker } from './worker-transport.ts';

/** Connects to a worker that runs `serve()` (`worker/serve.ts`), and returns the API of sandbox `world`. */
export function connectToWorker(
  endpoint: Endpoint,
  world = 'default',
  options: WorkerConnectionOptions = {},
): Strongroom {
  const remote = connectWorker(endpoint, options);
  const askOf = (id: string) =>
    ((method, args) =>
      remote(id, method, args).catch((error: unknown) => {
        throw restoreErrorClass(error);
      })) as SendToWorker;
  return createSandboxClient(askOf, createChangeNotices(), world);
}
