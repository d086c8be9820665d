/** Transport from client to worker. */
import type { WorldApi } from '../model/contract.ts';

/** Calls a method of `WorldApi` of one sandbox. */
export type SendToWorker = <M extends keyof WorldApi>(
  method: M,
  args: Parameters<WorldApi[M]>,
) => Promise<Awaited<ReturnType<WorldApi[M]>>>;
