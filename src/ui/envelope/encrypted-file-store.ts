/**
 * Stores the last encrypted file of Home, so that the user can decrypt it on a later visit: ciphertext and its note,
 * never a key or the plaintext. Uses the origin private file system, or memory if the browser does not let a page write
 * there.
 */

import type { Kept, KeptFileStore, ShelfNote } from '../page/kept-file.ts';
import { DEFAULT_SANDBOX, placeInSandbox } from '../page/shown-sandbox.ts';

const FOLDER = 'shelf';
const PREFIX = 'sealed-';
const NOTE = 'note.json';

/** The stored note, with the name of its file. */
interface Stored extends ShelfNote {
  readonly file: string;
}

/** Stores one encrypted file per sandbox. */
export class EncryptedFileStore implements KeptFileStore {
  #inMemory: Kept | undefined;
  readonly #name: string;

  constructor(sandbox = DEFAULT_SANDBOX) {
    this.#name = placeInSandbox(FOLDER, sandbox);
  }

  async #folder(): Promise<FileSystemDirectoryHandle | undefined> {
    try {
      if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined;
      const root = await navigator.storage.getDirectory();
      return await root.getDirectoryHandle(this.#name, { create: true });
    } catch {
      return undefined;
    }
  }

  /**
   * Replaces the stored file by `stream`. Nothing changes if the stream fails. `note` is called when the stream has
   * ended.
   */
  async keep(stream: ReadableStream<Uint8Array>, note: (sealedSize: number) => ShelfNote): Promise<Kept> {
    const folder = await this.#folder();
    if (!folder) {
      const sealed = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
      this.#inMemory = { note: note(sealed.size), sealed, lasting: false };
      return this.#inMemory;
    }
    const file = `${PREFIX}${crypto.randomUUID()}`;
    const handle = await folder.getFileHandle(file, { create: true });
    try {
      await stream.pipeTo(await handle.createWritable());
    } catch (error) {
      await folder.removeEntry(file).catch(() => undefined);
      throw error;
    }
    const sealed = await handle.getFile();
    const kept: Stored = { ...note(sealed.size), file };
    // The note is written last and atomically: until then the earlier note and its file stay.
    const writer = await (await folder.getFileHandle(NOTE, { create: true })).createWritable();
    await writer.write(JSON.stringify(kept));
    await writer.close();
    await this.#sweep(folder, file);
    return { note: kept, sealed, lasting: true };
  }

  /** Removes every encrypted file but `spare`. */
  async #sweep(folder: FileSystemDirectoryHandle, spare?: string): Promise<void> {
    for await (const name of folder.keys()) {
      if (name.startsWith(PREFIX) && name !== spare) await folder.removeEntry(name).catch(() => undefined);
    }
  }

  /** The stored file, or undefined. */
  async last(): Promise<Kept | undefined> {
    if (this.#inMemory) return this.#inMemory;
    try {
      const folder = await this.#folder();
      if (!folder) return undefined;
      const note = JSON.parse(await (await (await folder.getFileHandle(NOTE)).getFile()).text()) as Stored;
      return { note, sealed: await (await folder.getFileHandle(note.file)).getFile(), lasting: true };
    } catch {
      return undefined;
    }
  }

  /** Removes the stored file. */
  async clear(): Promise<void> {
    this.#inMemory = undefined;
    const folder = await this.#folder();
    if (!folder) return;
    await folder.removeEntry(NOTE).catch(() => undefined);
    await this.#sweep(folder);
  }
}
