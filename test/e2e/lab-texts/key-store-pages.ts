/** What a learner does on the pages of key stores. */
import type { Learner } from './learner.ts';

/** Opens the page of a key store from the list. */
async function openStore(learner: Learner, name: string): Promise<void> {
  await learner.opens('Key stores');
  await learner.main.getByRole('link', { name, exact: true }).click();
  await learner.main.getByRole('button', { name: 'Edit', exact: true }).waitFor();
}

/** Connects a key store, and lets a minute pass. It is then in this state. */
export async function connectStore(learner: Learner, name: string, state: 'Connected' | 'Failed'): Promise<void> {
  await openStore(learner, name);
  await learner.main.getByRole('button', { name: 'Connect', exact: true }).click();
  await learner.waits(60);
  await learner.main.getByText(state, { exact: true }).first().waitFor();
}

/** Disconnects a key store, and lets a minute pass. */
export async function disconnectStore(learner: Learner, name: string): Promise<void> {
  const { main } = learner;
  await openStore(learner, name);
  await main.getByRole('button', { name: 'Disconnect', exact: true }).click();
  const disconnects = main.getByText(/^\s*Disconnect(ing|ed)\s*$/).first();
  await learner.confirms('Disconnect this key store?', 'Disconnect key store', disconnects);
  await learner.waits(60);
  await main.getByText('Disconnected', { exact: true }).first().waitFor();
}
