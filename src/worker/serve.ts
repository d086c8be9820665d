/**
 * Exposes a host to the page at the other end of an endpoint: KMS calls on the port that the page sends, methods of
 * sandboxes by comlink.
 */
import type { Endpoint } from 'comlink';
import type { ControlApi, WorkerApi } from '../model/worker-api.ts';
import { exposeMethods } from './expose-methods.ts';
import { answerPresence } from './presence.ts';
import { serveCalls } from './serve-calls.ts';
import { toThrownError } from './thrown-error.ts';

/** Answers every call of the page from `host`. */
export function serve(host: WorkerApi, endpoint: Endpoint): void {
  answerPresence(endpoint, (calls) => serveCalls(host, calls));
  const control: ControlApi = {
    sandbox: (world, method, args) =>
      host.sandbox(world, method, args).catch((error: unknown) => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- comlink drops the details of an Error
        throw toThrownError(error);
      }),
  };
  exposeMethods({ ...control }, endpoint);
}
