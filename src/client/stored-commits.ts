/**
 * The number of the newest commit of a sandbox in localStorage. On a full disk Chromium was seen to remove all other
 * data of the site: IndexedDB, and the marker file of `storage/sequence-marker.ts` with it. The page reads the number
 * for its worker, which has no localStorage, so that an empty database does not open as a new sandbox. Clearing the
 * data of the site clears it too.
 */

/** Name of the item. */
const placeOf = (world: string): string => (world === 'default' ? 'strongroom.commits' : `strongroom.commits.${world}`);

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** Returns the number. 0: none is stored, or it cannot be read. */
export function readStoredCommits(storage: Kept | undefined, world = 'default'): number {
  try {
    const text = storage?.getItem(placeOf(world)) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}

/** Deletes the number: the commits up to it are known to be missing. */
export function forgetStoredCommits(storage: Pick<Storage, 'removeItem'> | undefined, world = 'default'): void {
  try {
    storage?.removeItem(placeOf(world));
  } catch {
    // The browser refuses localStorage, so it holds no number.
  }
}

/** Replaces a lower number. Does nothing if the browser refuses. */
export function noteStoredCommits(storage: Kept | undefined, seq: number, world = 'default'): void {
  if (seq <= readStoredCommits(storage, world)) return;
  try {
    storage?.setItem(placeOf(world), String(seq));
  } catch {
    // A full disk: the number is behind, and never ahead.
  }
}
