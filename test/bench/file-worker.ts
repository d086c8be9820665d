/**
 * The worker of B8: files go from and into the origin's private file system through a sync access handle, which only
 * workers have. Both sides free each piece of output by `releaseChunk`, as the app's file worker does.
 */
import { expose } from 'comlink';
import {
  FRAME,
  open,
  openBare,
  openOverlapped,
  readAlone,
  seal,
  sealBare,
  sealOverlapped,
  writeBare,
  type BareMessage,
  type Take,
} from './file-sides.ts';
import { FRAME_OVERHEAD } from '../../src/envelope/limits.ts';
import { releaseChunk } from '../../src/envelope/release-chunk.ts';
import { syntheticBlob } from './synthetic.ts';

/** The part of the file system that TypeScript's types of a page leave out. */
interface SyncFile {
  createSyncAccessHandle(): Promise<{ truncate(size: number): void; write(piece: Uint8Array): number; close(): void }>;
}

/** In MB/s. */
const rate = (bytes: number, milliseconds: number) => bytes / 1e6 / (milliseconds / 1000);

async function fileNamed(name: string): Promise<FileSystemFileHandle & SyncFile> {
  return (await (
    await navigator.storage.getDirectory()
  ).getFileHandle(name, { create: true })) as FileSystemFileHandle & SyncFile;
}

/** Lets `write` fill file `name` from its start. */
async function fill<T>(name: string, write: (take: Take) => Promise<T>): Promise<T> {
  const handle = await (await fileNamed(name)).createSyncAccessHandle();
  try {
    handle.truncate(0);
    return await write((piece) => {
      handle.write(piece);
      releaseChunk(piece);
    });
  } finally {
    handle.close();
  }
}

let file = new Blob();
let message = new Blob();
let bare: BareMessage | undefined;

/** The pieces of work, each by its name. */
const WORK: Readonly<Record<string, () => Promise<unknown>>> = {
  'envelope encrypts into a file': () => fill('output', (take) => seal(file, take)),
  'bare frames encrypted into a file': () => fill('output', (take) => sealBare(file, take)),
  'envelope decrypts into a file': () => fill('output', (take) => open(message, take)),
  'bare frames decrypted into a file': () => fill('output', (take) => openBare(bare as BareMessage, take)),
  'envelope encrypts, output discarded': () => seal(file, releaseChunk),
  'input read alone': () => readAlone(file, FRAME, () => undefined),
  'envelope decrypts, output discarded': () => open(message, releaseChunk),
  'bare frames encrypted, 8 in flight, output discarded': () => sealOverlapped(file, releaseChunk),
  'bare frames decrypted, 8 in flight, output discarded': () => openOverlapped(bare as BareMessage, releaseChunk),
  'message read alone': () => readAlone(message, FRAME + FRAME_OVERHEAD, () => undefined),
};

/** What the page asks of this worker. */
const files = {
  /** Makes the input, a file as users have them, and the messages that are decrypted. */
  async prepare(bytes: number): Promise<void> {
    await fill('input', (take) => readAlone(syntheticBlob(bytes), FRAME, take));
    file = await (await fileNamed('input')).getFile();
    await fill('message', (take) => seal(file, take));
    message = await (await fileNamed('message')).getFile();
    const key = await fill('bare', (take) => writeBare(file, take));
    bare = { key, file: await (await fileNamed('bare')).getFile() };
  },
  /** MB of plaintext in a second. */
  async run(name: string): Promise<number> {
    const start = performance.now();
    await WORK[name]?.();
    return rate(file.size, performance.now() - start);
  },
};

/** The type of this worker. */
export type Files = typeof files;

expose(files);
