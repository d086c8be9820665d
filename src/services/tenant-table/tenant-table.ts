/**
 * A table of several tenants whose items the app encrypts itself. It has no access control of its own: KMS decides, by
 * the role that the app calls it with. Names and errors follow Amazon DynamoDB where it has the same.
 */
import { encodeUtf8 } from '../../base/bytes.ts';
import { createUuid } from '../../base/uuid.ts';
import { DEFAULT_REGION, isRegionName } from '../../model/regions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ItemEntry } from '../ledger/ledger-entries.ts';
import { ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { ReportSigner, verifyReport, type SignedReport } from '../sign-report.ts';
import { addRecipient } from './add-recipient.ts';
import { changeEverywhere, copyToBackup, copyToReplica, restoreItems } from './copy-items.ts';
import { migrateTable } from './migrate-table.ts';
import { openItem, type ReadOptions } from './open-item.ts';
import { putItem } from './put-item.ts';
import { runLoad } from './run-load.ts';
import { shredTenant } from './shred-tenant.ts';
import { createShreddingReport, type ShreddingReport } from './shredding-report.ts';
import { TableDataKeys } from './table-data-keys.ts';
import { parseLimits, spendRequest } from './table-limits.ts';
import { BACKUPS, itemName, itemsIn, itemsOfBackup, itemView, placesOf, readTable, TABLES } from './table-items.ts';
import type {
  AddTenantKeyInput,
  BackupInput,
  CreateTableInput,
  ItemRecord,
  LimitsInput,
  LoadInput,
  LoadOutput,
  MigrateInput,
  MigrateOutput,
  PutItemInput,
  ReplicaInput,
  ShredInput,
  ShredOutput,
  TableInput,
  TableRecord,
  TableView,
  TenantInput,
  TenantItem,
  TenantItemInput,
  TenantItemView,
} from './tenant-table-types.ts';

/** Letters, digits, `_`, `.` and `-`. */
const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * The tenant table. Methods reject with the errors of KMS, and with ServiceError: ResourceNotFoundException,
 * ResourceInUseException, ValidationException, ConflictException, RequestLimitExceeded for a tenant over the limit of
 * the table, and ItemUnrecoverable for an item without an encrypted data key.
 */
export interface TenantTable {
  createTable(input: CreateTableInput): Promise<TableView>;
  listTables(): Promise<readonly TableView[]>;
  /** Sets the KMS key of a tenant, for isolation by key. Existing items stay under theirs. */
  setTenantKey(input: AddTenantKeyInput): Promise<TableView>;
  /** Replaces the limits of a table, and overwrites the data keys that it has in memory. */
  setLimits(input: LimitsInput): Promise<TableView>;
  /**
   * Several tenants read their items at the same time, at the rates of the input, in simulated time: the clock is
   * paused meanwhile, and advances by a minute and the length of the load. Errors are counted. The same input makes the
   * same requests.
   */
  runLoad(input: LoadInput): Promise<LoadOutput>;
  /** Encrypts an item under a new data key, as `caller`, and stores it in every Region. */
  putItem(input: PutItemInput): Promise<TenantItemView>;
  /** Reads an item as `caller`, from the copy in `region`. */
  getItem(input: TenantItemInput): Promise<TenantItem>;
  /** Reads all items of a tenant as `caller`, from the copies in `region`. */
  query(input: TenantInput): Promise<readonly TenantItem[]>;
  deleteItem(input: TenantItemInput): Promise<void>;
  /** Lists all copies of items in Regions and backups, without reading them. Calls no KMS. */
  describeItems(input: TableInput & { readonly tenant?: string }): Promise<readonly TenantItemView[]>;
  /** Adds an encrypted data key for another KMS key to every copy of a tenant's items, by ReEncrypt. */
  addRecipient(input: AddTenantKeyInput): Promise<void>;
  /** Copies all items, as they are encrypted, to a Region. Its keys must be replicas of multi-Region keys. */
  addReplica(input: ReplicaInput): Promise<TableView>;
  /** Copies all items, as they are encrypted, to a backup. */
  createBackup(input: BackupInput): Promise<void>;
  deleteBackup(input: { readonly BackupName: string }): Promise<void>;
  /** Puts the items of a backup back into its table, in every Region. */
  restore(input: { readonly BackupName: string }): Promise<void>;
  /** Moves the table to another isolation by ReEncrypt, without plaintext in the app. */
  migrate(input: MigrateInput): Promise<MigrateOutput>;
  /** Makes the data of a tenant unreadable. */
  shred(input: ShredInput): Promise<ShredOutput>;
  /**
   * Lists every path by which the data of a tenant could still be read. Each is tried by a dry run of Decrypt as
   * `caller`. `signed` verifies without this sandbox.
   */
  shreddingReport(input: TenantInput): Promise<{ readonly report: ShreddingReport; readonly signed: SignedReport }>;
  /** Verifies the signature of a signed report without KMS, and notes the result in the ledger. */
  verifyReport(input: SignedReport): Promise<{ readonly ok: boolean }>;
}

const viewOf = ({ name, cacheGeneration: _cacheGeneration, ...view }: TableRecord): TableView => ({
  TableName: name,
  ...view,
});

function checkNames(names: Readonly<Record<string, unknown>>): void {
  for (const [member, name] of Object.entries(names))
    if (typeof name !== 'string' || !NAME.test(name))
      throw ServiceError.at(member, 'ValidationException', 'Names have 1 to 100 letters, digits, `_`, `.` and `-`.');
}

/** Creates the tenant table of a sandbox. */
export function createTenantTable(strongroom: ServiceSandbox, ledger: Ledger): TenantTable {
  const store = new ServiceStore(strongroom);
  const signer = new ReportSigner();
  const dataKeys = new TableDataKeys(ledger);

  const tableOf = async (name: string): Promise<TableRecord> => (await readTable(store, name)).value;

  async function backupOf(name: string): Promise<{ readonly table: string }> {
    const backup = await store.get<{ readonly table: string }>(BACKUPS, name);
    if (backup === undefined)
      throw ServiceError.at('BackupName', 'ResourceNotFoundException', `Backup not found: ${name}`);
    return backup.value;
  }

  /** Changes a table, and returns it. */
  async function changeTable(name: string, change: (table: TableRecord) => TableRecord): Promise<TableView> {
    await tableOf(name);
    return viewOf((await store.update<TableRecord>(TABLES, name, (table) => table && change(table))) as TableRecord);
  }

  const scopeIn = ({ name, region, replicas }: TableRecord, wanted = region): string => {
    if (wanted !== region && !replicas.includes(wanted))
      throw ServiceError.at('region', 'ResourceNotFoundException', `Table: ${name} has no replica in ${wanted}`);
    return itemsIn(name, wanted);
  };

  /** Counts a request of a tenant, if the table limits them. */
  async function spend({ name, limits }: TableRecord, tenant: string): Promise<void> {
    const { requestsPerSecond } = limits ?? {};
    if (requestsPerSecond === undefined) return;
    const now = (await strongroom.sandbox.clock.now()).getTime();
    await spendRequest(store, name, tenant, requestsPerSecond, now);
  }

  async function readItem(input: TenantItemInput, options?: ReadOptions): Promise<TenantItem> {
    const table = await tableOf(input.TableName);
    await spend(table, input.tenant);
    const item = await store.get<ItemRecord>(scopeIn(table, input.region), itemName(input.tenant, input.id));
    if (item === undefined) throw ServiceError.at('id', 'ResourceNotFoundException', 'The item does not exist.');
    return openItem(strongroom, dataKeys, table, item, input.tenant, input, options);
  }

  /** Isolation comes from code without types, too. */
  function checkIsolation(isolation: unknown): void {
    if (!['none', 'context', 'key'].some((one) => one === isolation))
      throw ServiceError.at('isolation', 'ValidationException', 'isolation must be none, context or key.');
  }

  return {
    async createTable({ TableName, region = DEFAULT_REGION, isolation, KeyId, tenantKeys }) {
      checkNames({ TableName });
      for (const tenant of Object.keys(tenantKeys ?? {})) checkNames({ tenantKeys: tenant });
      const keys = { isolation, ...(KeyId && { KeyId }), ...(tenantKeys && { tenantKeys }) };
      checkIsolation(isolation);
      if (isolation !== 'key' && !KeyId)
        throw ServiceError.at('KeyId', 'ValidationException', 'A table with one key for all tenants needs KeyId.');
      const value: TableRecord = { name: TableName, region, replicas: [], ...keys };
      if (!(await store.tryChange({ scope: TABLES, name: TableName, value, ifVersion: 0 })))
        throw ServiceError.at('TableName', 'ResourceInUseException', `Table already exists: ${TableName}`);
      return viewOf(value);
    },
    async listTables() {
      return (await store.all<TableRecord>(TABLES)).map(({ value }) => viewOf(value));
    },
    async setTenantKey({ TableName, tenant, KeyId }) {
      checkNames({ tenant });
      return changeTable(TableName, (table) => ({ ...table, tenantKeys: { ...table.tenantKeys, [tenant]: KeyId } }));
    },
    async setLimits({ TableName, ...input }) {
      const limits = parseLimits(input);
      const view = await changeTable(TableName, ({ limits: _limits, cacheGeneration = 0, ...table }) => ({
        ...table,
        ...(Object.keys(limits).length === 0 ? {} : { limits }),
        cacheGeneration: cacheGeneration + 1,
      }));
      await dataKeys.clear(await tableOf(TableName));
      return view;
    },
    async runLoad(input) {
      const scope = scopeIn(await tableOf(input.TableName), input.region);
      return runLoad(strongroom, ledger, input, {
        async idsOf(tenant) {
          checkNames({ requestsPerSecond: tenant });
          return (await store.all<ItemRecord>(scope, itemName(tenant, ''))).map(({ value }) => value.id);
        },
        read: readItem,
      });
    },
    async putItem(input) {
      checkNames({ tenant: input.tenant, id: input.id });
      await spend(await tableOf(input.TableName), input.tenant);
      return putItem(strongroom, store, input);
    },
    getItem: (input) => readItem(input),
    async query(input) {
      checkNames({ tenant: input.tenant });
      const table = await tableOf(input.TableName);
      await spend(table, input.tenant);
      const items = await store.all<ItemRecord>(scopeIn(table, input.region), itemName(input.tenant, ''));
      return Promise.all(items.map((item) => openItem(strongroom, dataKeys, table, item, input.tenant, input)));
    },
    async deleteItem({ TableName, tenant, id }) {
      await tableOf(TableName);
      const name = itemName(tenant, id);
      await changeEverywhere(store, TableName, (scope) => ({ scope, name }));
      await store.update<ItemEntry>(
        'ledger',
        `item/${TableName}/${tenant}/${id}`,
        (entry) => entry && { ...entry, status: 'deleted' },
      );
    },
    async describeItems({ TableName, tenant }) {
      const views: TenantItemView[] = [];
      for (const place of await placesOf(store, await tableOf(TableName)))
        for (const item of await store.all<ItemRecord>(place.scope, tenant === undefined ? '' : itemName(tenant, '')))
          views.push(await itemView(item, place));
      return views;
    },
    async addRecipient(input) {
      checkNames({ tenant: input.tenant });
      await addRecipient(strongroom, store, await tableOf(input.TableName), input);
    },
    async addReplica({ TableName, replicaRegion }) {
      if (typeof replicaRegion !== 'string' || !isRegionName(replicaRegion))
        throw ServiceError.at('replicaRegion', 'ValidationException', 'Use the name of a Region, such as eu-west-1.');
      // What is stored from here on is in the replica, too.
      const view = await changeTable(TableName, (table) => {
        if (replicaRegion === table.region || table.replicas.includes(replicaRegion))
          throw ServiceError.at('replicaRegion', 'ValidationException', `The table is in ${replicaRegion} already.`);
        return { ...table, replicas: [...table.replicas, replicaRegion] };
      });
      await copyToReplica(store, await tableOf(TableName), replicaRegion);
      return view;
    },
    async createBackup({ TableName, BackupName }) {
      checkNames({ BackupName });
      const table = await tableOf(TableName);
      const value = { table: TableName };
      if (!(await store.tryChange({ scope: BACKUPS, name: BackupName, value, ifVersion: 0 })))
        throw ServiceError.at('BackupName', 'ResourceInUseException', `Backup already exists: ${BackupName}`);
      await copyToBackup(store, table, BackupName);
    },
    async deleteBackup({ BackupName }) {
      await backupOf(BackupName);
      for (const { scope, name } of await store.all(itemsOfBackup(BackupName))) await store.change({ scope, name });
      await store.change({ scope: BACKUPS, name: BackupName });
    },
    async restore({ BackupName }) {
      await restoreItems(store, (await backupOf(BackupName)).table, BackupName);
    },
    async migrate(input) {
      checkIsolation(input.isolation);
      return migrateTable(strongroom, store, await tableOf(input.TableName), input);
    },
    async shred(input) {
      checkNames({ tenant: input.tenant });
      const output = await shredTenant(strongroom, store, await tableOf(input.TableName), input);
      await dataKeys.dropTenant(input.TableName, input.tenant);
      return output;
    },
    async shreddingReport(input) {
      checkNames({ tenant: input.tenant });
      const table = await tableOf(input.TableName);
      await dataKeys.dropExpired((await strongroom.sandbox.clock.now()).getTime());
      return createShreddingReport(strongroom, store, ledger, (report) => signer.sign(report), table, input);
    },
    async verifyReport({ document, signature, publicKey }) {
      const { ok, spki } = await verifyReport({ document, signature, publicKey });
      await ledger.put({
        kind: 'offlineVerification',
        id: createUuid(crypto.getRandomValues(new Uint8Array(16))),
        program: 'tenant-table',
        ok,
        spkiSha: await sha256Hex(spki),
        messageSha: await sha256Hex(encodeUtf8(document)),
        algorithm: 'ECDSA_SHA_256',
      });
      return { ok };
    },
  };
}
