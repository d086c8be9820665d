/** Clusters and external key managers are in the storage of their sandbox, which outlives a host. */
import { expect } from 'chai';
import { createMemoryHsmDatabase } from '../../src/cloudhsm/index.ts';
import type { SandboxArguments, SandboxMethod, SandboxResult } from '../../src/model/sandbox-methods.ts';
import { createExternalMemoryDatabase } from '../../src/storage/external-memory.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

describe('A host', () => {
  const data = new MemoryDatabaseState();
  const hsms = createMemoryHsmDatabase();
  const external = createExternalMemoryDatabase();

  /** Asks a new host over the same storage. */
  const ask = <M extends SandboxMethod>(method: M, ...args: SandboxArguments<M>) =>
    createHost({
      openStorage: () =>
        Promise.resolve({
          database: createMemoryDatabase(data),
          state: { kind: 'indexeddb' },
          openHsmDatabase: () => Promise.resolve(hsms),
          openExternalDatabase: () => Promise.resolve(external),
        }),
    }).sandbox('default', method, args) as Promise<SandboxResult<M>>;

  it('stores clusters where the next host finds them', async () => {
    const { id } = await ask('createCluster');
    expect((await ask('clusters')).map((cluster) => cluster.id)).to.deep.equal([id]);
  });

  it('stores external key managers where the next host finds them', async () => {
    const { id } = await ask('createProxy');
    expect((await ask('proxies')).map((proxy) => proxy.id)).to.deep.equal([id]);
  });
});
