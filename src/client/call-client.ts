/** Page side of the port for KMS calls. */
import { decodeBatch, type EncodedBatch } from '../base/batch-encoding.ts';
import { BatchSender } from '../base/batch-sender.ts';
import type { CallAnswer, CallRequest } from '../model/call-messages.ts';
import type { Call, HttpRequest, HttpResponse, Reply } from '../model/contract.ts';
import { createWorkerError } from './exceptions.ts';

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sends KMS calls and matches the answers to them. The calls of one microtask are one message. Calls made before
 * `connect` wait for it.
 */
export class CallClient {
  readonly #pending = new Map<number, Pending>();
  readonly #sender = new BatchSender<CallRequest>(({ id }, error) => {
    this.#settle({ id, error: { name: 'TypeError', message: (error as Error).message } });
  });
  #port: MessagePort | undefined;
  #createLoss: (() => Error) | undefined;
  #lastId = 0;

  /** Connects to the worker at the other end of `port` and sends the waiting calls. */
  connect(port: MessagePort): void {
    this.#port = port;
    port.addEventListener('message', ({ data }: MessageEvent<readonly EncodedBatch[]>) => {
      for (const answer of decodeBatch(data) as CallAnswer[]) this.#settle(answer);
    });
    port.start();
    this.#sender.connect(port);
  }

  /**
   * Disconnects from a lost worker and rejects the calls that were sent to it. Calls made later wait for the next
   * `connect`.
   * @returns whether any call was rejected
   */
  disconnect(error: Error): boolean {
    if (this.#port === undefined) return false;
    this.#port = undefined;
    this.#sender.disconnect();
    return this.#rejectAll(error);
  }

  /** Rejects every pending and every later call. `createError` returns a new error for each later call. */
  close(createError: () => Error): void {
    this.#createLoss = createError;
    this.#sender.connect({ postMessage: () => undefined });
    this.#rejectAll(createError());
  }

  /** Sends one KMS call. */
  readonly call = (world: string, call: Call): Promise<Reply> => {
    const id = ++this.#lastId;
    this.#sender.send({ id, world, method: 'call', input: call });
    return this.#answerTo(id) as Promise<Reply>;
  };

  /** Sends one request of AWS JSON 1.1. */
  readonly http = (world: string, request: HttpRequest): Promise<HttpResponse> => {
    const id = ++this.#lastId;
    this.#sender.send({ id, world, method: 'http', input: request });
    return this.#answerTo(id) as Promise<HttpResponse>;
  };

  #answerTo(id: number): Promise<unknown> {
    if (this.#createLoss !== undefined) return Promise.reject(this.#createLoss());
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #settle(answer: CallAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.error === undefined) pending?.resolve(answer.output);
    else pending?.reject(createWorkerError(answer.error));
  }

  #rejectAll(error: Error): boolean {
    const rejected = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of rejected) reject(error);
    return rejected.length > 0;
  }
}
