/**
 * Tells the page that this worker runs, and holds a Web Lock that the browser releases when the worker ends for any
 * reason.
 */
import type { Endpoint } from 'comlink';
import { createUuid } from '../base/uuid.ts';
import { isPresenceQuestion, PRESENCE_KEY, type PresenceAnswer } from '../model/worker-presence.ts';

/** Resolves to the name of a lock once this worker holds it, or to undefined if it cannot have one. */
async function holdLock(): Promise<string | undefined> {
  const name = `${PRESENCE_KEY}-${createUuid(crypto.getRandomValues(new Uint8Array(16)))}`;
  return await new Promise((resolve) => {
    const held = new Promise<never>(() => undefined);
    const request = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks?.request(name, () => {
      resolve(name);
      return held;
    });
    // Refused (a page of opaque origin), or no such API: the answer to the page names no lock.
    if (request === undefined) resolve(undefined);
    else request.catch(() => resolve(undefined));
  });
}

/** Answers every PresenceQuestion received on `endpoint`, and then passes its port to `serveCalls`. */
export function answerPresence(endpoint: Endpoint, serveCalls: (calls: MessagePort) => void): void {
  // Requested before a page asks, which may be later.
  const lock = holdLock();
  endpoint.addEventListener('message', async (event: Event) => {
    const { data } = event as MessageEvent<unknown>;
    if (!isPresenceQuestion(data)) return;
    const name = await lock;
    endpoint.postMessage({ [PRESENCE_KEY]: name === undefined ? {} : { lock: name } } satisfies PresenceAnswer);
    // Calls wait in the port, and none runs before the answer is on its way: a page that never gets one may send them
    // to another worker.
    serveCalls(data[PRESENCE_KEY].calls);
  });
}
