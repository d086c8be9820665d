/**
 * Tells the page that this worker runs, and holds a Web Lock that the browser releases when the worker ends for any
 * reason.
 */
import type { Endpoint } from '../base/batching-endpoint.ts';
import { createUuid } from '../base/uuid.ts';
import { PRESENCE_QUESTION, type PresenceAnswer } from '../model/worker-presence.ts';

/** Resolves to the name of a lock once this worker holds it, or to undefined if it cannot have one. */
async function holdLock(): Promise<string | undefined> {
  const name = `${PRESENCE_QUESTION}-${createUuid(crypto.getRandomValues(new Uint8Array(16)))}`;
  return await new Promise((resolve) => {
    const held = new Promise<never>(() => undefined);
    const request = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks?.request(name, () => {
      resolve(name);
      return held;
    });
    // Refused (a page of opaque origin), or no such API: the page learns that there is no lock.
    if (request === undefined) resolve(undefined);
    else request.catch(() => resolve(undefined));
  });
}

/** Answers every PRESENCE_QUESTION received on `endpoint`. */
export function answerPresence(endpoint: Endpoint): void {
  let lock: Promise<string | undefined> | undefined;
  endpoint.addEventListener('message', async (event: Event) => {
    if ((event as MessageEvent<unknown>).data !== PRESENCE_QUESTION) return;
    lock ??= holdLock();
    const name = await lock;
    endpoint.postMessage({ [PRESENCE_QUESTION]: name === undefined ? {} : { lock: name } } satisfies PresenceAnswer);
  });
}
