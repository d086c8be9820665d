/** Texts of the pages of services. */
import type { TableLimits } from '../../services/tenant-table/table-limits.ts';
import type { TenantLoad } from '../../services/tenant-table/tenant-table-types.ts';

/** Labels of fields, by the name of the member. */
export const FIELD_TEXTS = {
  Bucket: 'Bucket',
  Key: 'Object key',
  Body: 'Contents',
  SSEAlgorithm: 'Encryption',
  BucketKeyEnabled: 'Bucket key',
  KeyId: 'KMS key (ID, ARN or alias)',
  OptionalKeyId: 'KMS key (ID, ARN or alias), optional',
  ObjectKeyId: 'KMS key of this object, optional. Empty: as the bucket',
  SourceBucket: 'Source bucket',
  SourceKey: 'Source object key',
  Prefix: 'Prefix, optional',
  TableName: 'Table',
  isolation: 'Isolation',
  tenantKeys: 'Keys of tenants, for one key per tenant: red=alias/red, blue=alias/blue',
  tenant: 'Tenant',
  OptionalTenant: 'Tenant, optional',
  replicaRegion: 'Region of the replica',
  PendingWindowInDays: 'Waiting period in days, 7 to 30, for a scheduled deletion. Empty: 30',
  id: 'Item ID',
  orderId: 'Order ID',
  text: 'Text',
  BackupName: 'Backup',
  method: 'Method',
  Name: 'Name',
  SecretId: 'Secret',
  SecretString: 'Value',
  VersionStage: 'Version',
  VersionId: 'Version ID instead of the version, optional',
  maxUses: 'Maximum uses, optional',
  maxAgeSeconds: 'Maximum age in seconds, optional',
  VolumeId: 'Volume',
  requestsPerSecond: 'Maximum requests per second of each tenant, optional',
  rates: 'Requests per second by tenant: red=75, blue=5',
  callers: 'Callers by tenant, optional: red=ARN, blue=ARN. Empty: the selected caller',
  seconds: 'Seconds, 1 to 60. Empty: 4',
} as const;

/** Labels of choices, by value. */
export const CHOICE_TEXTS: Readonly<Record<string, string>> = {
  AES256: 'SSE-S3 (AWS owned key)',
  'aws:kms': 'SSE-KMS',
  on: 'On',
  off: 'Off',
  context: 'One key, tenant in the encryption context',
  key: 'One key per tenant',
  none: 'None: one key, no encryption context',
  'schedule-key-deletion': 'Schedule deletion of the key',
  'delete-imported-material': 'Delete imported material now',
  'destroy-edks': 'Delete encrypted data keys now',
  AWSCURRENT: 'Current',
  AWSPREVIOUS: 'Previous',
};

/** Texts of each service, by the last part of its address. */
export const SERVICE_TEXTS = {
  'object-store': {
    name: 'Object store',
    lead: 'Stands in for Amazon S3. It encrypts objects under data keys that it requests from KMS for the caller.',
    columns: ['Bucket', 'Object key', 'Encryption', 'KMS key', 'Bucket key', 'Bytes'],
    actions: {
      createBucket: 'Create bucket',
      putObject: 'Put object',
      getObject: 'Get object',
      copyObject: 'Copy object',
      listObjects: 'List objects',
      putBucketEncryption: 'Change default encryption',
      deleteObject: 'Delete object',
      deleteBucket: 'Delete bucket',
    },
  },
  'tenant-table': {
    name: 'Tenant table',
    lead: 'The app encrypts items of several tenants. Key policies decide which tenant’s items a role can read. A load makes requests of several tenants in simulated time, and advances the clock.',
    columns: ['Table', 'Tenant', 'Item ID', 'Copy', 'KMS keys'],
    actions: {
      createTable: 'Create table',
      setTenantKey: 'Set the key of a tenant',
      putItem: 'Put item',
      getItem: 'Get item',
      query: 'Read all items of a tenant',
      deleteItem: 'Delete item',
      setLimits: 'Change limits',
      runLoad: 'Run load',
      addRecipient: 'Add recipient',
      addReplica: 'Add replica',
      createBackup: 'Create backup',
      restore: 'Restore backup',
      deleteBackup: 'Delete backup',
      migrate: 'Migrate to other keys',
      shreddingReport: 'Report every path to the data of a tenant',
      shred: 'Shred tenant',
    },
  },
  'secret-store': {
    name: 'Secret store',
    lead: 'Stands in for AWS Secrets Manager. Each version of a secret has a data key of its own.',
    columns: ['Name', 'KMS key', 'Labeled versions'],
    actions: {
      createSecret: 'Create secret',
      putSecretValue: 'Put secret value',
      getSecretValue: 'Get secret value',
      describeSecret: 'Describe secret',
      updateSecret: 'Change key of new versions',
      deleteSecret: 'Delete secret',
    },
  },
  orders: {
    name: 'Orders app',
    lead: 'An app that keeps a plaintext data key in memory. It goes on while its KMS key is disabled, until it restarts.',
    columns: ['Order ID'],
    actions: { start: 'Start app', write: 'Write order', read: 'Read order', restart: 'Restart app' },
  },
  volumes: {
    name: 'Volumes',
    lead: 'A service that works by grants. It can decrypt the data key of a volume only while the volume is attached.',
    columns: ['Volume', 'State', 'KMS key', 'Grant'],
    actions: {
      createVolume: 'Create volume',
      attachVolume: 'Attach volume',
      write: 'Write contents',
      read: 'Read contents',
      detachVolume: 'Detach volume',
      deleteVolume: 'Delete volume',
    },
  },
  ledger: {
    name: 'Ledger',
    lead: 'What programs hold, by hashes: encrypted items, plaintext data keys in memory, events of apps, and reports.',
    columns: ['Kind', 'ID', 'Program', 'Members'],
    actions: {},
  },
} as const;

/** Last part of the address of a service. */
export type ServiceId = keyof typeof SERVICE_TEXTS;

/** All other texts. */
export const TEXTS = {
  title: 'Services',
  lead: 'Small stand-ins for AWS services that use KMS. Each call is made as the selected caller, in the selected Region, and is recorded in Activity.',
  services: 'Services',
  empty: 'Nothing is stored yet.',
  result: 'Result',
  done: 'Done.',
  none: 'none',
  on: 'On',
  off: 'Off',
  newObjects: '(default for new objects)',
  noObjects: 'No object has this prefix.',
  noItems: 'The tenant has no items in this Region.',
  ledgerState:
    'Programs write entries with services.ledger.put and services.ledger.update, and read one with services.ledger.get. The table shows every entry.',
  awsOwned: 'AWS owned key',
  managed: 'AWS managed key',
  backup: (name: string) => `Backup ${name}`,
  created: (name: string) => `Created ${name}.`,
  stored: (name: string) => `Stored ${name}.`,
  changed: (name: string) => `Changed ${name}.`,
  deleted: (name: string) => `Deleted ${name}.`,
  restored: (name: string) => `Restored the items of ${name} in every Region of the table.`,
  replicas: (regions: string) => `Replicas: ${regions}.`,
  shredded: {
    'schedule-key-deletion': (keys: number) =>
      `KMS keys whose deletion is scheduled: ${keys}. It can be canceled until the waiting period is over.`,
    'delete-imported-material': (keys: number) =>
      `KMS keys without key material: ${keys}. Whoever has a copy of the material can import it again.`,
    'destroy-edks': (destroyed: number) => `Encrypted data keys deleted: ${destroyed}.`,
  },
  migrated: (items: number) => `Items with new encrypted data keys: ${items}. No plaintext was read.`,
  badByTenant: (part: string) => `“${part}” is not of the form tenant=value. Separate several by commas.`,
  repeatedTenant: (tenant: string) => `The tenant ${tenant} is given twice. Give each tenant one value.`,
  badRate: (tenant: string) => `The rate of ${tenant} must be a whole number.`,
  limits: (table: string, { maxUses, maxAgeSeconds, requestsPerSecond }: TableLimits) => {
    const cache =
      maxUses === undefined
        ? 'no data key stays in memory'
        : `a data key stays in memory for at most ${maxUses} uses and ${maxAgeSeconds ?? 0} s`;
    const rate =
      requestsPerSecond === undefined
        ? 'requests of tenants are not limited'
        : `each tenant may make ${requestsPerSecond} requests per second`;
    return `Table ${table}: ${cache}, and ${rate}.`;
  },
  load: ({ tenant, requests, succeeded, succeededPercent, cached, kmsCalls, errors }: TenantLoad) => {
    const failed = Object.entries(errors).map(([name, count]) => `${name}: ${count}`);
    return [
      `${tenant}: ${succeeded} of ${requests} requests succeeded (${succeededPercent} %).`,
      `Read with a data key in memory: ${cached}. Calls to KMS: ${kmsCalls}.`,
      ...(failed.length === 0 ? [] : [`Failed: ${failed.join(', ')}.`]),
    ].join(' ');
  },
  dataKey: (from: string) => `Data key: ${from}.`,
  fetched: 'requested from KMS',
  cached: 'from memory',
  noDataKey: 'none',
  order: (id: string) => `Order ${id}.`,
  memory: (ageSeconds: number, uses: number) =>
    `A plaintext data key is in memory. Age by the simulated clock: ${ageSeconds} s. Uses: ${uses}.`,
  noMemory: 'No plaintext data key is in memory.',
};
