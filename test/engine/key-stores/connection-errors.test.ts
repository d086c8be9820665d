/**
 * Each ConnectionErrorCode of a CloudHSM key store: what provokes it, and the documented fix, after which the key store
 * connects. Source: https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
import { expect } from 'chai';
import type { ConnectionErrorCodeType } from '@aws-sdk/client-kms';
import { keyStoreScene, PASSWORD, type KeyStoreScene } from './key-store-scene.ts';

/** Codes that only an external key store, or both types, can have. */
type CloudHsmCode = Exclude<ConnectionErrorCodeType, `XKS_${string}`>;

interface Row {
  readonly provoke: (scene: KeyStoreScene) => Promise<unknown>;
  /** Runs while the key store is DISCONNECTED again. */
  readonly fix: (scene: KeyStoreScene) => Promise<unknown>;
}

const firstSubnet = ({ cluster }: KeyStoreScene): string => cluster.subnets[0]?.id ?? '';

async function deleteHsms({ world, cluster }: KeyStoreScene): Promise<void> {
  for (const { id } of cluster.hsms)
    await world.clusters.changeCluster(cluster.id, { action: 'delete-hsm', hsmId: id });
}

async function addHsms({ world, cluster }: KeyStoreScene): Promise<void> {
  for (const { availabilityZone } of cluster.subnets)
    await world.clusters.changeCluster(cluster.id, { action: 'add-hsm', availabilityZone });
}

async function lockUser({ world, cluster }: KeyStoreScene): Promise<void> {
  for (let count = 0; count < 5; count++)
    await world.clusters.changeCluster(cluster.id, { action: 'log-in', password: 'not-the-one' });
}

const update = ({ world, id }: KeyStoreScene, members: { KeyStorePassword?: string; CloudHsmClusterId?: string }) =>
  world.ok('UpdateCustomKeyStore', { CustomKeyStoreId: id, ...members });

const ROWS: { readonly [C in CloudHsmCode]: Row } = {
  CLUSTER_NOT_FOUND: {
    provoke: ({ world, cluster }) => world.clusters.removeCluster(cluster.id),
    async fix(scene) {
      const { id } = await scene.world.clusters.createCluster({ backupOf: scene.cluster.id });
      await update(scene, { CloudHsmClusterId: id });
    },
  },
  INSUFFICIENT_CLOUDHSM_HSMS: { provoke: deleteHsms, fix: addHsms },
  INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: {
    provoke: (scene) =>
      scene.world.clusters.changeCluster(scene.cluster.id, {
        action: 'set-free-addresses',
        subnetId: firstSubnet(scene),
        freeAddresses: 0,
      }),
    fix: (scene) =>
      scene.world.clusters.changeCluster(scene.cluster.id, {
        action: 'set-free-addresses',
        subnetId: firstSubnet(scene),
        freeAddresses: 1,
      }),
  },
  INTERNAL_ERROR: {
    provoke: ({ world }) => world.engine.faults.setFault('cloudhsm-internal'),
    fix: ({ world }) => world.engine.faults.clearFault('cloudhsm-internal'),
  },
  INVALID_CREDENTIALS: {
    provoke: ({ world, cluster }) =>
      world.clusters.changeCluster(cluster.id, { action: 'change-kmsuser-password', password: 'another-password' }),
    fix: (scene) => update(scene, { KeyStorePassword: 'another-password' }),
  },
  NETWORK_ERRORS: {
    provoke: ({ world, cluster }) => world.engine.faults.setFault('cloudhsm-network', { clusterId: cluster.id }),
    fix: ({ world }) => world.engine.faults.clearFault(),
  },
  SUBNET_NOT_FOUND: {
    provoke: (scene) =>
      scene.world.clusters.changeCluster(scene.cluster.id, { action: 'delete-subnet', subnetId: firstSubnet(scene) }),
    // A deleted subnet cannot be restored on AWS: the cluster is restored from a backup with other subnets.
    async fix(scene) {
      const { id } = await scene.world.clusters.createCluster({ backupOf: scene.cluster.id });
      await update(scene, { CloudHsmClusterId: id });
    },
  },
  USER_LOCKED_OUT: {
    provoke: lockUser,
    async fix(scene) {
      await scene.world.clusters.changeCluster(scene.cluster.id, {
        action: 'change-kmsuser-password',
        password: 'another-password',
      });
      await update(scene, { KeyStorePassword: 'another-password' });
    },
  },
  USER_LOGGED_IN: {
    provoke: ({ world, cluster }) => world.clusters.changeCluster(cluster.id, { action: 'log-in', password: PASSWORD }),
    fix: ({ world, cluster }) => world.clusters.changeCluster(cluster.id, { action: 'log-out' }),
  },
  USER_NOT_FOUND: {
    provoke: ({ world, cluster }) => world.clusters.changeCluster(cluster.id, { action: 'delete-kmsuser' }),
    async fix(scene) {
      await scene.world.clusters.changeCluster(scene.cluster.id, {
        action: 'create-kmsuser',
        password: 'new-password',
      });
      await update(scene, { KeyStorePassword: 'new-password' });
    },
  },
};

describe('a connection of a CloudHSM key store', () => {
  it('succeeds without a problem', async () => {
    const scene = await keyStoreScene();
    expect(await scene.connect()).to.equal('CONNECTED');
  });

  for (const [code, { provoke, fix }] of Object.entries(ROWS)) {
    it(`fails with ${code}, and succeeds after the documented fix`, async () => {
      const scene = await keyStoreScene();
      await provoke(scene);
      await scene.world.ok('ConnectCustomKeyStore', { CustomKeyStoreId: scene.id });
      expect(await scene.state()).to.equal('CONNECTING');
      await scene.world.engine.advanceClock(60);
      expect(await scene.state()).to.equal(`FAILED ${code}`);
      // FAILED has to be left by a disconnection.
      expect(await scene.world.error('ConnectCustomKeyStore', { CustomKeyStoreId: scene.id })).to.equal(
        'CustomKeyStoreInvalidStateException',
      );
      expect(await scene.disconnect()).to.equal('DISCONNECTED');
      await fix(scene);
      expect(await scene.connect()).to.equal('CONNECTED');
      const key = await scene.key();
      const { CiphertextBlob } = await scene.world.ok('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(7) });
      const { Plaintext } = await scene.world.ok('Decrypt', { CiphertextBlob });
      expect([...(Plaintext ?? [])]).to.deep.equal([7]);
    });
  }

  const AT_ONCE = {
    CloudHsmClusterNotActiveException: ['degrade-cluster', 'repair-cluster'],
    CloudHsmClusterInvalidConfigurationException: ['delete-security-rules', 'restore-security-rules'],
  } as const;
  for (const [name, [broken, repaired]] of Object.entries(AT_ONCE)) {
    it(`is refused at once with ${name}, and leaves the key store DISCONNECTED`, async () => {
      const scene = await keyStoreScene();
      await scene.world.clusters.changeCluster(scene.cluster.id, { action: broken });
      expect(await scene.world.error('ConnectCustomKeyStore', { CustomKeyStoreId: scene.id })).to.equal(name);
      expect(await scene.state()).to.equal('DISCONNECTED');
      await scene.world.clusters.changeCluster(scene.cluster.id, { action: repaired });
      expect(await scene.connect()).to.equal('CONNECTED');
    });
  }
});
