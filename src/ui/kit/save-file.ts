/**
 * Saves a stream to a file that the user chooses: with the File System Access API if available, otherwise as a
 * download.
 */

interface PickerWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** Destination of a save. */
export interface SaveTarget {
  /** True if the file is written while the stream is read, and stays empty when the stream fails. */
  readonly streams: boolean;
  /** Writes the stream. Resolves with what was written, to be read again. An error or an abort leaves no file. */
  write(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<Blob>;
}

/** Downloads `blob` under exactly this name. */
export function download(blob: Blob, name: string): void {
  // Browsers add an extension for the type, or for the type that they guess, to a name without one.
  const url = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Asks where to save. Called before any work, because browsers open a picker only during a click.
 * Resolves with undefined when the user closed the picker.
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
