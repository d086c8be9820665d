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
  /** Replaces any number. */
  replace(seq: number): Promise<void>;
}

/** Length of the stored number: decimal digits, padded, so that each write has the same length. */
const DIGITS = 16;

/** The exclusive handle of a file. Only dedicated workers have it. */
interface SyncAccessHandle {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  close(): void;
}

type SyncFile = FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<SyncAccessHandle> };

const parse = (text: string): number => (/^\d{16}$/.test(text) ? Number(text) : 0);

const nameOf = (error: unknown): unknown => (error instanceof DOMException ? error.name : undefined);

/** Returns the marker of a sandbox. A service worker can only read it: it has no handle to write in place. */
export function openSequenceMarker(world: string): SequenceMarker {
  const file = async (create: boolean): Promise<SyncFile> =>
    (await navigator.storage.getDirectory()).getFileHandle(`strongroom-${world}.commits`, { create });

  async function write(seq: number, create: boolean, isWanted: (stored: number) => boolean): Promise<void> {
    const handle = await (await file(create)).createSyncAccessHandle?.();
    if (handle === undefined) return;
    try {
      const bytes = new Uint8Array(DIGITS);
      const length = handle.read(bytes, { at: 0 });
      const stored = parse(new TextDecoder().decode(bytes.subarray(0, length)));
      if (isWanted(stored)) handle.write(new TextEncoder().encode(String(seq).padStart(DIGITS, '0')), { at: 0 });
    } finally {
      handle.close();
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
    async replace(seq) {
      await write(seq, true, () => true).catch(() => undefined);
    },
  };
}
