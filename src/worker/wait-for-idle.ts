/** Waits for a pause in which a busy sandbox would have answered further calls. */
import { unrefTimer } from '../base/unref-timer.ts';

/** Longer than the pauses of a program between its calls. */
const PAUSE_MS = 1_000;

/** Resolves after the pause. */
export function waitForIdle(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    // In Node a pending timer would keep the process alive for background work.
    unrefTimer(timer);
  });
}
