/**
 * Starts the workers of the package. Bundlers recognize a worker only where constructor and URL are one literal
 * expression; tools/literal-workers.mjs keeps it in the built file.
 */

/** A Trusted Types policy of the app, from `trustedTypes.createPolicy`. */
export interface ScriptUrlPolicy {
  /** Returns the TrustedScriptURL of a URL. */
  createScriptURL(url: string): unknown;
}

/**
 * Runs `start` so that its `new Worker` gets a URL of the policy. A bundler does not recognize a worker whose URL goes
 * through a function, so the constructor is replaced instead, until `start` returns.
 */
function withPolicy(policy: ScriptUrlPolicy | undefined, start: () => Worker): Worker {
  if (policy === undefined) return start();
  const { Worker: Original } = globalThis;
  const urlFor = (url: string | URL) => policy.createScriptURL(String(url)) as string;
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(urlFor(url), options);
    }
  };
  try {
    return start();
  } finally {
    globalThis.Worker = Original;
  }
}

/** Starts the worker that answers calls. */
export const startKmsWorker = (policy?: ScriptUrlPolicy): Worker =>
  withPolicy(policy, () => new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' }));

/** Starts the worker that hashes a message. */
export const startHashWorker = (policy?: ScriptUrlPolicy): Worker =>
  withPolicy(policy, () => new Worker(new URL('./envelope/hash-worker.ts', import.meta.url), { type: 'module' }));
