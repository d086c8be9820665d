/**
 * Retries throttled calls as AWS SDK v3 does in its standard mode: exponential backoff with full jitter, and a budget
 * of retries that many failures use up. Source: `@smithy/core` (StandardRetryStrategy), and
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import type { Call, Reply } from '../model/contract.ts';

/** Maximum delay before the first retry after a throttled call, and before any, in milliseconds. */
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 20_000;

/** Size of the budget, what a retry costs, and what a success at the first attempt returns. */
const BUDGET = 500;
const RETRY_COST = 5;
const SUCCESS_RETURN = 1;

/** The last reply to a call, the number of attempts, and the sum of the delays in milliseconds. */
export interface RetriedReply {
  readonly reply: Reply;
  readonly attempts: number;
  readonly totalRetryDelay: number;
}

/** How to wait before a retry. */
export interface RetryDelays {
  /** Whether each delay is random between 0 and its maximum, or the maximum. Default: true. */
  readonly hasJitter?: boolean;
  /** Ends the delay and the retries; `retry` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Waits; ends early if the signal aborts. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
    signal?.addEventListener('abort', end);
  });
}

/** Whether a reply says that the call was throttled. */
export const isThrottled = (reply: Reply): boolean => !reply.ok && reply.error.name === 'ThrottlingException';

/** The retries of one client. */
export class ThrottlingRetries {
  #budget = BUDGET;

  /** Records a call that succeeded at its first attempt. */
  recordSuccess(): void {
    this.#return(SUCCESS_RETURN);
  }

  /**
   * Retries a call whose first attempt was throttled.
   * @param send makes an attempt, which reports its number and the delay before it
   */
  async retry(
    first: Reply,
    maxAttempts: number,
    send: (attempt: Required<Pick<Call, 'attempt' | 'delayMs'>>) => Promise<Reply>,
    { hasJitter = true, signal }: RetryDelays = {},
  ): Promise<RetriedReply> {
    let reply = first;
    let attempts = 1;
    let totalRetryDelay = 0;
    while (isThrottled(reply) && attempts < maxAttempts && this.#budget >= RETRY_COST) {
      this.#budget -= RETRY_COST;
      signal?.throwIfAborted();
      const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);
      const delayMs = hasJitter ? Math.floor(Math.random() * longest) : longest;
      await wait(delayMs, signal);
      signal?.throwIfAborted();
      attempts++;
      totalRetryDelay += delayMs;
      reply = await send({ attempt: attempts, delayMs });
    }
    if (reply.ok) this.#return(RETRY_COST);
    return { reply, attempts, totalRetryDelay };
  }

  #return(cost: number): void {
    this.#budget = Math.min(BUDGET, this.#budget + cost);
  }
}
