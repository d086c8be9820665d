/** Texts of the pages of services. */

/** Labels of fields, by the name of the member. */
export const FIELD_TEXTS = {
  Bucket: 'Bucket',
  Key: 'Object key',
  Body: 'Contents',
  SSEAlgorithm: 'Encryption',
  BucketKeyEnabled: 'Bucket key',
  KeyId: 'KMS key (ID, ARN or alias)',
  OptionalKeyId: 'KMS key (ID, ARN or alias), optional',
  TableName: 'Table',
  isolation: 'Isolation',
  tenantKeys: 'Keys of tenants, for one key per tenant: red=alias/red, blue=alias/blue',
  tenant: 'Tenant',
  id: 'Item ID',
  orderId: 'Order ID',
  text: 'Text',
  BackupName: 'Backup',
  method: 'Method',
  Name: 'Name',
  SecretId: 'Secret',
  SecretString: 'Value',
  VersionStage: 'Version',
  maxUses: 'Maximum uses, optional',
  maxAgeSeconds: 'Maximum age in seconds, optional',
  VolumeId: 'Volume',
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
  'destroy-edks': 'Delete the encrypted data keys',
  'schedule-key-deletion': 'Schedule the deletion of the tenant’s key',
  'delete-imported-material': 'Delete the imported key material of the tenant’s key',
  AWSCURRENT: 'Current',
  AWSPREVIOUS: 'Previous',
};

/** Texts of each service, by the last part of its address. */
export const SERVICE_TEXTS = {
  'object-store': {
    name: 'Object store',
    lead: 'Stands in for Amazon S3. It encrypts objects under data keys that it requests from KMS for the caller.',
    columns: ['Bucket', 'Object key', 'Encryption', 'KMS key', 'Bytes'],
    actions: { createBucket: 'Create bucket', putObject: 'Put object', getObject: 'Get object' },
  },
  'tenant-table': {
    name: 'Tenant table',
    lead: 'The app encrypts items of several tenants. Key policies decide which tenant’s items a role can read.',
    columns: ['Table', 'Tenant', 'Item ID', 'Copy', 'KMS keys'],
    actions: {
      createTable: 'Create table',
      setTenantKey: 'Set the key of a tenant',
      putItem: 'Put item',
      getItem: 'Get item',
      createBackup: 'Create backup',
      migrate: 'Migrate to other keys',
      shreddingReport: 'Report every path to the data of a tenant',
      shred: 'Shred tenant',
    },
  },
  'secret-store': {
    name: 'Secret store',
    lead: 'Stands in for AWS Secrets Manager. Each version of a secret has a data key of its own.',
    columns: ['Name', 'KMS key', 'Labeled versions'],
    actions: { createSecret: 'Create secret', putSecretValue: 'Put secret value', getSecretValue: 'Get secret value' },
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
  awsOwned: 'AWS owned key',
  managed: 'AWS managed key',
  backup: (name: string) => `Backup ${name}`,
  created: (name: string) => `Created ${name}.`,
  stored: (name: string) => `Stored ${name}.`,
  shredded: (keys: number, destroyed: number) => `KMS keys ended: ${keys}. Encrypted data keys deleted: ${destroyed}.`,
  migrated: (items: number) => `Items with new encrypted data keys: ${items}. No plaintext was read.`,
  badTenantKeys: (part: string) => `“${part}” is not the form tenant=key. Separate several by commas.`,
  repeatedTenant: (tenant: string) => `The tenant ${tenant} is given twice. Give each tenant one key.`,
  report: (open: number, document: string, signature: string, publicKey: string) =>
    [
      `Open paths: ${open}. To verify the signature, save the three parts as report.json (without a line break at its end), report.sig.txt and key.pem, and run:`,
      'openssl base64 -d -A -in report.sig.txt -out report.sig',
      'openssl dgst -sha256 -verify key.pem -signature report.sig report.json',
      '',
      'report.json',
      document,
      '',
      'report.sig.txt',
      signature,
      '',
      'key.pem',
      publicKey,
    ].join('\n'),
  dataKey: (from: string) => `Data key: ${from}.`,
  fetched: 'requested from KMS',
  cached: 'from memory',
  noDataKey: 'none',
  order: (id: string) => `Order ${id}.`,
  memory: (ageSeconds: number, uses: number) =>
    `A plaintext data key is in memory. Age by the simulated clock: ${ageSeconds} s. Uses: ${uses}.`,
  noMemory: 'No plaintext data key is in memory.',
};
