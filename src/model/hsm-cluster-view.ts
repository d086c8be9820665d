/** A simulated AWS CloudHSM cluster, as `sandbox.clusters` shows it. */

/** State of a cluster or HSM. Source: https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Cluster.html */
export type HsmClusterState = 'ACTIVE' | 'DEGRADED' | 'DELETED';
export type HsmState = 'ACTIVE' | 'DEGRADED';

/** One HSM. */
export interface HsmView {
  /** `hsm-` and 11 characters. */
  readonly id: string;
  readonly availabilityZone: string;
  readonly state: HsmState;
}

/** A private subnet of a cluster. */
export interface HsmSubnetView {
  /** `subnet-` and 17 hexadecimal digits. */
  readonly id: string;
  readonly availabilityZone: string;
  readonly freeAddresses: number;
  /** The subnet was deleted, but the cluster is still configured with it. */
  readonly isDeleted?: true;
}

/** The crypto user `kmsuser` of a cluster. Its password is never shown. */
export interface KmsUserView {
  /** Consecutive wrong passwords. */
  readonly failedLogins: number;
  readonly isLockedOut: boolean;
  /** Who is logged in: a key store by its ID, or `client` for a person at the command line of the cluster. */
  readonly loggedIn?: string;
}

/** A key in a cluster. */
export interface HsmKeyView {
  readonly keyHandle: string;
  readonly backingKeyId: string;
  /** ARN of the KMS key that it was generated for. */
  readonly label: string;
  /** By the real clock: a cluster does not follow the simulated one. */
  readonly createdAt: Date;
}

/** A cluster. */
export interface HsmClusterView {
  /** `cluster-` and 11 characters. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly state: HsmClusterState;
  readonly hsms: readonly HsmView[];
  readonly subnets: readonly HsmSubnetView[];
  /** Security group `cloudhsm-cluster-<id>-sg`. KMS needs its rules for TCP ports 2223 to 2225. */
  readonly securityGroup: { readonly id: string; readonly name: string; readonly areRulesIntact: boolean };
  /** Equal for clusters that were created from backups of one another. */
  readonly backupHistory: string;
  /** The certificate that issued the certificate of the cluster (customerCA.crt), in PEM. */
  readonly trustAnchorCertificate: string;
  /** Omitted: there is no kmsuser. */
  readonly kmsUser?: KmsUserView;
  readonly keys: readonly HsmKeyView[];
}
