/** A host whose storage fails: the sandbox is never replaced by another one, and works again when the storage does. */
import { expect } from 'chai';
import { createHost } from '../../src/worker/host.ts';
import type { Reply } from '../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { Database } from '../../src/model/ports.ts';
import type { SandboxArguments, SandboxMethod, SandboxResult } from '../../src/model/sandbox-methods.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import type { OpenStorage } from '../../src/storage/open-storage.ts';
import { StorageError, storageErrorFrom } from '../../src/storage/storage-error.ts';

type Place = 'open' | 'read' | 'commit';

/**
 * Storage that can be made to fail as a browser does. It counts as IndexedDB: what is in `data` outlives every
 * connection.
 */
function storage() {
  const disk = {
    data: new MemoryDatabaseState(),
    failure: undefined as string | undefined,
    at: new Set<Place>(),
    opened: 0,
  };
  const fail = (place: Place): void => {
    if (disk.failure !== undefined && disk.at.has(place))
      throw storageErrorFrom(new DOMException('planted', disk.failure));
  };
  const open = async (): Promise<OpenStorage> => {
    fail('open');
    disk.opened++;
    const database = createMemoryDatabase(disk.data);
    const failing = new Proxy(database, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name === 'close') return member.bind(target) as unknown;
        return async (...args: unknown[]) => {
          fail(name === 'commit' ? 'commit' : 'read');
          return await (member as (...given: unknown[]) => Promise<unknown>).apply(target, args);
        };
      },
    }) as Database;
    return { database: failing, state: { kind: 'indexeddb' } };
  };
  return { disk, open };
}

function sandboxOver(options: Parameters<typeof createHost>[0]) {
  const host = createHost(options);
  const ask = <M extends SandboxMethod>(method: M, ...args: SandboxArguments<M>) =>
    host.sandbox('default', method, args) as Promise<SandboxResult<M>>;
  const call = <N extends OperationName>(operation: N, input: InputOf<N>) =>
    host.call('default', { operation, input, region: 'us-east-1' }) as Promise<Reply<N>>;
  const keys = async (): Promise<string[]> => {
    const reply = await call('ListKeys', {});
    return reply.ok ? (reply.output.Keys ?? []).map(({ KeyArn }) => KeyArn ?? '') : [];
  };
  return { ask, call, keys };
}

async function rejection(promise: Promise<unknown>): Promise<StorageError> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(StorageError);
    return error as StorageError;
  }
  throw new Error('It did not reject.');
}

describe('a stored sandbox whose storage fails', () => {
  const places: readonly (readonly Place[])[] = [['open', 'read', 'commit'], ['read'], ['commit']];
  for (const [name, kind] of [
    ['UnknownError', 'failed'],
    ['QuotaExceededError', 'full'],
  ] as const) {
    for (const at of places) {
      it(`rejects calls while ${name} comes at ${at.join(', ')}, says so, and goes on with the same keys`, async () => {
        const { disk, open } = storage();
        // Nothing is remembered: each call has to read.
        const { ask, call, keys } = sandboxOver({ openStorage: open, cacheReads: false });
        await call('CreateKey', {});
        const before = await keys();
        expect(before).to.have.length(1);

        disk.failure = name;
        disk.at = new Set(at);
        for (let i = 0; i < 3; i++) {
          const errors = await Promise.all([
            rejection(call('CreateKey', {})),
            rejection(call('ListKeys', {})),
            rejection(call('GenerateRandom', { NumberOfBytes: 8 })),
          ]);
          for (const error of errors) expect(error.kind).to.be.oneOf([kind, 'gone']);
        }
        const state = await ask('storage');
        expect(state.kind).to.equal('indexeddb');
        expect(state.problem).to.match(/[Ff]ree disk space/);

        disk.failure = undefined;
        expect(await ask('storage')).to.deep.equal({ kind: 'indexeddb' });
        expect(await keys()).to.deep.equal(before);
        await call('CreateKey', {});
        expect(await keys()).to.have.length(2);
        expect(await ask('storage')).to.deep.equal({ kind: 'indexeddb' });
      });
    }
  }

  it('opens again after a failure without being asked for its state first', async () => {
    const { disk, open } = storage();
    const { ask, call, keys } = sandboxOver({ openStorage: open });
    await call('CreateKey', {});
    disk.failure = 'UnknownError';
    disk.at = new Set(['open', 'commit']);
    await rejection(call('CreateKey', {}));
    await rejection(call('CreateKey', {}));
    disk.failure = undefined;
    expect(await keys()).to.have.length(1);
    expect(await ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('reads what needs no event while only writing fails', async () => {
    const { disk, open } = storage();
    const { ask, call } = sandboxOver({ openStorage: open });
    await call('CreateKey', {});
    disk.failure = 'QuotaExceededError';
    disk.at = new Set(['commit']);
    await rejection(call('CreateKey', {}));
    expect((await ask('events', { operation: 'CreateKey' })).events).to.have.length(1);
    expect(await ask('principals')).not.to.have.length(0);
  });

  it('is not replaced by an empty one when its data has vanished, until the page is loaded again', async () => {
    const { disk, open } = storage();
    const { ask, call } = sandboxOver({ openStorage: open });
    await call('CreateKey', {});
    disk.failure = 'UnknownError';
    disk.at = new Set(['read', 'commit']);
    await rejection(call('ListKeys', {}));
    disk.data = new MemoryDatabaseState();
    disk.failure = undefined;
    for (let i = 0; i < 2; i++) expect((await rejection(call('ListKeys', {}))).message).to.match(/missing.*Reload/);
    expect((await ask('storage')).problem).to.match(/missing.*Reload/);
    expect(disk.data.log).to.have.length(0);
    // The page loaded again is another host.
    const again = sandboxOver({ openStorage: open });
    expect(await again.keys()).to.have.length(0);
  });

  it('is not replaced by one in memory when the browser begins to block storage', async () => {
    const { disk, open } = storage();
    let blocked = false;
    const { ask, call } = sandboxOver({
      openStorage: () =>
        blocked
          ? Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'memory', reason: 'planted' } })
          : open(),
    });
    await call('CreateKey', {});
    disk.failure = 'UnknownError';
    disk.at = new Set(['commit']);
    await rejection(call('CreateKey', {}));
    blocked = true;
    expect(await rejection(call('ListKeys', {}))).to.have.property('kind', 'unavailable');
    expect(await ask('storage')).to.have.property('kind', 'indexeddb');
    blocked = false;
    disk.failure = undefined;
    expect((await call('ListKeys', {})).ok).to.equal(true);
  });
});

describe('reset of a sandbox whose storage fails', () => {
  for (const at of [['commit'], ['open', 'read', 'commit']] as const) {
    it(`deletes the database when ${at.join(', ')} fails, and numbers go on`, async () => {
      const { disk, open } = storage();
      const deleted: string[] = [];
      const { ask, call, keys } = sandboxOver({
        openStorage: open,
        delete: (world) => {
          deleted.push(world);
          disk.data = new MemoryDatabaseState();
          disk.failure = undefined;
          return Promise.resolve();
        },
      });
      await call('CreateKey', {});
      const last = disk.data.log.at(-1)?.read().seq ?? 0;
      disk.failure = 'QuotaExceededError';
      disk.at = new Set(at);
      await ask('reset');
      expect(deleted).to.deep.equal(['default']);
      expect(disk.data.log[0]?.read().seq).to.equal(last + 1);
      expect(await keys()).to.have.length(0);
      expect(await ask('storage')).to.deep.equal({ kind: 'indexeddb' });
    });
  }

  it('says how to clear the data of the site when the browser refuses, and keeps the keys', async () => {
    const { disk, open } = storage();
    const { ask, call, keys } = sandboxOver({
      openStorage: open,
      delete: () => Promise.reject(new StorageError('failed')),
    });
    await call('CreateKey', {});
    disk.failure = 'UnknownError';
    disk.at = new Set(['open', 'read', 'commit']);
    expect((await rejection(ask('reset'))).message).to.match(/could not delete.*clear the data of this site/);
    disk.failure = undefined;
    expect(await keys()).to.have.length(1);
  });
});
