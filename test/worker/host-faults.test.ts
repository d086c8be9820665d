/** Faults of storage and clock: a host fails as the real one does, and works again once the fault is cleared. */
import { expect } from 'chai';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import type { FaultName, FaultOptions } from '../../src/model/faults.ts';
import { createStrongroom } from '../../src/memory.ts';
import { createHost } from '../../src/worker/host.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';

const START = Date.UTC(2026, 0, 1);

/** A client of a new host. `data` outlives the host and its connections, as IndexedDB does. */
function open(data = new MemoryDatabaseState()): Strongroom {
  const host = createHost({
    openStorage: () => Promise.resolve({ database: createMemoryDatabase(data), state: { kind: 'indexeddb' } }),
    clock: { now: () => START },
  });
  return createSandboxClient(host, createChangeNotices(), 'default');
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: Error) => `${error.name}: ${error.message.split('.')[0] ?? ''}`,
  );

const names = async ({ sandbox }: Strongroom) =>
  (await sandbox.faults.list()).filter(({ set }) => set !== undefined).map(({ name }) => name);

describe('faults of storage', () => {
  it('leave a sandbox that exists in memory only as it was', async () => {
    const room = createStrongroom();
    await room.kms().createKey({});
    await room.sandbox.faults.set('storage-failed');
    expect(await outcome(room.kms().listKeys({}))).to.contain('StorageError');
    await room.sandbox.faults.clear('storage-failed');
    expect((await room.kms().listKeys({})).Keys).to.have.length(1);
  });

  const failing: readonly [FaultName, string][] = [
    ['storage-full', 'StorageError: Storage is full'],
    ['storage-failed', 'StorageError: Storage failed, most likely because the disk is full'],
    ['storage-aborted', 'StorageError: The storage connection was lost'],
  ];
  for (const [name, error] of failing) {
    it(`${name} rejects every call, stores nothing, and ends when it is cleared`, async () => {
      const room = open();
      const kms = room.kms();
      await kms.createKey({});
      await room.sandbox.faults.set(name);
      expect(await outcome(kms.createKey({}))).to.equal(error);
      // The sandbox is opened again after some failures: the fault stays.
      expect(await outcome(kms.createKey({}))).to.equal(error);
      expect(await names(room)).to.deep.equal([name]);
      await room.sandbox.faults.clear(name);
      expect(await names(room)).to.deep.equal([]);
      expect((await kms.listKeys({})).Keys).to.have.length(1);
      expect((await room.sandbox.events.query({ operation: 'CreateKey' })).events).to.have.length(1);
    });
  }

  for (const name of ['storage-full', 'storage-aborted'] as const) {
    it(`${name} with a number of commits ends after them`, async () => {
      const room = open();
      const kms = room.kms();
      await room.sandbox.faults.set(name, { commits: 2 });
      const outcomes = [];
      for (let i = 0; i < 3; i++) outcomes.push((await outcome(kms.createKey({}))).split(':')[0]);
      expect(outcomes).to.deep.equal(['StorageError', 'StorageError', 'done']);
      expect(await names(room)).to.deep.equal([]);
    });
  }

  it('storage-slow delays each commit', async () => {
    const room = open();
    await room.kms().createKey({});
    await room.sandbox.faults.set('storage-slow', { milliseconds: 150 });
    const before = performance.now();
    await room.kms().createKey({});
    expect(performance.now() - before).to.be.at.least(140);
  });

  it('are those of one host: another one over the same data goes on', async () => {
    const data = new MemoryDatabaseState();
    const [first, second] = [open(data), open(data)];
    await first.kms().listKeys({});
    await second.kms().listKeys({});
    await first.sandbox.faults.set('storage-failed');
    expect(await outcome(second.kms().createKey({}))).to.equal('done');
    expect(await names(second)).to.deep.equal([]);
  });

  it('are cleared by clear without a name, and by a reset', async () => {
    const room = open();
    await room.sandbox.faults.set('cloudhsm-network');
    await room.sandbox.faults.set('storage-full');
    await room.sandbox.faults.set('clock-stopped');
    await room.sandbox.faults.clear();
    expect(await names(room)).to.deep.equal([]);
    await room.sandbox.faults.set('storage-failed');
    await room.sandbox.reset();
    expect(await names(room)).to.deep.equal([]);
    expect(await outcome(room.kms().createKey({}))).to.equal('done');
  });

  it('leave faults of key stores unset while they cannot be stored', async () => {
    const room = open();
    await room.sandbox.faults.set('storage-full');
    expect(await outcome(room.sandbox.faults.set('cloudhsm-network'))).to.contain('StorageError');
    expect(await names(room)).to.deep.equal(['storage-full']);
  });
});

describe('faults of the clock', () => {
  const now = async ({ sandbox }: Strongroom) => (await sandbox.clock.now()).getTime() - START;

  it('move and stop the simulated clock with that of the device', async () => {
    let real = START;
    const host = createHost({
      openStorage: () => Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'indexeddb' } }),
      clock: { now: () => real },
    });
    const room = createSandboxClient(host, createChangeNotices(), 'default');
    await room.kms().listKeys({});
    await room.sandbox.faults.set('clock-ahead', { seconds: 3600 });
    expect(await now(room)).to.equal(3_600_000);
    await room.sandbox.faults.set('clock-behind', { seconds: 7200 });
    expect(await now(room)).to.equal(-3_600_000);
    await room.sandbox.faults.clear();
    await room.sandbox.faults.set('clock-stopped');
    real += 5000;
    expect(await now(room)).to.equal(0);
    await room.sandbox.faults.clear('clock-stopped');
    expect(await now(room)).to.equal(5000);
  });

  it('a clock that jumps ahead makes tasks due', async () => {
    const room = open();
    const kms = room.kms();
    const KeyId = (await kms.createKey({})).KeyMetadata?.KeyId ?? '';
    await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    await room.sandbox.faults.set('clock-ahead', { seconds: 7 * 86_400 + 1 });
    expect(await outcome(kms.describeKey({ KeyId }))).to.contain('NotFoundException');
    expect((await room.sandbox.events.query({ operation: 'DeleteKey' })).events).to.have.length(1);
  });
});

describe('the table of faults', () => {
  const invalid: readonly [string, FaultOptions, string][] = [
    ['storage', {}, 'Unknown fault storage'],
    ['storage-slow', {}, 'Option milliseconds of fault storage-slow must be'],
    ['storage-full', { commits: -1 }, 'Option commits of fault storage-full must be'],
    ['clock-ahead', { milliseconds: 5 } as never, 'Fault clock-ahead has no option milliseconds'],
  ];
  for (const [name, options, message] of invalid) {
    it(`refuses ${name} with ${JSON.stringify(options)}`, async () => {
      const room = open();
      expect(await outcome(room.sandbox.faults.set(name as FaultName, options))).to.contain(`TypeError: ${message}`);
      expect(await names(room)).to.deep.equal([]);
    });
  }
});
