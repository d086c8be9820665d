/** What a document is replayed on: the calls of one sandbox. */
import type { Call, Reply } from '../model/contract.ts';
import type { OperationName, InputOf, OutputOf } from '../model/operations.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';
import type { SeedProblem, SeedPath } from '../model/seed-document.ts';

/** Methods of a sandbox that a replay calls. */
type Methods = SandboxFunctions<
  | 'putAccount'
  | 'accounts'
  | 'putGroup'
  | 'groups'
  | 'putPrincipal'
  | 'principals'
  | 'putEndpoint'
  | 'endpoints'
  | 'validatePolicy'
  | 'settings'
  | 'setSettings'
  | 'clock'
  | 'setClock'
  | 'advanceClock'
  | 'runClock'
>;

/** A sandbox on which a document is replayed. */
export interface SeedTarget extends Methods {
  call(call: Call): Promise<Reply>;
  /** Keeps the names of keys of a document, for the next export. */
  nameKeys(names: readonly (readonly [arn: string, name: string])[]): Promise<void>;
}

/** A refusal: the sandbox does not accept a part of the document. */
export class SeedRefusal extends Error {
  readonly problem: SeedProblem;

  constructor(problem: SeedProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Runs a step for the entry at `path`.
 * @throws {SeedRefusal} if it rejects with TypeError: the sandbox does not accept the entry
 */
export async function step<T>(path: SeedPath, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SeedRefusal({ path, reason: 'refused', message: error.message, error: error.name });
  }
}

/** Makes a call without request quotas. */
export type CallFor = <N extends OperationName>(
  path: SeedPath,
  operation: N,
  input: InputOf<N>,
  at: { readonly region: string; readonly caller: string },
) => Promise<OutputOf<N>>;

/** Returns a function that makes calls on `target` and counts them with `count`. Throws SeedRefusal. */
export function callsOn(target: SeedTarget, count: () => void): CallFor {
  return async (path, operation, input, at) => {
    count();
    const reply = await step(path, () => target.call({ operation, input, ...at, unmetered: true }));
    if (reply.ok) return reply.output;
    const { name, message, note } = reply.error;
    throw new SeedRefusal({
      path,
      reason: 'refused',
      message: note ?? (message || name),
      operation,
      error: name,
    });
  };
}
