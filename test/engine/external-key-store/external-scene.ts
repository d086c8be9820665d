/** External key stores for tests: a simulated proxy, a key store of it, and the way to CONNECTED. */
import type { CustomKeyStoresListEntry } from '@aws-sdk/client-kms';
import type { NewProxy } from '../../../src/model/external-key-manager.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

export const EXTERNAL_KEY = 'external-1';

/** A world whose clock can be advanced, with a proxy and a key store of it. */
export interface ExternalScene {
  readonly world: TestWorld;
  readonly proxy: NewProxy;
  readonly id: string;
  entry(): Promise<CustomKeyStoresListEntry>;
  /** `CONNECTED`, or `FAILED CODE`. */
  state(): Promise<string>;
  /** Connects, and waits for the end of CONNECTING by the simulated clock. */
  connect(): Promise<string>;
  disconnect(): Promise<string>;
  /** The ARN of a new KMS key on a new external key. */
  key(externalKeyId?: string): Promise<string>;
}

/** Input of CreateCustomKeyStore for a proxy. */
export const storeInput = ({ endpoint, path, credential }: NewProxy, name = 'external') =>
  ({
    CustomKeyStoreName: name,
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: endpoint,
    XksProxyUriPath: path,
    XksProxyAuthenticationCredential: {
      AccessKeyId: credential.accessKeyId,
      RawSecretAccessKey: credential.rawSecretAccessKey,
    },
  }) satisfies InputOf<'CreateCustomKeyStore'>;

/** Creates a scene. The key store is not connected. */
export async function externalScene(
  more: Partial<InputOf<'CreateCustomKeyStore'>> = {},
  prepare: (world: TestWorld, proxy: NewProxy) => Promise<unknown> = () => Promise.resolve(),
): Promise<ExternalScene> {
  const world = await testWorld(undefined, {}, () => START);
  await world.engine.runClock(false);
  const proxy = await world.proxies.createProxy();
  await prepare(world, proxy);
  const { CustomKeyStoreId: id = '' } = await world.ok('CreateCustomKeyStore', { ...storeInput(proxy), ...more });
  const scene: ExternalScene = {
    world,
    proxy,
    id,
    async entry() {
      const { CustomKeyStores: [entry] = [] } = await world.ok('DescribeCustomKeyStores', { CustomKeyStoreId: id });
      return entry ?? {};
    },
    async state() {
      const { ConnectionState = '', ConnectionErrorCode } = await scene.entry();
      return ConnectionErrorCode === undefined ? ConnectionState : `${ConnectionState} ${ConnectionErrorCode}`;
    },
    async connect() {
      await world.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
      await world.engine.advanceClock(60);
      return scene.state();
    },
    async disconnect() {
      await world.ok('DisconnectCustomKeyStore', { CustomKeyStoreId: id });
      await world.engine.advanceClock(60);
      return scene.state();
    },
    async key(externalKeyId = EXTERNAL_KEY) {
      await world.proxies.createExternalKey(proxy.id, { keyId: externalKeyId });
      return world.key({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: id, XksKeyId: externalKeyId });
    },
  };
  return scene;
}
