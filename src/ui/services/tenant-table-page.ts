/** The page of the tenant table as data. */
import { REGIONS } from '../../model/regions.ts';
import type { Isolation, ShredMethod, TableKeys } from '../../services/tenant-table/tenant-table-types.ts';
import {
  action,
  choice,
  filled,
  given,
  numbers,
  optional,
  optionalKey,
  parseByTenant,
  parseRates,
  text,
  wholeNumber,
} from './action-fields.ts';
import type { ActionValues, ServicePage } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

const table = text('TableName');
const tenant = [table, text('tenant')];
const item = [...tenant, text('id')];
const keys = [choice('isolation', 'context', 'key', 'none'), optionalKey, optional('tenantKeys', 'tenantKeys')];

const tableOf = (values: ActionValues) => ({ TableName: given(values, 'TableName') });
const tenantOf = (values: ActionValues) => ({ ...tableOf(values), tenant: given(values, 'tenant') });
const itemOf = (values: ActionValues) => ({ ...tenantOf(values), id: given(values, 'id') });
const keysOf = (values: ActionValues): TableKeys => ({
  isolation: given(values, 'isolation') as Isolation,
  ...filled(values, 'KeyId'),
  ...(values.tenantKeys === undefined ? {} : { tenantKeys: parseByTenant(values.tenantKeys, 'tenantKeys') }),
});

/** The tenant table. */
export const tenantTablePage: ServicePage = {
  async load({ tenantTable: store }) {
    const rows: string[][] = [];
    const tables = await store.listTables();
    for (const { TableName, isolation } of tables) {
      const copies = await store.describeItems({ TableName });
      if (copies.length === 0) rows.push([TableName, isolation, '', '', '']);
      for (const { tenant: owner, id, region, backup, edks } of copies) {
        const used = edks.map(({ key }) => key).join(', ') || TEXTS.none;
        rows.push([TableName, owner, id, backup === undefined ? region : TEXTS.backup(backup), used]);
      }
    }
    const limited = tables.flatMap(({ TableName, limits }) =>
      limits === undefined ? [] : [TEXTS.limits(TableName, limits)],
    );
    return { rows, ...(limited.length === 0 ? {} : { state: limited.join(' ') }) };
  },
  actions: [
    action('createTable', [table, ...keys], async ({ tenantTable: store }, values, { region }) => {
      const { TableName } = await store.createTable({ ...tableOf(values), region, ...keysOf(values) });
      return TEXTS.created(TableName);
    }),
    action('setTenantKey', [...tenant, text('KeyId')], async ({ tenantTable: store }, values) => {
      await store.setTenantKey({ ...tenantOf(values), KeyId: given(values, 'KeyId') });
      return TEXTS.done;
    }),
    action('putItem', [...item, text('text')], async ({ tenantTable: store }, values, { caller }) =>
      TEXTS.stored((await store.putItem({ ...itemOf(values), text: given(values, 'text'), caller })).id),
    ),
    action(
      'getItem',
      item,
      async ({ tenantTable: store }, values, by) => (await store.getItem({ ...itemOf(values), ...by })).text,
    ),
    action('query', tenant, async ({ tenantTable: store }, values, by) => {
      const items = await store.query({ ...tenantOf(values), ...by });
      return items.map(({ id, text: read }) => `${id}: ${read}`).join('\n') || TEXTS.noItems;
    }),
    action('deleteItem', item, async ({ tenantTable: store }, values) => {
      await store.deleteItem(itemOf(values));
      return TEXTS.deleted(given(values, 'id'));
    }),
    action(
      'setLimits',
      [table, wholeNumber('maxUses', 1), wholeNumber('maxAgeSeconds', 1), wholeNumber('requestsPerSecond', 1)],
      async ({ tenantTable: store }, values) => {
        const limits = numbers(values, 'maxUses', 'maxAgeSeconds', 'requestsPerSecond');
        const view = await store.setLimits({ ...tableOf(values), ...limits });
        return TEXTS.limits(view.TableName, view.limits ?? {});
      },
    ),
    action(
      'runLoad',
      [
        table,
        text('rates', { member: 'requestsPerSecond' }),
        optional('callers', 'callers'),
        wholeNumber('seconds', 1, 60),
      ],
      async ({ tenantTable: store }, values, by) => {
        const { tenants } = await store.runLoad({
          ...tableOf(values),
          requestsPerSecond: parseRates(given(values, 'rates'), 'requestsPerSecond'),
          ...(values.callers === undefined ? {} : { callers: parseByTenant(values.callers, 'callers') }),
          ...numbers(values, 'seconds'),
          ...by,
        });
        return tenants.map(TEXTS.load).join('\n');
      },
    ),
    action('addRecipient', [...tenant, text('KeyId')], async ({ tenantTable: store }, values, { caller }) => {
      await store.addRecipient({ ...tenantOf(values), KeyId: given(values, 'KeyId'), caller });
      return TEXTS.done;
    }),
    action(
      'addReplica',
      [table, choice('replicaRegion', ...Object.keys(REGIONS))],
      async ({ tenantTable: store }, values) => {
        const { replicas } = await store.addReplica({
          ...tableOf(values),
          replicaRegion: given(values, 'replicaRegion'),
        });
        return TEXTS.replicas(replicas.join(', '));
      },
    ),
    action('createBackup', [table, text('BackupName')], async ({ tenantTable: store }, values) => {
      const BackupName = given(values, 'BackupName');
      await store.createBackup({ ...tableOf(values), BackupName });
      return TEXTS.created(BackupName);
    }),
    action('restore', [text('BackupName')], async ({ tenantTable: store }, values) => {
      const BackupName = given(values, 'BackupName');
      await store.restore({ BackupName });
      return TEXTS.restored(BackupName);
    }),
    action('deleteBackup', [text('BackupName')], async ({ tenantTable: store }, values) => {
      const BackupName = given(values, 'BackupName');
      await store.deleteBackup({ BackupName });
      return TEXTS.deleted(BackupName);
    }),
    action('migrate', [table, ...keys], async ({ tenantTable: store }, values, { caller }) => {
      const { items } = await store.migrate({ ...tableOf(values), ...keysOf(values), caller });
      return TEXTS.migrated(items);
    }),
    action('shreddingReport', tenant, ({ tenantTable: store }, values, { caller }) =>
      store.shreddingReport({ ...tenantOf(values), caller }),
    ),
    action(
      'shred',
      [
        ...tenant,
        choice('method', 'schedule-key-deletion', 'delete-imported-material', 'destroy-edks'),
        wholeNumber('PendingWindowInDays', 7, 30),
      ],
      async ({ tenantTable: store }, values, { caller }) => {
        const method = given(values, 'method') as ShredMethod;
        const shred = { ...tenantOf(values), method, caller, ...numbers(values, 'PendingWindowInDays') };
        const { keys: ended, destroyed } = await store.shred(shred);
        return TEXTS.shredded[method](method === 'destroy-edks' ? destroyed : ended.length);
      },
    ),
  ],
};
