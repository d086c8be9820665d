/** What a report says, case by case. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../../src/memory.ts';
import type { BlastRadiusReport, PlannedChange } from '../../../src/services/blast-radius/blast-radius-types.ts';
import { createServices } from '../../../src/services/services.ts';
import { importedKey, importMaterial, READER } from './world.ts';

describe('a report of the blast radius', () => {
  let strongroom: StrongroomLibrary;
  let KeyId: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    await strongroom.sandbox.settings.set({ propagationDelaySeconds: 0 });
    KeyId = await newKey();
  });

  const newKey = async (input: object = {}) => (await strongroom.kms().createKey(input)).KeyMetadata?.Arn as string;
  const preview = (change: PlannedChange): Promise<BlastRadiusReport> =>
    strongroom.services.blastRadius.preview(change);
  const rows = ({ stops }: BlastRadiusReport) =>
    stops.map(({ kind, when, reason }) => `${kind} ${when} ${reason}`).toSorted();

  it('is empty for a key that nothing uses', async () => {
    const report = await preview({ operation: 'DisableKey', KeyId });
    expect(report).to.deep.include({ keys: [KeyId], stops: [], continues: [], unknown: [], limits: ['records'] });
  });

  it('says that a running app stops later, and the same app without its data key now', async () => {
    await strongroom.services.orders.start({ KeyId });
    await strongroom.services.orders.write({ text: 'x' });
    const change = { operation: 'DisableKey', KeyId } as const;
    const later = ['app later data-key-cached', 'data-key later data-key-cached', 'order later data-key-cached'];
    expect(rows(await preview(change))).to.deep.equal(later);
    // The memory of this tab is not that of the tab in which the app runs.
    expect(rows(await createServices(strongroom).blastRadius.preview(change))).to.deep.equal([
      'app now key-unusable',
      'data-key later data-key-cached',
      'order now key-unusable',
    ]);
  });

  it('says that an app whose data key is used up stops now', async () => {
    await strongroom.services.orders.start({ KeyId, maxUses: 1 });
    await strongroom.services.orders.write({ text: 'x' });
    const { stops } = await preview({ operation: 'DisableKey', KeyId });
    expect(stops.find(({ kind }) => kind === 'app')).to.include({ when: 'now', reason: 'key-unusable' });
    await strongroom.kms().disableKey({ KeyId });
    expect(await strongroom.services.orders.write({ text: 'y' })).to.include({ ok: false });
  });

  it('says until when an app has a data key with a maximum age', async () => {
    await strongroom.services.orders.start({ KeyId, maxAgeSeconds: 60 });
    const until = (await strongroom.sandbox.clock.now()).getTime() + 60_000;
    const change = { operation: 'DisableKey', KeyId } as const;
    for (const kind of ['app', 'data-key'])
      expect((await preview(change)).stops.find((one) => one.kind === kind)).to.include({ when: 'later', until });
    await strongroom.sandbox.clock.advance(60);
    // The data key is at its limit: nothing continues with it.
    expect(rows(await preview(change))).to.deep.equal(['app now key-unusable']);
  });

  describe('of a table that keeps data keys', () => {
    const item = { TableName: 'table', tenant: 'red', id: '1' };
    const ADMIN = 'arn:aws:iam::111122223333:user/admin';
    let until: number;
    beforeEach(async () => {
      await strongroom.services.tenantTable.createTable({ TableName: 'table', isolation: 'context', KeyId });
      await strongroom.services.tenantTable.setLimits({ TableName: 'table', maxUses: 3, maxAgeSeconds: 60 });
      await strongroom.services.tenantTable.putItem({ ...item, text: 'x' });
      await strongroom.services.tenantTable.createBackup({ TableName: 'table', BackupName: 'backup' });
      await strongroom.services.tenantTable.getItem(item);
      until = (await strongroom.sandbox.clock.now()).getTime() + 60_000;
    });
    const items = ({ stops }: BlastRadiusReport) => stops.filter(({ kind }) => kind === 'table-item');
    const change = () => ({ operation: 'DisableKey', KeyId }) as const;

    it('says that an item stops when they expire, for the callers that they serve', async () => {
      const [first, backup] = items(await preview(change()));
      expect(first).to.include({ when: 'later', reason: 'data-key-cached', until });
      expect(first?.holders).to.deep.equal([ADMIN]);
      expect(backup).to.include({ when: 'now', reason: 'key-unusable', backup: 'backup' });
      await strongroom.kms().disableKey({ KeyId });
      expect(await strongroom.services.tenantTable.getItem(item)).to.include({ text: 'x' });
      // The key is unusable, and the data key still opens the item.
      expect(items(await preview(change()))[0]).to.include({ when: 'later' });
    });

    it('says that the item stops now when they are expired or used up, and in another tab', async () => {
      const isNow = async (services = strongroom.services) => {
        const [first] = items(await services.blastRadius.preview(change()));
        expect(first).to.include({ when: 'now', reason: 'key-unusable' });
        expect(first).not.to.have.any.keys('holders', 'until');
      };
      await isNow(createServices(strongroom));
      await strongroom.sandbox.clock.advance(60);
      await isNow();
      for (let use = 0; use < 3; use++) await strongroom.services.tenantTable.getItem(item);
      await isNow();
    });

    it('has two rows for a policy that denies a caller with a data key and one without', async () => {
      const allowAll = { Effect: 'Allow', Action: 'kms:*', Resource: '*' } as const;
      const policies = [{ Version: '2012-10-17', Statement: [allowAll] }] as const;
      await strongroom.sandbox.principals.put({ arn: READER, accessKey: false, policies });
      await createServices(strongroom).tenantTable.getItem({ ...item, caller: READER });
      const account = { AWS: 'arn:aws:iam::111122223333:root' };
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: account, Action: 'kms:*', Resource: '*' },
          { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
        ],
      });
      const found = items(await preview({ operation: 'PutKeyPolicy', KeyId, Policy })).filter(({ backup }) => !backup);
      expect(found.map(({ when, reason, principals }) => [when, reason, principals])).to.deep.equal([
        ['later', 'data-key-cached', [ADMIN]],
        ['now', 'access-lost', [READER]],
      ]);
    });
  });

  it('says that an item with a second recipient continues, and with which key', async () => {
    const { tenantTable } = strongroom.services;
    const other = await newKey();
    await tenantTable.createTable({ TableName: 't', isolation: 'key', tenantKeys: { red: KeyId } });
    await tenantTable.putItem({ TableName: 't', tenant: 'red', id: '1', text: 'x' });
    await tenantTable.addRecipient({ TableName: 't', tenant: 'red', KeyId: other });
    const report = await preview({ operation: 'DisableKey', KeyId });
    expect(rows(report)).to.deep.equal(['table now key-unusable']);
    expect(report.continues).to.deep.include({
      kind: 'table-item',
      id: 't/red/1',
      name: 't/red/1',
      program: 'tenant-table',
      tenant: 'red',
      region: 'us-east-1',
      reason: 'other-recipient',
      key: other,
    });
    expect(report.limits).to.include('recipients');
    await strongroom.kms().disableKey({ KeyId: other });
    expect(rows(await preview({ operation: 'DisableKey', KeyId }))).to.include('table-item now key-unusable');
  });

  it('has what stops when several keys are changed together, each key once', async () => {
    const { tenantTable } = strongroom.services;
    const other = await newKey();
    await tenantTable.createTable({ TableName: 't', isolation: 'context', KeyId });
    await tenantTable.putItem({ TableName: 't', tenant: 'red', id: '1', text: 'x' });
    await tenantTable.addRecipient({ TableName: 't', tenant: 'red', KeyId: other });
    for (const operation of ['DisableKey', 'ScheduleKeyDeletion'] as const) {
      const report = await preview({ operation, KeyId, OtherKeyIds: [other, KeyId] });
      expect(report.keys).to.deep.equal([KeyId, other]);
      expect(rows(report)).to.deep.equal(['table now key-unusable', 'table-item now key-unusable']);
      expect(report.continues).to.deep.equal([]);
    }
    await strongroom.kms().disableKey({ KeyId });
    await strongroom.kms().disableKey({ KeyId: other });
    const read = tenantTable.getItem({ TableName: 't', tenant: 'red', id: '1' });
    expect(await read.catch(({ name }: Error) => name)).to.equal('DisabledException');
  });

  it('has no related key that is deleted together with the key', async () => {
    const primary = await newKey({ MultiRegion: true });
    await strongroom.kms().replicateKey({ KeyId: primary, ReplicaRegion: 'eu-west-1' });
    const replica = primary.replace('us-east-1', 'eu-west-1');
    const alone = await preview({ operation: 'ScheduleKeyDeletion', KeyId: primary });
    expect(alone.continues.map(({ key }) => key)).to.deep.equal([replica]);
    const both = await preview({ operation: 'ScheduleKeyDeletion', KeyId: primary, OtherKeyIds: [replica] });
    expect([both.continues, both.isPermanent]).to.deep.equal([[], true]);
  });

  it('refuses further keys that are no texts, or of a change of one key', async () => {
    const messageOf = async (change: object): Promise<string> =>
      preview(change as PlannedChange).then(
        () => '',
        (error: unknown) => (error instanceof TypeError ? error.message : ''),
      );
    expect(await messageOf({ operation: 'DisableKey', KeyId, OtherKeyIds: 'all' })).to.contain('OtherKeyIds');
    expect(await messageOf({ operation: 'DisableKey', KeyId, OtherKeyIds: [1] })).to.contain('OtherKeyIds');
    expect(await messageOf({ operation: 'DeleteAlias', AliasName: 'alias/a', OtherKeyIds: [] })).to.contain(
      'OtherKeyIds',
    );
  });

  it('is permanent for the deletion of a key without related keys', async () => {
    expect((await preview({ operation: 'ScheduleKeyDeletion', KeyId })).isPermanent).to.equal(true);
    expect((await preview({ operation: 'DisableKey', KeyId })).isPermanent).to.equal(false);
    const primary = await newKey({ MultiRegion: true });
    await strongroom.kms().replicateKey({ KeyId: primary, ReplicaRegion: 'eu-west-1' });
    await strongroom.sandbox.clock.advance(60);
    const report = await preview({ operation: 'ScheduleKeyDeletion', KeyId: primary });
    expect(report.isPermanent).to.equal(false);
    expect(report.continues.map(({ kind, reason, region }) => [kind, reason, region])).to.deep.equal([
      ['replica', 'own-state', 'eu-west-1'],
    ]);
  });

  it('has grants, and says if the caller may not list them', async () => {
    await strongroom.sandbox.principals.put({ arn: READER, accessKey: false });
    const { GrantId } = await strongroom
      .kms()
      .createGrant({ KeyId, GranteePrincipal: READER, Operations: ['Decrypt'] });
    const { stops } = await preview({ operation: 'DisableKey', KeyId });
    expect(stops).to.have.length(1);
    expect(stops[0]).to.deep.include({
      kind: 'grant',
      id: GrantId,
      name: READER,
      principals: [READER],
      operations: ['Decrypt'],
    });
    const refused = await preview({ operation: 'DisableKey', KeyId, caller: READER });
    expect([refused.stops, refused.unknown]).to.deep.equal([[], [{ fact: 'grants', error: 'AccessDeniedException' }]]);
  });

  it('has nothing for key material that is pending rotation, and the key for the current one', async () => {
    const key = await importedKey(strongroom);
    await strongroom.services.secretStore.createSecret({ Name: 's', SecretString: 'x', KmsKeyId: key });
    const operation = 'DeleteImportedKeyMaterial' as const;
    expect(rows(await preview({ operation, KeyId: key }))).to.deep.equal([
      'secret now key-unusable',
      'secret-version now key-unusable',
    ]);
    const KeyMaterialId = await importMaterial(strongroom, key, 'NEW_KEY_MATERIAL');
    expect(rows(await preview({ operation, KeyId: key, KeyMaterialId }))).to.deep.equal([]);
    await strongroom.kms().deleteImportedKeyMaterial({ KeyId: key, KeyMaterialId });
    await strongroom.services.secretStore.getSecretValue({ SecretId: 's' });
    await strongroom.kms().deleteImportedKeyMaterial({ KeyId: key });
    expect(rows(await preview({ operation, KeyId: key }))).to.deep.equal([
      'secret already key-unusable',
      'secret-version already key-unusable',
    ]);
  });

  it('has everything under the keys of a key store that is disconnected', async () => {
    const { clusters, clock } = strongroom.sandbox;
    const [cluster] = await clusters.list();
    const { CustomKeyStoreId } = await strongroom.kms().createCustomKeyStore({
      CustomKeyStoreName: 'store',
      CloudHsmClusterId: cluster?.id ?? '',
      TrustAnchorCertificate: cluster?.trustAnchorCertificate ?? '',
      KeyStorePassword: 'kmsPswd',
    });
    await strongroom.kms().connectCustomKeyStore({ CustomKeyStoreId });
    await clock.advance(60);
    const key = await newKey({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    const { secretStore } = strongroom.services;
    await secretStore.createSecret({ Name: 's', SecretString: 'x', KmsKeyId: key });
    const change = { operation: 'DisconnectCustomKeyStore', CustomKeyStoreId: CustomKeyStoreId as string } as const;
    const report = await preview(change);
    expect([report.keys, rows(report)]).to.deep.equal([
      [key],
      ['secret now key-unusable', 'secret-version now key-unusable'],
    ]);
    await strongroom.kms().disconnectCustomKeyStore({ CustomKeyStoreId });
    await clock.advance(60);
    const refusal = await secretStore.getSecretValue({ SecretId: 's' }).catch((error: unknown) => error);
    expect(refusal).to.include({ name: 'DecryptionFailure' });
  });

  it('names the callers of an alias, and those of their calls that another key cannot answer', async () => {
    const AliasName = 'alias/app';
    await strongroom.kms().createAlias({ AliasName, TargetKeyId: KeyId });
    const blob = (await strongroom.kms().encrypt({ KeyId: AliasName, Plaintext: new Uint8Array([1]) })).CiphertextBlob;
    await strongroom.kms().decrypt({ KeyId: AliasName, CiphertextBlob: blob });
    const target = await newKey();
    const moved = await preview({ operation: 'UpdateAlias', AliasName, TargetKeyId: target });
    expect(moved.stops.map(({ kind, reason, operations }) => [kind, reason, operations])).to.deep.equal([
      ['caller', 'other-material', ['Decrypt']],
    ]);
    expect(moved.continues.map(({ kind, reason, key }) => [kind, reason, key])).to.deep.equal([
      ['caller', 'target-key', target],
    ]);
    const deleted = await preview({ operation: 'DeleteAlias', AliasName });
    expect(deleted.stops.map(({ reason, operations }) => [reason, operations])).to.deep.equal([
      ['alias-missing', ['Decrypt', 'Encrypt']],
    ]);
    await strongroom.kms().updateAlias({ AliasName, TargetKeyId: target });
    const reply = await strongroom.kms().call('Decrypt', { KeyId: AliasName, CiphertextBlob: blob });
    expect(reply.ok ? '' : reply.error.name).to.equal('IncorrectKeyException');
    expect((await strongroom.kms().call('Encrypt', { KeyId: AliasName, Plaintext: new Uint8Array([1]) })).ok).to.equal(
      true,
    );
  });

  it('finds an app whose role may not use the key that the alias would point to', async () => {
    const AliasName = 'alias/app';
    await strongroom.kms().createAlias({ AliasName, TargetKeyId: KeyId });
    const statement = { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: KeyId } as const;
    const policies = [{ Version: '2012-10-17', Statement: [statement] }] as const;
    await strongroom.sandbox.principals.put({ arn: READER, accessKey: false, policies });
    await strongroom.services.orders.start({ KeyId: AliasName, caller: READER, maxUses: 2 });
    const TargetKeyId = await newKey();
    const { stops } = await preview({ operation: 'UpdateAlias', AliasName, TargetKeyId });
    expect(stops.find(({ kind }) => kind === 'app')).to.include({ when: 'later', reason: 'alias-needed-later' });
    expect(stops.find(({ kind }) => kind === 'caller')).to.deep.include({ id: READER, reason: 'target-denied' });
  });

  it('says that KMS would refuse a policy that is not valid or locks the caller out', async () => {
    for (const Policy of ['{', JSON.stringify({ Version: '2012-10-17', Statement: [] })]) {
      const report = await preview({ operation: 'PutKeyPolicy', KeyId, Policy });
      expect([report.isRefused, report.stops]).to.deep.equal([true, []]);
    }
  });

  it('leaves no trace but the ledger entry of a report of dependents', async () => {
    await strongroom.services.orders.start({ KeyId });
    const { events: before } = await strongroom.sandbox.events.query({ keyArn: KeyId });
    const report = await strongroom.services.blastRadius.dependents({ KeyId });
    const [entry, ...others] = await strongroom.services.ledger.list({ kind: 'report' });
    expect(others).to.deep.equal([]);
    expect(entry).to.include({ report: 'dependents', key: KeyId, open: report.stops.length, program: 'blast-radius' });
    const { events: after } = await strongroom.sandbox.events.query({ keyArn: KeyId });
    const made = after.slice(0, after.length - before.length);
    expect(made.map(({ record }) => [record.eventName, record.userAgent])).to.deep.equal([
      ['ListGrants', 'strongroom-console'],
    ]);
  });

  it('does not count what was deleted', async () => {
    const { secretStore, objectStore } = strongroom.services;
    await secretStore.createSecret({ Name: 's', SecretString: 'x', KmsKeyId: KeyId });
    await secretStore.deleteSecret({ SecretId: 's' });
    await objectStore.createBucket({ Bucket: 'bucket' });
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
    await objectStore.putObject({ Bucket: 'bucket', Key: 'a', Body: 'x', ...encryption });
    await objectStore.deleteObject({ Bucket: 'bucket', Key: 'a' });
    expect((await preview({ operation: 'DisableKey', KeyId })).stops).to.deep.equal([]);
    const items = await strongroom.services.ledger.list({ kind: 'item' });
    expect(items.map(({ status }) => status)).to.deep.equal(['deleted', 'deleted']);
  });

  it('ignores entries of the ledger that name no key', async () => {
    await strongroom.services.ledger.put({
      kind: 'dataKey',
      id: '1',
      program: 'mine',
      edkSha: '0'.repeat(64),
      key: 'no ARN',
      uses: 0,
      zeroised: false,
      contextNames: [],
    });
    expect((await preview({ operation: 'DisableKey', KeyId })).stops).to.deep.equal([]);
  });

  const nobody = '00000000-0000-4000-8000-000000000000';
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a key that does not exist', { operation: 'DisableKey', KeyId: nobody }, 'NotFoundException'],
    ['an alias that does not exist', { operation: 'DeleteAlias', AliasName: 'alias/none' }, 'NotFoundException'],
    ['an operation without a report', { operation: 'EnableKey', KeyId: nobody }, 'TypeError'],
    ['no key', { operation: 'DisableKey' }, 'TypeError'],
    ['a policy that is no text', { operation: 'PutKeyPolicy', KeyId: nobody, Policy: {} }, 'TypeError'],
    ['no change', undefined, 'TypeError'],
  ];
  for (const [what, change, name] of wrong)
    it(`refuses ${what}`, async () => {
      const error: unknown = await preview(change as PlannedChange).then(
        () => undefined,
        (one: unknown) => one,
      );
      expect((error as Error).name).to.equal(name);
    });
});
