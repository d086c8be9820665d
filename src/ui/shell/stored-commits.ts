/**
 * The number of the newest commit of the app's sandbox in localStorage. On a full disk Chromium was seen to remove all
 * other data of the site: IndexedDB, and the marker file of `storage/sequence-marker.ts` with it. The page reads the
 * number for its worker, which has no localStorage, so that an empty database does not open as a new sandbox. Clearing
 * the data of the site clears it too.
 */

const PLACE = 'strongroom.commits';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** Returns the number. 0: none is stored, or it cannot be read. */
export function readStoredCommits(storage: Kept | undefined): number {
  try {
    const text = storage?.getItem(PLACE) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}

/** Deletes the number: the commits up to it are known to be missing. */
export function forgetStoredCommits(storage: Pick<Storage, 'removeItem'> | undefined): void {
  try {
    storage?.removeItem(PLACE);
  } catch {
    // The browser refuses localStorage, so it holds no number.
  }
}

/** Replaces a lower number. Does nothing if the browser refuses. */
export function noteStoredCommits(storage: Kept | undefined, seq: number): void {
  if (seq <= readStoredCommits(storage)) return;
  try {
    storage?.setItem(PLACE, String(seq));
  } catch {
    // A full disk: the number is behind, and never ahead.
  }
}
