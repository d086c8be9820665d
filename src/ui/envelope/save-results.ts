/** Saves results of a run: as downloads, or in a folder by the File System Access API. */
import { download } from '../kit/save-file.ts';
import { problemOf } from '../page/problem.ts';
import type { BatchRun } from './batch-run.ts';
import type { FileResult } from './file-batch.ts';

interface PickerWindow {
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

/** Between two downloads: browsers drop downloads that start at the same time. */
const DOWNLOAD_PAUSE_MS = 300;

/** Whether the browser can save in a folder. */
export const canSaveToFolder = (): boolean => (globalThis as PickerWindow).showDirectoryPicker !== undefined;

/** Downloads all results of `run`, until `isStopped`. */
export async function downloadResults(run: BatchRun, isStopped: () => boolean): Promise<void> {
  for (const { result } of run.results) {
    if (isStopped()) return;
    download(result.blob, result.name);
    await new Promise((resolve) => setTimeout(resolve, DOWNLOAD_PAUSE_MS));
  }
}

/** Asks for a folder. To be called during a click. Resolves with undefined when the user closed the picker. */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (globalThis as PickerWindow).showDirectoryPicker?.({ mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** A name that `folder` does not have yet: `report.pdf`, `report (2).pdf`. */
async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  const names = new Set<string>();
  for await (const one of folder.keys()) names.add(one);
  const [, stem = name, extension = ''] = /^(.+?)(\.[^.].*)?$/s.exec(name) ?? [];
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${stem} (${number})${extension}`;
  return free;
}

/** Writes `result` as a new file of `folder`. A failed write leaves no file. Resolves with its name. */
async function saveResult(
  folder: FileSystemDirectoryHandle,
  { blob, name }: FileResult,
  onProgress: (done: number) => void,
): Promise<string> {
  const free = await freeName(folder, name);
  const handle = await folder.getFileHandle(free, { create: true });
  let done = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onProgress((done += chunk.length));
      controller.enqueue(chunk);
    },
  });
  try {
    await blob
      .stream()
      .pipeThrough(counter)
      .pipeTo(await handle.createWritable());
    return free;
  } catch (error) {
    await folder.removeEntry(free).catch(() => undefined);
    throw error;
  }
}

/** The folder of `root` in which the file at `path` was found; created if it does not exist. */
async function folderOf(root: FileSystemDirectoryHandle, path: string): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const name of path.split('/').slice(0, -1)) {
    if (name && name !== '.' && name !== '..') folder = await folder.getDirectoryHandle(name, { create: true });
  }
  return folder;
}

/** Saves all results of `run` under `root`, in the folders in which their sources were. Never replaces a file. */
export async function saveToFolder(run: BatchRun, root: FileSystemDirectoryHandle): Promise<void> {
  for (const { index, result } of run.results) {
    const startedAt = performance.now();
    const total = result.blob.size;
    const showProgress = (done: number) => {
      const rate = (done * 1000) / Math.max(1, performance.now() - startedAt);
      run.put(index, { state: 'saving', done, total, rate, result });
    };
    showProgress(0);
    try {
      const folder = await folderOf(root, run.batch.files[index]?.path ?? '');
      await saveResult(folder, result, showProgress);
      run.put(index, { state: 'done', result, savedIn: root.name });
    } catch (error) {
      run.put(index, { state: 'done', result, saveProblem: problemOf(error) });
    }
  }
}
