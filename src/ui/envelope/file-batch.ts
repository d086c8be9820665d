/** Encrypts or decrypts several files: what happens to each of them. */
import type { EncryptionContext } from '../../envelope/encryption-context.ts';
import type { FileTask, MessageFacts } from '../../envelope/files/file-messages.ts';
import { processFile, type PauseSwitch } from '../../envelope/files/process-file.ts';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { contentIdentity, ENCRYPTED_EXTENSION, withFileIdentity } from './encrypted-name.ts';
import { decryptFile, encryptFile, type RunPlace } from './envelope-calls.ts';
import type { KeyringSettings } from './keyring-type.ts';
import { headerOf, type NamedBlob } from './message-head.ts';
import type { RunKeyring } from './run-keyring.ts';
import type { RunWatch } from './run-watch.ts';
import type { Direction } from './envelope-run.ts';
import { keepLeftOutPairs } from './left-out-pairs.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { contextFor } from './sample-file.ts';

/** Smaller files are processed in the page: a worker takes longer to start. */
const MIN_WORKER_FILE_BYTES = 4 * 2 ** 20;

/** How a file is observed and controlled. */
export interface BatchWatch extends Pick<RunWatch, 'signal' | 'onProgress'> {
  /** Pauses files that a worker processes. */
  readonly pauseSwitch?: PauseSwitch;
}

/** The output of a file. */
export interface FileResult extends NamedBlob {
  /** Curve of the signature, which is verified when a file was decrypted. Undefined: not signed. */
  readonly signature: MessageFacts['signature'];
  /** Removes what is stored for it. */
  remove?(): Promise<void>;
}

/** Several files to process in order. */
export interface Batch {
  readonly direction: Direction;
  readonly files: readonly DroppedFile[];
  readonly place: RunPlace;
  /** Processes one file. Rejects with AWS's error, EnvelopeError, a DOMException, or the reason of the abort. */
  process(file: File, watch: BatchWatch): Promise<FileResult>;
}

/** How to encrypt. Default: as Home does. */
export interface EncryptBatch {
  readonly keyIds?: readonly string[];
  readonly pairs?: Readonly<Record<string, string>>;
  /** Whether name and type of each file are stored in its encryption context. */
  readonly isNameStored?: boolean;
  /** Names of `pairs` that the files do not store. */
  readonly requiredContextKeys?: readonly string[];
  /** Creates another keyring than that of the key IDs, for each file. */
  readonly keyring?: ((recorder: Recorder) => Promise<RunKeyring | undefined>) | undefined;
}

const toBlob = (stream: ReadableStream<Uint8Array>): Promise<Blob> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

/** Processes a large file in a worker, if the app can start one. */
async function processInWorker(
  { kms, startFileWorker }: PageContext,
  task: FileTask,
  { name, blob, type }: NamedBlob & { readonly type?: string },
  keyring: RunKeyring | undefined,
  watch: BatchWatch,
): Promise<FileResult | undefined> {
  if (!startFileWorker || blob.size < MIN_WORKER_FILE_BYTES) return undefined;
  const ports = { startFileWorker, kmsFor: () => kms, branchKeyStore: keyring?.branchKeyStore?.(kms) };
  const { contents, facts, remove } = await processFile(ports, task, blob, watch);
  return { name, blob: contents.slice(0, contents.size, type), signature: facts.signature, remove };
}

/**
 * Encrypts `files` under the same keys, each with a data key of its own. Every call is made in the Region and as the
 * caller of `context`.
 */
export function encryptBatch(
  context: PageContext,
  files: readonly DroppedFile[],
  { keyIds = [PLAYGROUND_ALIAS], pairs, isNameStored = true, requiredContextKeys = [], keyring }: EncryptBatch,
): Batch {
  const { region, caller } = context;
  const contextOf = (file: File) => {
    if (!pairs) return contextFor(file);
    return isNameStored ? withFileIdentity(pairs, file) : pairs;
  };
  const process = async (file: File, watch: BatchWatch): Promise<FileResult> => {
    const recorder = new Recorder(context.kms);
    if (!keyring && keyIds.includes(PLAYGROUND_ALIAS)) await ensurePlaygroundKey(recorder, context);
    const name = `${file.name}${ENCRYPTED_EXTENSION}`;
    const options = { encryptionContext: contextOf(file), requiredContextKeys };
    const created = await keyring?.(recorder);
    const source = created?.sent ? { keyrings: created.sent } : { keyIds };
    const task: FileTask = { direction: 'encrypt', options: { ...options, ...source } };
    const inWorker = await processInWorker(context, task, { name, blob: file }, created, watch);
    if (inWorker) {
      await keepLeftOutPairs(inWorker.blob, requiredContextKeys);
      return inWorker;
    }
    const { kept } = await encryptFile(
      recorder,
      context,
      { name: file.name, blob: file },
      { ...options, keyIds, keyring: created },
      toBlob,
      watch,
    );
    await keepLeftOutPairs(kept, requiredContextKeys);
    return { name, blob: kept, signature: undefined };
  };
  return { direction: 'encrypt', files, place: { region, caller }, process };
}

/** The keyring of an encrypted file. Undefined: that of AWS KMS, or the file is no message. */
async function keyringFor(recorder: Recorder, context: PageContext, settings: KeyringSettings, file: File) {
  const keys = (await headerOf(file))?.encryptedDataKeys ?? [];
  if (keys.every(({ providerId }) => providerId === 'aws-kms')) return undefined;
  return (await import('./run-keyring.ts')).decryptionKeyring(recorder, context, settings, keys);
}

/**
 * Decrypts `files`. Each names its keys and has its encryption context. Every call is made in the Region and as the
 * caller of `context`: a multi-Region key is used there, and another key must be there.
 * @param reproducedContext pairs that the files do not store
 * @param settings for files of another keyring than that of AWS KMS. Without them, only KMS decrypts
 */
export function decryptBatch(
  context: PageContext,
  files: readonly DroppedFile[],
  reproducedContext: EncryptionContext = {},
  settings?: KeyringSettings,
): Batch {
  const { region, caller } = context;
  const process = async (file: File, watch: BatchWatch): Promise<FileResult> => {
    const { name, type } = await contentIdentity({ name: file.name, blob: file });
    const recorder = new Recorder(context.kms);
    const keyring = settings && (await keyringFor(recorder, context, settings, file));
    const source = keyring?.sent ? { keyrings: keyring.sent } : {};
    const task: FileTask = { direction: 'decrypt', options: { region, reproducedContext, ...source } };
    const inWorker = await processInWorker(context, task, { name, blob: file, type }, keyring, watch);
    if (inWorker) return inWorker;
    const { kept, signature } = await decryptFile(recorder, context, { name, blob: file }, toBlob, {
      ...watch,
      reproducedContext,
      keyring,
    });
    return { name, blob: kept.slice(0, kept.size, type), signature };
  };
  return { direction: 'decrypt', files, place: { region, caller }, process };
}
