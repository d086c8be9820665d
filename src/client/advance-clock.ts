/** Advances the simulated clock, and reports its progress. */
import type { ClockState } from '../model/contract.ts';
import type { AdvanceOptions } from '../model/sandbox.ts';
import type { AskSandbox } from './ask-sandbox.ts';
import { clockState } from './clock-state.ts';

/** Interval of `onProgress` calls during an advance, in milliseconds. */
const PROGRESS_MS = 200;

/**
 * Observes and stops `start`, which advances the clock. Rejects with the reason of `signal` after an abort.
 */
export async function advanceClock(
  ask: AskSandbox,
  start: () => Promise<ClockState>,
  { signal, onProgress }: AdvanceOptions = {},
): Promise<Date> {
  signal?.throwIfAborted();
  const stop = (): void => void ask('stopClock').catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  const timer =
    onProgress &&
    setInterval(() => {
      ask('clock').then(
        (state) => onProgress(clockState(state)),
        () => undefined,
      );
    }, PROGRESS_MS);
  try {
    const { now } = await start();
    signal?.throwIfAborted();
    return new Date(now);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
}
