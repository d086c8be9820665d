/** The functions that each type of custom key store has. */
import type { ConnectionErrorCodeType } from '../../model/sdk.ts';
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
