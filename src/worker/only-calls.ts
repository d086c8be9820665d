/** Restricts comlink to the one kind of message that this worker accepts. */
import type { Endpoint } from '../base/batching-endpoint.ts';

/** The members of a comlink message that are read here. */
interface Message {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly path?: unknown;
  readonly argumentList?: unknown;
}

/** Path of the only method. */
const METHOD = 'world';

function isCall({ type, path, argumentList }: Message): boolean {
  return (
    type === 'APPLY' &&
    Array.isArray(path) &&
    path.length === 1 &&
    path[0] === METHOD &&
    Array.isArray(argumentList) &&
    // Anything but RAW is an object that comlink would call back.
    argumentList.every((argument) => (argument as { type?: unknown } | null)?.type === 'RAW')
  );
}

/** The reply of comlink's protocol that rejects the sender's promise. */
const refusalOf = (id: unknown): object => ({
  id,
  type: 'HANDLER',
  name: 'throw',
  value: {
    isError: true,
    value: { name: 'TypeError', message: `This worker accepts calls of its method \`${METHOD}\` only.` },
  },
});

/**
 * Wraps `endpoint` for comlink's `expose`, so that only calls of the method `world` pass. Comlink would also read, set
 * and construct along any path: a page with access to the worker could change the prototype of every object in it. All
 * other messages are answered with a TypeError.
 */
export function onlyCalls(endpoint: Endpoint): Endpoint {
  const listeners = new Map<EventListenerOrEventListenerObject, (event: Event) => void>();
  return {
    postMessage: (message, transfer) => endpoint.postMessage(message, transfer),
    addEventListener(type, listener, options) {
      if (type !== 'message') {
        endpoint.addEventListener(type, listener, options);
        return;
      }
      const filtered = (event: Event): void => {
        const { data } = event as MessageEvent<unknown>;
        if (typeof data !== 'object' || data === null) return;
        if (!isCall(data)) {
          // A message without an id is not a comlink message.
          if ('id' in data && 'type' in data) endpoint.postMessage(refusalOf(data.id));
          return;
        }
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      listeners.set(listener, filtered);
      endpoint.addEventListener(type, filtered, options);
    },
    removeEventListener(type, listener, options) {
      endpoint.removeEventListener(type, listeners.get(listener) ?? listener, options);
      listeners.delete(listener);
    },
    start: () => endpoint.start?.(),
  };
}
