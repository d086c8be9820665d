/**
 * Vitest entry `strongroom/vitest`: a sandbox of its own for each test. If a test fails with an AccessDeniedException,
 * the failure message says which statement decided, and what would allow the call.
 */
import { test as base, type TestAPI } from 'vitest';
import { explainDenial } from './client/explain-denial.ts';
import type { KmsClient, SandboxClock, StrongroomLibrary, StrongroomRequestHandler } from './library-exports.ts';
import { createStrongroom, type MemoryOptions } from './memory.ts';

export { explainDenial, type DenialExplanation } from './client/explain-denial.ts';

/** What a test gets. */
export interface StrongroomFixtures {
  /** A new sandbox in memory. */
  readonly strongroom: StrongroomLibrary;
  /** Typed client in `us-east-1`, as `user/admin`. */
  readonly kms: KmsClient;
  /** Request handler for clients of AWS SDK v3. */
  readonly requestHandler: StrongroomRequestHandler;
  /** The simulated clock of the sandbox. */
  readonly clock: SandboxClock;
}

/** An error as Vitest reports it. */
interface ReportedError {
  name?: string;
  message: string;
  stack?: string;
  cause?: unknown;
}

/** The errors that led to `error`, itself first. */
function chainOf(error: ReportedError): readonly ReportedError[] {
  const chain: ReportedError[] = [];
  for (let next: unknown = error; typeof next === 'object' && next !== null && chain.length < 10;)
    next = (chain[chain.push(next as ReportedError) - 1] as ReportedError).cause;
  return chain;
}

/** Adds to each AccessDeniedException among `errors` why the call was denied. */
async function addExplanations(strongroom: StrongroomLibrary, errors: readonly ReportedError[]): Promise<void> {
  for (const error of errors.flatMap(chainOf)) {
    if (error.name !== 'AccessDeniedException') continue;
    const text = (await explainDenial(strongroom, error))?.text;
    if (text === undefined) continue;
    const { message, stack } = error;
    error.message = `${message}\n\n${text}`;
    // Some reporters print the stack alone. It begins with the message.
    if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  }
}

/**
 * Creates a `test` function whose tests get a sandbox each, with what `options.seed` describes.
 * @param options as of `createStrongroom` of `strongroom/memory`
 */
export function createStrongroomTest(options: MemoryOptions = {}): TestAPI<StrongroomFixtures> {
  return base.extend<StrongroomFixtures>({
    strongroom: async ({ task, onTestFailed }, use) => {
      const strongroom = createStrongroom(options);
      onTestFailed(() => addExplanations(strongroom, task.result?.errors ?? []));
      await use(strongroom);
    },
    kms: async ({ strongroom }, use) => use(strongroom.kms()),
    requestHandler: async ({ strongroom }, use) => use(strongroom.requestHandler()),
    clock: async ({ strongroom }, use) => use(strongroom.sandbox.clock),
  });
}

/** `test` of Vitest with a new, empty sandbox for each test. */
export const test: TestAPI<StrongroomFixtures> = createStrongroomTest();
