/** Snapshots of a sandbox in memory. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

const ACCOUNT = '111122223333';

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('A snapshot', () => {
  it('returns keys, directory, audit log, clock and settings', async () => {
    const { sandbox, kms } = createStrongroom();
    await sandbox.clock.pause();
    const { KeyMetadata } = await kms().createKey({ Description: 'before' });
    const KeyId = KeyMetadata?.KeyId ?? '';
    const { CiphertextBlob } = await kms().encrypt({ KeyId, Plaintext: new Uint8Array([1, 2]) });
    const before = await sandbox.export();
    const { events } = await sandbox.events.query();
    const { id } = await sandbox.snapshots.take('before');

    await kms().updateKeyDescription({ KeyId, Description: 'after' });
    await kms().createKey({});
    await sandbox.principals.put({ arn: `arn:aws:iam::${ACCOUNT}:user/later` });
    await sandbox.settings.set({ signatures: 'ignored' });
    await kms().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    await sandbox.clock.advance(30 * 86_400);
    expect(await rejection(kms().describeKey({ KeyId }))).to.have.property('name', 'NotFoundException');

    await sandbox.snapshots.restore(id);
    expect(await sandbox.export()).to.deep.equal(before);
    expect((await sandbox.events.query()).events).to.deep.equal(events);
    expect((await kms().decrypt({ CiphertextBlob })).Plaintext).to.deep.equal(new Uint8Array([1, 2]));
  });

  it('can be restored again and again, and changes of the sandbox do not reach it', async () => {
    const { sandbox, kms } = createStrongroom();
    const { id } = await sandbox.snapshots.take();
    for (let turn = 0; turn < 3; turn++) {
      await kms().createKey({});
      expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(1);
      await sandbox.snapshots.restore(id);
      expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(0);
      expect((await sandbox.events.query()).events).to.deep.equal([]);
    }
  });

  it('computes the last use of a key from the restored log', async () => {
    const { sandbox, kms } = createStrongroom();
    const { KeyMetadata } = await kms().createKey({});
    const KeyId = KeyMetadata?.KeyId ?? '';
    const { id } = await sandbox.snapshots.take();
    await kms().encrypt({ KeyId, Plaintext: new Uint8Array(1) });
    expect((await sandbox.keys.list(ACCOUNT, 'us-east-1'))[0]).to.have.property('lastUsedAt');
    await sandbox.snapshots.restore(id);
    expect((await sandbox.keys.list(ACCOUNT, 'us-east-1'))[0]).not.to.have.property('lastUsedAt');
  });

  it('leaves CloudHSM clusters as they are', async () => {
    const { sandbox } = createStrongroom();
    const { id } = await sandbox.snapshots.take();
    const created = await sandbox.clusters.create();
    await sandbox.snapshots.restore(id);
    expect((await sandbox.clusters.list()).some((cluster) => cluster.id === created.id)).to.equal(true);
  });

  it('is listed and removed', async () => {
    const { sandbox } = createStrongroom();
    const first = await sandbox.snapshots.take('first');
    const second = await sandbox.snapshots.take();
    expect(await sandbox.snapshots.list()).to.deep.equal([first, second]);
    await sandbox.snapshots.remove(first.id);
    expect(await sandbox.snapshots.list()).to.deep.equal([second]);
    for (const method of ['restore', 'remove'] as const)
      expect(await rejection(sandbox.snapshots[method](first.id))).to.be.instanceOf(TypeError);
  });

  it('of another sandbox does not exist', async () => {
    const strongroom = createStrongroom();
    const { id } = await strongroom.sandbox.snapshots.take();
    expect(await rejection(strongroom.world('other').sandbox.snapshots.restore(id))).to.be.instanceOf(TypeError);
  });

  it('is taken and restored with 2,000 keys; prints how long it takes', async () => {
    const { sandbox, kms } = createStrongroom();
    for (let turn = 0; turn < 20; turn++) await Promise.all(Array.from({ length: 100 }, () => kms().createKey({})));
    const start = performance.now();
    const { id } = await sandbox.snapshots.take();
    const taken = performance.now();
    await sandbox.snapshots.restore(id);
    const restored = performance.now();
    // eslint-disable-next-line no-console -- the figures are for a person; no time is asserted
    console.log(`snapshot: take ${(taken - start).toFixed(1)} ms, restore ${(restored - taken).toFixed(1)} ms`);
    await kms().createKey({});
    const changed = performance.now();
    // eslint-disable-next-line no-console -- as above
    console.log(`first change after it: ${(changed - restored).toFixed(1)} ms`);
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(2001);
    await sandbox.snapshots.restore(id);
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(2000);
  });

  it('is refused with a reason where the sandbox is not in memory', async () => {
    const host = createHost({
      openStorage: () => Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'indexeddb' } }),
    });
    const { sandbox } = createSandboxClient(host, createChangeNotices(), 'default');
    const error = await rejection(sandbox.snapshots.take());
    expect(error).to.be.instanceOf(TypeError);
    expect(String(error)).to.include('strongroom/memory');
  });
});
