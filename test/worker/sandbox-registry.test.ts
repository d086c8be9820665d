/** A host whose storage fails: the sandbox is never replaced by another one, and works again when the storage does. */
import { expect } from 'chai';
import { createHost } from '../../src/worker/host.ts';
import type { Reply } from '../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { Database } from '../../src/model/ports.ts';
import type { SandboxArguments, SandboxMethod, SandboxResult } from '../../src/model/sandbox-methods.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import type { OpenStorage } from '../../src/storage/open-storage.ts';
import type { SequenceMarker } from '../../src/storage/sequence-marker.ts';
import { StorageError } from '../../src/model/storage-error.ts';
import { storageErrorFrom } from '../../src/storage/storage-error.ts';

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
    expect((await ask('events', { operation: 'CreateKey' }, Infinity)).events).to.have.length(1);
    expect(await ask('principals')).not.to.have.length(0);
  });

  it('is not replaced by an empty one when its data has vanished, until that is accepted or the page is loaded again', async () => {
    const { disk, open } = storage();
    const { ask, call } = sandboxOver({ openStorage: open });
    await call('CreateKey', {});
    disk.failure = 'UnknownError';
    disk.at = new Set(['read', 'commit']);
    await rejection(call('ListKeys', {}));
    disk.data = new MemoryDatabaseState();
    disk.failure = undefined;
    for (let i = 0; i < 2; i++) {
      const error = await rejection(call('ListKeys', {}));
      expect(error.kind).to.equal('missing');
      expect(error.message).to.match(/missing: all of \d commits\..*Continue with what is left, or reset/);
    }
    expect(await ask('storage'))
      .to.have.property('missing')
      .that.has.property('found', 0);
    expect(disk.data.log).to.have.length(0);
    // The page loaded again is another host. Without a marker it cannot know.
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

/** A marker in memory, as all hosts of an origin share it. `isShared`: hosts may hold it open together. */
function sharedMarker(isShared = false) {
  const file = {
    seq: 0,
    writes: 0,
    marker: (): SequenceMarker => ({
      read: () => Promise.resolve(file.seq),
      raise: (seq) => {
        file.writes++;
        file.seq = Math.max(file.seq, seq);
        return Promise.resolve(true);
      },
      raiseNow: (seq) => {
        if (isShared) file.seq = Math.max(file.seq, seq);
        return isShared;
      },
      replace: (seq) => {
        file.seq = seq;
        return Promise.resolve();
      },
    }),
  };
  return file;
}

/** Waits until the marker holds the number of the newest segment. */
async function isMarked(file: { readonly seq: number }, disk: { data: MemoryDatabaseState }): Promise<void> {
  while (file.seq !== disk.data.log.at(-1)?.read().seq) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a sandbox that a browser opens with fewer commits than were stored', () => {
  const lost = async () => {
    const { disk, open } = storage();
    const file = sharedMarker();
    const start = () => sandboxOver({ openStorage: open, marker: file.marker });
    const first = start();
    await first.call('CreateKey', {});
    await first.call('CreateKey', {});
    await first.call('CreateKey', {});
    await isMarked(file, disk);
    return { disk, file, start, expected: file.seq };
  };

  it('says in another host how many commits are missing, answers nothing, and goes on once that is accepted', async () => {
    const { disk, file, start, expected } = await lost();
    disk.data.log.splice(-2);
    const { ask, call, keys } = start();
    const error = await rejection(call('ListKeys', {}));
    expect(error.message).to.contain(`missing: 2 of ${expected} commits.`);
    expect(await ask('storage')).to.deep.include({
      kind: 'indexeddb',
      missing: { found: expected - 2, expected },
    });
    expect(disk.data.log.at(-1)?.read().seq).to.equal(expected - 2);

    await ask('continueWithStoredData');
    expect(await ask('storage')).to.deep.equal({ kind: 'indexeddb' });
    await call('CreateKey', {});
    expect(await keys()).not.to.have.length(0);
    await isMarked(file, disk);
    // Accepted once, for every host.
    expect(await start().ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('can be continued when all is missing: the new sandbox does not use the lost numbers', async () => {
    const { disk, start, expected } = await lost();
    disk.data = new MemoryDatabaseState();
    const { ask, keys } = start();
    await ask('continueWithStoredData');
    expect(await keys()).to.have.length(0);
    expect(disk.data.log[0]?.read().seq).to.equal(expected + 1);
    expect(await start().ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('says so without a marker too if a page has seen the commits, once', async () => {
    const { disk, open } = storage();
    const seen = sandboxOver({ openStorage: open, seenCommits: () => 9 });
    expect(await seen.ask('storage')).to.deep.include({ missing: { found: 0, expected: 9 } });
    expect(disk.data.log).to.have.length(0);
    await seen.ask('continueWithStoredData');
    expect(await seen.ask('storage')).to.deep.equal({ kind: 'indexeddb' });
    expect(disk.data.log[0]?.read().seq).to.equal(10);
    // Also when the connection ends, and in a host whose page has seen no more than is stored.
    disk.failure = 'InvalidStateError';
    disk.at.add('read');
    await rejection(seen.call('ListAliases', {}));
    disk.failure = undefined;
    expect(await seen.keys()).to.have.length(0);
    const later = sandboxOver({ openStorage: open, seenCommits: () => 10 });
    expect(await later.ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('can be reset, also in a host that never opened it', async () => {
    const { disk, file, start, expected } = await lost();
    disk.data = new MemoryDatabaseState();
    const { ask, keys } = sandboxOver({
      openStorage: () => Promise.resolve({ database: createMemoryDatabase(disk.data), state: { kind: 'indexeddb' } }),
      marker: file.marker,
      delete: () => Promise.resolve(),
    });
    await ask('reset');
    expect(await keys()).to.have.length(0);
    expect(disk.data.log[0]?.read().seq).to.equal(expected + 1);
    expect(await start().ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('is not reported after a reset, after the data of the site was cleared, or when the marker is behind', async () => {
    const { disk, file, start } = await lost();
    await start().ask('reset');
    expect(await start().keys()).to.have.length(0);
    file.seq = 1;
    expect(await start().ask('storage')).to.deep.equal({ kind: 'indexeddb' });
    disk.data = new MemoryDatabaseState();
    file.seq = 0;
    expect(await start().ask('storage')).to.deep.equal({ kind: 'indexeddb' });
  });

  it('has the number of each commit in the marker before its calls are answered, where hosts share the file', async () => {
    const { disk, open } = storage();
    const file = sharedMarker(true);
    const { call } = sandboxOver({ openStorage: open, marker: file.marker });
    for (let i = 0; i < 20; i++) {
      const { seq } = await call('GenerateRandom', { NumberOfBytes: 8 });
      expect(file.seq).to.equal(seq);
      expect(file.seq).to.equal(disk.data.log.at(-1)?.read().seq);
    }
    // Only on opening.
    expect(file.writes).to.equal(1);
  });

  it('writes a marker that hosts cannot share once for many calls', async () => {
    const { disk, open } = storage();
    const file = sharedMarker();
    const { call } = sandboxOver({ openStorage: open, marker: file.marker });
    for (let i = 0; i < 200; i++) await call('GenerateRandom', { NumberOfBytes: 8 });
    await isMarked(file, disk);
    expect(file.writes).to.be.lessThan(20);
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
