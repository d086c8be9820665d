/**
 * How a page detects that its worker runs or has ended: two messages besides the calls, and a Web Lock that the worker
 * holds while it lives.
 */

/** The page's question. The worker answers once it runs. */
export const PRESENCE_QUESTION = 'strongroom-presence';

/** The worker's answer. `lock`: name of the lock that it holds; omitted if the browser has no Web Locks. */
export interface PresenceAnswer {
  readonly [PRESENCE_QUESTION]: { readonly lock?: string };
}

/** Whether a message is the worker's answer. */
export function isPresenceAnswer(data: unknown): data is PresenceAnswer {
  const answer = (data as Partial<PresenceAnswer> | null)?.[PRESENCE_QUESTION];
  return typeof answer === 'object';
}

/**
 * Why there is no worker: its script did not load or run; it ended (terminated, crashed, out of memory); or a reply
 * could not be read.
 */
export type WorkerLossReason = 'not-started' | 'ended' | 'unreadable';

/** The loss of a worker. */
export interface WorkerLoss {
  readonly reason: WorkerLossReason;
  /** Whether another worker has replaced it, so that later calls work. */
  readonly restarted: boolean;
}
