/**
 * The shelf: the one sealed file that the page keeps, so that a visitor who comes back, offline too, can open it again.
 * Ciphertext and its description only; never a key, never the plaintext. In the origin's private file system where the
 * browser lets a page write there, else in memory, which the visitor is told.
 */

import type { Kept, KeptFileStore, ShelfNote } from '../page/kept-file.ts';

const FOLDER = 'shelf';
const PREFIX = 'sealed-';
const NOTE = 'note.json';

/** The note as it is stored, with the name of its file. */
interface Stored extends ShelfNote {
  readonly file: string;
}

/** Where the page keeps its sealed file. */
export class EncryptedFileStore implements KeptFileStore {
  #inMemory: Kept | undefined;

  async #folder(): Promise<FileSystemDirectoryHandle | undefined> {
    try {
      if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined;
      const root = await navigator.storage.getDirectory();
      return await root.getDirectoryHandle(FOLDER, { create: true });
    } catch {
      return undefined;
    }
  }

  /** Writes `stream` down, in place of what stood there, and gives the file. Nothing changes when the stream fails. `note` is asked when the stream has ended. */
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
    // The note is written last and in one step: until then the one before it, and its file, stand.
    const writer = await (await folder.getFileHandle(NOTE, { create: true })).createWritable();
    await writer.write(JSON.stringify(kept));
    await writer.close();
    await this.#sweep(folder, file);
    return { note: kept, sealed, lasting: true };
  }

  /** Removes every sealed file but `spare`. */
  async #sweep(folder: FileSystemDirectoryHandle, spare?: string): Promise<void> {
    for await (const name of folder.keys()) {
      if (name.startsWith(PREFIX) && name !== spare) await folder.removeEntry(name).catch(() => undefined);
    }
  }

  /** The file that was kept last, or undefined. */
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

  /** Empties the shelf. */
  async clear(): Promise<void> {
    this.#inMemory = undefined;
    const folder = await this.#folder();
    if (!folder) return;
    await folder.removeEntry(NOTE).catch(() => undefined);
    await this.#sweep(folder);
  }
}
