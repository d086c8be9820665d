/** Yields to the event loop: waits until all tasks queued at the time of the call have run. */

interface TaskScheduler {
  postTask(task: () => void): Promise<void>;
}

const { scheduler } = globalThis as { scheduler?: TaskScheduler };

/** Resolves after every task that is queued now. */
export function yieldToEventLoop(): Promise<void> {
  if (scheduler !== undefined) return scheduler.postTask(() => undefined);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port would keep a Node process alive.
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
