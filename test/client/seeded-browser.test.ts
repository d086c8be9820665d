/** Seed documents in a browser: the sandbox is in IndexedDB, and its worker ends with the page. */
import { expect } from 'chai';
import { createStrongroom, SeedError, type SeedDocument } from '../../src/index.ts';

const seed: SeedDocument = {
  version: 1,
  keys: [{ name: 'orders', description: 'Orders' }],
  aliases: [{ name: 'alias/orders', key: 'orders' }],
};

const newWorld = () => `seed-${crypto.randomUUID()}`;

describe('createStrongroom({ seed }) in a browser', () => {
  it('seeds a new sandbox once', async () => {
    const world = newWorld();
    const first = createStrongroom({ world, seed });
    const { KeyMetadata } = await first.kms().describeKey({ KeyId: 'alias/orders' });
    await first.kms().deleteAlias({ AliasName: 'alias/orders' });

    const second = createStrongroom({ world, seed });
    const { Keys } = await second.kms().listKeys();
    expect(Keys?.map(({ KeyArn }) => KeyArn)).to.deep.equal([KeyMetadata?.Arn]);
    expect((await second.kms().listAliases({ KeyId: KeyMetadata?.Arn })).Aliases).to.deep.equal([]);
    await second.sandbox.reset();
  });

  it('refuses an option that does not exist', () => {
    expect(() => createStrongroom({ word: 'orders' } as never)).to.throw(
      TypeError,
      /^createStrongroom has no option word\./,
    );
  });

  it('changes nothing if the document is refused', async () => {
    const world = newWorld();
    const { sandbox } = createStrongroom({ world });
    const error = await sandbox
      .seed({ ...seed, aliases: [{ name: 'alias/aws/mine', key: 'orders' }] })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(SeedError);
    expect((error as SeedError).problems[0]).to.deep.include({ path: ['aliases', 0], operation: 'CreateAlias' });
    expect(await sandbox.keys.list('111122223333', 'us-east-1')).to.deep.equal([]);
    expect((await sandbox.events.query()).events).to.deep.equal([]);
  });

  it('exports and imports keys of IndexedDB', async () => {
    const { sandbox, kms } = createStrongroom({ world: newWorld(), seed });
    const exported = await sandbox.export();
    expect(exported.keys?.map(({ name }) => name)).to.deep.equal(['orders']);
    const other = createStrongroom({ world: newWorld() });
    await other.sandbox.import(exported);
    const { CiphertextBlob } = await other.kms().encrypt({ KeyId: 'alias/orders', Plaintext: new Uint8Array([7]) });
    expect((await other.kms().decrypt({ CiphertextBlob })).Plaintext).to.deep.equal(new Uint8Array([7]));
    const failure = await kms()
      .decrypt({ CiphertextBlob })
      .catch((reason: unknown) => reason);
    expect(failure).to.be.instanceOf(Error);
  });

  it('has no snapshots', async () => {
    const { sandbox } = createStrongroom({ world: newWorld() });
    const error = await sandbox.snapshots.take().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });
});
