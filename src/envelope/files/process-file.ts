/** Encrypts or decrypts a file in a worker of its own, into the origin private file system. */
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { Progress } from '../frame-stream.ts';
import type { FileTask, FileWorkerRequest, FileWorkerResponse, MessageFacts, SentError } from './file-messages.ts';
import { createOutputFile, type OutputFile } from './output-folder.ts';

/** Dependencies on the page. */
export interface FileDependencies {
  /** Starts a worker of `file-worker.ts`. */
  readonly startFileWorker: () => Worker;
  readonly kmsFor: GetKmsClient;
}

/** Lets a user pause work. `change` events follow `isPaused`. */
export class PauseSwitch extends EventTarget {
  #isPaused = false;

  get isPaused(): boolean {
    return this.#isPaused;
  }

  set isPaused(isPaused: boolean) {
    this.#isPaused = isPaused;
    this.dispatchEvent(new Event('change'));
  }
}

/** How a run is observed and controlled. */
export interface FileControls {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly pauseSwitch?: PauseSwitch | undefined;
}

/** The output of a file. Remove it when its contents are no longer needed. */
export interface ProcessedFile extends Pick<OutputFile, 'remove'> {
  readonly contents: File;
  readonly facts: MessageFacts;
}

/** Restores an error. `kmsErrors`: the originals, by the number of their call. */
function toError(sent: SentError, kmsErrors: ReadonlyMap<number, unknown>): unknown {
  if ('kms' in sent) return kmsErrors.get(sent.kms);
  if ('code' in sent) {
    const causes = sent.causes.map((cause) => toError(cause, kmsErrors));
    return new EnvelopeError(sent.code, sent.message, causes.length > 0 ? { cause: causes } : {});
  }
  return new DOMException(sent.message, sent.name);
}

/** Runs the worker until it is done. Rejects with the error of KMS, EnvelopeError, or a DOMException of the browser. */
function runWorker(
  worker: Worker,
  start: Extract<FileWorkerRequest, { start: unknown }>,
  kmsFor: GetKmsClient,
  { signal, onProgress, pauseSwitch }: FileControls,
): Promise<MessageFacts> {
  const kmsErrors = new Map<number, unknown>();
  const send = (message: FileWorkerRequest) => worker.postMessage(message);
  const answer = async ({ call, operation, region, input }: Extract<FileWorkerResponse, { call: unknown }>) => {
    try {
      const output: unknown = await kmsFor(region)[operation](input);
      send({ answer: call, output });
    } catch (error) {
      kmsErrors.set(call, error);
      const { name, message } = error as Error;
      send({ answer: call, error: { name, message } });
    }
  };
  const listening = new AbortController();
  const options = { signal: listening.signal };
  return new Promise<MessageFacts>((resolve, reject) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FileWorkerResponse>) => {
        if ('call' in data) void answer(data);
        else if ('progress' in data) onProgress?.(data.progress);
        else if ('done' in data) resolve(data.done);
        else if ('failed' in data) reject(toError(data.failed, kmsErrors) as Error);
        else reject(signal?.reason as Error);
      },
      options,
    );
    worker.addEventListener(
      'error',
      ({ message }) => reject(new DOMException(message || 'The file worker did not start.', 'OperationError')),
      options,
    );
    signal?.addEventListener('abort', () => send({ cancel: true }), options);
    pauseSwitch?.addEventListener('change', () => send({ setPaused: pauseSwitch.isPaused }), options);
    if (pauseSwitch?.isPaused) send({ setPaused: true });
    send(start);
  }).finally(() => listening.abort());
}

/**
 * Processes `file`. Plaintext is written only after its frame is authenticated, and returned only after the whole
 * message is verified. A failed or canceled run leaves no file.
 */
export async function processFile(
  { startFileWorker, kmsFor }: FileDependencies,
  task: FileTask,
  file: Blob,
  controls: FileControls = {},
): Promise<ProcessedFile> {
  controls.signal?.throwIfAborted();
  const output = await createOutputFile();
  const worker = startFileWorker();
  try {
    const facts = await runWorker(worker, { start: task, file, output: output.name }, kmsFor, controls);
    controls.signal?.throwIfAborted();
    return { contents: await output.read(), facts, remove: () => output.remove() };
  } catch (error) {
    worker.terminate();
    await output.remove();
    throw error;
  } finally {
    worker.terminate();
  }
}
