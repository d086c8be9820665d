/** Starting workers by their URL under the app's Trusted Types policy. */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url) => url });

/** A module worker from one of the URLs that the build made (`?worker&url`). */
export function startWorker(url: string): Worker {
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
}
