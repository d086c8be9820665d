/** Lab L13: custom key stores. */
import { createKey, shownKeyId, useKey } from './key-pages.ts';
import { base64, type Learner } from './learner.ts';

const PLAINTEXT = { texts: { Plaintext: 'a text' } };

/** Presses a button of the page of a key store, and lets a minute pass. */
async function act(learner: Learner, store: string, action: 'Connect' | 'Disconnect', state: string): Promise<void> {
  await openStore(learner, store);
  await learner.main.getByRole('button', { name: action, exact: true }).click();
  await learner.waits(60);
  await learner.main.getByText(state, { exact: true }).first().waitFor();
}

async function openStore(learner: Learner, store: string): Promise<void> {
  await learner.opens('Key stores');
  await learner.main.getByRole('link', { name: store }).click();
  await learner.main.getByRole('button', { name: 'Edit', exact: true }).waitFor();
}

/** Does what the tasks say. */
export async function l13(learner: Learner): Promise<void> {
  const { main } = learner;
  await learner.opens('Key stores');
  await main.getByRole('button', { name: 'Create CloudHSM key store' }).click();
  const create = learner.dialog('Create CloudHSM key store');
  await create.getByLabel('Key store name').fill('cluster-store');
  await create.getByLabel('Password of kmsuser').fill('kmsPswd');
  await create.getByRole('button', { name: 'Create key store' }).click();
  await act(learner, 'cluster-store', 'Connect', 'Failed');
  console.log(await main.ariaSnapshot());
  void createKey;
  void shownKeyId;
  void useKey;
  void base64;
  void PLAINTEXT;
}
