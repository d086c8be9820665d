/**
 * CloudHSM key stores: what KMS requires of a cluster, and how it logs in. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html#before-keystore,
 * https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
import { encodeUtf8 } from '../../base/bytes.ts';
import { hmacKey } from '../../crypto/hmac.ts';
import { KmsError, type KmsErrorName } from '../../model/errors.ts';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import type { HsmLogin } from '../../model/hsm-clusters.ts';
import type { ClusterConfiguration, KeyStoreRecord } from '../../model/records.ts';
import type { ConnectionErrorCodeType } from '../../model/sdk.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { listKeyStores } from './find-key-store.ts';
import type { KeyStoreKind } from './key-store-kind.ts';
import { useCluster, type ClusterProblem } from './use-cluster.ts';

const fail = (name: KmsErrorName, note: string): KmsError => new KmsError(name, undefined, note);

function clusterOf({ id, cluster }: KeyStoreRecord): ClusterConfiguration {
  if (cluster === undefined) throw new Error(`Key store ${id} has no cluster.`);
  return cluster;
}

/** Returns a cluster of the account and Region, whatever faults are set: AWS knows it without a connection. */
async function describeCluster(clusterId: string, context: CallContext): Promise<HsmClusterView | undefined> {
  const place = { account: context.caller.account, region: context.region };
  const cluster = await context.external.clusters?.describe(clusterId, place);
  return cluster?.state === 'DELETED' ? undefined : cluster;
}

/** Returns the number of availability zones with an active HSM. */
function activeZones({ hsms }: HsmClusterView): number {
  return new Set(hsms.filter(({ state }) => state === 'ACTIVE').map(({ availabilityZone }) => availabilityZone)).size;
}

/**
 * Checks what CreateCustomKeyStore, UpdateCustomKeyStore and CreateKey require of a cluster.
 * @throws {KmsError} CloudHsmClusterInvalidConfigurationException
 */
function checkConfiguration(cluster: HsmClusterView): void {
  const invalid = (note: string): KmsError => fail('CloudHsmClusterInvalidConfigurationException', note);
  if (activeZones(cluster) < 2)
    throw invalid('The cluster needs active HSMs in at least two Availability Zones for this operation.');
  const zones = new Set(cluster.subnets.filter(({ isDeleted }) => !isDeleted).map((subnet) => subnet.availabilityZone));
  if (zones.size < 2) throw invalid('The cluster needs private subnets in at least two Availability Zones.');
  if (!cluster.securityGroup.areRulesIntact)
    throw invalid(
      `Security group ${cluster.securityGroup.name} must allow TCP ports 2223 to 2225 from and to itself. Restore its rules.`,
    );
}

/**
 * Returns a cluster that can back a key store.
 * @throws {KmsError}
 */
async function usableCluster(clusterId: string, context: CallContext): Promise<HsmClusterView> {
  const cluster = await describeCluster(clusterId, context);
  if (cluster === undefined)
    throw fail('CloudHsmClusterNotFoundException', `This account has no cluster ${clusterId} in ${context.region}.`);
  if (cluster.state !== 'ACTIVE')
    throw fail('CloudHsmClusterNotActiveException', `The state of cluster ${clusterId} is ${cluster.state}.`);
  return cluster;
}

/**
 * Checks that no other key store uses the cluster, or one that shares its backup history.
 * @throws {KmsError} CloudHsmClusterInUseException
 */
async function checkUnused({ backupHistory }: HsmClusterView, context: CallContext, except?: string): Promise<void> {
  const stores = await listKeyStores(context);
  const user = stores.find(({ id, cluster }) => id !== except && cluster?.backupHistory === backupHistory);
  if (user !== undefined)
    throw fail(
      'CloudHsmClusterInUseException',
      `Key store ${user.name} uses this cluster, or a cluster that shares its backup history.`,
    );
}

/** ConnectionErrorCode of each failed login. */
const LOGIN_ERRORS: Readonly<Record<Exclude<HsmLogin, 'ok'>, ConnectionErrorCodeType>> = {
  'no-user': 'USER_NOT_FOUND',
  'locked-out': 'USER_LOCKED_OUT',
  'logged-in': 'USER_LOGGED_IN',
  'wrong-password': 'INVALID_CREDENTIALS',
};

/** ConnectionErrorCode of each problem of the cluster during a connection. */
const CONNECTION_ERRORS: Readonly<Record<ClusterProblem, ConnectionErrorCodeType>> = {
  'cluster-not-found': 'CLUSTER_NOT_FOUND',
  'no-active-hsm': 'INSUFFICIENT_CLOUDHSM_HSMS',
  network: 'NETWORK_ERRORS',
  internal: 'INTERNAL_ERROR',
  sessions: 'INTERNAL_ERROR',
  'key-not-found': 'INTERNAL_ERROR',
  'not-logged-in': 'INTERNAL_ERROR',
};

/** Returns what prevents a connection to the cluster before KMS logs in. */
function connectionProblem({ subnets, hsms }: HsmClusterView): ConnectionErrorCodeType | undefined {
  if (subnets.some(({ isDeleted }) => isDeleted)) return 'SUBNET_NOT_FOUND';
  if (subnets.some(({ freeAddresses }) => freeAddresses < 1)) return 'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET';
  return hsms.some(({ state }) => state === 'ACTIVE') ? undefined : 'INSUFFICIENT_CLOUDHSM_HSMS';
}

/** The type AWS_CLOUDHSM. */
export const cloudHsmKeyStore: KeyStoreKind = {
  async create({ CloudHsmClusterId = '', TrustAnchorCertificate = '', KeyStorePassword = '' }, context) {
    const cluster = await usableCluster(CloudHsmClusterId, context);
    await checkUnused(cluster, context);
    checkConfiguration(cluster);
    if (!(await context.external.clusters?.isTrustedBy(CloudHsmClusterId, TrustAnchorCertificate)))
      throw fail(
        'IncorrectTrustAnchorException',
        'The certificate of the cluster was not issued by this trust anchor certificate (customerCA.crt).',
      );
    return {
      cluster: {
        clusterId: CloudHsmClusterId,
        backupHistory: cluster.backupHistory,
        trustAnchor: TrustAnchorCertificate,
        password: await hmacKey(encodeUtf8(KeyStorePassword)),
      },
    };
  },

  async update(store, { CloudHsmClusterId, KeyStorePassword }, context) {
    // A new name alone needs no cluster (inferred: AWS documents what UpdateCustomKeyStore requires of it in general).
    if (CloudHsmClusterId === undefined && KeyStorePassword === undefined) return {};
    const before = clusterOf(store);
    const cluster = await usableCluster(CloudHsmClusterId ?? before.clusterId, context);
    if (cluster.backupHistory !== before.backupHistory)
      throw fail(
        'CloudHsmClusterNotRelatedException',
        `Cluster ${cluster.id} was not created from a backup of cluster ${before.clusterId}.`,
      );
    checkConfiguration(cluster);
    return {
      cluster: {
        ...before,
        clusterId: cluster.id,
        ...(KeyStorePassword === undefined ? {} : { password: await hmacKey(encodeUtf8(KeyStorePassword)) }),
      },
    };
  },

  async connect(store, context) {
    const configuration = clusterOf(store);
    const { clusterId, password } = configuration;
    const cluster = await describeCluster(clusterId, context);
    if (cluster === undefined) return { errorCode: 'CLUSTER_NOT_FOUND' };
    if (cluster.state !== 'ACTIVE')
      throw fail('CloudHsmClusterNotActiveException', `The state of cluster ${clusterId} is ${cluster.state}.`);
    if (!cluster.securityGroup.areRulesIntact)
      throw fail(
        'CloudHsmClusterInvalidConfigurationException',
        `Security group ${cluster.securityGroup.name} must allow TCP ports 2223 to 2225 from and to itself.`,
      );
    const errorCode = connectionProblem(cluster);
    if (errorCode !== undefined) return { errorCode };
    // Once per call: the login changes the password of kmsuser.
    const { newPassword, login } = await context.once(`log in to ${clusterId}`, async () => {
      const changed = await hmacKey(context.random.bytes(32));
      const result = await useCluster(context, clusterId, ['cloudhsm-network', 'cloudhsm-internal'], (clusters) =>
        clusters.login(clusterId, { session: store.id, password, newPassword: changed }),
      );
      return { newPassword: changed, login: result };
    });
    if (login.problem !== undefined) return { errorCode: CONNECTION_ERRORS[login.problem] };
    if (login.value !== 'ok') return { errorCode: LOGIN_ERRORS[login.value] };
    return { configuration: { cluster: { ...configuration, password: newPassword } } };
  },

  async disconnect(store, context) {
    const { clusterId } = clusterOf(store);
    await useCluster(context, clusterId, ['cloudhsm-network'], (clusters) => clusters.logout(clusterId, store.id));
  },

  async prepareKey(store, _input, context) {
    const cluster = await describeCluster(clusterOf(store).clusterId, context);
    if (cluster === undefined)
      throw fail('CloudHsmClusterInvalidConfigurationException', 'The cluster of the key store does not exist.');
    checkConfiguration(cluster);
    return {};
  },

  async random(store, length, context) {
    const { clusterId } = clusterOf(store);
    const result = await useCluster(context, clusterId, ['cloudhsm-network', 'cloudhsm-sessions'], (clusters) =>
      clusters.random(clusterId, store.id, length),
    );
    if (result.problem === undefined) return result.value;
    // The operation declares DependencyTimeoutException. AWS does not document when (inferred).
    throw new KmsError(
      result.problem === 'sessions' ? 'KMSInternalException' : 'DependencyTimeoutException',
      'KMS cannot communicate with your CloudHSM cluster',
    );
  },
};
