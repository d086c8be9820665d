/** How a page learns that its worker runs, and that it has ended: two messages beside the calls, and a Web Lock that the worker holds while it lives. */

/** The page's question; the worker answers it once it runs. */
export const PRESENCE_QUESTION = 'strongroom-presence';

/** The worker's answer. `lock`: the name of the lock that it holds; absent where the browser has no Web Locks. */
export interface PresenceAnswer {
  readonly [PRESENCE_QUESTION]: { readonly lock?: string };
}

/** Whether a message is the worker's answer. */
export function isPresenceAnswer(data: unknown): data is PresenceAnswer {
  const answer = (data as Partial<PresenceAnswer> | null)?.[PRESENCE_QUESTION];
  return typeof answer === 'object';
}

/**
 * Why there is no worker: its script did not load or does not run; it ended (terminated, crashed, out of memory); or an answer could not be read.
 */
export type WorkerLossReason = 'not-started' | 'ended' | 'unreadable';

/** The loss of a worker. */
export interface WorkerLoss {
  readonly reason: WorkerLossReason;
  /** Whether another worker has taken its place: later calls work then. */
  readonly restarted: boolean;
}
