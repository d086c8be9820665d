/**
 * Hashes a signed message that arrives in chunks: in a worker if one can be started and is worth it, otherwise in this
 * thread.
 */
import type { Bytes } from '../base/bytes.ts';
import { createIncrementalHash } from '../base/incremental-hash.ts';
import { MIN_WORKER_HASH_BYTES } from './limits.ts';

/** Hashes of signed messages. */
export type MessageHashName = 'SHA-256' | 'SHA-384';

/** A hash in progress. */
export interface MessageHash {
  /**
   * Adds `parts`, each with a buffer of its own. Resolves with the same bytes once they are hashed; until then they are
   * detached. Calls are processed in order.
   */
  add: (parts: readonly Bytes[]) => Promise<readonly Bytes[]>;
  /** Returns the hash of all parts. Call it once. */
  digest: () => Promise<Bytes>;
  /** Releases the worker. Call it at the end, with or without `digest`. */
  close: () => void;
}

/** Starts the worker of `hash-worker.ts`. */
export type StartHashWorker = () => Worker;

/** Message to the worker. */
export type HashWorkerRequest =
  { readonly start: MessageHashName } | { readonly add: readonly Bytes[] } | { readonly digest: true };

/** Reply to each request, in order: the added bytes, the digest, nothing. */
export type HashWorkerResponse = readonly Bytes[];

/**
 * Starts a hash of a message of `total` bytes, if known. The worker starts in parallel: only added parts wait for it.
 */
export function createMessageHash(
  name: MessageHashName,
  total: number | undefined,
  startWorker: StartHashWorker | undefined,
): MessageHash {
  if (!startWorker || (total !== undefined && total < MIN_WORKER_HASH_BYTES)) return hashHere(name);
  const started = hashInWorker(name, startWorker).catch(() => hashHere(name));
  return {
    add: async (parts) => (await started).add(parts),
    digest: async () => (await started).digest(),
    close: () => void started.then(({ close }) => close()),
  };
}

function hashHere(name: MessageHashName): MessageHash {
  const hash = createIncrementalHash(name);
  return {
    async add(parts) {
      for (const part of parts) hash.update(part);
      return parts;
    },
    digest: async () => hash.digest(),
    close: () => undefined,
  };
}

interface Waiting {
  readonly resolve: (answer: HashWorkerResponse) => void;
  readonly reject: (reason: unknown) => void;
}

/** Idle workers, one of each kind, for the next message: starting one takes as long as hashing some MiB. */
const idle = new WeakMap<StartHashWorker, Worker>();

/** Rejects if the worker does not start. */
async function hashInWorker(name: MessageHashName, startWorker: StartHashWorker): Promise<MessageHash> {
  const worker = idle.get(startWorker) ?? startWorker();
  idle.delete(startWorker);
  const listening = new AbortController();
  const waiting: Waiting[] = [];
  let failure: Error | undefined;
  const order = (message: HashWorkerRequest, transfer: Transferable[] = []) =>
    new Promise<HashWorkerResponse>((resolve, reject) => {
      if (failure) return reject(failure);
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<HashWorkerResponse>) => waiting.shift()?.resolve(data),
    listening,
  );
  worker.addEventListener(
    'error',
    ({ message }) => {
      failure = new Error(`The hash worker failed: ${message}`);
      for (const { reject } of waiting.splice(0)) reject(failure);
      worker.terminate();
    },
    listening,
  );
  await order({ start: name });
  return {
    add: (parts) =>
      order(
        { add: parts },
        parts.map(({ buffer }) => buffer),
      ),
    digest: async () => (await order({ digest: true }))[0] ?? new Uint8Array(),
    close() {
      listening.abort();
      if (failure || waiting.length > 0 || idle.has(startWorker)) worker.terminate();
      else idle.set(startWorker, worker);
    },
  };
}
