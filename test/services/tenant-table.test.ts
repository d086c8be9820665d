/** The tenant table: isolation, recipients, replicas, backups, migration and shredding. */
import { expect } from 'chai';
import type { StrongroomLibrary } from '../../src/memory.ts';
import { ACCOUNT, appOf, sharedKey, tenantKeys, tenantPolicy, tenantSandbox, TENANTS } from './tenants.ts';

const TableName = 'orders';

describe('the tenant table', () => {
  let strongroom: StrongroomLibrary;
  beforeEach(async () => {
    strongroom = await tenantSandbox();
  });

  const table = () => strongroom.services.tenantTable;
  const put = (tenant: string, id = '1') =>
    table().putItem({ TableName, tenant, id, text: `${tenant} ${id}`, caller: appOf(tenant) });
  const read = (tenant: string, caller?: string, region?: string) =>
    table()
      .getItem({ TableName, tenant, id: '1', ...(caller && { caller }), ...(region && { region }) })
      .then(
        ({ text }) => text,
        (error: unknown) => (error as Error).name,
      );
  const events = async (operation: string) =>
    (await strongroom.sandbox.events.query({ operation, limit: 1000 })).events;

  /** Puts the row of one tenant in the place of another's, as a faulty program or administrator could. */
  async function swapRows(from: string, to: string): Promise<void> {
    const scope = `tenants/items/${TableName}/us-east-1`;
    const { serviceRecords } = strongroom.sandbox;
    const row = await serviceRecords.get({ scope, name: `${from}/1` });
    const other = await serviceRecords.get({ scope, name: `${to}/1` });
    if (!row?.body || !other) throw new Error('There is no such row.');
    const value = { ...row.value, tenant: to };
    await serviceRecords.change({ changes: [{ scope, name: `${to}/1`, value, body: row.body }] });
  }

  it('without isolation gives every app every row, and a swapped row as another tenant’s', async () => {
    const { KeyMetadata } = await strongroom.kms().createKey({
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }],
      }),
    });
    await table().createTable({ TableName, isolation: 'none', KeyId: KeyMetadata?.Arn as string });
    for (const tenant of TENANTS)
      await strongroom.sandbox.principals.put({
        arn: `arn:aws:iam::${ACCOUNT}:role/App-${tenant}`,
        policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }],
        accessKey: false,
      });
    for (const tenant of TENANTS) await put(tenant);
    expect(await read('blue', appOf('red'))).to.equal('blue 1');
    await swapRows('blue', 'red');
    expect(await read('red', appOf('red'))).to.equal('blue 1');
  });

  it('with the tenant in the context denies other tenants and rejects swapped rows', async () => {
    await table().createTable({ TableName, isolation: 'context', KeyId: await sharedKey(strongroom) });
    for (const tenant of TENANTS) await put(tenant);
    expect(await read('red', appOf('red'))).to.equal('red 1');
    expect(await read('blue', appOf('red'))).to.equal('AccessDeniedException');
    await swapRows('blue', 'red');
    expect(await read('red', appOf('red'))).to.equal('InvalidCiphertextException');
    expect(await read('red')).to.equal('InvalidCiphertextException');
  });

  it('with a key per tenant denies other tenants and swapped rows', async () => {
    await table().createTable({ TableName, isolation: 'key', tenantKeys: await tenantKeys(strongroom) });
    for (const tenant of TENANTS) await put(tenant);
    expect(await read('blue', appOf('red'))).to.equal('AccessDeniedException');
    await swapRows('blue', 'red');
    expect(await read('red', appOf('red'))).to.equal('AccessDeniedException');
    expect(await read('red')).to.equal('InvalidCiphertextException');
  });

  it('migrates to a key per tenant by ReEncrypt alone', async () => {
    await table().createTable({ TableName, isolation: 'context', KeyId: await sharedKey(strongroom) });
    for (const tenant of TENANTS) await put(tenant);
    await table().createBackup({ TableName, BackupName: 'nightly' });
    const keys = await tenantKeys(strongroom);
    const before = await table().describeItems({ TableName });
    const moved = await table().migrate({ TableName, isolation: 'key', tenantKeys: keys });
    expect(moved).to.deep.equal({ items: 6, reEncrypted: 6 });
    const after = await table().describeItems({ TableName });
    expect(after.map(({ bodySha }) => bodySha)).to.deep.equal(before.map(({ bodySha }) => bodySha));
    expect(after.map(({ edks }) => edks.map(({ key }) => key))).to.deep.equal(
      after.map(({ tenant }) => [keys[tenant as 'red']]),
    );
    expect(await events('Decrypt')).to.deep.equal([]);
    expect(await read('red', appOf('red'))).to.equal('red 1');
    const [item] = await strongroom.services.ledger.list({ kind: 'item' });
    expect(item?.keys).to.deep.equal([keys.blue]);
    await put('red', '2');
  });

  it('names in the ledger the pairs of the context that a migrated item has now', async () => {
    const { KeyMetadata: { Arn: KeyId = '' } = {} } = await strongroom.kms().createKey({});
    await table().createTable({ TableName, isolation: 'none', KeyId });
    await table().putItem({ TableName, tenant: 'red', id: '1', text: 'red 1' });
    const names = async () => (await strongroom.services.ledger.list({ kind: 'item' }))[0]?.contextNames;
    expect(await names()).to.deep.equal([]);
    await table().migrate({ TableName, isolation: 'key', tenantKeys: await tenantKeys(strongroom) });
    expect(await names()).to.deep.equal(['table', 'tenant']);
    await table().migrate({ TableName, isolation: 'none', KeyId });
    expect(await names()).to.deep.equal([]);
  });

  it('reads a replica with the replica of a multi-Region key, and with no other key', async () => {
    const keys = await tenantKeys(strongroom, { MultiRegion: true });
    await table().createTable({ TableName, isolation: 'key', tenantKeys: keys });
    await put('red');
    await put('blue');
    await table().addReplica({ TableName, replicaRegion: 'eu-west-1' });
    expect(await read('red', appOf('red'), 'eu-west-1')).to.equal('AccessDeniedException');
    await strongroom.kms().replicateKey({ KeyId: keys.red, ReplicaRegion: 'eu-west-1', Policy: tenantPolicy('red') });
    await strongroom.sandbox.clock.advance(60);
    expect(await read('red', appOf('red'), 'eu-west-1')).to.equal('red 1');
    expect(await read('blue', appOf('blue'), 'eu-west-1')).not.to.equal('blue 1');
  });

  it('adds a replica once, also if two callers ask for it at the same time', async () => {
    await table().createTable({ TableName, isolation: 'key', tenantKeys: await tenantKeys(strongroom) });
    await put('red');
    const replicaRegion = 'eu-west-1';
    const add = () => table().addReplica({ TableName, replicaRegion });
    const [one, other] = await Promise.allSettled([add(), add()]);
    expect([one.status, other.status].toSorted()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await table().listTables())[0]?.replicas).to.deep.equal([replicaRegion]);
    await put('blue');
    const places = (await table().describeItems({ TableName })).map(({ tenant, region }) => `${tenant} ${region}`);
    for (const tenant of ['red', 'blue'])
      expect(places).to.include.members([`${tenant} us-east-1`, `${tenant} ${replicaRegion}`]);
  });

  it('refuses a Region, an isolation and names that are none, and stays as it was', async () => {
    const KeyId = await sharedKey(strongroom);
    await table().createTable({ TableName, isolation: 'context', KeyId });
    const before = await table().listTables();
    for (const wrong of ['mars', '__proto__', '<b>', '../us-east-1', '', 1, null, undefined, {}, ['eu-west-1']]) {
      const text = wrong as string;
      const refused = [
        table().addReplica({ TableName, replicaRegion: text }),
        table().migrate({ TableName, isolation: text as 'none', KeyId }),
        table().createTable({ TableName: 'other', isolation: text as 'none', KeyId }),
      ];
      for (const call of refused)
        expect(await call.catch((error: unknown) => error), String(wrong)).to.have.property(
          'name',
          'ValidationException',
        );
    }
    for (const Name of ['', 'a b', null, 1, {}, ['a']]) {
      const bucket = strongroom.services.objectStore.createBucket({ Bucket: Name as string });
      expect(await bucket.catch((error: unknown) => error)).to.have.property('name', 'InvalidBucketName');
      const secret = strongroom.services.secretStore.createSecret({ Name: Name as string, SecretString: 'x' });
      expect(await secret.catch((error: unknown) => error)).to.have.property('name', 'InvalidParameterException');
    }
    expect(await table().listTables()).to.deep.equal(before);
  });

  describe('shreds', () => {
    let keys: Awaited<ReturnType<typeof tenantKeys>>;
    beforeEach(async () => {
      keys = await tenantKeys(strongroom, { MultiRegion: true });
      await table().createTable({ TableName, isolation: 'key', tenantKeys: keys });
      for (const tenant of TENANTS) await put(tenant);
      await strongroom.kms().replicateKey({ KeyId: keys.red, ReplicaRegion: 'eu-west-1', Policy: tenantPolicy('red') });
      await strongroom.sandbox.clock.advance(60);
      await table().addReplica({ TableName, replicaRegion: 'eu-west-1' });
      await table().createBackup({ TableName, BackupName: 'nightly' });
    });

    it('by the deletion of the key in every Region, after which it is final', async () => {
      const { keys: ended } = await table().shred({ TableName, tenant: 'red', method: 'schedule-key-deletion' });
      expect(ended).to.have.length(2);
      for (const region of ['us-east-1', 'eu-west-1'])
        expect(await read('red', undefined, region), region).to.equal('KMSInvalidStateException');
      await strongroom.sandbox.clock.advance(70 * 86_400);
      // A deleted key is not found; to KMS its ciphertext is that of an unknown key.
      expect(await read('red')).not.to.equal('red 1');
      expect(await read('blue', appOf('blue'))).to.equal('blue 1');
      expect((await strongroom.kms().call('CancelKeyDeletion', { KeyId: keys.red })).ok).to.equal(false);
    });

    it('by deleting encrypted data keys in table, replica and backup', async () => {
      const { destroyed } = await table().shred({ TableName, tenant: 'red', method: 'destroy-edks' });
      expect(destroyed).to.equal(3);
      await table().restore({ BackupName: 'nightly' });
      for (const region of ['us-east-1', 'eu-west-1'])
        expect(await read('red', undefined, region)).to.equal('ItemUnrecoverable');
      expect(await read('blue', appOf('blue'))).to.equal('blue 1');
      const item = await strongroom.services.ledger.get({ kind: 'item', id: `${TableName}/red/1` });
      expect(item).to.include({ status: 'unrecoverable', edkCount: 0 });
    });

    it('nobody by its key while the table has one key for all', async () => {
      await table().createTable({ TableName: 'shared', isolation: 'context', KeyId: await sharedKey(strongroom) });
      const refusal: unknown = await table()
        .shred({ TableName: 'shared', tenant: 'red', method: 'schedule-key-deletion' })
        .catch((error: unknown) => error);
      expect((refusal as Error).name).to.equal('ValidationException');
      expect(await events('ScheduleKeyDeletion')).to.deep.equal([]);
    });

    it('leaves what a further recipient can open, and names that recipient', async () => {
      const { KeyMetadata } = await strongroom.kms().createKey();
      const other = KeyMetadata?.Arn as string;
      await table().addRecipient({ TableName, tenant: 'red', KeyId: other });
      await table().shred({ TableName, tenant: 'red', method: 'schedule-key-deletion' });
      expect(await read('red')).to.equal('red 1');
      const copies = await table().describeItems({ TableName, tenant: 'red' });
      expect(copies.map(({ edks }) => edks.some(({ key }) => key === other))).to.deep.equal([true, true, true]);
    });
  });

  it('answers in names of DynamoDB what is no question of KMS', async () => {
    const name = async (work: Promise<unknown>) =>
      work.then(
        () => '',
        (error: unknown) => (error as Error).name,
      );
    expect(await name(put('red'))).to.equal('ResourceNotFoundException');
    const KeyId = await sharedKey(strongroom);
    await table().createTable({ TableName, isolation: 'context', KeyId });
    expect(await name(table().createTable({ TableName, isolation: 'context', KeyId }))).to.equal(
      'ResourceInUseException',
    );
    expect(await name(table().createTable({ TableName: 'x', isolation: 'none' }))).to.equal('ValidationException');
    expect(await name(put('red/blue'))).to.equal('ValidationException');
    expect(await read('red')).to.equal('ResourceNotFoundException');
    expect(await read('red', undefined, 'eu-west-1')).to.equal('ResourceNotFoundException');
  });
});
