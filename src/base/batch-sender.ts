/**
 * Sends all messages of one microtask as ONE message: a message costs more than what a small call carries.
 * `decodeBatch` takes it apart.
 */
import { encodeBatch } from './batch-encoding.ts';

/** Where the batches go: a MessagePort. */
export interface BatchPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** One end of a port. Messages keep their order. Those sent before `connect` wait for it. */
export class BatchSender<T> {
  readonly #refuse: (message: T, error: unknown) => void;
  #port: BatchPort | undefined;
  #messages: T[] = [];
  #transfers: (readonly Transferable[])[] = [];

  /**
   * `refuse` is told of each message that cannot be cloned or whose buffers cannot be transferred; the others of its
   * batch are sent.
   */
  constructor(refuse: (message: T, error: unknown) => void) {
    this.#refuse = refuse;
  }

  /** Sends to `port` from now on, and what waits at once. */
  connect(port: BatchPort): void {
    this.#port = port;
    this.#flush();
  }

  /** Sends no more; what was not sent yet is dropped. */
  disconnect(): void {
    this.#port = undefined;
    this.#messages = [];
    this.#transfers = [];
  }

  /** Sends `message` at the end of this microtask and moves the buffers of `transfer`. */
  send(message: T, transfer: readonly Transferable[] = []): void {
    this.#transfers.push(transfer);
    if (this.#messages.push(message) === 1) queueMicrotask(this.#flush);
  }

  readonly #flush = (): void => {
    const port = this.#port;
    if (port === undefined || this.#messages.length === 0) return;
    const messages = this.#messages;
    const transfers = this.#transfers;
    this.#messages = [];
    this.#transfers = [];
    try {
      port.postMessage(encodeBatch(messages), transfers.flat());
    } catch {
      for (const [index, message] of messages.entries()) {
        try {
          port.postMessage(encodeBatch([message]), [...(transfers[index] ?? [])]);
        } catch (error) {
          this.#refuse(message, error);
        }
      }
    }
  };
}
