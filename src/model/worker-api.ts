/** API of a host of sandboxes, in a worker or in this thread. The sandbox `default` always exists. */
import type { Call, HttpRequest, HttpResponse, Reply } from './contract.ts';

/** The methods of sandboxes. A page calls them by comlink. */
export interface ControlApi {
  /**
   * Calls `method`, a row of SANDBOX_METHODS, of sandbox `world`.
   * @throws {TypeError} if the method does not exist, or for invalid arguments
   */
  sandbox(world: string, method: string, args: readonly unknown[]): Promise<unknown>;
}

/** The host. KMS calls use a MessagePort of their own: see `call-messages.ts`. */
export interface WorkerApi extends ControlApi {
  /**
   * Answers one KMS call. AWS errors do not reject.
   * @throws {TypeError} for an invalid caller, Region, request context or option
   */
  call(world: string, call: Call): Promise<Reply>;
  /** Answers one request of AWS JSON 1.1. */
  http(world: string, request: HttpRequest): Promise<HttpResponse>;
}
