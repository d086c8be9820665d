/** How the client of a sandbox calls its methods in the worker. */
import type { SandboxArguments, SandboxMethod, SandboxResult } from '../model/sandbox-methods.ts';

/** Calls a method of one sandbox. */
export type AskSandbox = <M extends SandboxMethod>(
  method: M,
  ...args: SandboxArguments<M>
) => Promise<SandboxResult<M>>;
