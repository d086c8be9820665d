/** The pages of services as data: one row each. */
import type { Isolation, ShredMethod } from '../../services/tenant-table/tenant-table-types.ts';
import { ServiceError } from '../../services/service-error.ts';
import type { OrdersOutcome } from '../../services/orders/orders-types.ts';
import type { ActionField, ServiceAction, ServiceContents, ServicePage } from './service-action.ts';
import { TEXTS, type ServiceId } from './services-texts.ts';

type Run = ServiceAction['run'];

const text = (name: ActionField['label'], more: Partial<ActionField> = {}): ActionField => ({
  name,
  label: name,
  ...more,
});
const choice = (name: ActionField['label'], ...choices: readonly string[]) => text(name, { choices });
const optional = (name: ActionField['label']) => text(name, { isOptional: true });
const optionalKey: ActionField = { name: 'KeyId', label: 'OptionalKeyId', isOptional: true };
const action = (id: string, fields: readonly ActionField[], run: Run): ServiceAction => ({ id, fields, run });

/** The value of a field that the form requires. */
const given = (values: Readonly<Record<string, string>>, name: string): string => values[name] ?? '';

const objectStore: ServicePage = {
  async load({ objectStore: store }) {
    const rows: string[][] = [];
    for (const { Name, Encryption } of await store.listBuckets()) {
      const objects = await store.listObjects({ Bucket: Name });
      if (objects.length === 0) rows.push([Name, '', Encryption.SSEAlgorithm, Encryption.KMSMasterKeyID ?? '', '']);
      for (const { Key, ServerSideEncryption, SSEKMSKeyId, ContentLength } of objects)
        rows.push([Name, Key, ServerSideEncryption, SSEKMSKeyId ?? TEXTS.awsOwned, String(ContentLength)]);
    }
    return { rows };
  },
  actions: [
    action(
      'createBucket',
      [
        text('Bucket'),
        choice('SSEAlgorithm', 'aws:kms', 'AES256'),
        optionalKey,
        choice('BucketKeyEnabled', 'off', 'on'),
      ],
      async ({ objectStore: store }, values, by) => {
        const { KeyId, SSEAlgorithm } = values;
        const { Name } = await store.createBucket({
          ...by,
          Bucket: given(values, 'Bucket'),
          Encryption: {
            SSEAlgorithm: SSEAlgorithm === 'AES256' ? 'AES256' : 'aws:kms',
            ...(KeyId === undefined ? {} : { KMSMasterKeyID: KeyId }),
            BucketKeyEnabled: values.BucketKeyEnabled === 'on',
          },
        });
        return TEXTS.created(Name);
      },
    ),
    action('putObject', [text('Bucket'), text('Key'), text('Body')], async ({ objectStore: store }, values, by) => {
      const put = { Bucket: given(values, 'Bucket'), Key: given(values, 'Key'), Body: given(values, 'Body') };
      return TEXTS.stored((await store.putObject({ ...by, ...put, ContentType: 'text/plain' })).Key);
    }),
    action('getObject', [text('Bucket'), text('Key')], async ({ objectStore: store }, values, by) => {
      const { Body } = await store.getObject({ ...by, Bucket: given(values, 'Bucket'), Key: given(values, 'Key') });
      return new TextDecoder().decode(Body);
    }),
  ],
};

const item = [text('TableName'), text('tenant'), text('id')];
const itemOf = (values: Readonly<Record<string, string>>) => ({
  TableName: given(values, 'TableName'),
  tenant: given(values, 'tenant'),
  id: given(values, 'id'),
});

/** Reads `red=alias/red, blue=alias/blue`. */
function parseTenantKeys(typed: string): Readonly<Record<string, string>> {
  const parts = typed.split(',').map((part) => part.trim());
  const keys = new Map<string, string>();
  for (const part of parts) {
    const [, tenant = '', key = ''] = /^([^=]+)=(.+)$/.exec(part)?.map((each) => each.trim()) ?? [];
    if (tenant === '' || key === '') throw new ServiceError('ValidationException', TEXTS.badTenantKeys(part));
    if (keys.has(tenant)) throw new ServiceError('ValidationException', TEXTS.repeatedTenant(tenant));
    keys.set(tenant, key);
  }
  return Object.fromEntries(keys);
}

const tenantTable: ServicePage = {
  async load({ tenantTable: store }) {
    const rows: string[][] = [];
    for (const { TableName, isolation } of await store.listTables()) {
      const copies = await store.describeItems({ TableName });
      if (copies.length === 0) rows.push([TableName, isolation, '', '', '']);
      for (const { tenant, id, region, backup, edks } of copies) {
        const keys = edks.map(({ key }) => key).join(', ') || TEXTS.none;
        rows.push([TableName, tenant, id, backup === undefined ? region : TEXTS.backup(backup), keys]);
      }
    }
    return { rows };
  },
  actions: [
    action(
      'createTable',
      [text('TableName'), choice('isolation', 'context', 'key', 'none'), optionalKey],
      async ({ tenantTable: store }, values, { region }) => {
        const TableName = given(values, 'TableName');
        const isolation = given(values, 'isolation') as Isolation;
        const { KeyId } = values;
        await store.createTable({ TableName, region, isolation, ...(KeyId === undefined ? {} : { KeyId }) });
        return TEXTS.created(TableName);
      },
    ),
    action(
      'setTenantKey',
      [text('TableName'), text('tenant'), text('KeyId')],
      async ({ tenantTable: store }, values) => {
        const { TableName, tenant } = itemOf(values);
        await store.setTenantKey({ TableName, tenant, KeyId: given(values, 'KeyId') });
        return TEXTS.done;
      },
    ),
    action('putItem', [...item, text('text')], async ({ tenantTable: store }, values, { caller }) => {
      const { id } = await store.putItem({ ...itemOf(values), text: given(values, 'text'), caller });
      return TEXTS.stored(id);
    }),
    action('getItem', item, async ({ tenantTable: store }, values, by) => {
      return (await store.getItem({ ...itemOf(values), ...by })).text;
    }),
    action('createBackup', [text('TableName'), text('BackupName')], async ({ tenantTable: store }, values) => {
      const BackupName = given(values, 'BackupName');
      await store.createBackup({ TableName: given(values, 'TableName'), BackupName });
      return TEXTS.created(BackupName);
    }),
    action(
      'migrate',
      [text('TableName'), choice('isolation', 'context', 'key', 'none'), optionalKey, optional('tenantKeys')],
      async ({ tenantTable: store }, values, { caller }) => {
        const { KeyId, tenantKeys } = values;
        const { items } = await store.migrate({
          TableName: given(values, 'TableName'),
          isolation: given(values, 'isolation') as Isolation,
          caller,
          ...(KeyId === undefined ? {} : { KeyId }),
          ...(tenantKeys === undefined ? {} : { tenantKeys: parseTenantKeys(tenantKeys) }),
        });
        return TEXTS.migrated(items);
      },
    ),
    action(
      'shreddingReport',
      [text('TableName'), text('tenant')],
      async ({ tenantTable: store }, values, { caller }) => {
        const { TableName, tenant } = itemOf(values);
        const { report, signed } = await store.shreddingReport({ TableName, tenant, caller });
        return TEXTS.report(report.open, signed.document, signed.signature, signed.publicKey);
      },
    ),
    action(
      'shred',
      [
        text('TableName'),
        text('tenant'),
        choice('method', 'destroy-edks', 'schedule-key-deletion', 'delete-imported-material'),
      ],
      async ({ tenantTable: store }, values, { caller }) => {
        const { TableName, tenant } = itemOf(values);
        const method = given(values, 'method') as ShredMethod;
        const { keys, destroyed } = await store.shred({ TableName, tenant, method, caller });
        return TEXTS.shredded(keys.length, destroyed);
      },
    ),
  ],
};

const secretStore: ServicePage = {
  async load({ secretStore: store }) {
    const secrets = await store.listSecrets();
    return {
      rows: secrets.map(({ Name, KmsKeyId, VersionIdsToStages }) => [
        Name,
        KmsKeyId ?? TEXTS.managed,
        String(Object.keys(VersionIdsToStages).length),
      ]),
    };
  },
  actions: [
    action(
      'createSecret',
      [text('Name'), text('SecretString'), optionalKey],
      async ({ secretStore: store }, values, by) => {
        const { KeyId } = values;
        const secret = { Name: given(values, 'Name'), SecretString: given(values, 'SecretString') };
        return TEXTS.created(
          (await store.createSecret({ ...by, ...secret, ...(KeyId === undefined ? {} : { KmsKeyId: KeyId }) })).ARN,
        );
      },
    ),
    action(
      'putSecretValue',
      [text('SecretId'), text('SecretString')],
      async ({ secretStore: store }, values, { caller }) => {
        const put = { SecretId: given(values, 'SecretId'), SecretString: given(values, 'SecretString') };
        return TEXTS.stored((await store.putSecretValue({ caller, ...put })).VersionId);
      },
    ),
    action(
      'getSecretValue',
      [text('SecretId'), choice('VersionStage', 'AWSCURRENT', 'AWSPREVIOUS')],
      async ({ secretStore: store }, values, { caller }) => {
        const wanted = { SecretId: given(values, 'SecretId'), VersionStage: given(values, 'VersionStage') };
        return (await store.getSecretValue({ caller, ...wanted })).SecretString;
      },
    ),
  ],
};

const DATA_KEY_TEXTS = { cached: TEXTS.cached, fetched: TEXTS.fetched, none: TEXTS.noDataKey };

/** Says what the app did, or throws the error of KMS that stopped it. */
function outcomeText({ ok, cause, dataKey, id, text: read }: OrdersOutcome): string {
  if (!ok) throw cause;
  return [
    ...(id === undefined ? [] : [TEXTS.order(id)]),
    ...(read === undefined ? [] : [read]),
    TEXTS.dataKey(DATA_KEY_TEXTS[dataKey]),
  ].join(' ');
}

const orders: ServicePage = {
  async load({ orders: app }): Promise<ServiceContents> {
    const { orders: stored, dataKey } = await app.state();
    const state = dataKey === undefined ? TEXTS.noMemory : TEXTS.memory(Math.floor(dataKey.ageSeconds), dataKey.uses);
    return { rows: stored.map((id) => [id]), state };
  },
  actions: [
    action(
      'start',
      [
        text('KeyId'),
        text('maxUses', { isOptional: true, isNumber: true }),
        text('maxAgeSeconds', { isOptional: true, isNumber: true }),
      ],
      async ({ orders: app }, values, by) => {
        const { maxUses, maxAgeSeconds } = values;
        const limits = {
          ...(maxUses === undefined ? {} : { maxUses: Number(maxUses) }),
          ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds: Number(maxAgeSeconds) }),
        };
        return outcomeText(await app.start({ ...by, KeyId: given(values, 'KeyId'), ...limits }));
      },
    ),
    action('write', [text('text')], async ({ orders: app }, values) =>
      outcomeText(await app.write({ text: given(values, 'text') })),
    ),
    action('read', [{ name: 'id', label: 'orderId' }], async ({ orders: app }, values) =>
      outcomeText(await app.read({ id: given(values, 'id') })),
    ),
    action('restart', [], async ({ orders: app }) => outcomeText(await app.restart())),
  ],
};

const volume = [text('VolumeId')];
const volumes: ServicePage = {
  async load({ volumes: service }) {
    const all = await service.listVolumes();
    return { rows: all.map(({ VolumeId, State, KmsKeyId, GrantId }) => [VolumeId, State, KmsKeyId, GrantId ?? '']) };
  },
  actions: [
    action('createVolume', [text('KeyId')], async ({ volumes: service }, values, by) =>
      TEXTS.created((await service.createVolume({ ...by, KmsKeyId: given(values, 'KeyId') })).VolumeId),
    ),
    action('attachVolume', volume, async ({ volumes: service }, values, { caller }) => {
      await service.attachVolume({ VolumeId: given(values, 'VolumeId'), caller });
      return TEXTS.done;
    }),
    action('write', [...volume, text('text')], async ({ volumes: service }, values) => {
      await service.write({ VolumeId: given(values, 'VolumeId'), text: given(values, 'text') });
      return TEXTS.done;
    }),
    action('read', volume, ({ volumes: service }, values) => service.read({ VolumeId: given(values, 'VolumeId') })),
    action('detachVolume', volume, async ({ volumes: service }, values) => {
      await service.detachVolume({ VolumeId: given(values, 'VolumeId') });
      return TEXTS.done;
    }),
  ],
};

const ledger: ServicePage = {
  async load({ ledger: entries }) {
    const all = await entries.list();
    const rows = all.map(({ kind, id, program, createdAt: _created, updatedAt: _updated, ...members }) => {
      const shown = Object.entries(members).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      return [kind, id, program, shown.join(', ')];
    });
    return { rows };
  },
  actions: [],
};

/** The table. */
export const SERVICE_PAGES: Readonly<Record<ServiceId, ServicePage>> = {
  'object-store': objectStore,
  'tenant-table': tenantTable,
  'secret-store': secretStore,
  orders,
  volumes,
  ledger,
};
