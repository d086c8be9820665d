/**
 * Port and records of the simulated AWS CloudHSM clusters. They have a database of their own: nothing in the database
 * of KMS decrypts what a key in a cluster encrypted.
 */
import type { HsmClusterState, HsmSubnetView, HsmView } from './hsm-cluster-view.ts';

/** The crypto user kmsuser. */
export interface KmsUserRecord {
  /** The password, as a non-extractable HMAC key that signs challenges. */
  readonly password: CryptoKey;
  /**
   * The password before KMS changed it at its last login. It stays valid for the session of KMS: the change reaches the
   * database of KMS later, or never if this host ends.
   */
  readonly replaced?: CryptoKey;
  /**
   * Passwords that other logins of a key store set at the same time. The database of KMS keeps the password of one of
   * these logins, so each stays valid for that key store until it logs in with the current one.
   */
  readonly concurrent?: { readonly session: string; readonly passwords: readonly CryptoKey[] };
  /** Number of logins of KMS. Absent: 0. */
  readonly logins?: number;
  readonly failedLogins: number;
  /** Who is logged in: the ID of a key store, or `client`. */
  readonly session?: string;
}

/** A cluster. */
export interface HsmClusterRecord {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly state: HsmClusterState;
  readonly hsms: readonly HsmView[];
  readonly subnets: readonly HsmSubnetView[];
  readonly securityGroup: { readonly id: string; readonly areRulesIntact: boolean };
  readonly backupHistory: string;
  /** PEM. */
  readonly trustAnchor: string;
  readonly certificate: string;
  readonly kmsUser?: KmsUserRecord;
  /** Handle of the next key. */
  readonly nextHandle: number;
}

/** A key in a cluster. */
export interface HsmKeyRecord {
  /** `<cluster ID>/<backing key ID>`. */
  readonly id: string;
  readonly clusterId: string;
  readonly backingKeyId: string;
  readonly keyHandle: string;
  /** ARN of the KMS key. */
  readonly label: string;
  readonly createdAt: number;
  /** Non-extractable AES-256-GCM key. */
  readonly key: CryptoKey;
}

/** Database of the clusters of one sandbox. Every method rejects if storage fails. */
export interface HsmDatabase {
  clusters(): Promise<readonly HsmClusterRecord[]>;
  cluster(id: string): Promise<HsmClusterRecord | undefined>;
  /**
   * Replaces a cluster in one transaction: `change` gets the stored record and returns the next one, or undefined to
   * delete it with its keys. Resolves with the next record.
   */
  changeCluster(
    id: string,
    change: (before: HsmClusterRecord | undefined) => HsmClusterRecord | undefined,
  ): Promise<HsmClusterRecord | undefined>;
  key(id: string): Promise<HsmKeyRecord | undefined>;
  keys(clusterId: string): Promise<readonly HsmKeyRecord[]>;
  putKeys(keys: readonly HsmKeyRecord[]): Promise<void>;
  /** Returns whether the key existed. */
  deleteKey(id: string): Promise<boolean>;
  /** Deletes all clusters and keys. */
  clear(): Promise<void>;
  close(): void;
}
