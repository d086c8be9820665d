/**
 * A comlink endpoint that sends all messages of one microtask as one message: posting a message costs more than the
 * content of a small call.
 */
import { encodeBatch, decodeBatch, type EncodedBatch } from './batch-encoding.ts';

/** What comlink needs of one end of a channel: a Worker, a MessagePort, or the global scope of a worker. */
export interface Endpoint {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  start?: () => void;
}

interface Pending {
  readonly message: unknown;
  readonly transfer: readonly Transferable[];
}

/** Marks a message as a batch. All other messages pass unchanged, so the other side need not batch. */
const BATCH_KEY = 'strongroom-batch';

function splitBatch(data: unknown): readonly unknown[] {
  return typeof data === 'object' && data !== null && BATCH_KEY in data
    ? decodeBatch(data[BATCH_KEY] as readonly EncodedBatch[])
    : [data];
}

/**
 * Comlink detects a message that cannot be cloned by an exception of `postMessage`, which is too late for a batch. This
 * function creates the reply that comlink would create: its own form of a thrown error, with the id of the message.
 */
function cloneErrorReply(message: unknown, error: unknown): { readonly isReply: boolean; readonly answer: unknown } {
  const { id, type } = message as { id?: string; type?: string };
  const text = error instanceof Error ? error.message : String(error);
  return {
    isReply: type === 'RAW' || type === 'HANDLER',
    answer: {
      id,
      type: 'HANDLER',
      name: 'throw',
      value: { isError: true, value: { name: 'TypeError', message: text } },
    },
  };
}

/**
 * Wraps one end of a channel. The other end must be wrapped too. Keeps the order and joins the transfer lists. If one
 * message of a batch cannot be cloned, only its call rejects, with TypeError.
 */
export function batchMessages(endpoint: Endpoint): Endpoint {
  const listeners = new Set<EventListenerOrEventListenerObject>();
  let pending: Pending[] = [];

  function deliver(data: unknown, origin: string): void {
    // Only the members that comlink reads: creating a MessageEvent costs as much as the rest of a small call.
    const event = { type: 'message', data, origin } as unknown as MessageEvent;
    for (const listener of [...listeners]) {
      try {
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      } catch (error) {
        // A listener that throws is reported, and the other messages of the batch are still delivered.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  function receive(event: Event): void {
    const { data, origin } = event as MessageEvent<unknown>;
    for (const part of splitBatch(data)) deliver(part, origin);
  }

  function sendOne({ message, transfer }: Pending): void {
    try {
      endpoint.postMessage(message, [...transfer]);
    } catch (error) {
      const { isReply, answer } = cloneErrorReply(message, error);
      if (isReply) endpoint.postMessage(answer, []);
      else deliver(answer, '');
    }
  }

  function flush(): void {
    const batch = pending;
    pending = [];
    if (batch.length === 1) return batch.forEach(sendOne);
    try {
      endpoint.postMessage(
        { [BATCH_KEY]: encodeBatch(batch.map(({ message }) => message)) },
        batch.flatMap(({ transfer }) => transfer),
      );
    } catch {
      batch.forEach(sendOne);
    }
  }

  return {
    postMessage(message, transfer = []) {
      if (pending.push({ message, transfer }) === 1) queueMicrotask(flush);
    },
    addEventListener(type, listener, options) {
      if (type !== 'message') {
        endpoint.addEventListener(type, listener, options);
        return;
      }
      if (listeners.size === 0) endpoint.addEventListener('message', receive);
      listeners.add(listener);
    },
    removeEventListener(type, listener, options) {
      if (type !== 'message') {
        endpoint.removeEventListener(type, listener, options);
        return;
      }
      listeners.delete(listener);
      if (listeners.size === 0) endpoint.removeEventListener('message', receive);
    },
    start: () => endpoint.start?.(),
  };
}
