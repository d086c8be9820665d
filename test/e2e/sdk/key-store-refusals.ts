/** The errors that the operations on custom key stores give, and those of other operations about key stores. */
import type { KmsErrorName } from '../../../src/model/errors.ts';
import type { HsmClusterChange } from '../../../src/model/hsm-cluster-input.ts';
import type { Registered } from '../../conformance/cases.ts';
import type { SdkFixture } from './fixture.ts';
import { NO_TEXT, type Provoke } from './refusal.ts';

const MISSING = 'cks-1234567890abcdef0';

const says = (input: object, text = NO_TEXT) => ({ input, says: text });

/** Changes members of the valid call. */
const change =
  (members: object): Provoke =>
  (_made, valid) =>
    says({ ...valid, ...members });

/** Changes the cluster of the Region, then makes the valid call. */
const withCluster =
  (...changes: readonly HsmClusterChange['action'][]): Provoke =>
  async ({ aid }, valid) => {
    for (const action of changes) await aid.changeCluster?.({ action } as HsmClusterChange);
    return says(valid);
  };

const notFound: Provoke = change({ CustomKeyStoreId: MISSING });

/** Creates a key store of the cluster of the Region. Returns its ID. */
async function newStore({ kms, cluster }: SdkFixture, name = 'store'): Promise<string> {
  const { id, trustAnchorCertificate } = await cluster();
  const { CustomKeyStoreId = '' } = await kms.createCustomKeyStore({
    CustomKeyStoreName: name,
    CloudHsmClusterId: id,
    TrustAnchorCertificate: trustAnchorCertificate,
    KeyStorePassword: 'kmsPswd',
  });
  return CustomKeyStoreId;
}

/** A key store that is not connected, in the place of the one of the valid call. */
const notConnected =
  (members: object): Provoke =>
  async (made, valid) =>
    says({ ...valid, ...members, CustomKeyStoreId: await newStore(made) });

const inStore = { Origin: 'AWS_CLOUDHSM' };

/** Connects a key store by the clock of the world, then leaves its cluster with one HSM. */
const oneHsm: Provoke = async (made, valid) => {
  const id = await newStore(made);
  await made.kms.connectCustomKeyStore({ CustomKeyStoreId: id });
  await made.aid.advance?.(60);
  const [first] = (await made.cluster()).hsms;
  await made.aid.changeCluster?.({ action: 'delete-hsm', hsmId: first?.id ?? '' });
  return says({ ...valid, ...inStore, CustomKeyStoreId: id });
};

/** Another cluster, which shares no backup history. */
const unrelated: Provoke = async ({ aid }, valid) => {
  const cluster = await aid.newCluster?.();
  return says({ CustomKeyStoreId: Reflect.get(valid, 'CustomKeyStoreId') as string, CloudHsmClusterId: cluster?.id });
};

/** A cluster from the backup of the present one, changed, for the key store of the valid call. */
const related =
  (action: HsmClusterChange['action']): Provoke =>
  async ({ aid, cluster }, valid) => {
    const { id } = await cluster();
    const copy = await aid.newCluster?.(id);
    await aid.changeCluster?.({ action } as HsmClusterChange, copy?.id);
    return says({ CustomKeyStoreId: Reflect.get(valid, 'CustomKeyStoreId') as string, CloudHsmClusterId: copy?.id });
  };

/** The ways. */
export const KEY_STORE_REFUSALS: { readonly [N in Registered]?: { readonly [name in KmsErrorName]?: Provoke } } = {
  ConnectCustomKeyStore: {
    CloudHsmClusterInvalidConfigurationException: withCluster('delete-security-rules'),
    CloudHsmClusterNotActiveException: withCluster('degrade-cluster'),
    CustomKeyStoreNotFoundException: notFound,
    CustomKeyStoreInvalidStateException: async ({ kms }, valid) => {
      const input = valid as { CustomKeyStoreId: string };
      await kms.connectCustomKeyStore(input);
      await kms.disconnectCustomKeyStore(input);
      return says(input);
    },
  },
  CreateCustomKeyStore: {
    CloudHsmClusterInUseException: async (made, valid) => {
      await newStore(made, 'first');
      return says(valid);
    },
    CloudHsmClusterInvalidConfigurationException: withCluster('delete-security-rules'),
    CloudHsmClusterNotActiveException: withCluster('degrade-cluster'),
    CloudHsmClusterNotFoundException: change({ CloudHsmClusterId: 'cluster-22222222222' }),
    CustomKeyStoreNameInUseException: async (made, valid) => {
      await newStore(made);
      return says(valid);
    },
    IncorrectTrustAnchorException: change({ TrustAnchorCertificate: 'no certificate' }),
    LimitExceededException: async (made, valid) => {
      for (let count = 0; count < 10; count++) {
        const cluster = await made.aid.newCluster?.();
        await newStore({ ...made, cluster: async () => cluster ?? made.cluster() }, `store-${count}`);
      }
      return says(valid, 'Custom key stores quota for this account in this region is 10, current usage is 10.');
    },
  },
  CreateKey: {
    CloudHsmClusterInvalidConfigurationException: oneHsm,
    CustomKeyStoreInvalidStateException: notConnected(inStore),
    CustomKeyStoreNotFoundException: change({ ...inStore, CustomKeyStoreId: MISSING }),
  },
  DeleteCustomKeyStore: {
    CustomKeyStoreHasCMKsException: async ({ kms, aid }, valid) => {
      const { CustomKeyStoreId } = valid as { CustomKeyStoreId: string };
      await kms.connectCustomKeyStore({ CustomKeyStoreId });
      await aid.advance?.(60);
      await kms.createKey({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
      await kms.disconnectCustomKeyStore({ CustomKeyStoreId });
      await aid.advance?.(60);
      return says(valid);
    },
    CustomKeyStoreInvalidStateException: async ({ kms }, valid) => {
      await kms.connectCustomKeyStore(valid as { CustomKeyStoreId: string });
      return says(valid);
    },
    CustomKeyStoreNotFoundException: notFound,
  },
  DescribeCustomKeyStores: { CustomKeyStoreNotFoundException: notFound },
  DisconnectCustomKeyStore: {
    CustomKeyStoreInvalidStateException: async ({ kms }, valid) => {
      await kms.disconnectCustomKeyStore(valid as { CustomKeyStoreId: string });
      return says(valid);
    },
    CustomKeyStoreNotFoundException: notFound,
  },
  GenerateRandom: {
    CustomKeyStoreInvalidStateException: notConnected({}),
    CustomKeyStoreNotFoundException: notFound,
  },
  UpdateCustomKeyStore: {
    CloudHsmClusterInvalidConfigurationException: related('delete-security-rules'),
    CloudHsmClusterNotActiveException: related('degrade-cluster'),
    CloudHsmClusterNotFoundException: change({ CloudHsmClusterId: 'cluster-22222222222' }),
    CloudHsmClusterNotRelatedException: unrelated,
    CustomKeyStoreInvalidStateException: async ({ kms }, valid) => {
      await kms.connectCustomKeyStore({ CustomKeyStoreId: Reflect.get(valid, 'CustomKeyStoreId') as string });
      return says(valid);
    },
    CustomKeyStoreNameInUseException: async (made, valid) => {
      const cluster = await made.aid.newCluster?.();
      await newStore({ ...made, cluster: async () => cluster ?? made.cluster() }, 'taken');
      return says({ ...valid, NewCustomKeyStoreName: 'taken' });
    },
    CustomKeyStoreNotFoundException: notFound,
  },
};
