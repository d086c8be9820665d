/** Reads dropped folders. Loaded when one is dropped. */
import type { DroppedFile } from './dropped-files.ts';

/** All entries of a folder. The browser gives them in parts. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found.sort((one, other) => one.name.localeCompare(other.name));
    found.push(...part);
  }
}

/** The files of a folder and of the folders in it, by name; at most `max`. Rejects when the browser cannot read one. */
export async function filesOf(folder: FileSystemEntry, max: number): Promise<readonly DroppedFile[]> {
  const found: DroppedFile[] = [];
  const visit = async (entry: FileSystemEntry): Promise<void> => {
    if (found.length >= max) return;
    if (entry.isDirectory) {
      for (const inner of await entriesOf(entry as FileSystemDirectoryEntry)) await visit(inner);
    } else {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    }
  };
  await visit(folder);
  return found;
}
