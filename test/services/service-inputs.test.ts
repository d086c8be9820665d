/** Inputs of any type: each is refused at its member, before anything is stored or KMS is called. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';

const BACKUP = { BackupName: 'backup' };
const RED = { TableName: 'table', tenant: 'red', id: '1' };

type Method = (input: unknown) => Promise<unknown>;

describe('the input of a service', () => {
  let strongroom: StrongroomLibrary;
  let KeyId: string;
  let VolumeId: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    KeyId = (await strongroom.kms().createKey({})).KeyMetadata?.Arn as string;
    const { objectStore, tenantTable, secretStore, orders, volumes } = strongroom.services;
    await objectStore.createBucket({ Bucket: 'bucket' });
    await objectStore.putObject({ Bucket: 'bucket', Key: 'a', Body: 'x' });
    await tenantTable.createTable({ TableName: 'table', isolation: 'context', KeyId });
    await tenantTable.putItem({ ...RED, text: 'x' });
    await tenantTable.createBackup({ TableName: 'table', ...BACKUP });
    await secretStore.createSecret({ Name: 'secret', SecretString: 'x' });
    await orders.start({ KeyId });
    ({ VolumeId } = await volumes.createVolume({ KmsKeyId: KeyId }));
    await volumes.attachVolume({ VolumeId });
  });

  const refusalOf = async (path: string, input: unknown): Promise<string> => {
    const [service = '', method = ''] = path.split('.');
    const services = strongroom.services as unknown as Readonly<Record<string, Readonly<Record<string, Method>>>>;
    try {
      await services[service]?.[method]?.(input);
      return 'done';
    } catch (error) {
      const { name, member } = error as { readonly name: string; readonly member?: string };
      return member === undefined ? name : `${name} ${member}`;
    }
  };

  /** Everything that is stored, and how many calls KMS has had. */
  async function state(): Promise<string> {
    const scopes = ['s3/buckets', 's3/objects/bucket', 'tenants/tables', 'tenants/items/table/us-east-1', 'ledger'];
    const others = ['tenants/backup-items/backup', 'secrets/secrets', 'orders/app', 'orders/orders', 'volumes/volumes'];
    const { serviceRecords, events } = strongroom.sandbox;
    const pages = await Promise.all([...scopes, ...others].map((scope) => serviceRecords.list({ scope })));
    return JSON.stringify([pages, (await events.query({ limit: 1000 })).events.length]);
  }

  it('must be an object', async () => {
    for (const path of ['tenantTable.putItem', 'orders.start', 'volumes.read', 'objectStore.getObject'])
      for (const input of [undefined, null, 5, 'x', []])
        expect(await refusalOf(path, input), path).to.equal('TypeError');
    for (const path of ['ledger.get', 'ledger.update'])
      for (const input of [5, 'x', [], { kind: 'items', id: 'x' }, { kind: 'item' }])
        expect(await refusalOf(path, input), path).to.equal('TypeError');
    expect(await refusalOf('ledger.list', { kind: 'items' })).to.equal('TypeError');
  });

  it('is refused at a member of another type, and changes nothing', async () => {
    const before = await state();
    const object = { Bucket: 'bucket', Key: 'a' };
    const table = { TableName: 'table' };
    for (const [path, input, member] of [
      ['objectStore.putObject', { ...object, Body: 5 }, 'InvalidArgument Body'],
      ['objectStore.putObject', object, 'InvalidArgument Body'],
      ['objectStore.putObject', { ...object, Body: 'x', ContentType: {} }, 'InvalidArgument ContentType'],
      ['objectStore.putObject', { ...object, Body: 'x', BucketKeyEnabled: 'no' }, 'InvalidArgument BucketKeyEnabled'],
      ['objectStore.putObject', { ...object, Body: 'x', caller: 5 }, 'InvalidArgument caller'],
      ['objectStore.putBucketEncryption', { Bucket: 'bucket' }, 'InvalidArgument Encryption'],
      ['objectStore.copyObject', { ...object, CopySource: 5 }, 'InvalidArgument CopySource'],
      ['tenantTable.createTable', { TableName: 'new', isolation: 'none', KeyId: 5 }, 'ValidationException KeyId'],
      ['tenantTable.createTable', { TableName: 'new', isolation: 'none', KeyId: '' }, 'ValidationException KeyId'],
      [
        'tenantTable.createTable',
        { TableName: 'new', isolation: 'none', KeyId: 'x', region: 'moon-1' },
        'ValidationException region',
      ],
      [
        'tenantTable.createTable',
        { TableName: 'new', isolation: 'key', tenantKeys: { red: 5 } },
        'ValidationException tenantKeys',
      ],
      ['tenantTable.migrate', { ...table, isolation: 'key', tenantKeys: 'x' }, 'ValidationException tenantKeys'],
      ['tenantTable.putItem', { ...RED }, 'ValidationException text'],
      ['tenantTable.putItem', { ...RED, text: 5 }, 'ValidationException text'],
      ['tenantTable.deleteItem', { ...table, tenant: 'red' }, 'ValidationException id'],
      ['tenantTable.describeItems', { ...table, tenant: null }, 'ValidationException tenant'],
      ['tenantTable.setTenantKey', { ...table, tenant: 'red' }, 'ValidationException KeyId'],
      ['tenantTable.runLoad', { ...table, requestsPerSecond: 5 }, 'ValidationException requestsPerSecond'],
      ['tenantTable.shred', { ...table, tenant: 'red', method: 'destroy' }, 'ValidationException method'],
      [
        'tenantTable.shred',
        { ...table, tenant: 'red', method: 'destroy-edks', PendingWindowInDays: '7' },
        'ValidationException PendingWindowInDays',
      ],
      ['tenantTable.restore', {}, 'ValidationException BackupName'],
      ['secretStore.createSecret', { Name: 'new' }, 'InvalidParameterException SecretString'],
      ['secretStore.putSecretValue', { SecretId: 'secret', SecretString: 5 }, 'InvalidParameterException SecretString'],
      ['secretStore.updateSecret', { SecretId: 'secret', KmsKeyId: null }, 'InvalidParameterException KmsKeyId'],
      ['orders.start', {}, 'ValidationException KeyId'],
      ['orders.start', { KeyId, maxUses: 0 }, 'ValidationException maxUses'],
      ['orders.start', { KeyId, tenant: 5 }, 'ValidationException tenant'],
      ['orders.write', {}, 'ValidationException text'],
      ['orders.read', { id: '' }, 'ValidationException id'],
      ['volumes.createVolume', {}, 'InvalidParameterValue KmsKeyId'],
      ['volumes.write', { VolumeId, text: 5 }, 'InvalidParameterValue text'],
    ] as const)
      expect(await refusalOf(path, input), `${path} ${JSON.stringify(input)}`).to.equal(member);
    expect(await state()).to.equal(before);
  });

  it('has no method of shredding that is mistyped, also for a key per tenant', async () => {
    const tenantKeys = { red: KeyId };
    await strongroom.services.tenantTable.createTable({ TableName: 'keys', isolation: 'key', tenantKeys });
    const input = { TableName: 'keys', tenant: 'red', method: 'schedule-deletion' };
    expect(await refusalOf('tenantTable.shred', input)).to.equal('ValidationException method');
    expect((await strongroom.kms().describeKey({ KeyId })).KeyMetadata?.KeyState).to.equal('Enabled');
  });
});
