/** A worker whose constructor throws fails like one whose script does not load: every call rejects. */
import type { Endpoint } from 'comlink';

/** Event of a worker whose constructor threw. */
export class StartError extends Event {
  readonly cause: Error;

  constructor(cause: Error) {
    super('error');
    this.cause = cause;
  }
}

/**
 * Starts a worker. If `start` throws, returns an endpoint that fires StartError once it is listened to: the browser or
 * a policy of the page can refuse the URL.
 */
export function startOrFail(start: () => Endpoint): Endpoint {
  try {
    return start();
  } catch (error) {
    const target = new EventTarget();
    const cause = error instanceof Error ? error : new Error(String(error));
    queueMicrotask(() => target.dispatchEvent(new StartError(cause)));
    return Object.assign(target, { postMessage: () => undefined });
  }
}
