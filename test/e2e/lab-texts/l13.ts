/** Lab L13: custom key stores. */
import assert from 'node:assert/strict';
import { createKey, shownKeyId, useKey } from './key-pages.ts';
import { connectStore, disconnectStore } from './key-store-pages.ts';
import type { Learner } from './learner.ts';

const PLAINTEXT = { texts: { Plaintext: 'a text' } };

/** Does what the tasks say. */
export async function l13(learner: Learner): Promise<void> {
  const { main } = learner;
  await learner.opens('Key stores');
  await main.getByRole('button', { name: 'Create CloudHSM key store' }).click();
  const create = learner.dialog('Create CloudHSM key store');
  await create.getByLabel('Key store name').fill('cluster-store');
  await create.getByLabel('Password of kmsuser').fill('kmsPswd');
  await create.getByRole('button', { name: 'Create key store' }).click();
  await connectStore(learner, 'cluster-store', 'Failed');
  for (const code of ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET', 'USER_LOGGED_IN']) {
    const { CustomKeyStores = '' } = await learner.calls('DescribeCustomKeyStores');
    assert.match(CustomKeyStores, new RegExp(code));
    await disconnectStore(learner, 'cluster-store');
    await main.getByRole('button', { name: `Fix it: ${code}` }).click();
    await connectStore(learner, 'cluster-store', code === 'USER_LOGGED_IN' ? 'Connected' : 'Failed');
  }
  await learner.seesDone('diagnose');

  await createKey(learner, { alias: 'alias/in-cluster', keyStore: 'cluster-store' });
  const KeyId = await shownKeyId(learner);
  await useKey(learner, 'alias/in-cluster', 'Encrypt', PLAINTEXT);
  await learner.seesDone('cloudhsm');

  await disconnectStore(learner, 'cluster-store');
  await useKey(learner, 'alias/in-cluster', 'Encrypt', PLAINTEXT, 'KMSInvalidStateException');
  await connectStore(learner, 'cluster-store', 'Connected');
  await useKey(learner, 'alias/in-cluster', 'Encrypt', PLAINTEXT);
  await learner.seesDone('kill-switch');

  await createExternalStore(learner);
  await learner.waits(60);
  await createKey(learner, { alias: 'alias/outside', keyStore: 'outside-store', externalKeyId: 'outside-1' });
  await useKey(learner, 'alias/outside', 'Encrypt', PLAINTEXT);
  await learner.seesDone('external');

  await learner.opens('External key managers');
  await main.getByRole('checkbox', { name: 'Cannot be reached' }).check();
  await useKey(learner, 'alias/outside', 'Encrypt', PLAINTEXT, 'KMSInvalidStateException');
  await learner.opens('External key managers');
  await main.getByRole('button', { name: 'Clear all faults' }).click();
  await main.getByRole('checkbox', { name: 'Cannot be reached', checked: false }).waitFor();
  await useKey(learner, 'alias/outside', 'Encrypt', PLAINTEXT);
  await learner.seesDone('break-proxy');

  const { CustomKeyStores = '[]' } = await learner.calls('DescribeCustomKeyStores', {
    CustomKeyStoreName: 'cluster-store',
  });
  const [{ CustomKeyStoreId }] = JSON.parse(CustomKeyStores) as [{ CustomKeyStoreId: string }];
  await learner.calls('EnableKeyRotation', { KeyId }, {}, 'UnsupportedOperationException');
  const asymmetric = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId, KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
  await learner.calls('CreateKey', asymmetric, {}, 'ValidationException');
  await learner.seesDone('limits');

  await learner.calls('DeleteCustomKeyStore', { CustomKeyStoreId }, {}, 'CustomKeyStoreInvalidStateException');
  await learner.seesDone('delete-store');
}

/** Creates an external key manager, an external key, and the key store for its proxy, which then connects. */
async function createExternalStore(learner: Learner): Promise<void> {
  const { main } = learner;
  await learner.opens('External key managers');
  await main.getByRole('button', { name: 'Create external key manager' }).click();
  await main.getByLabel('Name of the key store').fill('outside-store');
  await main.getByRole('button', { name: 'Create and connect key store' }).click();
  await main.getByRole('link', { name: 'Open key store outside-store' }).waitFor();
  await main.getByLabel('ID of the new external key').fill('outside-1');
  await main.getByRole('button', { name: 'Create external key', exact: true }).click();
  await main.getByRole('button', { name: 'Rotate outside-1' }).waitFor();
}
