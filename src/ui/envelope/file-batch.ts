/** Encrypts or decrypts several files: what happens to each of them. */
import type { DroppedFile } from '../kit/dropped-files.ts';
import { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { contentIdentity, ENCRYPTED_EXTENSION, withFileIdentity } from './encrypted-name.ts';
import { decryptFile, encryptFile, type NamedBlob, type RunWatch } from './envelope-calls.ts';
import type { Direction } from './envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { contextFor } from './sample-file.ts';

/** Several files to process in order. */
export interface Batch {
  readonly direction: Direction;
  readonly files: readonly DroppedFile[];
  /** Processes one file. Rejects with AWS's error, EnvelopeError, or the reason of the abort. */
  process(file: File, watch: RunWatch): Promise<NamedBlob>;
}

/** How to encrypt. Default: as Home does. */
export interface EncryptBatch {
  readonly keyId?: string;
  readonly pairs?: Readonly<Record<string, string>>;
  /** Whether name and type of each file are stored in its encryption context. */
  readonly isNameStored?: boolean;
}

const toBlob = (stream: ReadableStream<Uint8Array>): Promise<Blob> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

/** Encrypts `files` under one key, each with a data key of its own. */
export function encryptBatch(
  context: PageContext,
  files: readonly DroppedFile[],
  { keyId = PLAYGROUND_ALIAS, pairs, isNameStored = true }: EncryptBatch,
): Batch {
  const contextOf = (file: File) => {
    if (!pairs) return contextFor(file);
    return isNameStored ? withFileIdentity(pairs, file) : pairs;
  };
  const process = async (file: File, watch: RunWatch): Promise<NamedBlob> => {
    const recorder = new Recorder(context.kms);
    if (keyId === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, context);
    const { kept } = await encryptFile(
      recorder,
      context,
      { name: file.name, blob: file },
      keyId,
      contextOf(file),
      toBlob,
      watch,
    );
    return { name: `${file.name}${ENCRYPTED_EXTENSION}`, blob: kept };
  };
  return { direction: 'encrypt', files, process };
}

/** Decrypts `files`. Each names its key and has its encryption context. */
export function decryptBatch(context: PageContext, files: readonly DroppedFile[]): Batch {
  const process = async (file: File, watch: RunWatch): Promise<NamedBlob> => {
    const encrypted = { name: file.name, blob: file };
    const { name, type } = await contentIdentity(encrypted);
    const { kept } = await decryptFile(new Recorder(context.kms), context, { name, blob: file }, toBlob, watch);
    return { name, blob: kept.slice(0, kept.size, type) };
  };
  return { direction: 'decrypt', files, process };
}
