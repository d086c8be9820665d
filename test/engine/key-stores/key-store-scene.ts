/** CloudHSM key stores for tests: a cluster, a key store of it, and the way to CONNECTED. */
import type { HsmClusterView } from '../../../src/model/hsm-cluster-view.ts';
import type { CustomKeyStoresListEntry } from '@aws-sdk/client-kms';
import { START, testWorld, type TestWorld } from '../world.ts';

export const PASSWORD = 'kmsPswd';

/** A world whose clock can be advanced, with a cluster and a key store of it. */
export interface KeyStoreScene {
  readonly world: TestWorld;
  readonly cluster: HsmClusterView;
  readonly id: string;
  entry(): Promise<CustomKeyStoresListEntry>;
  /** `CONNECTED`, or `FAILED CODE`. */
  state(): Promise<string>;
  /** Connects, and waits for the end of CONNECTING by the simulated clock. */
  connect(): Promise<string>;
  disconnect(): Promise<string>;
  key(): Promise<string>;
}

/** Input of CreateCustomKeyStore for a cluster. */
export const storeInput = (cluster: HsmClusterView, name = 'store') => ({
  CustomKeyStoreName: name,
  CloudHsmClusterId: cluster.id,
  TrustAnchorCertificate: cluster.trustAnchorCertificate,
  KeyStorePassword: PASSWORD,
});

/** Creates a scene. The key store is not connected. */
export async function keyStoreScene(): Promise<KeyStoreScene> {
  const world = await testWorld(undefined, {}, () => START);
  await world.engine.runClock(false);
  const [cluster] = await world.clusters.clusters();
  if (cluster === undefined) throw new Error('There is no default cluster.');
  const { CustomKeyStoreId: id = '' } = await world.ok('CreateCustomKeyStore', storeInput(cluster));
  const scene: KeyStoreScene = {
    world,
    cluster,
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
    key: () => world.key({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: id }),
  };
  return scene;
}
