/**
 * Serves a host to the page at the other end of an endpoint: KMS calls by the port that the page brings, the methods of
 * sandboxes by comlink.
 */
import type { Endpoint } from 'comlink';
import type { ControlApi, WorkerApi } from '../model/worker-api.ts';
import { exposeMethods } from './expose-methods.ts';
import { answerPresence } from './presence.ts';
import { serveCalls } from './serve-calls.ts';

/** Answers everything that the page asks of `host`. */
export function serve(host: WorkerApi, endpoint: Endpoint): void {
  answerPresence(endpoint, (calls) => serveCalls(host, calls));
  const control: ControlApi = { sandbox: (world, method, args) => host.sandbox(world, method, args) };
  exposeMethods({ ...control }, endpoint);
}
