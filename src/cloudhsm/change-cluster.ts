/** The changes that a user can make to a simulated cluster. Each returns the next record. */
import { encodeUtf8 } from '../base/bytes.ts';
import { hmacKey } from '../crypto/hmac.ts';
import type { HsmClusterChange } from '../model/hsm-cluster-input.ts';
import type { HsmSubnetView, HsmView } from '../model/hsm-cluster-view.ts';
import type { HsmClusterRecord, KmsUserRecord } from '../model/hsm-records.ts';

/** What a change needs beside the record. */
export interface ChangeParts {
  /** Creates the ID of a new HSM. */
  readonly newHsmId: () => string;
  /** Key of the password in the change, if it has one. */
  readonly password: CryptoKey | undefined;
  /** Whether the password in the change is that of kmsuser. */
  readonly isRightPassword: boolean;
}

type Apply<A extends HsmClusterChange['action']> = (
  cluster: HsmClusterRecord,
  change: Extract<HsmClusterChange, { readonly action: A }>,
  parts: ChangeParts,
) => HsmClusterRecord;

function withHsm(cluster: HsmClusterRecord, id: string, members: Partial<HsmView>): HsmClusterRecord {
  if (!cluster.hsms.some((hsm) => hsm.id === id)) throw new TypeError(`Cluster ${cluster.id} has no HSM ${id}.`);
  return { ...cluster, hsms: cluster.hsms.map((hsm) => (hsm.id === id ? { ...hsm, ...members } : hsm)) };
}

function withSubnet(
  cluster: HsmClusterRecord,
  id: string,
  change: (subnet: HsmSubnetView) => HsmSubnetView,
): HsmClusterRecord {
  if (!cluster.subnets.some((subnet) => subnet.id === id))
    throw new TypeError(`Cluster ${cluster.id} has no subnet ${id}.`);
  return { ...cluster, subnets: cluster.subnets.map((subnet) => (subnet.id === id ? change(subnet) : subnet)) };
}

function userOf({ id, kmsUser }: HsmClusterRecord): KmsUserRecord {
  if (kmsUser === undefined) throw new TypeError(`Cluster ${id} has no kmsuser. Create it first.`);
  return kmsUser;
}

function passwordOf({ password }: ChangeParts): CryptoKey {
  if (password === undefined) throw new TypeError('password is required.');
  return password;
}

const setRules =
  (areRulesIntact: boolean) =>
  (cluster: HsmClusterRecord): HsmClusterRecord => ({
    ...cluster,
    securityGroup: { ...cluster.securityGroup, areRulesIntact },
  });

/** One function per action. */
const APPLY: { readonly [A in HsmClusterChange['action']]: Apply<A> } = {
  'add-hsm': (cluster, { availabilityZone }, { newHsmId }) => {
    if (!cluster.subnets.some((subnet) => subnet.availabilityZone === availabilityZone && !subnet.isDeleted))
      throw new TypeError(`Cluster ${cluster.id} has no subnet in ${availabilityZone}.`);
    return { ...cluster, hsms: [...cluster.hsms, { id: newHsmId(), availabilityZone, state: 'ACTIVE' }] };
  },
  'delete-hsm': (cluster, { hsmId }) => ({
    ...withHsm(cluster, hsmId, {}),
    hsms: cluster.hsms.filter(({ id }) => id !== hsmId),
  }),
  'degrade-hsm': (cluster, { hsmId }) => withHsm(cluster, hsmId, { state: 'DEGRADED' }),
  'repair-hsm': (cluster, { hsmId }) => withHsm(cluster, hsmId, { state: 'ACTIVE' }),
  'delete-subnet': (cluster, { subnetId }) => withSubnet(cluster, subnetId, (one) => ({ ...one, isDeleted: true })),
  'restore-subnet': (cluster, { subnetId }) =>
    withSubnet(cluster, subnetId, ({ isDeleted: _deleted, ...subnet }) => subnet),
  'set-free-addresses': (cluster, { subnetId, freeAddresses }) => {
    if (!Number.isInteger(freeAddresses) || freeAddresses < 0)
      throw new TypeError('freeAddresses must be an integer of 0 or more.');
    return withSubnet(cluster, subnetId, (subnet) => ({ ...subnet, freeAddresses }));
  },
  'delete-security-rules': setRules(false),
  'restore-security-rules': setRules(true),
  'degrade-cluster': (cluster) => ({ ...cluster, state: 'DEGRADED' }),
  'repair-cluster': (cluster) => ({ ...cluster, state: 'ACTIVE' }),
  'create-kmsuser': (cluster, _change, parts) => {
    if (cluster.kmsUser !== undefined) throw new TypeError(`Cluster ${cluster.id} has a kmsuser already.`);
    return { ...cluster, kmsUser: { password: passwordOf(parts), failedLogins: 0 } };
  },
  // An administrator of the cluster changes it, which unlocks the user and ends no session.
  'change-kmsuser-password': (cluster, _change, parts) => {
    const { replaced: _old, concurrent: _others, ...user } = userOf(cluster);
    return { ...cluster, kmsUser: { ...user, password: passwordOf(parts), failedLogins: 0 } };
  },
  'delete-kmsuser': (cluster) => {
    userOf(cluster);
    const { kmsUser: _user, ...rest } = cluster;
    return rest;
  },
  'log-in': (cluster, _change, { isRightPassword }) => {
    const user = userOf(cluster);
    if (user.session !== undefined)
      throw new TypeError(`kmsuser is logged in to cluster ${cluster.id} already: ${user.session}.`);
    return {
      ...cluster,
      kmsUser: isRightPassword
        ? { ...user, failedLogins: 0, session: 'client' }
        : { ...user, failedLogins: user.failedLogins + 1 },
    };
  },
  'log-out': (cluster) => {
    const { session: _ended, ...user } = userOf(cluster);
    return { ...cluster, kmsUser: user };
  },
  'delete-key': (cluster) => cluster,
};

/** Imports a password of kmsuser. Its length is that which KMS accepts. */
export async function passwordKey(password: unknown): Promise<CryptoKey> {
  if (typeof password !== 'string' || password.length < 7 || password.length > 32)
    throw new TypeError('password must be a string of 7 to 32 characters.');
  return await hmacKey(encodeUtf8(password));
}

/**
 * Applies a change to a cluster.
 * @throws {TypeError} for an unknown action, or if the cluster does not have what the change names
 */
export function applyChange(cluster: HsmClusterRecord, change: HsmClusterChange, parts: ChangeParts): HsmClusterRecord {
  if (!Object.hasOwn(APPLY, change.action))
    throw new TypeError(
      `action must be one of ${Object.keys(APPLY).join(', ')}; got ${JSON.stringify(change.action)}.`,
    );
  return (APPLY[change.action] as Apply<HsmClusterChange['action']>)(cluster, change, parts);
}
