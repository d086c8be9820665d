/** Every text of the pages of custom key stores. */
import { html } from 'lit';
import { whole } from '../kit/whole.ts';

export const TEXTS = {
  title: 'Key stores',
  lead: (account: string, region: string) =>
    html`Custom key stores of account ${whole(account)} in ${whole(region)}. Keys in a CloudHSM key store are kept in a
    CloudHSM cluster; keys in an external key store need a key outside of AWS.`,
  create: 'Create CloudHSM key store',
  table: {
    label: 'Custom key stores',
    name: 'Name',
    id: 'ID',
    type: 'Type',
    behind: 'Cluster or proxy',
    state: 'Connection state',
    created: 'Created',
    none: 'No custom key stores. Create one: a simulated CloudHSM cluster is ready, and an external key manager can be created.',
  },
  types: { AWS_CLOUDHSM: 'AWS CloudHSM', EXTERNAL_KEY_STORE: 'External' },
  states: {
    CONNECTED: 'Connected',
    CONNECTING: 'Connecting',
    FAILED: 'Failed',
    DISCONNECTED: 'Disconnected',
    DISCONNECTING: 'Disconnecting',
  },
  form: {
    heading: 'Create CloudHSM key store',
    name: 'Key store name',
    nameHint: 'Unique in the account and Region, for both types of key store.',
    cluster: 'CloudHSM cluster',
    clusterHint: (hsms: number, zones: number) =>
      `Active HSMs: ${hsms}, in ${zones} Availability ${zones === 1 ? 'Zone' : 'Zones'}. A key store needs at least two HSMs in different zones.`,
    newCluster: 'Create another cluster',
    clusterCreated: (id: string) => `Cluster ${id} created and selected.`,
    anchor: 'Trust anchor certificate (customerCA.crt)',
    anchorHint:
      'The certificate that issued the certificate of the cluster, in PEM. It is filled in from the simulated cluster.',
    password: 'Password of kmsuser',
    passwordHint:
      'KMS logs in to the cluster with it, and changes it at each connection. In a new cluster it is kmsPswd.',
    submit: 'Create key store',
  },
  created: (name: string) => `Key store ${name} created. Connect it to create keys.`,
  back: 'All key stores',
  notFound: (id: string) => `No custom key store in this account and Region has the ID ${id}.`,
  general: {
    heading: 'Configuration',
    anchor: 'Trust anchor certificate',
    keys: 'KMS keys',
    error: 'ConnectionErrorCode',
  },
  proxy: {
    heading: 'External key manager',
    manage: 'Open external key managers',
    note: 'External keys, credentials, the requests of KMS and the faults of simulated proxies are on the page of external key managers.',
    connectivity: 'Proxy connectivity',
    endpoint: 'Proxy URI endpoint',
    path: 'Proxy URI path',
    accessKeyId: 'Access key ID',
    service: 'VPC endpoint service name',
  },
  actions: {
    label: 'Key store actions',
    connect: 'Connect',
    disconnect: 'Disconnect',
    edit: 'Edit',
    delete: 'Delete',
    createKey: 'Create KMS key in this key store',
    advance: 'Advance the clock to the end',
  },
  connecting: 'A connection takes seconds of simulated time here. AWS documents up to 20 minutes.',
  /** A connection that failed, by what is known of its error code. */
  failed: (cause: string, fix: string) =>
    `The connection failed. ${cause} Disconnect the key store, fix the problem, and connect it again. Documented fix: ${fix}`,
  disconnecting: 'The key store is disconnected after 5 seconds of simulated time.',
  unavailable:
    'The keys of this key store are Unavailable until it is connected. Data keys that are still in memory keep working.',
  done: {
    connect: 'Connection started.',
    disconnect: 'Disconnection started. The keys of the key store are Unavailable.',
    saved: 'Key store changed.',
    deleted: 'Key store deleted. Its cluster or external key manager remains, with the keys there.',
    key: 'Key created.',
  },
  edit: {
    heading: 'Edit key store',
    name: 'Name',
    cluster: 'Cluster ID',
    clusterHint: 'Another cluster must share the backup history of this one. The key store must be disconnected.',
    password: 'Password of kmsuser',
    passwordHint:
      'Tells KMS the password. It does not change the password in the cluster. The key store must be disconnected.',
    pathHint: 'Ends in /kms/xks/v1. KMS checks the health of the proxy before it saves the change.',
    credentialHint: 'A credential of the proxy. Leave both empty to keep the current one.',
    secret: 'Secret access key',
    secretHint: 'KMS signs its requests to the proxy with it. It is not shown again.',
    save: 'Save',
  },
  remove: {
    heading: 'Delete key store',
    text: 'Only a disconnected key store without KMS keys can be deleted. Keys that are pending deletion count.',
    submit: 'Delete key store',
  },
  cluster: {
    heading: 'Simulated CloudHSM cluster',
    lead: 'The cluster keeps its keys in a database of its own. KMS has no copy of them.',
    missing: (id: string) => `Cluster ${id} was deleted. Its backup remains: the fix of CLUSTER_NOT_FOUND restores it.`,
    restoreFirst: (id: string) =>
      `Cluster ${id} was deleted, so this cannot be done. Restore the cluster first: press “Fix it” at CLUSTER_NOT_FOUND.`,
    hsms: 'HSMs',
    hsm: 'HSM',
    zone: 'Availability Zone',
    state: 'State',
    action: 'Action',
    addHsm: (zone: string) => `Add HSM in ${zone}`,
    deleteHsm: 'Delete',
    deleteHsmLabel: (id: string) => `Delete HSM ${id}`,
    noHsms: 'The cluster has no HSMs, so its keys cannot be used.',
    network: 'Network',
    subnet: (id: string, zone: string, free: number) => `${id} in ${zone}: ${free} free addresses`,
    deletedSubnet: (id: string) => `${id}: deleted`,
    securityGroup: (name: string, isIntact: boolean) =>
      `Security group ${name}: ${isIntact ? 'rules for TCP ports 2223 to 2225 are intact' : 'rules are missing'}`,
    user: 'kmsuser',
    noUser: 'kmsuser does not exist.',
    failedLogins: (count: number) => `${count} wrong passwords since the last login.`,
    locked: 'kmsuser is locked out.',
    loggedIn: (who: string) =>
      `kmsuser is logged in: ${who === 'client' ? 'a person at the command line' : `KMS, key store ${who}`}.`,
    loggedOut: 'kmsuser is logged out.',
    keys: 'Keys in the cluster',
    noKeys: 'The cluster has no keys.',
    key: (handle: string, id: string, label: string) => `Handle ${handle}, ${id}, label ${label}`,
  },
  problems: {
    heading: 'Connection errors',
    lead: 'Cause a problem, then connect the key store: it fails with this code. Start from a disconnected key store. To recover, disconnect the key store, fix the problem, and connect it again.',
    cause: 'Cause the problem',
    fix: 'Fix it',
    caused: (code: string) => `${code}: the problem exists now. Connect the key store to see the error.`,
    fixed: (code: string) => `${code}: fixed. Connect the key store.`,
    current: 'current error',
    disconnectFirst: (state: string) =>
      `The key store is ${state}, and this fix changes its configuration. Disconnect the key store first, then fix the problem.`,
    codes: {
      CLUSTER_NOT_FOUND: {
        cause: 'The cluster is deleted.',
        fix: 'Create a cluster from a backup of the deleted one, and give its ID to the key store.',
      },
      INSUFFICIENT_CLOUDHSM_HSMS: {
        cause: 'The cluster has no active HSM.',
        fix: 'Add HSMs. One is enough to connect; creating keys needs two in different Availability Zones.',
      },
      INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: {
        cause: 'A private subnet of the cluster has no free IP address.',
        fix: 'Free an IP address in the subnet.',
      },
      INTERNAL_ERROR: {
        cause: 'KMS has an internal error.',
        fix: 'Disconnect the key store, and connect it again later.',
      },
      INVALID_CREDENTIALS: {
        cause: 'The password of kmsuser in the cluster is not the one that KMS has.',
        fix: 'Change the password of kmsuser in the cluster, and give it to the key store.',
      },
      NETWORK_ERRORS: {
        cause: 'KMS cannot reach the cluster.',
        fix: 'Restore the network, then connect the key store again.',
      },
      SUBNET_NOT_FOUND: {
        cause: 'A subnet of the cluster was deleted.',
        fix: 'Create a cluster from a backup with other subnets, and give its ID to the key store.',
      },
      USER_LOCKED_OUT: {
        cause: 'kmsuser was locked by five wrong passwords.',
        fix: 'Change the password of kmsuser in the cluster, which unlocks it, and give it to the key store.',
      },
      USER_LOGGED_IN: {
        cause: 'A person is logged in to the cluster as kmsuser.',
        fix: 'Log kmsuser out, change its password, and give the password to the key store.',
      },
      USER_NOT_FOUND: {
        cause: 'The cluster has no crypto user kmsuser.',
        fix: 'Create kmsuser in the cluster, and give its password to the key store.',
      },
    },
  },
  faults: {
    heading: 'Faults',
    lead: 'While a fault is set, this part of the sandbox fails. A reset of the sandbox clears all faults.',
    set: (name: string) => `Fault ${name} is set.`,
    cleared: (name: string) => `Fault ${name} is cleared.`,
  },
};
