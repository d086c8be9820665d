/** Connects a page to the worker. */
import { wrap } from 'comlink';
import { coalesce, type Endpoint } from '../base/batching-endpoint.ts';
import type { WorkerApi } from '../model/contract.ts';
import { createChanges } from './change-notices.ts';
import { rebuilt } from './exceptions.ts';
import type { Strongroom } from './strongroom.ts';
import type { Ask } from './worker-transport.ts';
import { createWorld } from './sandbox-client.ts';

/** The Strongroom object over the worker at the other end of `endpoint` (see `worker/serve.ts`), for world `world`. */
export function connect(endpoint: Endpoint, world = 'default'): Strongroom {
  // comlink's type of a generic method loses its parameter; taken once, because each look-up makes a new proxy.
  const remote = wrap<WorkerApi>(coalesce(endpoint)).world as unknown as WorkerApi['world'];

  const askOf =
    (id: string): Ask =>
    (method, args) =>
      remote(id, method, args).catch((error: unknown) => {
        throw rebuilt(error);
      });
  return createWorld(askOf, createChanges(), world);
}
