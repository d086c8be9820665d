/** The number of the newest commit, kept by a page of the library. */
import { expect } from 'chai';
import { keepStoredCommits } from '../../src/client/keep-stored-commits.ts';
import { readStoredCommits } from '../../src/client/stored-commits.ts';
import type { ChangeNotice, Strongroom } from '../../src/client/strongroom.ts';
import type { StorageInfo } from '../../src/model/contract.ts';

/** localStorage in memory. */
function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  } as Storage;
}

function watched(info: () => Promise<StorageInfo>) {
  const listeners: ((notice: ChangeNotice) => void)[] = [];
  const onChange = (listener: (notice: ChangeNotice) => void): void => void listeners.push(listener);
  const sandbox = {
    storage: info,
    continueWithStoredData: () => Promise.resolve(),
  };
  const storage = memoryStorage();
  const kept = keepStoredCommits({ sandbox, onChange } as unknown as Strongroom, 'team', storage);
  const happens = async (notice: Partial<ChangeNotice>): Promise<number> => {
    for (const listener of listeners) listener({ world: 'team', own: false, touched: [], ...notice } as ChangeNotice);
    await new Promise((resolve) => setTimeout(resolve));
    return readStoredCommits(storage, 'team');
  };
  return { kept, happens, stored: () => readStoredCommits(storage, 'team') };
}

describe('a page of the library', () => {
  it('keeps the number of the newest stored commit, and no lower one', async () => {
    const { happens } = watched(() => Promise.resolve({ kind: 'indexeddb' }));
    expect(await happens({ seq: 4 })).to.equal(4);
    expect(await happens({ seq: 3 })).to.equal(4);
    expect(await happens({ own: true })).to.equal(4);
    expect(await happens({ seq: 6 })).to.equal(6);
  });

  it('keeps none of a sandbox in memory, or while stored data is missing', async () => {
    expect(await watched(() => Promise.resolve({ kind: 'memory' })).happens({ seq: 4 })).to.equal(0);
    const missing = { found: 0, expected: 9 };
    expect(await watched(() => Promise.resolve({ kind: 'indexeddb', missing })).happens({ seq: 4 })).to.equal(0);
  });

  it('asks again where the sandbox is stored after storage has failed', async () => {
    let fails = true;
    const { happens } = watched(() =>
      fails ? Promise.reject(new Error('planted')) : Promise.resolve({ kind: 'indexeddb' }),
    );
    expect(await happens({ seq: 4 })).to.equal(0);
    fails = false;
    expect(await happens({ seq: 5, storage: true })).to.equal(5);
  });

  it('forgets it once the program continues with what is left', async () => {
    const { kept, happens, stored } = watched(() => Promise.resolve({ kind: 'indexeddb' }));
    await happens({ seq: 4 });
    await kept.sandbox.continueWithStoredData();
    expect(stored()).to.equal(0);
  });
});
