/**
 * The two types of custom key store: one row each. A type knows the system behind its key stores; the operations do
 * not. What it needs of the code of that system is loaded when it is used.
 */
import type { CustomKeyStoreType, OriginType } from '../../model/sdk.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyStoreRecord } from '../../model/records.ts';
import type { KeyStoreKind } from './key-store-kind.ts';

/** Name of a member of the inputs of CreateCustomKeyStore and UpdateCustomKeyStore. */
export type CreateMember = Exclude<
  keyof ValidInput<'CreateCustomKeyStore'>,
  'CustomKeyStoreName' | 'CustomKeyStoreType'
>;
export type UpdateMember = Exclude<
  keyof ValidInput<'UpdateCustomKeyStore'>,
  'CustomKeyStoreId' | 'NewCustomKeyStoreName'
>;

/** Facts about a type of key store. */
export interface KeyStoreTypeRow {
  /** Origin of its keys. */
  readonly origin: OriginType;
  /** Members of CreateCustomKeyStore: required (true) or optional (false). Others are rejected. */
  readonly createMembers: Readonly<Partial<Record<CreateMember, boolean>>>;
  /** Members of UpdateCustomKeyStore, with the states in which they can change. Others are rejected. */
  readonly updateMembers: Readonly<Partial<Record<UpdateMember, readonly KeyStoreRecord['state'][]>>>;
  /**
   * Simulated time in CONNECTING, in milliseconds. AWS documents up to 20 minutes for a CloudHSM key store and about
   * five for an external one; the sandbox takes seconds.
   */
  readonly connectMs: number;
  readonly load: () => Promise<KeyStoreKind>;
}

/** Simulated time in DISCONNECTING, in milliseconds. AWS does not document how long it takes. */
export const DISCONNECT_MS = 5_000;

const DISCONNECTED = ['DISCONNECTED'] as const;
/** The exception's own text allows only the name in CONNECTED; those of the operation and of the members decide. */
const WHILE_SETTLED = ['CONNECTED', 'DISCONNECTED'] as const;

/** The types. */
export const KEY_STORE_TYPES: Readonly<Record<CustomKeyStoreType, KeyStoreTypeRow>> = {
  AWS_CLOUDHSM: {
    origin: 'AWS_CLOUDHSM',
    createMembers: { CloudHsmClusterId: true, TrustAnchorCertificate: true, KeyStorePassword: true },
    updateMembers: { CloudHsmClusterId: DISCONNECTED, KeyStorePassword: DISCONNECTED },
    connectMs: 20_000,
    load: async () => (await import('./cloudhsm-key-store.ts')).cloudHsmKeyStore,
  },
  EXTERNAL_KEY_STORE: {
    origin: 'EXTERNAL_KEY_STORE',
    createMembers: {
      XksProxyConnectivity: true,
      XksProxyUriEndpoint: true,
      XksProxyUriPath: true,
      XksProxyAuthenticationCredential: true,
      XksProxyVpcEndpointServiceName: false,
      XksProxyVpcEndpointServiceOwner: false,
    },
    updateMembers: {
      XksProxyConnectivity: DISCONNECTED,
      XksProxyUriEndpoint: DISCONNECTED,
      XksProxyUriPath: WHILE_SETTLED,
      XksProxyAuthenticationCredential: WHILE_SETTLED,
      XksProxyVpcEndpointServiceName: DISCONNECTED,
      XksProxyVpcEndpointServiceOwner: DISCONNECTED,
    },
    connectMs: 10_000,
    load: async () => (await import('./external-key-store.ts')).externalKeyStore,
  },
};

/** Returns the row of a type. */
export function keyStoreType(type: CustomKeyStoreType): KeyStoreTypeRow {
  return KEY_STORE_TYPES[type];
}

/** Returns the type whose keys have `origin`. Undefined: such keys are in no key store. */
export function typeOfOrigin(origin: OriginType): CustomKeyStoreType | undefined {
  return origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE' ? origin : undefined;
}
