/** Input of `sandbox.clusters`: what a user can do to a simulated AWS CloudHSM cluster. */

/** A new cluster. It has two HSMs in two Availability Zones, unless the input says otherwise. */
export interface HsmClusterInput {
  /** Default: the default account of the sandbox. */
  readonly account?: string;
  /** Default: us-east-1. */
  readonly region?: string;
  /** ID of the cluster from whose backup it is created. It then shares the trust anchor, kmsuser and keys of it. */
  readonly backupOf?: string;
  /** Password of kmsuser, 7 to 32 characters. Default: `kmsPswd`. Not with `backupOf`. */
  readonly kmsUserPassword?: string;
  /** Availability Zones of its HSMs, one HSM each. Default: the first two of the Region. */
  readonly availabilityZones?: readonly string[];
}

/** One change of a cluster. */
export type HsmClusterChange =
  | { readonly action: 'add-hsm'; readonly availabilityZone: string }
  | { readonly action: 'delete-hsm'; readonly hsmId: string }
  /** The HSM fails, or works again. */
  | { readonly action: 'degrade-hsm' | 'repair-hsm'; readonly hsmId: string }
  | { readonly action: 'delete-subnet' | 'restore-subnet'; readonly subnetId: string }
  | { readonly action: 'set-free-addresses'; readonly subnetId: string; readonly freeAddresses: number }
  /** Deletes or restores the rules of the security group. */
  | { readonly action: 'delete-security-rules' | 'restore-security-rules' }
  /** The cluster is not active, or active again. */
  | { readonly action: 'degrade-cluster' | 'repair-cluster' }
  | { readonly action: 'create-kmsuser' | 'change-kmsuser-password'; readonly password: string }
  | { readonly action: 'delete-kmsuser' }
  /** A person logs in as kmsuser at the command line of the cluster, or out. */
  | { readonly action: 'log-in'; readonly password: string }
  | { readonly action: 'log-out' }
  /** Deletes a key in the cluster. It cannot be restored. */
  | { readonly action: 'delete-key'; readonly backingKeyId: string };

/** Which clusters to list. */
export interface HsmClusterQuery {
  /** Default: the default account of the sandbox. */
  readonly account?: string;
  /** Default: us-east-1. */
  readonly region?: string;
}
