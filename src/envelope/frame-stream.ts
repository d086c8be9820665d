/**
 * Output stream of one operation: produced a few frames ahead of its reader, in order. A producer pushes promises of
 * frames; the reader takes them one by one. Every early end (a failure, AbortSignal, canceling the stream) goes through
 * `#stop`.
 */
import type { Bytes } from '../base/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import { FUNCTION, SIGNAL } from './check-options.ts';
import { FrameBudget } from './frame-budget.ts';

/** Progress of an operation in bytes. */
export interface Progress {
  /** Input bytes processed. */
  readonly bytesIn: number;
  /** Output bytes passed to the reader. */
  readonly bytesOut: number;
  /** Length of the input in bytes, if known: that of a Blob. */
  readonly totalBytesIn?: number;
}

/** Options to observe and cancel an operation. */
export interface OperationOptions {
  /** Cancels the operation; stream and result then reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each chunk of output. An exception ends the operation, also the rejection of an async function. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Limit on frames in memory. Default: a budget per operation. */
  readonly budget?: FrameBudget | undefined;
}

/** Kinds of the members of `OperationOptions`. */
export const OPERATION_KINDS = {
  signal: SIGNAL,
  onProgress: FUNCTION,
  budget: { what: 'a FrameBudget', accepts: (value: unknown) => value instanceof FrameBudget },
};

/** Names of the members. */
export const OPERATION_MEMBERS = Object.keys(OPERATION_KINDS);

/** Interface for a producer. */
export interface FrameSink {
  /** Aborts if the operation ends early. */
  readonly signal: AbortSignal;
  /** Waits for a free slot. Await it before reading a frame's input. */
  slot(): Promise<void>;
  /**
   * Appends the frame for which `slot` was awaited, in parts.
   * @param consumed input bytes that are processed once the frame is read
   */
  frame(output: Promise<readonly Bytes[]>, consumed: number): void;
  /** Appends bytes outside a frame: header or footer. */
  raw(output: Promise<readonly Bytes[]>, consumed: number): void;
}

/** Writes all output to `sink`, and resolves with the result of the operation. */
export type WriteMessage<T> = (sink: FrameSink) => Promise<T>;

/** A running operation. */
export interface EnvelopeRun<T> {
  readonly stream: ReadableStream<Bytes>;
  readonly result: Promise<T & Progress>;
}

interface Entry {
  readonly output: Promise<readonly Bytes[]>;
  readonly consumed: number;
  readonly isFrame: boolean;
}

const ignore = () => undefined;

/** A promise with its resolvers. Node 20 has no `Promise.withResolvers`. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let ends!: Pick<ReturnType<typeof deferred<T>>, 'resolve' | 'reject'>;
  const promise = new Promise<T>((resolve, reject) => (ends = { resolve, reject }));
  return { promise, ...ends };
}

class FrameStream<T> {
  readonly #source: ByteSource;
  readonly #options: OperationOptions;
  readonly #budget: FrameBudget;
  readonly #ending = new AbortController();
  readonly #entries: Entry[] = [];
  readonly #result = deferred<T & Progress>();
  #controller: ReadableStreamDefaultController<Bytes> | undefined;
  #wake = ignore as () => void;
  #produced: { readonly found: T } | undefined;
  /**
   * Rejects with the first failure in the order of the output. The result rejects then, also if nothing reads the
   * stream.
   */
  #intact: Promise<void> = Promise.resolve();
  #held = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #over = false;

  constructor(source: ByteSource, budget: FrameBudget, options: OperationOptions) {
    this.#source = source;
    this.#options = options;
    this.#budget = budget;
  }

  start(produce: WriteMessage<T>): EnvelopeRun<T> {
    const { signal } = this.#options;
    // A caller that only reads the stream gets the failure there.
    this.#result.promise.catch(ignore);
    const stream = new ReadableStream<Bytes>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#pull(),
        cancel: (reason) => this.#stop(new DOMException('The stream was canceled.', 'AbortError'), reason),
      },
      // Nothing is queued in the stream: a frame leaves the budget when it is actually read.
      { highWaterMark: 0 },
    );
    if (signal?.aborted) void this.#stop(signal.reason);
    else {
      signal?.addEventListener('abort', this.#onAbort, { once: true });
      // A producer that waits for the reader does not notice. What was read before is still passed on.
      this.#source.onFailure(this.#result.reject);
      produce(this.#sink()).then(
        (found) => {
          this.#produced = { found };
          this.#wake();
        },
        // Frames before the failure are still read; the failure follows them.
        (error: unknown) => this.#push({ output: Promise.reject(error), consumed: 0, isFrame: false }),
      );
    }
    return { stream, result: this.#result.promise };
  }

  readonly #onAbort = () => void this.#stop(this.#options.signal?.reason);

  #sink(): FrameSink {
    return {
      signal: this.#ending.signal,
      slot: async () => {
        const { signal } = this.#ending;
        for (;;) {
          signal.throwIfAborted();
          if (this.#budget.tryAcquire()) break;
          await this.#budget.waitForPlace(signal);
        }
        this.#held++;
      },
      frame: (output, consumed) => this.#push({ output, consumed, isFrame: true }),
      raw: (output, consumed) => this.#push({ output, consumed, isFrame: false }),
    };
  }

  #push(entry: Entry): void {
    entry.output.catch(ignore);
    if (this.#over) {
      ignoreRejection(entry.output);
      return;
    }
    this.#entries.push(entry);
    this.#intact = this.#intact.then(() => entry.output).then(ignore);
    this.#intact.catch(this.#result.reject);
    this.#wake();
  }

  async #pull(): Promise<void> {
    try {
      while (this.#entries.length === 0 && !this.#produced && !this.#over)
        await new Promise<void>((resolve) => (this.#wake = resolve));
      const entry = this.#entries[0];
      if (this.#over) return;
      if (!entry) {
        this.#finish();
        return;
      }
      const output = await entry.output;
      // The operation may have ended meanwhile, and the entry been discarded.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it changed while the output was awaited
      if (this.#over) return;
      this.#entries.shift();
      this.#bytesIn += entry.consumed;
      const parts = output.filter(({ length }) => length > 0);
      for (const part of parts) {
        this.#bytesOut += part.length;
        this.#controller?.enqueue(part);
      }
      if (entry.isFrame) this.#free(1);
      const answer = (this.#options as { onProgress?: (progress: Progress) => unknown }).onProgress?.(this.#progress());
      if (answer instanceof Promise) answer.catch((error: unknown) => this.#stop(error));
      if (parts.length === 0) await this.#pull();
    } catch (error) {
      void this.#stop(error);
    }
  }

  #progress(): Progress {
    const total = this.#source.total;
    return {
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      ...(total === undefined ? {} : { totalBytesIn: total }),
    };
  }

  #free(frames: number): void {
    this.#held -= frames;
    this.#budget.release(frames);
  }

  #finish(): void {
    this.#over = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#controller?.close();
    void this.#source.cancel(undefined);
    if (this.#produced) this.#result.resolve({ ...this.#produced.found, ...this.#progress() });
  }

  /**
   * Ends the operation early.
   * @param cancelled reason passed to the source; default `error`
   */
  async #stop(error: unknown, cancelled: unknown = error): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#ending.abort(error);
    this.#result.reject(error);
    this.#controller?.error(error);
    for (const { output } of this.#entries.splice(0)) ignoreRejection(output);
    this.#free(this.#held);
    this.#wake();
    await this.#source.cancel(cancelled);
  }
}

/** Overwrites output that nothing will read: it may be plaintext. */
export function ignoreRejection(output: Promise<readonly Bytes[]>): void {
  output.then((parts) => parts.forEach((part) => part.fill(0)), ignore);
}

/**
 * Runs `produce`, which reads from `source`, and returns its output as a stream. Never leaves an unhandled rejection.
 */
export function frameStream<T>(
  source: ByteSource,
  budget: FrameBudget,
  options: OperationOptions,
  produce: WriteMessage<T>,
): EnvelopeRun<T> {
  return new FrameStream<T>(source, budget, options).start(produce);
}
