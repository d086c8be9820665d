/**
 * A worker that encrypts or decrypts one file into the origin private file system, in constant memory. Each file has a
 * worker of its own: its memory goes with it.
 */
/// <reference types="vite/client" />
import type { BranchKeyStore } from '../branch-keys/branch-key-store.ts';
import { createEnvelope } from '../envelope.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { EnvelopeKms } from '../envelope-kms.ts';
import type { Progress } from '../frame-stream.ts';
import hashWorkerUrl from '../hash-worker.ts?worker&url';
import type { KeyringOptions } from '../keyrings/create-keyring.ts';
import { releaseChunk } from '../release-chunk.ts';
import type {
  FileCall,
  FileTask,
  FileWorkerRequest,
  FileWorkerResponse,
  MessageFacts,
  SentError,
  SentKeyring,
} from './file-messages.ts';
import { openOutputFolder } from './output-folder.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Between two reports of progress. */
const PROGRESS_MS = 100;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url) => url });
const startHashWorker = () =>
  new Worker(policy?.createScriptURL(hashWorkerUrl) ?? hashWorkerUrl, { type: 'module', name: 'strongroom-hash' });

const send = (message: FileWorkerResponse) => self.postMessage(message);

/** An error of a call that the page made: the page has the original, and gets its number back. */
class PageCallError extends Error {
  readonly call: number;
  constructor(call: number, { name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
    this.call = call;
  }
}

const calls: { readonly resolve: (output: never) => void; readonly reject: (error: Error) => void }[] = [];

/** Lets the page make a call. */
const ask = (what: FileCall) =>
  new Promise<never>((resolve, reject) => {
    const call = calls.push({ resolve, reject }) - 1;
    send({ call, ...what });
  });

/** The KMS client of a Region and caller: the page makes the calls. */
function kmsFor(region?: string, caller?: string): EnvelopeKms {
  const by = (operation: keyof EnvelopeKms) => (input: object) => ask({ operation, region, caller, input });
  return {
    generateDataKey: by('generateDataKey'),
    encrypt: by('encrypt'),
    decrypt: by('decrypt'),
    getPublicKey: by('getPublicKey'),
    deriveSharedSecret: by('deriveSharedSecret'),
  };
}

/** The branch keys of the page. */
const branchKeyStore: BranchKeyStore = {
  getActiveBranchKey: (...parameters) => ask({ read: 'getActiveBranchKey', parameters }),
  getBranchKeyVersion: (...parameters) => ask({ read: 'getBranchKeyVersion', parameters }),
};

const toKeyring = (sent: SentKeyring): KeyringOptions =>
  sent.type === 'aws-kms-hierarchy' ? { ...sent, branchKeyStore } : sent;

const canceling = new AbortController();
let whenResumed: Promise<void> = Promise.resolve();
let resume = () => {};

function setPaused(isPaused: boolean): void {
  resume();
  whenResumed = isPaused ? new Promise((resolve) => (resume = resolve)) : Promise.resolve();
}

function toSent(error: unknown): SentError {
  if (error instanceof PageCallError) return { call: error.call };
  if (error instanceof EnvelopeError) {
    const { code, message, cause } = error;
    const causes = (Array.isArray(cause) ? cause : [cause]).filter((one) => one instanceof Error);
    return { code, message, causes: causes.map(toSent) };
  }
  const { name, message } = error as Error;
  return { name, message };
}

/** Reports progress at intervals: a message per frame would cost more than the frame. */
function createProgressReport(): (progress: Progress) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_MS && progress.bytesIn !== progress.totalBytesIn) return;
    last = now;
    send({ progress });
  };
}

/** Writes all of `chunk`. A full disk may take a part of it without an error. */
function writeAll(access: FileSystemSyncAccessHandle, chunk: Uint8Array<ArrayBuffer>): void {
  if (access.write(chunk) === chunk.length) return;
  throw new DOMException('The storage of this browser is full.', 'QuotaExceededError');
}

async function process({ direction, options }: FileTask, file: Blob, access: FileSystemSyncAccessHandle) {
  const envelope = createEnvelope(kmsFor, { startHashWorker });
  const keyrings = options.keyrings?.map(toKeyring);
  const observed = { ...options, keyrings, signal: canceling.signal, onProgress: createProgressReport() };
  const { stream, result } =
    direction === 'encrypt' ? envelope.encrypt(file, observed) : envelope.decrypt(file, observed);
  const reader = stream.getReader();
  try {
    for (;;) {
      await whenResumed;
      const { done, value } = await reader.read();
      if (done) break;
      writeAll(access, value);
      releaseChunk(value);
    }
    access.flush();
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
  const { header } = await result;
  const facts: MessageFacts = { encryptionContext: header.encryptionContext, signature: header.suite.signature };
  return facts;
}

async function run(task: FileTask, file: Blob, output: string): Promise<void> {
  const folder = await openOutputFolder();
  const access = await (await folder.getFileHandle(output, { create: true })).createSyncAccessHandle();
  try {
    const done = await process(task, file, access);
    access.close();
    send({ done });
  } catch (error) {
    // Empty before it is closed: if it cannot be removed, no part of the output stays.
    access.truncate(0);
    access.close();
    await folder.removeEntry(output).catch(() => undefined);
    send(canceling.signal.aborted ? { canceled: true } : { failed: toSent(error) });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<FileWorkerRequest>) => {
  if ('start' in data) {
    run(data.start, data.file, data.output).catch((error: unknown) => send({ failed: toSent(error) }));
  } else if ('setPaused' in data) setPaused(data.setPaused);
  else if ('cancel' in data) {
    canceling.abort(new DOMException('The operation was canceled.', 'AbortError'));
    setPaused(false);
  } else if ('error' in data) calls[data.answer]?.reject(new PageCallError(data.answer, data.error));
  else calls[data.answer]?.resolve(data.output as never);
});
