/**
 * Stores the last encrypted file of Home, so that the user can decrypt it on a later visit: ciphertext and its note,
 * never a key or the plaintext. Uses the origin private file system, or memory if the browser does not let a page write
 * there.
 */

import type { Kept, KeptFileStore, ShelfNote } from '../page/kept-file.ts';
import { DEFAULT_SANDBOX, placeInSandbox } from '../page/shown-sandbox.ts';

const FOLDER = 'shelf';
const NOTE = 'note.json';

const loadFiles = () => import('./encrypted-files.ts');

/** Stores one encrypted file per sandbox, and that of each other tab while the tab exists. */
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
    if (folder) {
      const { storeFile } = await loadFiles();
      return storeFile(folder, stream, () => folder.getFileHandle(NOTE, { create: true }), note);
    }
    const sealed = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
    this.#inMemory = { note: note(sealed.size), sealed, lasting: false };
    return this.#inMemory;
  }

  /** The file that this tab has stored or shown, else the one that was stored last; undefined if neither exists. */
  async last(): Promise<Kept | undefined> {
    if (this.#inMemory) return this.#inMemory;
    try {
      const folder = await this.#folder();
      const note = await folder?.getFileHandle(NOTE);
      return folder && note && (await (await loadFiles()).openLastFile(folder, note));
    } catch {
      return undefined;
    }
  }
}
