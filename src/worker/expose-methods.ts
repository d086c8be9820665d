/** Restricts comlink to calls of the exposed methods. */
import { expose, type Endpoint } from 'comlink';
import type { ApplyMessage, RawWireValue } from 'comlink/dist/umd/protocol';

/** A comlink request before it is checked. The members are those that comlink declares in its protocol.d.ts. */
interface Request {
  readonly id: unknown;
  readonly type: unknown;
  readonly path?: unknown;
  readonly argumentList?: unknown;
}

/** Comlink's type of a call, and of an argument that is a plain value. The compiler checks them against its types. */
const APPLY: `${ApplyMessage['type']}` = 'APPLY';
const RAW: `${RawWireValue['type']}` = 'RAW';

/** Name of the method that rejects every other request. */
const REFUSE = 'refuse';

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>;

function isCallOf(methods: Methods, { type, path, argumentList }: Request): boolean {
  return (
    type === APPLY &&
    Array.isArray(path) &&
    path.length === 1 &&
    Object.hasOwn(methods, path[0] as string) &&
    Array.isArray(argumentList) &&
    // Anything but RAW is an object that comlink would call back.
    argumentList.every((argument) => (argument as { type?: unknown } | null)?.type === RAW)
  );
}

/**
 * Exposes `methods` at `endpoint`. Comlink would also read, set and construct along any path: a page with access to the
 * worker could change the prototype of every object in it. Every request other than a call is passed to comlink as a
 * call of REFUSE, which rejects with TypeError.
 */
export function exposeMethods(methods: Methods, endpoint: Endpoint): void {
  const names = Object.keys(methods).map((name) => `\`${name}\``);
  const refuse = (): never => {
    throw new TypeError(`This worker accepts calls of ${names.join(', ')} only.`);
  };
  expose(
    { ...methods, [REFUSE]: refuse },
    {
      postMessage: (message, transfer) => endpoint.postMessage(message, transfer ?? []),
      addEventListener(type, listener, options) {
        const deliver = typeof listener === 'function' ? listener : listener.handleEvent.bind(listener);
        endpoint.addEventListener(
          type,
          (event) => {
            const { data, origin } = event as MessageEvent<unknown>;
            // A message without id and type is not a comlink request.
            if (typeof data !== 'object' || data === null || !('id' in data) || !('type' in data)) return;
            const refused = { id: data.id, type: APPLY, path: [REFUSE], argumentList: [] };
            deliver(isCallOf(methods, data) ? event : new MessageEvent('message', { data: refused, origin }));
          },
          options,
        );
      },
      // Comlink removes its listener when it is released. No request to release it reaches comlink.
      removeEventListener: () => undefined,
      start: () => endpoint.start?.(),
    },
  );
}
