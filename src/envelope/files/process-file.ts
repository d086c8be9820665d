/** Encrypts or decrypts a file in a worker of its own, into the origin private file system. */
import type { BranchKeyStore } from '../branch-keys/branch-key-store.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { Progress } from '../frame-stream.ts';
import { requireMethod } from '../keyrings/require-method.ts';
import type {
  FileCall,
  FileTask,
  FileWorkerRequest,
  FileWorkerResponse,
  MessageFacts,
  SentError,
} from './file-messages.ts';
import { createOutputFile, type OutputFile } from './output-folder.ts';

/** Dependencies on the page. Secrets in the answers of KMS and of the store are overwritten once they are sent. */
export interface FileDependencies {
  /** Starts a worker of `file-worker.ts`. */
  readonly startFileWorker: () => Worker;
  readonly kmsFor: GetKmsClient;
  /** The branch keys of hierarchical keyrings. */
  readonly branchKeyStore?: BranchKeyStore | undefined;
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

/** How long a canceled run waits for its worker, which may have been lost. It is terminated then in any case. */
const CANCEL_TIMEOUT_MS = 2000;

/** Makes a call for the worker. */
async function makeCall({ kmsFor, branchKeyStore }: Ports, call: FileCall): Promise<unknown> {
  if ('operation' in call) return requireMethod(kmsFor(call.region, call.caller), call.operation)(call.input as never);
  if (!branchKeyStore) throw new TypeError('The hierarchical keyring needs a branch key store.');
  return call.read === 'getActiveBranchKey'
    ? branchKeyStore.getActiveBranchKey(...call.parameters)
    : branchKeyStore.getBranchKeyVersion(...call.parameters);
}

/** Overwrites the secrets of an answer, once the worker has its copy. */
function overwriteSecrets(output: unknown): void {
  const { Plaintext, SharedSecret, material } = Object(output) as Partial<Record<string, Uint8Array>>;
  for (const secret of [Plaintext, SharedSecret, material]) secret?.fill(0);
}

/** Restores an error. `callErrors`: the originals, by the number of their call. */
function toError(sent: SentError, callErrors: ReadonlyMap<number, unknown>): unknown {
  if ('call' in sent) return callErrors.get(sent.call);
  if ('code' in sent) {
    const causes = sent.causes.map((cause) => toError(cause, callErrors));
    return new EnvelopeError(sent.code, sent.message, causes.length > 0 ? { cause: causes } : {});
  }
  return new DOMException(sent.message, sent.name);
}

type Ports = Omit<FileDependencies, 'startFileWorker'>;

/** Runs the worker until it is done. Rejects with the error of KMS, EnvelopeError, or a DOMException of the browser. */
function runWorker(
  worker: Worker,
  start: Extract<FileWorkerRequest, { start: unknown }>,
  ports: Ports,
  { signal, onProgress, pauseSwitch }: FileControls,
): Promise<MessageFacts> {
  const callErrors = new Map<number, unknown>();
  const send = (message: FileWorkerRequest) => worker.postMessage(message);
  const answer = async ({ call, ...what }: Extract<FileWorkerResponse, { call: unknown }>) => {
    try {
      const output = await makeCall(ports, what);
      send({ answer: call, output });
      overwriteSecrets(output);
    } catch (error) {
      callErrors.set(call, error);
      const { name, message } = error as Error;
      send({ answer: call, error: { name, message } });
    }
  };
  const listening = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const options = { signal: listening.signal };
  return new Promise<MessageFacts>((resolve, reject) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FileWorkerResponse>) => {
        if ('call' in data) void answer(data);
        else if ('progress' in data) onProgress?.(data.progress);
        else if ('done' in data) resolve(data.done);
        else if ('failed' in data) reject(toError(data.failed, callErrors));
        else reject(signal?.reason as Error);
      },
      options,
    );
    worker.addEventListener(
      'error',
      ({ message }) => reject(new DOMException(message || 'The file worker did not start.', 'OperationError')),
      options,
    );
    signal?.addEventListener(
      'abort',
      () => {
        send({ cancel: true });
        timer = setTimeout(() => reject(signal.reason as Error), CANCEL_TIMEOUT_MS);
      },
      options,
    );
    pauseSwitch?.addEventListener('change', () => send({ setPaused: pauseSwitch.isPaused }), options);
    if (pauseSwitch?.isPaused) send({ setPaused: true });
    send(start);
  }).finally(() => {
    clearTimeout(timer);
    listening.abort();
  });
}

/**
 * Processes `file`. Plaintext is written only after its frame is authenticated, and returned only after the whole
 * message is verified. A failed or canceled run leaves no file.
 */
export async function processFile(
  { startFileWorker, ...ports }: FileDependencies,
  task: FileTask,
  file: Blob,
  controls: FileControls = {},
): Promise<ProcessedFile> {
  controls.signal?.throwIfAborted();
  const output = await createOutputFile();
  const worker = startFileWorker();
  try {
    const facts = await runWorker(worker, { start: task, file, output: output.name }, ports, controls);
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
