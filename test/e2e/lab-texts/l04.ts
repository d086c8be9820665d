/** Lab L04: envelope encryption and its uses. */
import { disableKey, enableKey } from './key-pages.ts';
import { choosesFile, savesFile } from './learner-files.ts';
import type { Learner } from './learner.ts';
import { createsEnvelope, entersKey, opensPlayground } from './playground.ts';

/** Keeps a private key in an envelope, and uses its public key. */
async function keepPrivateKey(learner: Learner): Promise<void> {
  const { main } = learner;
  await opensPlayground(learner, 'Recipients');
  await entersKey(learner, 'alias/a');
  await main.getByRole('heading', { name: 'A private key in an envelope' }).waitFor();
  await main.getByRole('button', { name: 'Generate key pair' }).click();
  await main.getByRole('textbox', { name: 'Text to encrypt' }).fill('a text');
  await main.getByRole('button', { name: 'Encrypt with the public key' }).click();
  await main.getByRole('button', { name: 'Decrypt the private key and the text' }).click();
  await main.getByText('Decrypted text').waitFor();
  await learner.seesDone('key-pair');
}

/** Does what the tasks say. */
export async function l04(learner: Learner): Promise<void> {
  const { main } = learner;
  await opensPlayground(learner, 'Records');
  await entersKey(learner, 'alias/a');
  await main.getByRole('spinbutton', { name: 'Records' }).fill('200');
  await main.getByRole('spinbutton', { name: 'Tenants' }).fill('1');
  await main.getByRole('button', { name: 'Encrypt with cache' }).click();
  await learner.seesDone('records');

  await createsEnvelope(learner, 'alias/a');
  await main.getByRole('combobox', { name: 'KMS key to add' }).fill('alias/b');
  await main.getByRole('button', { name: 'Add recipient' }).click();
  await main.getByText('Recipient added.').waitFor();
  await learner.seesDone('two-recipients');

  const envelope = await savesFile(learner, () => main.getByRole('button', { name: 'Download', exact: true }).click());
  const choosesEnvelope = async () => {
    await opensPlayground(learner, 'Recipients');
    await choosesFile(learner, main.getByRole('button', { name: 'Choose an encrypted file' }), envelope);
  };
  await disableKey(learner, 'alias/a');
  await choosesEnvelope();
  await main.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await main.getByText('Decrypted content').waitFor();
  await learner.seesDone('a-disabled');

  await enableKey(learner, 'alias/a');
  await choosesEnvelope();
  const recipient = main.getByRole('combobox', { name: 'Recipient to move' });
  await recipient.selectOption({ index: 0 });
  await main.getByRole('combobox', { name: 'New KMS key' }).fill('alias/c');
  await main.getByRole('button', { name: 'Move with ReEncrypt' }).click();
  await main.getByText('Recipient moved.').waitFor();
  await learner.seesDone('move');

  await keepPrivateKey(learner);
}
