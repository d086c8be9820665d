/** What the host of sandboxes answers, in a worker or in this thread; `default` is the id of the first sandbox. */
import type { Call, HttpRequest, HttpResponse, Reply } from './contract.ts';

/** The methods of sandboxes. They cross by comlink. */
export interface ControlApi {
  /**
   * Calls `method`, a row of SANDBOX_METHODS, of sandbox `world`. Rejects with TypeError when there is no such method,
   * or its own contract is broken.
   */
  sandbox(world: string, method: string, args: readonly unknown[]): Promise<unknown>;
}

/** The host. KMS calls cross by a MessagePort of their own: see `call-messages.ts`. */
export interface WorkerApi extends ControlApi {
  /** Answers one KMS call. Rejects with TypeError for what AWS has no answer to. */
  call(world: string, call: Call): Promise<Reply>;
  /** Answers one request of AWS JSON 1.1. */
  http(world: string, request: HttpRequest): Promise<HttpResponse>;
}
