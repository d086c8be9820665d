/** Files that the user drags onto the page. */

/** Whether a drag event carries files. */
export function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** A file that was dropped or chosen. `path` has the folders in which it was found: `letters/2026/a.txt`. */
export interface DroppedFile {
  readonly file: File;
  readonly path: string;
}

/** What was dropped: files, and folders that are not read yet. */
export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly FileSystemEntry[];
}

/** The dropped files and folders. To be called during the event: the browser forgets them afterwards. */
export function droppedFiles(transfer: DataTransfer | null): Dropped {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => ({ item, entry: item.webkitGetAsEntry() }));
  return {
    files: entries.flatMap(({ item, entry }) => (entry?.isDirectory ? [] : (item.getAsFile() ?? []))),
    folders: entries.flatMap(({ entry }) => (entry?.isDirectory ? [entry] : [])),
  };
}

/** Keeps the browser from opening a file that is dropped where no element takes it, which would replace the app. */
export function blockFileNavigation(): void {
  const block = (event: DragEvent) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', block);
  window.addEventListener('drop', block);
}
