/**
 * Faults that a user can set in a sandbox, so that a part of it fails as the real one can. One table for the sandbox
 * API, the fault panel, tests and lessons. A fault lasts until it is cleared, or until the sandbox is reset. Faults of
 * key stores are stored in the sandbox. Those of storage and of the clock belong to one host, a tab for example: no
 * other host has them, and they end with it.
 */

/** The part of the sandbox that fails. */
export type FaultComponent = 'cloudhsm' | 'xks-proxy' | 'storage' | 'clock';

/** One fault. */
export interface FaultRow {
  readonly component: FaultComponent;
  /** What happens while it is set, as a sentence. */
  readonly effect: string;
  /** Options that `set` accepts, with their type. */
  readonly options: Readonly<Record<string, 'string' | 'string?' | 'number?' | 'number'>>;
}

/**
 * Faults by name. `commits`: the number of commits that fail; then the fault ends. Without `clusterId` a fault of a
 * CloudHSM cluster applies to all clusters; one of a proxy without `proxyId`, to all simulated proxies.
 */
export const FAULTS = {
  'cloudhsm-network': {
    component: 'cloudhsm',
    effect: 'KMS cannot reach the CloudHSM cluster.',
    options: { clusterId: 'string?' },
  },
  'cloudhsm-internal': {
    component: 'cloudhsm',
    effect: 'Connecting a CloudHSM key store fails because of an internal error of KMS.',
    options: { clusterId: 'string?' },
  },
  'cloudhsm-sessions': {
    component: 'cloudhsm',
    effect: 'The CloudHSM cluster has no free PKCS #11 session for KMS.',
    options: { clusterId: 'string?' },
  },
  'xks-proxy-latency': {
    component: 'xks-proxy',
    effect: 'The proxy answers late by this time. KMS waits 250 milliseconds, twice.',
    options: { milliseconds: 'number', proxyId: 'string?' },
  },
  'xks-proxy-unreachable': {
    component: 'xks-proxy',
    effect: 'KMS cannot connect to the proxy.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-invalid-tls': {
    component: 'xks-proxy',
    effect: 'KMS cannot establish a TLS connection to the proxy.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-silent': {
    component: 'xks-proxy',
    effect: 'The proxy carries out each request, but its answer is lost.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-access-denied': {
    component: 'xks-proxy',
    effect: 'The proxy denies KMS access to every URI, the health check included.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-error': {
    component: 'xks-proxy',
    effect: 'The proxy answers every request with this error.',
    options: { errorName: 'string', proxyId: 'string?' },
  },
  'xks-proxy-malformed-answer': {
    component: 'xks-proxy',
    effect: 'The proxy answers with text that is not JSON.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-wrong-integrity-value': {
    component: 'xks-proxy',
    effect: 'The proxy returns an integrity value that does not match its ciphertext.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-wrong-tag': {
    component: 'xks-proxy',
    effect: 'The proxy returns a wrong authentication tag, with a matching integrity value.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-other-ciphertext': {
    component: 'xks-proxy',
    effect: 'The proxy encrypts under another key, which it does not keep.',
    options: { proxyId: 'string?' },
  },
  'xks-proxy-wrong-plaintext': {
    component: 'xks-proxy',
    effect: 'The proxy decrypts to another plaintext.',
    options: { proxyId: 'string?' },
  },
  'xks-network': {
    component: 'xks-proxy',
    effect: 'Connecting an external key store fails because of a network error.',
    options: {},
  },
  'xks-internal': {
    component: 'xks-proxy',
    effect: 'Connecting an external key store fails because of an internal error of KMS.',
    options: {},
  },
  'storage-full': {
    component: 'storage',
    effect: 'The storage quota of this site is used up: every commit fails, and nothing is stored.',
    options: { commits: 'number?' },
  },
  'storage-failed': {
    component: 'storage',
    effect: 'Every read and every commit fails, as on a full disk (UnknownError of IndexedDB).',
    options: {},
  },
  'storage-aborted': {
    component: 'storage',
    effect: 'The browser aborts every commit, and nothing is stored.',
    options: { commits: 'number?' },
  },
  'storage-slow': {
    component: 'storage',
    effect: 'Every commit takes this much longer.',
    options: { milliseconds: 'number' },
  },
  'clock-ahead': {
    component: 'clock',
    effect: 'The clock of this device is ahead by this much, and the simulated clock with it.',
    options: { seconds: 'number' },
  },
  'clock-behind': {
    component: 'clock',
    effect: 'The clock of this device is behind by this much, and the simulated clock with it.',
    options: { seconds: 'number' },
  },
  'clock-stopped': {
    component: 'clock',
    effect: 'The clock of this device stands still.',
    options: {},
  },
} as const satisfies Record<string, FaultRow>;

/** A name of FAULTS. */
export type FaultName = keyof typeof FAULTS;

type OptionType<T> = T extends `string${string}` ? string : number;

/** Options of one fault. */
export type FaultOptions<N extends FaultName = FaultName> = {
  readonly [O in keyof (typeof FAULTS)[N]['options']]?: OptionType<(typeof FAULTS)[N]['options'][O]>;
};

/** The faults that are set, with their options. */
export type FaultSettings = { readonly [N in FaultName]?: FaultOptions<N> };

/** Components whose faults belong to one host, in the order in which they are shown. */
export const HOST_COMPONENTS: readonly FaultComponent[] = ['storage', 'clock'];

/** Names of the faults that belong to one host. */
export type HostFaultName = {
  [N in FaultName]: (typeof FAULTS)[N]['component'] extends 'storage' | 'clock' ? N : never;
}[FaultName];

/** Whether a fault belongs to one host. */
export function isHostFault(name: FaultName): name is HostFaultName {
  return HOST_COMPONENTS.includes(FAULTS[name].component);
}

/** A fault as `sandbox.faults.list` returns it. */
export interface FaultView extends FaultRow {
  readonly name: FaultName;
  /** Its options, if it is set. */
  readonly set?: FaultOptions;
}
