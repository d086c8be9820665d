/** Exposes methods by comlink, and nothing but calls of them. */
import { expose, type Endpoint } from 'comlink';
import type { ApplyMessage, RawWireValue } from 'comlink/dist/umd/protocol';

/** A request of comlink before it is checked, with the members that comlink declares in its protocol.d.ts. */
interface Request {
  readonly id: unknown;
  readonly type: unknown;
  readonly path?: unknown;
  readonly argumentList?: unknown;
}

/**
 * How comlink marks a call, and an argument that is a plain value. Checked against its declarations when this compiles.
 */
const APPLY: `${ApplyMessage['type']}` = 'APPLY';
const RAW: `${RawWireValue['type']}` = 'RAW';

/** The exposed method that answers every refused request. */
const REFUSE = 'refuse';

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>;

function isCallOf(methods: Methods, { type, path, argumentList }: Request): boolean {
  return (
    type === APPLY &&
    Array.isArray(path) &&
    path.length === 1 &&
    Object.hasOwn(methods, path[0] as string) &&
    Array.isArray(argumentList) &&
    // Anything else than RAW is an object that comlink would call back.
    argumentList.every((argument) => (argument as { type?: unknown } | null)?.type === RAW)
  );
}

/**
 * Exposes `methods` at `endpoint`. comlink alone would also read, set and construct along any path: a page that holds
 * the worker could change the prototype of every object in it. Here it is given nothing but calls: every other request
 * reaches it as a call of REFUSE, so that comlink itself answers with a TypeError.
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
            // What has no id and type is no request of comlink.
            if (typeof data !== 'object' || data === null || !('id' in data) || !('type' in data)) return;
            const refused = { id: data.id, type: APPLY, path: [REFUSE], argumentList: [] };
            deliver(isCallOf(methods, data) ? event : new MessageEvent('message', { data: refused, origin }));
          },
          options,
        );
      },
      // comlink ends its service when it is released, and no request to release it arrives.
      removeEventListener: () => undefined,
      start: () => endpoint.start?.(),
    },
  );
}
