/**
 * The encrypted files of Home in a folder of the origin private file system: the one that was stored last, with its
 * note, and that of each tab. A tab holds a lock on its file, and only files without a lock are removed.
 */

import { tabStorage } from '../page/browser-storage.ts';
import type { Kept, ShelfNote } from '../page/kept-file.ts';

const PREFIX = 'sealed-';

/** The stored note, with the name of its file. */
interface Stored extends ShelfNote {
  readonly file: string;
}

/** What releases the lock of the file that this tab shows, by folder. */
const held = new Map<string, () => void>();

const readNote = async (note: FileSystemFileHandle): Promise<string> => (await note.getFile()).text();

const lockOf = (folder: FileSystemDirectoryHandle, file: string): string => `${folder.name}/${file}`;

/** Holds the lock of a file. Resolves with the function that releases it. */
function holdFile(folder: FileSystemDirectoryHandle, file: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((end) => resolve(() => end()));
    navigator.locks.request(lockOf(folder, file), { mode: 'shared' }, hold).catch(reject);
  });
}

/** Makes a file, by its note and its lock, the one that this tab shows: after a reload too. */
function showFile({ name }: FileSystemDirectoryHandle, note: string, release: () => void): void {
  held.get(name)?.();
  held.set(name, release);
  try {
    tabStorage()?.setItem(name, note);
  } catch {
    // Storage is full: after a reload the tab shows the file that was stored last.
  }
}

/** Removes the files that no tab shows, except that of the note. Never rejects. */
async function removeUnusedFiles(folder: FileSystemDirectoryHandle, note: string): Promise<void> {
  try {
    for await (const name of folder.keys())
      if (name.startsWith(PREFIX) && !note.includes(name))
        await navigator.locks.request(lockOf(folder, name), { ifAvailable: true }, async (lock) => {
          if (lock) await folder.removeEntry(name).catch(() => undefined);
        });
  } catch {
    // The folder was removed with the data of the site.
  }
}

/**
 * Stores `stream` as the last file. Nothing changes if the stream fails.
 * @param noteHandle where its note is stored
 * @param note called when the stream has ended
 */
export async function storeFile(
  folder: FileSystemDirectoryHandle,
  stream: ReadableStream<Uint8Array>,
  noteHandle: () => Promise<FileSystemFileHandle>,
  note: (sealedSize: number) => ShelfNote,
): Promise<Kept> {
  const file = `${PREFIX}${crypto.randomUUID()}`;
  // The lock is held before the file exists: other tabs never see it without one.
  const release = await holdFile(folder, file);
  try {
    const handle = await folder.getFileHandle(file, { create: true });
    await stream.pipeTo(await handle.createWritable());
    const sealed = await handle.getFile();
    const stored: Stored = { ...note(sealed.size), file };
    const text = JSON.stringify(stored);
    // The note is written last and atomically: until then the earlier note and its file stay.
    const writer = await (await noteHandle()).createWritable();
    await writer.write(text);
    await writer.close();
    showFile(folder, text, release);
    await removeUnusedFiles(folder, text);
    return { note: stored, sealed, lasting: true };
  } catch (error) {
    await folder.removeEntry(file).catch(() => undefined);
    release();
    throw error;
  }
}

/** Opens the file that this tab has stored or shown, else the one of the note. Undefined if neither exists. */
export async function openLastFile(
  folder: FileSystemDirectoryHandle,
  noteHandle: FileSystemFileHandle,
): Promise<Kept | undefined> {
  const last = () => readNote(noteHandle);
  // Another tab may replace the note, and remove its file, before this one has the lock: so the note is read again.
  for (const read of [async () => tabStorage()?.getItem(folder.name) ?? '', last, last])
    try {
      const text = await read();
      const note = JSON.parse(text) as Stored;
      showFile(folder, text, await holdFile(folder, note.file));
      const sealed = await (await folder.getFileHandle(note.file)).getFile();
      void last().then(
        (stored) => removeUnusedFiles(folder, stored),
        () => undefined,
      );
      return { note, sealed, lasting: true };
    } catch {
      // The note or its file does not exist.
    }
  return undefined;
}
