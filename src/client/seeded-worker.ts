/** A worker whose sandbox is seeded before the first call. */
import type { SeedDocument } from '../model/seed-document.ts';
import type { WorkerApi } from '../model/worker-api.ts';
import type { AskSandbox } from './ask-sandbox.ts';
import { replaySeed } from './replay-seed.ts';

/**
 * Replays `document` on the sandbox `world`, if that is new. Calls of this sandbox wait until it is done, and reject
 * with SeedError if the document is refused.
 */
export function seedWorker(worker: WorkerApi, world: string, document: SeedDocument): WorkerApi {
  const ask = ((method, ...args) => worker.sandbox(world, method, args)) as AskSandbox;
  let isDone = false;
  const seeding = replaySeed(ask, document, { onlyNew: true }).then(() => {
    isDone = true;
  });
  // Each call reports the failure.
  seeding.catch(() => undefined);
  const ready = async (id: string): Promise<void> => {
    if (!isDone && id === world) await seeding;
  };
  return {
    call: async (id, call) => (await ready(id), worker.call(id, call)),
    http: async (id, request) => (await ready(id), worker.http(id, request)),
    sandbox: async (id, method, args) => (await ready(id), worker.sandbox(id, method, args)),
  };
}
