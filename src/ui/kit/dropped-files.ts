/** Files that the user drags onto the page. */

/** Whether a drag event carries files. */
export function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** The dropped files, and the number of dropped folders, whose content is not read. */
export function droppedFiles(transfer: DataTransfer | null): {
  readonly files: readonly File[];
  readonly folders: number;
} {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory ?? false;
  return {
    files: items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []),
    folders: items.filter(isFolder).length,
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
