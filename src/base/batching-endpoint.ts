/** An endpoint for comlink that sends all messages of one microtask as ONE message: a message costs more than what a small call carries. */
import { encodeBatch, decodeBatch, type EncodedBatch } from './batch-encoding.ts';

/** What comlink asks of an end of a channel: a Worker, a MessagePort, or the global scope of a worker. */
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

/** The member that marks a message as a batch. Anything else is passed on as it is, so the other side need not coalesce. */
const BATCH_KEY = 'strongroom-batch';

function splitBatch(data: unknown): readonly unknown[] {
  return typeof data === 'object' && data !== null && BATCH_KEY in data
    ? decodeBatch(data[BATCH_KEY] as readonly EncodedBatch[])
    : [data];
}

/**
 * Comlink learns that a message cannot be cloned from an exception of `postMessage`, which comes too late here. So the answer that it would make
 * of it is made here: comlink's own form of a thrown error, under the id of the message.
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
 * Wraps one end of a channel; the other end is wrapped too. Order is kept, transfer lists are joined. A message that cannot be sent
 * does not take the rest of its batch with it: its own call rejects with TypeError.
 */
export function batchMessages(endpoint: Endpoint): Endpoint {
  const listeners = new Set<EventListenerOrEventListenerObject>();
  let pending: Pending[] = [];

  function deliver(data: unknown, origin: string): void {
    // What comlink reads of an event, and no more: a real MessageEvent costs as much as the rest of a small call.
    const event = { type: 'message', data, origin } as unknown as MessageEvent;
    for (const listener of [...listeners]) {
      try {
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      } catch (error) {
        // One listener's failure is reported and costs no other message of the batch.
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
