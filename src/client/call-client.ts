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
 * `connect` wait for it. Calls made before `confirm` are kept, to be sent again if that worker never runs.
 */
export class CallClient {
  readonly #pending = new Map<number, Pending>();
  readonly #sender = new BatchSender<CallRequest>(({ id }, error) => {
    this.#settle({ id, error: { name: 'TypeError', message: (error as Error).message } });
  });
  #port: MessagePort | undefined;
  /** The requests made before `confirm`; undefined after it. */
  #unconfirmed: CallRequest[] | undefined = [];
  #createLoss: (() => Error) | undefined;
  #lastId = 0;

  /** Connects to the worker at the other end of `port`, which need not run yet, and sends the waiting calls. */
  connect(port: MessagePort): void {
    this.#port = port;
    port.addEventListener('message', ({ data }: MessageEvent<readonly EncodedBatch[]>) => {
      for (const answer of decodeBatch(data) as CallAnswer[]) this.#settle(answer);
    });
    port.start();
    this.#sender.connect(port);
    for (const request of this.#unconfirmed ?? []) if (this.#pending.has(request.id)) this.#sender.send(request);
  }

  /** Notes that the worker runs: calls that were sent may have taken effect. */
  confirm(): void {
    this.#unconfirmed = undefined;
  }

  /**
   * Disconnects from a lost worker. Rejects the calls that were sent to it if it was confirmed, or if it `mayHaveRun`
   * without that. All others, and calls made later, wait for the next `connect`.
   * @returns whether any call was rejected
   */
  disconnect(error: Error, mayHaveRun = false): boolean {
    this.#port = undefined;
    this.#sender.disconnect();
    const isSent = this.#unconfirmed === undefined || mayHaveRun;
    if (isSent) this.#unconfirmed = [];
    return isSent && this.#rejectAll(error);
  }

  /** Rejects every pending and every later call. `createError` returns a new error for each later call. */
  close(createError: () => Error): void {
    this.#createLoss = createError;
    this.#unconfirmed = undefined;
    this.#rejectAll(createError());
  }

  /** Sends one KMS call. */
  readonly call = (world: string, call: Call): Promise<Reply> => {
    return this.#request({ id: ++this.#lastId, world, method: 'call', input: call }) as Promise<Reply>;
  };

  /** Sends one request of AWS JSON 1.1. */
  readonly http = (world: string, request: HttpRequest): Promise<HttpResponse> => {
    return this.#request({ id: ++this.#lastId, world, method: 'http', input: request }) as Promise<HttpResponse>;
  };

  #request(request: CallRequest): Promise<unknown> {
    if (this.#createLoss !== undefined) return Promise.reject(this.#createLoss());
    this.#unconfirmed?.push(request);
    // Without a port, `connect` sends it.
    if (this.#port !== undefined) this.#sender.send(request);
    return new Promise((resolve, reject) => this.#pending.set(request.id, { resolve, reject }));
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
