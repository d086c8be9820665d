/**
 * Faults that a user can set in a sandbox, so that a part of it fails as the real one can. One table: the sandbox API,
 * the fault panel, tests and lessons use it. A fault lasts until it is cleared, or until the sandbox is reset.
 */

/** The part of the sandbox that fails. */
export type FaultComponent = 'cloudhsm' | 'xks-proxy' | 'storage' | 'clock';

/** One fault. */
export interface FaultRow {
  readonly component: FaultComponent;
  /** What happens while it is set, as a sentence. */
  readonly effect: string;
  /** Options that `set` accepts, with their type. */
  readonly options: Readonly<Record<string, 'string?' | 'number?' | 'number'>>;
}

/** Faults by name. Without `clusterId` a fault of a CloudHSM cluster applies to all clusters. */
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

/** A fault as `sandbox.faults.list` returns it. */
export interface FaultView extends FaultRow {
  readonly name: FaultName;
  /** Its options, if it is set. */
  readonly set?: FaultOptions;
}
