/** Connection to the worker: no call waits for a worker that has ended, and the first lost worker is replaced. */
import { wrap, type Endpoint } from 'comlink';
import type { ThrownError } from '../model/call-messages.ts';
import type { ControlApi, WorkerApi } from '../model/worker-api.ts';
import {
  isPresenceAnswer,
  PRESENCE_KEY,
  type PresenceQuestion,
  type WorkerLossReason,
} from '../model/worker-presence.ts';
import { CallClient } from './call-client.ts';
import { createWorkerError } from './exceptions.ts';
import { StartError } from './start-or-fail.ts';
import { WorkerLostError } from './worker-lost-error.ts';

/** Milliseconds until a silent worker counts as not started: a worker passed in may have failed before. */
const START_TIMEOUT_MS = 60_000;

/** Options of a connection. */
export interface WorkerConnectionOptions {
  /** Starts another worker. Called once, for the first lost worker. */
  readonly restart?: () => Endpoint;
  /** Called for each loss that rejected calls or leaves no worker. */
  readonly onLost?: (error: WorkerLostError) => void;
  /** What to do about a worker that does not start even when the page is loaded again. */
  readonly advice?: string;
}

/** Observer of one worker. */
interface Listener {
  /** Called once the worker runs, with its sandbox methods. */
  readonly started: (control: ControlApi['sandbox']) => void;
  /**
   * Called at most once, possibly without `started`.
   * @param mayHaveRun whether it may have answered calls
   * @param cause what `new Worker` threw
   */
  readonly lost: (reason: WorkerLossReason, mayHaveRun: boolean, cause?: Error) => void;
}

/** Observes one worker until it is lost. Returns the page's end of the port for its KMS calls. */
function follow(endpoint: Endpoint, listener: Listener): MessagePort {
  let state: 'starting' | 'running' | 'lost' = 'starting';
  const { port1: calls, port2 } = new MessageChannel();
  const control = wrap<ControlApi>(endpoint).sandbox;
  const timeout = setTimeout(() => lose('not-started'), START_TIMEOUT_MS);

  function lose(reason: WorkerLossReason, mayHaveRun = true, cause?: Error): void {
    if (state === 'lost') return;
    clearTimeout(timeout);
    state = 'lost';
    (endpoint as Partial<Worker>).terminate?.();
    calls.close();
    listener.lost(reason, mayHaveRun, cause);
  }

  /** The browser grants the lock to this page when the worker has ended. */
  function watch(lock: string): void {
    navigator.locks.request(lock, () => lose('ended')).catch(() => undefined);
  }

  endpoint.addEventListener('message', (event: Event) => {
    const { data } = event as MessageEvent<unknown>;
    if (state !== 'starting' || !isPresenceAnswer(data)) return;
    clearTimeout(timeout);
    state = 'running';
    const { lock } = data[PRESENCE_KEY];
    if (lock !== undefined) watch(lock);
    listener.started(control);
  });
  // In a running worker this is an uncaught exception: the browser reports it, and the worker continues. A worker
  // whose script did not load has no exception, and ran nothing.
  endpoint.addEventListener('error', (event: Event) => {
    if (state === 'starting')
      lose('not-started', event instanceof ErrorEvent, event instanceof StartError ? event.cause : undefined);
  });
  endpoint.addEventListener('messageerror', () => lose('unreadable'));
  calls.addEventListener('messageerror', () => lose('unreadable'));
  endpoint.start?.();
  endpoint.postMessage({ [PRESENCE_KEY]: { calls: port2 } } satisfies PresenceQuestion, [port2]);
  return calls;
}

/** A pending call of the control API. */
interface Waiting {
  readonly args: Parameters<ControlApi['sandbox']>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Returns the API of the worker at the other end of `first`. KMS calls are sent at once and wait in the worker's queue;
 * sandbox methods are sent once it runs. If the worker is lost, each call that may have taken effect rejects with
 * WorkerLostError, and the worker that `restart` starts answers all others, those included that were sent to a worker
 * whose script did not load. If that one is lost too, or without `restart`, all calls reject.
 */
export function connectWorker(first: Endpoint, { restart, onLost, advice }: WorkerConnectionOptions = {}): WorkerApi {
  const calls = new CallClient();
  const sent = new Set<Waiting>();
  let unsent: Waiting[] = [];
  let control: ControlApi['sandbox'] | undefined;
  /** Creates the error of later calls, once no worker is left. */
  let gone: (() => WorkerLostError) | undefined;
  let replacement = restart;

  function send(to: ControlApi['sandbox'], waiting: Waiting): void {
    sent.add(waiting);
    to(...waiting.args)
      .then(waiting.resolve, (error: unknown) => waiting.reject(createWorkerError(error as ThrownError)))
      .finally(() => sent.delete(waiting));
  }

  function rejectAll(waiting: Iterable<Waiting>, error: WorkerLostError): void {
    for (const { reject } of [...waiting]) reject(error);
  }

  const listener: Listener = {
    started(running) {
      control = running;
      calls.confirm();
      for (const waiting of unsent.splice(0)) send(running, waiting);
    },
    lost(reason, mayHaveRun, cause) {
      const again = replacement;
      replacement = undefined;
      control = undefined;
      const error = new WorkerLostError(reason, again !== undefined, { advice, cause });
      const wasCalled = calls.disconnect(error, mayHaveRun) || sent.size > 0;
      const noticed = wasCalled || reason !== 'not-started' || again === undefined;
      rejectAll(sent, error);
      sent.clear();
      if (again === undefined) {
        gone = () => new WorkerLostError(reason, false, { advice, cause });
        calls.close(gone);
        rejectAll(unsent, error);
        unsent = [];
      } else calls.connect(follow(again(), listener));
      if (noticed) onLost?.(error);
    },
  };

  calls.connect(follow(first, listener));
  return {
    call: calls.call,
    http: calls.http,
    sandbox: (...args) =>
      new Promise((resolve, reject) => {
        if (gone) reject(gone());
        else if (control) send(control, { args, resolve, reject });
        else unsent.push({ args, resolve, reject });
      }),
  };
}
