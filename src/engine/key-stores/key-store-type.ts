/**
 * The two types of custom key store: one row each. A type knows the system behind its key stores; the operations do
 * not. What it needs of the code of that system is loaded when it is used.
 */
import type { ConnectionErrorCodeType, CustomKeyStoreType, OriginType } from '../../model/sdk.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';

/** The members of a key store record that belong to its type. */
export type KeyStoreConfiguration = Partial<Pick<KeyStoreRecord, 'cluster' | 'proxy'>>;

/** Result of a connection. It takes effect at the end of CONNECTING. */
export type ConnectionResult =
  | { readonly errorCode: ConnectionErrorCodeType }
  | {
      readonly errorCode?: undefined;
      /** Members of the record that the connection changed, such as a rotated password. */
      readonly configuration?: KeyStoreConfiguration;
    };

/**
 * What a type of key store does. All functions reach the system behind it. They run in step 6 of the request pipeline,
 * once per attempt: what must not be repeated after a conflict is wrapped in `context.once`.
 */
export interface KeyStoreKind {
  /**
   * Checks the configuration of a new key store.
   * @throws {KmsError}
   */
  create(input: ValidInput<'CreateCustomKeyStore'>, context: CallContext): Promise<KeyStoreConfiguration>;
  /**
   * Checks changed members against the system and the other key stores. The state of the key store permits the change.
   * @throws {KmsError}
   */
  update(
    store: KeyStoreRecord,
    input: ValidInput<'UpdateCustomKeyStore'>,
    context: CallContext,
  ): Promise<KeyStoreConfiguration>;
  /**
   * Connects.
   * @throws {KmsError} for a problem that AWS reports at once: the key store then stays DISCONNECTED
   */
  connect(store: KeyStoreRecord, context: CallContext): Promise<ConnectionResult>;
  /** Disconnects. Does not fail if the system is unreachable. */
  disconnect(store: KeyStoreRecord, context: CallContext): Promise<void>;
  /**
   * Checks that a key can be created in a connected key store. Returns the members of the key that say which.
   * @throws {KmsError}
   */
  prepareKey(
    store: KeyStoreRecord,
    input: ValidInput<'CreateKey'>,
    context: CallContext,
  ): Promise<Partial<Pick<KeyRecord, 'xksKeyId'>>>;
  /** Returns random bytes of the key store. Omitted: it has none to give (UnsupportedOperationException). */
  random?(store: KeyStoreRecord, length: number, context: CallContext): Promise<Bytes>;
}

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
