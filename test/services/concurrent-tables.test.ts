/** The tenant table while several clients write: each test stops one call where another one can come in between. */
import { expect } from 'chai';
import type { StrongroomLibrary } from '../../src/memory.ts';
import type { Services } from '../../src/services/service-methods.ts';
import { createServices } from '../../src/services/services.ts';
import { otherTab as otherTabOf } from './other-tab.ts';
import { appOf, sharedKey, tenantKeys, tenantSandbox } from './tenants.ts';

const TableName = 'orders';
const BackupName = 'backup';
const replicaRegion = 'eu-west-1';
const TABLE = `tenants/items/${TableName}/us-east-1`;
const REPLICA = `tenants/items/${TableName}/${replicaRegion}`;
const BACKUP = `tenants/backup-items/${BackupName}`;
const red = { TableName, tenant: 'red', id: '1' };

describe('the tenant table, when clients write at the same time', () => {
  let strongroom: StrongroomLibrary;
  beforeEach(async () => {
    strongroom = await tenantSandbox();
    await table().createTable({ TableName, isolation: 'context', KeyId: await sharedKey(strongroom) });
  });

  const table = () => strongroom.services.tenantTable;
  const put = (text: string, services: Services = strongroom.services) =>
    services.tenantTable.putItem({ ...red, text, caller: appOf('red') });
  const read = async () => (await table().getItem({ ...red, caller: appOf('red') })).text;

  /** Services of another tab. Before their first change of a record in the scope, `meanwhile` is done. */
  const otherTab = (scope: string, meanwhile: () => Promise<unknown>): Services =>
    otherTabOf(strongroom, { before: 'change', scope }, meanwhile);

  /** The places with a copy, and how many encrypted data keys each has. */
  const copies = async () =>
    (await table().describeItems({ TableName })).map(
      ({ region, backup, edks }) => `${backup ?? region} ${edks.length}`,
    );
  const bodies = async () => new Set((await table().describeItems({ TableName })).map(({ bodySha }) => bodySha));
  const shred = () => table().shred({ TableName, tenant: 'red', method: 'destroy-edks' });
  const addReplica = () => table().addReplica({ TableName, replicaRegion });

  it('has an item in a replica that is added while the item is stored', async () => {
    await put('new', otherTab(TABLE, addReplica));
    expect(await copies()).to.deep.equal(['us-east-1 1', `${replicaRegion} 1`]);
  });

  it('has the newer text of an item in a replica that is added meanwhile', async () => {
    await put('old');
    await put('new', otherTab(TABLE, addReplica));
    expect(await bodies()).to.have.length(1);
    expect(await read()).to.equal('new');
    const adding = otherTab(`tenants/items/${TableName}/us-west-2`, () => put('newer'));
    await adding.tenantTable.addReplica({ TableName, replicaRegion: 'us-west-2' });
    expect(await bodies()).to.have.length(1);
    expect(await copies()).to.have.length(3);
  });

  it('has no copy of an item that is deleted while a replica is added', async () => {
    await put('old');
    await otherTab(TABLE, addReplica).tenantTable.deleteItem(red);
    expect(await copies()).to.deep.equal([]);
    await put('old');
    const adding = otherTab(`tenants/items/${TableName}/us-west-2`, () => table().deleteItem(red));
    await adding.tenantTable.addReplica({ TableName, replicaRegion: 'us-west-2' });
    expect(await copies()).to.deep.equal([]);
  });

  it('restores a backup to a replica that is added meanwhile', async () => {
    await put('old');
    await table().createBackup({ TableName, BackupName });
    await table().deleteItem(red);
    await otherTab(TABLE, addReplica).tenantTable.restore({ BackupName });
    expect(await copies()).to.deep.equal(['us-east-1 1', `${replicaRegion} 1`, `${BackupName} 1`]);
  });

  describe('leaves no encrypted data key of a shredded tenant', () => {
    beforeEach(() => put('secret'));

    it('in what a restore puts back', async () => {
      await table().createBackup({ TableName, BackupName });
      await otherTab(TABLE, shred).tenantTable.restore({ BackupName });
      expect(await copies()).to.deep.equal(['us-east-1 0', `${BackupName} 0`]);
    });

    it('if the restore comes in between', async () => {
      await table().createBackup({ TableName, BackupName });
      const shredding = otherTab(BACKUP, () => table().restore({ BackupName }));
      await shredding.tenantTable.shred({ TableName, tenant: 'red', method: 'destroy-edks' });
      expect(await copies()).to.deep.equal(['us-east-1 0', `${BackupName} 0`]);
    });

    it('in a backup that is made meanwhile', async () => {
      await otherTab(BACKUP, shred).tenantTable.createBackup({ TableName, BackupName });
      expect(await copies()).to.deep.equal(['us-east-1 0', `${BackupName} 0`]);
    });

    it('in a replica that is added meanwhile', async () => {
      await otherTab(REPLICA, shred).tenantTable.addReplica({ TableName, replicaRegion });
      expect(await copies()).to.deep.equal(['us-east-1 0', `${replicaRegion} 0`]);
    });

    it('if a replica is added in between', async () => {
      const shredding = otherTab(TABLE, addReplica);
      await shredding.tenantTable.shred({ TableName, tenant: 'red', method: 'destroy-edks' });
      expect(await copies()).to.deep.equal(['us-east-1 0', `${replicaRegion} 0`]);
    });

    it('for a recipient that is added meanwhile', async () => {
      const recipient = { TableName, tenant: 'red', KeyId: await sharedKey(strongroom) };
      await otherTab(TABLE, shred).tenantTable.addRecipient(recipient);
      expect(await copies()).to.deep.equal(['us-east-1 0']);
    });
  });

  it('adds a recipient to the item that is stored meanwhile, not to the one before', async () => {
    await put('old');
    const second = await sharedKey(strongroom);
    const adding = otherTab(TABLE, () => put('new'));
    await adding.tenantTable.addRecipient({ TableName, tenant: 'red', KeyId: second });
    expect(await copies()).to.deep.equal(['us-east-1 2']);
    const [item] = await table().describeItems({ TableName });
    await strongroom.kms().disableKey({ KeyId: item?.edks[0]?.key ?? '' });
    expect(await read()).to.equal('new');
  });

  it('moves an item to the new keys that is stored while the table is migrated', async () => {
    const keys = await tenantKeys(strongroom);
    const keysOfItem = async () => (await table().describeItems({ TableName }))[0]?.edks.map(({ key }) => key);
    const migration = { TableName, isolation: 'key', tenantKeys: keys } as const;
    await put(
      'new',
      otherTab(TABLE, () => table().migrate(migration)),
    );
    expect(await keysOfItem()).to.deep.equal([keys.red]);
    expect(await read()).to.equal('new');
    const others = await tenantKeys(strongroom);
    await table().deleteItem(red);
    const migrating = otherTab('tenants/tables', () => put('newer'));
    const moved = await migrating.tenantTable.migrate({ ...migration, tenantKeys: others });
    expect(moved).to.deep.equal({ items: 1, reEncrypted: 1 });
    expect(await keysOfItem()).to.deep.equal([others.red]);
    expect(await read()).to.equal('newer');
  });

  it('counts the requests of all tabs for the limit of a tenant', async () => {
    await put('text');
    await table().setLimits({ TableName, requestsPerSecond: 5 });
    const other = createServices(strongroom).tenantTable;
    const reads = Array.from({ length: 6 }, () => [table(), other]).flat();
    const answers = await Promise.allSettled(reads.map((one) => one.getItem({ ...red, caller: appOf('red') })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).to.have.length(5);
    const refused = answers.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).name] : []));
    expect(new Set(refused)).to.deep.equal(new Set(['RequestLimitExceeded']));
    await strongroom.sandbox.clock.advance(1);
    expect(await read()).to.equal('text');
  });
});
