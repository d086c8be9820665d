/**
 * Sends all messages of one microtask as one message: posting a message costs more than the content of a small call.
 * `decodeBatch` separates them again.
 */
import { encodeBatch } from './batch-encoding.ts';

/** Receives the batches: a MessagePort. */
export interface BatchPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Sends batches through one port. Messages keep their order. Messages sent before `connect` wait for it. */
export class BatchSender<T> {
  readonly #refuse: (message: T, error: unknown) => void;
  #port: BatchPort | undefined;
  #messages: T[] = [];
  #transfers: (readonly Transferable[])[] = [];

  /**
   * @param refuse called for each message that cannot be cloned, or whose buffers cannot be transferred; the other
   *   messages of its batch are sent
   */
  constructor(refuse: (message: T, error: unknown) => void) {
    this.#refuse = refuse;
  }

  /** Connects to `port` and sends the waiting messages. */
  connect(port: BatchPort): void {
    this.#port = port;
    this.#flush();
  }

  /** Disconnects from the port and drops the waiting messages. */
  disconnect(): void {
    this.#port = undefined;
    this.#messages = [];
    this.#transfers = [];
  }

  /** Sends `message` at the end of this microtask, and transfers the buffers of `transfer`. */
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
