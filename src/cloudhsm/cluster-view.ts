/** A cluster as `sandbox.clusters` shows it, without secrets. */
import type { HsmClusterView, KmsUserView } from '../model/hsm-cluster-view.ts';
import type { HsmClusterRecord, HsmKeyRecord, KmsUserRecord } from '../model/hsm-records.ts';

/**
 * Consecutive wrong passwords that lock kmsuser. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
export const MAX_FAILED_LOGINS = 5;

function userView({ failedLogins, session }: KmsUserRecord): KmsUserView {
  return {
    failedLogins,
    isLockedOut: failedLogins >= MAX_FAILED_LOGINS,
    ...(session === undefined ? {} : { loggedIn: session }),
  };
}

/** Returns the view of a cluster with its keys. */
export function clusterView(cluster: HsmClusterRecord, keys: readonly HsmKeyRecord[]): HsmClusterView {
  const { id, account, region, state, hsms, subnets, securityGroup, backupHistory, trustAnchor, kmsUser } = cluster;
  return {
    id,
    account,
    region,
    state,
    hsms,
    subnets,
    securityGroup: { ...securityGroup, name: `cloudhsm-${id}-sg` },
    backupHistory,
    trustAnchorCertificate: trustAnchor,
    ...(kmsUser === undefined ? {} : { kmsUser: userView(kmsUser) }),
    keys: keys.map(({ keyHandle, backingKeyId, label, createdAt }) => ({
      keyHandle,
      backingKeyId,
      label,
      createdAt: new Date(createdAt),
    })),
  };
}
