/** Connection to the worker: no call waits for a worker that has ended, and the first lost worker is replaced. */
import { wrap } from 'comlink';
import { batchMessages, type Endpoint } from '../base/batching-endpoint.ts';
import type { WorkerApi } from '../model/contract.ts';
import { isPresenceAnswer, PRESENCE_QUESTION, type WorkerLossReason } from '../model/worker-presence.ts';
import { WorkerLostError } from './worker-lost-error.ts';

/** Milliseconds until a silent worker counts as not started: a worker passed in may have failed before. */
const START_TIMEOUT_MS = 60_000;

/** Options of a connection. */
export interface WorkerConnectionOptions {
  /** Starts another worker. Called once, for the first lost worker. */
  readonly restart?: () => Endpoint;
  /** Called for each loss that rejected calls or leaves no worker. */
  readonly onLost?: (error: WorkerLostError) => void;
}

type Remote = (...args: Parameters<WorkerApi['world']>) => Promise<unknown>;

interface Waiting {
  readonly args: Parameters<WorkerApi['world']>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Observes one worker. Calls `started` when it runs, and `lost` at most once, possibly without `started`. */
function follow(endpoint: Endpoint, started: (remote: Remote) => void, lost: (reason: WorkerLossReason) => void): void {
  let state: 'starting' | 'running' | 'lost' = 'starting';
  // comlink's type of a generic method loses its parameter. Read once, because each access creates a proxy.
  const remote = wrap<WorkerApi>(batchMessages(endpoint)).world as unknown as Remote;
  const timeout = setTimeout(() => lose('not-started'), START_TIMEOUT_MS);

  function lose(reason: WorkerLossReason): void {
    if (state === 'lost') return;
    clearTimeout(timeout);
    state = 'lost';
    (endpoint as Partial<Worker>).terminate?.();
    lost(reason);
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
    const { lock } = data[PRESENCE_QUESTION];
    if (lock !== undefined) watch(lock);
    started(remote);
  });
  // In a running worker this is an uncaught exception: the browser reports it, and the worker continues.
  endpoint.addEventListener('error', () => {
    if (state === 'starting') lose('not-started');
  });
  endpoint.addEventListener('messageerror', () => lose('unreadable'));
  endpoint.start?.();
  endpoint.postMessage(PRESENCE_QUESTION);
}

/**
 * Returns the method `world` of the worker at the other end of `first`. Calls made before the worker runs are sent once
 * it does. If the worker is lost, each call sent rejects with WorkerLostError, since it may have taken effect, and the
 * worker that `restart` starts answers later calls. If that one is lost too, or without `restart`, all calls reject.
 */
export function connectWorker(first: Endpoint, { restart, onLost }: WorkerConnectionOptions = {}): Remote {
  const sent = new Set<Waiting>();
  let unsent: Waiting[] = [];
  let remote: Remote | undefined;
  let gone: WorkerLostError | undefined;
  let replacement = restart;

  function send(to: Remote, waiting: Waiting): void {
    sent.add(waiting);
    to(...waiting.args)
      .then(waiting.resolve, waiting.reject)
      .finally(() => sent.delete(waiting));
  }

  function rejectAll(calls: Iterable<Waiting>, error: WorkerLostError): void {
    for (const { reject } of [...calls]) reject(error);
  }

  const onStarted = (to: Remote): void => {
    remote = to;
    for (const waiting of unsent.splice(0)) send(to, waiting);
  };

  const onLoss = (reason: WorkerLossReason): void => {
    const again = replacement;
    replacement = undefined;
    remote = undefined;
    const error = new WorkerLostError(reason, again !== undefined);
    const noticed = sent.size > 0 || reason !== 'not-started' || again === undefined;
    rejectAll(sent, error);
    sent.clear();
    if (again === undefined) {
      gone = error;
      rejectAll(unsent, error);
      unsent = [];
    } else follow(again(), onStarted, onLoss);
    if (noticed) onLost?.(error);
  };

  follow(first, onStarted, onLoss);
  return (...args) =>
    new Promise((resolve, reject) => {
      if (gone) reject(new WorkerLostError(gone.reason, false));
      else if (remote) send(remote, { args, resolve, reject });
      else unsent.push({ args, resolve, reject });
    });
}
