/**
 * How a page connects to its worker and detects its end. The first message of the page transfers the port for its KMS
 * calls. The worker answers once it runs, with the name of a Web Lock that it holds until it ends.
 */

/** The member that marks both messages. */
export const PRESENCE_KEY = 'strongroom-presence';

/**
 * The first message of the page. `calls`: the worker side of the port for KMS calls (see call-messages.ts), which is
 * transferred.
 */
export interface PresenceQuestion {
  readonly [PRESENCE_KEY]: { readonly calls: MessagePort };
}

/** The worker's answer. `lock`: name of the lock that it holds; omitted if the browser has no Web Locks. */
export interface PresenceAnswer {
  readonly [PRESENCE_KEY]: { readonly lock?: string };
}

/** Returns the content of the member, or an empty object. */
const presenceIn = (data: unknown): object =>
  (data as Partial<Record<typeof PRESENCE_KEY, object | null>> | null | undefined)?.[PRESENCE_KEY] ?? {};

/** Whether a message is the page's question. */
export function isPresenceQuestion(data: unknown): data is PresenceQuestion {
  return (presenceIn(data) as { readonly calls?: unknown }).calls instanceof MessagePort;
}

/** Whether a message is the worker's answer. */
export function isPresenceAnswer(data: unknown): data is PresenceAnswer {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, PRESENCE_KEY);
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
