/** Keeps the number of the newest stored commit of a sandbox in localStorage, for pages that use the library. */
import type { StorageInfo } from '../model/contract.ts';
import { forgetStoredCommits, noteStoredCommits } from './stored-commits.ts';
import type { Strongroom } from './strongroom.ts';

/**
 * Returns `strongroom` with a sandbox that notes the number of each commit, and forgets it when the program accepts
 * that stored data is missing.
 */
export function keepStoredCommits(strongroom: Strongroom, world: string, storage: Storage | undefined): Strongroom {
  const { sandbox } = strongroom;
  let info: Promise<StorageInfo | undefined> | undefined;
  strongroom.onChange(({ seq, storage: isOfStorage }) => {
    if (isOfStorage) info = undefined;
    if (seq === undefined) return;
    // The caller of a failing call is told why. A later commit asks again.
    info ??= sandbox.storage().catch(() => {
      info = undefined;
      return undefined;
    });
    void info.then((found) => {
      if (found?.kind === 'indexeddb' && found.missing === undefined) noteStoredCommits(storage, seq, world);
    });
  });
  return {
    ...strongroom,
    sandbox: {
      ...sandbox,
      continueWithStoredData: async () => {
        await sandbox.continueWithStoredData();
        forgetStoredCommits(storage, world);
      },
    },
  };
}
