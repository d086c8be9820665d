/** The services of a sandbox, and the names of their methods. */
import type { ObjectStore } from './object-store/object-store.ts';
import type { BlastRadius } from './blast-radius/blast-radius.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { TenantTable } from './tenant-table/tenant-table.ts';
import type { Orders } from './orders/orders.ts';
import type { SecretStore } from './secret-store/secret-store.ts';
import type { Volumes } from './volumes/volumes.ts';

/** The services of a sandbox. */
export interface Services {
  /** What programs hold, by hashes. */
  readonly ledger: Ledger;
  /** Stands in for Amazon S3 with server-side encryption. */
  readonly objectStore: ObjectStore;
  /** A table of several tenants, with crypto-shredding. */
  readonly tenantTable: TenantTable;
  /** Stands in for AWS Secrets Manager. */
  readonly secretStore: SecretStore;
  /** A demo app that keeps a plaintext data key in memory. */
  readonly orders: Orders;
  /** Encrypted volumes of a service that works by grants. */
  readonly volumes: Volumes;
  /** What would stop with a change of a key, its policy or an alias. */
  readonly blastRadius: BlastRadius;
}

/** Methods of each service. A method that is missing here, or too much, does not compile. */
export const SERVICE_METHODS = {
  ledger: { put: true, update: true, get: true, list: true },
  objectStore: {
    createBucket: true,
    listBuckets: true,
    deleteBucket: true,
    putBucketEncryption: true,
    putObject: true,
    getObject: true,
    listObjects: true,
    deleteObject: true,
    copyObject: true,
  },
  tenantTable: {
    createTable: true,
    listTables: true,
    setTenantKey: true,
    setLimits: true,
    runLoad: true,
    putItem: true,
    getItem: true,
    query: true,
    deleteItem: true,
    describeItems: true,
    addRecipient: true,
    addReplica: true,
    createBackup: true,
    deleteBackup: true,
    restore: true,
    migrate: true,
    shred: true,
    shreddingReport: true,
    verifyReport: true,
  },
  secretStore: {
    createSecret: true,
    putSecretValue: true,
    updateSecret: true,
    getSecretValue: true,
    describeSecret: true,
    listSecrets: true,
    deleteSecret: true,
  },
  orders: { start: true, restart: true, write: true, read: true, state: true },
  volumes: {
    createVolume: true,
    listVolumes: true,
    attachVolume: true,
    detachVolume: true,
    write: true,
    read: true,
    deleteVolume: true,
  },
  blastRadius: { preview: true, dependents: true },
} as const satisfies { readonly [S in keyof Services]: { readonly [M in keyof Services[S]]: true } };
