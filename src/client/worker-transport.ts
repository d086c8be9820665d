/** How everything of the client reaches the worker. */
import type { WorldApi } from '../model/contract.ts';

/** Asks one world: a method of WorldApi and its arguments. */
export type SendToWorker = <M extends keyof WorldApi>(
  method: M,
  args: Parameters<WorldApi[M]>,
) => Promise<Awaited<ReturnType<WorldApi[M]>>>;
