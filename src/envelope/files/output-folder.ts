/**
 * Output files in the origin private file system. Each has a lock while it is in use, so that the files of a tab that
 * was closed or has crashed can be told apart and removed.
 */

const FOLDER = 'file-runs';
const LOCK_PREFIX = 'strongroom-file-run-';
/** A worker that was terminated may hold its file for a moment. */
const REMOVE_TRIES = 20;
const REMOVE_RETRY_MS = 50;

/** Opens the folder of output files. Rejects if the browser does not allow the origin private file system. */
export async function openOutputFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** An output file of this tab. */
export interface OutputFile {
  readonly name: string;
  /** Returns the contents. They are read from the disk; they end with the file. */
  read(): Promise<File>;
  /** Removes the file. Never rejects. */
  remove(): Promise<void>;
}

async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let tries = 0; tries < REMOVE_TRIES; tries++) {
    try {
      await folder.removeEntry(name);
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return;
      await new Promise((resolve) => setTimeout(resolve, REMOVE_RETRY_MS));
    }
  }
}

/** Holds the lock of a file. Resolves, once it is held, with the function that releases it. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((held, failed) => {
    navigator.locks
      .request(`${LOCK_PREFIX}${name}`, () => new Promise<void>((release) => held(() => release())))
      .catch(failed);
  });
}

/** Creates the name of an output file. The worker creates the file; `remove` it when its contents are not needed. */
export async function createOutputFile(): Promise<OutputFile> {
  const folder = await openOutputFolder();
  const name = crypto.randomUUID();
  const release = await holdLock(name);
  return {
    name,
    read: async () => (await folder.getFileHandle(name)).getFile(),
    async remove() {
      await removeEntry(folder, name);
      release();
    },
  };
}

/** Removes the files of tabs that no longer exist. Resolves with their number. */
export async function removeAbandonedFiles(): Promise<number> {
  const folder = await openOutputFolder();
  let removed = 0;
  for await (const name of folder.keys()) {
    await navigator.locks.request(`${LOCK_PREFIX}${name}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      await removeEntry(folder, name);
      removed++;
    });
  }
  return removed;
}
