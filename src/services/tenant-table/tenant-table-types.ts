/** Inputs, outputs and records of the tenant table. */
import type { ServiceCaller } from '../service-call.ts';
import type { TableLimits } from './table-limits.ts';

/**
 * What keeps tenants apart. `none`: one KMS key, no encryption context. `context`: one KMS key, and the tenant in the
 * encryption context. `key`: a KMS key per tenant, and the tenant in the context.
 */
export type Isolation = 'none' | 'context' | 'key';

/** Where the items of a table are encrypted. */
export interface TableKeys {
  readonly isolation: Isolation;
  /** The KMS key of all tenants, for `none` and `context`. */
  readonly KeyId?: string;
  /** The KMS key of each tenant, for `key`. */
  readonly tenantKeys?: Readonly<Record<string, string>>;
}

export interface TableInput extends ServiceCaller {
  readonly TableName: string;
}

export interface CreateTableInput extends TableInput, TableKeys {}

export interface TableView extends TableKeys {
  readonly TableName: string;
  readonly region: string;
  /** Regions with a copy of the items. */
  readonly replicas: readonly string[];
  /** Omitted: none. */
  readonly limits?: TableLimits;
}

export interface LimitsInput extends TableInput, TableLimits {}

/** A load of several tenants. */
export interface LoadInput extends TableInput {
  /** Requests per simulated second, by tenant. */
  readonly requestsPerSecond: Readonly<Record<string, number>>;
  /** ARN of the caller of each tenant. Omitted: `caller`. */
  readonly callers?: Readonly<Record<string, string>>;
  /** Simulated seconds, 1 to 60. Omitted: 4. */
  readonly seconds?: number;
}

/** How a load went for one tenant. */
export interface TenantLoad {
  readonly tenant: string;
  readonly perSecond: number;
  readonly requests: number;
  readonly succeeded: number;
  /** Rounded down. */
  readonly succeededPercent: number;
  /** Requests that a data key in memory answered. */
  readonly cached: number;
  readonly kmsCalls: number;
  /** Number of failed requests by the name of the error. */
  readonly errors: Readonly<Record<string, number>>;
}

export interface LoadOutput {
  /** ID of the load. The entry of each tenant in the ledger has it. */
  readonly load: string;
  readonly tenants: readonly TenantLoad[];
}

export interface TenantInput extends TableInput {
  readonly tenant: string;
}

export interface TenantItemInput extends TenantInput {
  readonly id: string;
}

export interface PutItemInput extends TenantItemInput {
  readonly text: string;
}

export interface AddTenantKeyInput extends TenantInput {
  /** A key in the Region of the table. A multi-Region key also decrypts in the Regions of its replicas. */
  readonly KeyId: string;
}

export interface TenantItem {
  readonly tenant: string;
  readonly id: string;
  readonly text: string;
}

/** What is known of an item without reading it. */
export interface TenantItemView {
  readonly tenant: string;
  readonly id: string;
  /** The Region of the copy. */
  readonly region: string;
  /** Hash and KMS key of each encrypted data key. Empty: it can never be read again. */
  readonly edks: readonly { readonly sha: string; readonly key: string }[];
  readonly bodySha: string;
  /** Name of the backup that has it. Omitted: the table itself. */
  readonly backup?: string;
}

export interface BackupInput extends TableInput {
  readonly BackupName: string;
}

export interface ReplicaInput extends ServiceCaller {
  readonly TableName: string;
  readonly replicaRegion: string;
}

export interface MigrateInput extends TableInput, TableKeys {}

/** Number of encrypted data keys that were moved. */
export interface MigrateOutput {
  readonly items: number;
  readonly reEncrypted: number;
}

/**
 * How data of a tenant is made unreadable. `schedule-key-deletion` and `delete-imported-material` need isolation by
 * key: they end the tenant's key, in every Region. `destroy-edks` deletes the encrypted data keys in table, replicas
 * and backups.
 */
export type ShredMethod = 'schedule-key-deletion' | 'delete-imported-material' | 'destroy-edks';

export interface ShredInput extends TenantInput {
  readonly method: ShredMethod;
  /** Waiting period of `schedule-key-deletion`, 7 to 30 days. */
  readonly PendingWindowInDays?: number;
}

export interface ShredOutput {
  /** KMS keys on which a call succeeded. */
  readonly keys: readonly string[];
  /** Number of encrypted data keys that were deleted. */
  readonly destroyed: number;
}

/** Record of a table. */
export interface TableRecord extends TableKeys {
  readonly name: string;
  readonly region: string;
  readonly replicas: readonly string[];
  readonly limits?: TableLimits;
  /** Number of times that the data keys in memory were ended. */
  readonly cacheGeneration?: number;
}

/** An encrypted data key of an item. */
export interface StoredEdk {
  readonly key: string;
  /** Base64. */
  readonly edk: string;
}

/** Record of an item. Its body is that of the record. */
export interface ItemRecord {
  readonly tenant: string;
  readonly id: string;
  readonly edks: readonly StoredEdk[];
  /** Whether the tenant is in the encryption context. */
  readonly isBound: boolean;
  readonly bodySha: string;
}
