/** The page's part of B10: a file through the envelope, as the app does it and as programs do it. */
import { createEnvelope } from '../../src/envelope/envelope.ts';
import fileWorkerUrl from '../../src/envelope/files/file-worker.ts?worker&url';
import type { FileTask } from '../../src/envelope/files/file-messages.ts';
import { processFile, type ProcessedFile } from '../../src/envelope/files/process-file.ts';
import { releaseChunk } from '../../src/envelope/release-chunk.ts';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { startWorker } from './start-worker.ts';
import { syntheticBlob } from './synthetic.ts';

const { kmsFor } = new FakeKms();
const { encrypt } = createEnvelope(kmsFor);

/** Reads the encrypted file chunk after chunk in the thread of the page. Resolves with the length of the content. */
async function readStream(bytes: number, use: (chunk: Uint8Array) => void): Promise<number> {
  const { stream, result } = encrypt(syntheticBlob(bytes), { keyIds: [keyArn(1)] });
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) use(read.value);
  return (await result).bytesIn;
}

/** Encrypts and decrypts a file by the app's file workers, on the disk. Resolves with the bytes that were decrypted. */
async function bothWays(bytes: number): Promise<number> {
  const run = (task: FileTask, file: Blob): Promise<ProcessedFile> =>
    processFile({ startFileWorker: () => startWorker(fileWorkerUrl), kmsFor }, task, file);
  const encrypted = await run({ direction: 'encrypt', options: { keyIds: [keyArn(1)] } }, syntheticBlob(bytes));
  const decrypted = await run({ direction: 'decrypt', options: {} }, encrypted.contents);
  const { size } = decrypted.contents;
  await Promise.all([encrypted.remove(), decrypted.remove()]);
  return size;
}

/** The ways of B10, each by its name. Each resolves with the bytes of content that went through. */
export const FILE_WAYS: Readonly<Record<string, (bytes: number) => Promise<number>>> = {
  'encrypted and decrypted by file workers': bothWays,
  'read as a stream, chunks released': (bytes) => readStream(bytes, releaseChunk),
  'read as a stream, chunks left to garbage collection': (bytes) => readStream(bytes, () => undefined),
};
