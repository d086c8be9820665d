/** Saving a stream to a file of the visitor's choice: by File System Access where there is one, else as a download. */

interface PickerWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** Where the bytes of a save go. */
export interface SaveTarget {
  /** True where the file is written while the stream flows, and holds nothing when it fails. */
  readonly streams: boolean;
  /** Writes the stream and gives what was written, to read again. An error or an abort leaves no file. */
  write(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<Blob>;
}

/** Hands `blob` to the browser's downloads under `name`. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Asks where to save, before any work is done: a picker needs the click that asked for it.
 * Undefined when the visitor closed the picker.
 */
export async function saveTarget(name: string): Promise<SaveTarget | undefined> {
  const picker = (globalThis as PickerWindow).showSaveFilePicker;
  if (!picker) {
    return {
      streams: false,
      async write(stream, signal) {
        const blob = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
        signal?.throwIfAborted();
        download(blob, name);
        return blob;
      },
    };
  }
  try {
    const handle = await picker.call(globalThis, { suggestedName: name });
    return {
      streams: true,
      async write(stream, signal) {
        await stream.pipeTo(await handle.createWritable(), signal ? { signal } : {});
        return handle.getFile();
      },
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}
