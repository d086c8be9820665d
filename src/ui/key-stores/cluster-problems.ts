/**
 * The ConnectionErrorCodes of a CloudHSM key store: what causes each in the simulated cluster, and the documented fix.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
import type { FaultName } from '../../model/faults.ts';
import type { HsmClusterChange } from '../../model/hsm-cluster-input.ts';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import type { TEXTS } from './key-stores-texts.ts';

/** One step of a cause or a fix. */
export type ClusterStep =
  | { readonly change: HsmClusterChange }
  | { readonly setFault: FaultName }
  | { readonly clearFault: FaultName }
  | { readonly removeCluster: true }
  /** Creates a cluster from the backup, and gives it to the key store. The key store must be DISCONNECTED. */
  | { readonly restoreCluster: true }
  /** Gives KMS the password of kmsuser. The key store must be DISCONNECTED. */
  | { readonly updatePassword: string };

/** A name of CLUSTER_PROBLEMS. */
export type ClusterProblemCode = keyof typeof TEXTS.problems.codes;

/** One code. */
export interface ClusterProblem {
  readonly code: ClusterProblemCode;
  readonly cause: (cluster: ClusterParts) => readonly ClusterStep[];
  readonly fix: (cluster: ClusterParts) => readonly ClusterStep[];
}

/** What the steps name of a cluster. A deleted cluster has no parts. */
export type ClusterParts = Pick<HsmClusterView, 'hsms' | 'subnets'>;

/** Whether a step is possible although the cluster was deleted. */
export const needsNoCluster = (step: ClusterStep): boolean =>
  'setFault' in step || 'clearFault' in step || 'restoreCluster' in step;

/** Whether a step changes what a key store changes only while it is DISCONNECTED. */
export const needsDisconnectedStore = (step: ClusterStep): boolean =>
  'restoreCluster' in step || 'updatePassword' in step;

/** A password of kmsuser that KMS does not have. */
const UNKNOWN_PASSWORD = 'kmsPswd-1';

/** The password that a fix gives to kmsuser. */
export const NEW_PASSWORD = 'kmsPswd-2';

/** Logins with a wrong password that lock kmsuser. */
const LOCKING_LOGINS = 5;

const change = (of: HsmClusterChange): ClusterStep => ({ change: of });

const renewPassword = (): readonly ClusterStep[] => [
  change({ action: 'change-kmsuser-password', password: NEW_PASSWORD }),
  { updatePassword: NEW_PASSWORD },
];

const firstSubnet = ({ subnets }: ClusterParts): string => subnets[0]?.id ?? '';

/** The codes. */
export const CLUSTER_PROBLEMS: readonly ClusterProblem[] = [
  { code: 'CLUSTER_NOT_FOUND', cause: () => [{ removeCluster: true }], fix: () => [{ restoreCluster: true }] },
  {
    code: 'INSUFFICIENT_CLOUDHSM_HSMS',
    cause: ({ hsms }) => hsms.map(({ id }) => change({ action: 'delete-hsm', hsmId: id })),
    fix: ({ subnets }) =>
      subnets
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ availabilityZone }) => change({ action: 'add-hsm', availabilityZone })),
  },
  {
    code: 'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
    cause: (cluster) => [change({ action: 'set-free-addresses', subnetId: firstSubnet(cluster), freeAddresses: 0 })],
    fix: ({ subnets }) =>
      subnets
        .filter(({ freeAddresses }) => freeAddresses === 0)
        .map(({ id }) => change({ action: 'set-free-addresses', subnetId: id, freeAddresses: 250 })),
  },
  {
    code: 'INTERNAL_ERROR',
    cause: () => [{ setFault: 'cloudhsm-internal' }],
    fix: () => [{ clearFault: 'cloudhsm-internal' }],
  },
  {
    code: 'INVALID_CREDENTIALS',
    cause: () => [change({ action: 'change-kmsuser-password', password: UNKNOWN_PASSWORD })],
    fix: renewPassword,
  },
  {
    code: 'NETWORK_ERRORS',
    cause: () => [{ setFault: 'cloudhsm-network' }],
    fix: () => [{ clearFault: 'cloudhsm-network' }],
  },
  {
    code: 'SUBNET_NOT_FOUND',
    cause: (cluster) => [change({ action: 'delete-subnet', subnetId: firstSubnet(cluster) })],
    fix: () => [{ restoreCluster: true }],
  },
  {
    code: 'USER_LOCKED_OUT',
    cause: () => Array.from({ length: LOCKING_LOGINS }, () => change({ action: 'log-in', password: 'wrong-password' })),
    fix: renewPassword,
  },
  {
    code: 'USER_LOGGED_IN',
    cause: () => [
      change({ action: 'change-kmsuser-password', password: NEW_PASSWORD }),
      change({ action: 'log-in', password: NEW_PASSWORD }),
    ],
    fix: () => [change({ action: 'log-out' }), ...renewPassword()],
  },
  {
    code: 'USER_NOT_FOUND',
    cause: () => [change({ action: 'delete-kmsuser' })],
    fix: () => [change({ action: 'create-kmsuser', password: NEW_PASSWORD }), { updatePassword: NEW_PASSWORD }],
  },
];
