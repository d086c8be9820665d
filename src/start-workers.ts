/**
 * Starts the workers of the package. Bundlers recognize a worker only where constructor and URL are one literal
 * expression; tools/literal-workers.mjs keeps it in the built file.
 */

/** A Trusted Types policy of the app, from `trustedTypes.createPolicy`. */
export interface ScriptUrlPolicy {
  /** Returns the TrustedScriptURL of a URL. */
  createScriptURL(url: string): unknown;
}

/** How a worker is started. */
export interface WorkerStart {
  /** `self.name` in the worker */
  readonly name: string;
  /** for pages that require Trusted Types */
  readonly policy: ScriptUrlPolicy | undefined;
}

/**
 * Runs `start` so that its `new Worker` gets the name, and a URL of the policy. A bundler does not recognize a worker
 * whose URL goes through a function, and Vite 5 none whose options are computed, so the constructor is replaced
 * instead, until `start` returns.
 */
function startNamed({ name, policy }: WorkerStart, start: () => Worker): Worker {
  const { Worker: Original } = globalThis;
  const urlFor = (url: string | URL) => (policy ? (policy.createScriptURL(String(url)) as string) : url);
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(urlFor(url), { ...options, name });
    }
  };
  try {
    return start();
  } finally {
    globalThis.Worker = Original;
  }
}

/** Starts the worker that answers calls. */
export const startKmsWorker = (how: WorkerStart): Worker =>
  startNamed(how, () => new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' }));

/** Starts the worker that hashes a message. */
export const startHashWorker = (how: WorkerStart): Worker =>
  startNamed(how, () => new Worker(new URL('./envelope/hash-worker.ts', import.meta.url), { type: 'module' }));
