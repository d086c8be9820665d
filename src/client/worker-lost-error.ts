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

/** Rejects every pending call when the worker is lost, and every later call if no other worker replaces it. */
export class WorkerLostError extends Error implements WorkerLoss {
  readonly reason: WorkerLossReason;
  readonly restarted: boolean;

  constructor(reason: WorkerLossReason, restarted: boolean) {
    super(`${HAPPENED[reason]} ${restarted ? RESTARTED : RELOAD}`);
    this.name = 'WorkerLostError';
    this.reason = reason;
    this.restarted = restarted;
  }
}
