import type { Task } from '@lit/task';

/** Runs a task, and waits for the run that is the last one: a change that is noticed meanwhile starts another. */
export async function runLatest(task: Task): Promise<void> {
  await task.run();
  await task.taskComplete.catch(() => undefined);
}
