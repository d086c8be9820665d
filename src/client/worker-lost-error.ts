/** Error of calls whose worker has ended or did not start. */

import type { WorkerLoss, WorkerLossReason } from '../model/worker-presence.ts';

const HAPPENED: Readonly<Record<WorkerLossReason, string>> = {
  'not-started':
    'The worker of Strongroom did not start: its script did not load. The network may have failed, or an update may have replaced the script.',
  ended: 'The worker of Strongroom ended before it answered. This call may or may not have taken effect.',
  unreadable: 'An answer of the worker could not be read. This call may or may not have taken effect.',
};

const RESTARTED = 'The worker was started again: check the result of this call, then repeat it if needed.';
const RELOAD = 'Reload the page.';

/** What the connection adds to an error. */
export interface WorkerLossDetails {
  /** What to do if reloading the page does not help, of a worker that did not start. */
  readonly advice?: string | undefined;
  /** What `new Worker` threw. */
  readonly cause?: Error | undefined;
}

/** Rejects every pending call when the worker is lost, and every later call if no other worker replaces it. */
export class WorkerLostError extends Error implements WorkerLoss {
  readonly reason: WorkerLossReason;
  readonly restarted: boolean;

  constructor(reason: WorkerLossReason, restarted: boolean, { advice, cause }: WorkerLossDetails = {}) {
    const happened =
      cause === undefined ? HAPPENED[reason] : `The browser refused the worker: ${cause.name}: ${cause.message}`;
    const next = restarted ? RESTARTED : reason === 'not-started' && advice ? `${RELOAD} ${advice}` : RELOAD;
    super(`${happened} ${next}`, cause === undefined ? undefined : { cause });
    this.name = 'WorkerLostError';
    this.reason = reason;
    this.restarted = restarted;
  }
}
