/** The hash of a signed message, which arrives in pieces: in a worker where one can be started and is worth it, else in this thread. */
import type { Bytes } from '../base/bytes.ts';
import { createIncrementalHash } from '../base/incremental-hash.ts';
import { MIN_WORKER_HASH_BYTES } from './limits.ts';

/** The hashes that messages are signed with. */
export type MessageHashName = 'SHA-256' | 'SHA-384';

/** A hash under way. */
export interface MessageHash {
  /** Adds `parts`, each with a buffer of its own. Resolves with the same bytes when they are hashed; until then they are out of reach. Calls count in their order. */
  add: (parts: readonly Bytes[]) => Promise<readonly Bytes[]>;
  /** The hash of all that was added. Once only. */
  digest: () => Promise<Bytes>;
  /** To be called at last, digest or not: lets go of the worker. */
  close: () => void;
}

/** Starts the worker of `hash-worker.ts`. */
export type StartHashWorker = () => Worker;

/** What the worker is told. */
export type HashWorkerRequest =
  { readonly start: MessageHashName } | { readonly add: readonly Bytes[] } | { readonly digest: true };

/** What it answers to each order, in order: the bytes that were added, the digest, nothing. */
export type HashWorkerResponse = readonly Bytes[];

/** A hash of a message of `total` bytes, where that is known. The worker starts meanwhile: only what is added waits for it. */
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

/** Workers that have done their message and wait for the next one: to start one takes as long as to hash some MiB. One of each kind. */
const idle = new WeakMap<StartHashWorker, Worker>();

/** Rejects when the worker does not start. */
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
