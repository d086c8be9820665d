/** Waits until the browser is idle, for work that is not urgent. */

/** The longest wait, in milliseconds: a page that is never idle gets its late parts too. */
const MAX_WAIT_MS = 1_000;

/** Resolves once the browser has nothing more urgent to do than the work of the caller. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: MAX_WAIT_MS });
    else setTimeout(resolve);
  });
}
