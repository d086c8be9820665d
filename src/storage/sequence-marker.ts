/**
 * The number of the newest stored commit of a sandbox, in a file outside IndexedDB. A full disk can make a browser drop
 * committed data of IndexedDB; without this number the rest would open as if nothing were missing.
 *
 * The file is in the origin private file system. Every context of the origin can read it there, unlike localStorage,
 * which workers lack. It is deleted with the data of the site, so that clearing that data is no loss. It is
 * overwritten in place, which works on a full disk, unlike an entry of Cache Storage, which is replaced.
 */

/** Reads and writes the number. Nothing rejects: without the file system, there is no marker. */
export interface SequenceMarker {
  /** Returns the number. 0: none is stored, or it cannot be read. */
  read(): Promise<number>;
  /**
   * Replaces a lower number. Creates the file only with `create`: the data of the site may have been cleared meanwhile.
   * Resolves to false if another host holds the file; try again later.
   */
  raise(seq: number, create?: boolean): Promise<boolean>;
  /**
   * Replaces a lower number before it returns. False if that is not possible here: use `raise`. It is after `raise` has
   * opened the file, in browsers that let several hosts hold it open (Chromium).
   */
  raiseNow(seq: number): boolean;
  /** Replaces any number. */
  replace(seq: number): Promise<void>;
}

/** Length of the stored number: decimal digits, padded, so that each write has the same length. */
const DIGITS = 16;

/** Mode of a handle that several hosts may have at the same time. Browsers without it ignore the option. */
const SHARED_MODE = 'readwrite-unsafe';

/** The handle of a file. Only dedicated workers have it. It excludes others unless its mode is SHARED_MODE. */
interface SyncAccessHandle {
  readonly mode?: string;
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  close(): void;
}

type SyncFile = FileSystemFileHandle & {
  createSyncAccessHandle?: (options: { readonly mode: string }) => Promise<SyncAccessHandle>;
};

const parse = (text: string): number => (/^\d{16}$/.test(text) ? Number(text) : 0);

const nameOf = (error: unknown): unknown => (error instanceof DOMException ? error.name : undefined);

/** Name of the file of a sandbox. */
export function sequenceMarkerName(world: string): string {
  return `strongroom-${world}.commits`;
}

/** Returns the marker of a sandbox. A service worker can only read it: it has no handle to write in place. */
export function openSequenceMarker(world: string): SequenceMarker {
  const file = async (create: boolean): Promise<SyncFile> =>
    (await navigator.storage.getDirectory()).getFileHandle(sequenceMarkerName(world), { create });

  /** The open file, if this browser shares it. */
  let held: SyncAccessHandle | undefined;

  function writeTo(handle: SyncAccessHandle, seq: number, isWanted: (stored: number) => boolean): void {
    const bytes = new Uint8Array(DIGITS);
    const length = handle.read(bytes, { at: 0 });
    const stored = parse(new TextDecoder().decode(bytes.subarray(0, length)));
    if (isWanted(stored)) handle.write(new TextEncoder().encode(String(seq).padStart(DIGITS, '0')), { at: 0 });
  }

  async function write(seq: number, create: boolean, isWanted: (stored: number) => boolean): Promise<void> {
    const handle = await (await file(create)).createSyncAccessHandle?.({ mode: SHARED_MODE });
    if (handle === undefined) return;
    // The file that was open may have been deleted with the data of the site.
    held?.close();
    held = undefined;
    try {
      writeTo(handle, seq, isWanted);
    } finally {
      if (handle.mode === SHARED_MODE) held = handle;
      else handle.close();
    }
  }

  return {
    async read() {
      try {
        return parse(await (await (await file(false)).getFile()).text());
      } catch {
        return 0;
      }
    },
    async raise(seq, create = false) {
      try {
        await write(seq, create, (stored) => stored < seq);
      } catch (error) {
        return nameOf(error) !== 'NoModificationAllowedError';
      }
      return true;
    },
    raiseNow(seq) {
      if (held === undefined) return false;
      try {
        writeTo(held, seq, (stored) => stored < seq);
      } catch {
        return false;
      }
      return true;
    },
    async replace(seq) {
      await write(seq, true, () => true).catch(() => undefined);
    },
  };
}
