/** Waiting until what is ready now has had its turn: the end of the thread's queue of tasks, as it is at the call. */

interface TaskScheduler {
  postTask(task: () => void): Promise<void>;
}

const { scheduler } = globalThis as { scheduler?: TaskScheduler };

/** Resolves behind every task that is queued now. */
export function yieldToEventLoop(): Promise<void> {
  if (scheduler !== undefined) return scheduler.postTask(() => undefined);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port would keep a process alive where this is none of a browser's.
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
