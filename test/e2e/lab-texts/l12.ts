/** Lab L12: multi-Region keys. */
import { createKey, scheduleDeletion, shownKeyId, useKey } from './key-pages.ts';
import { base64, type Learner } from './learner.ts';

/** Does what the tasks say. */
export async function l12(learner: Learner): Promise<void> {
  const { main } = learner;
  const alias = 'alias/everywhere';
  const key = await createKey(learner, { alias, isMultiRegion: true });
  await learner.opensTab('Regionality');
  await main.getByRole('button', { name: 'Create replica keys…' }).click();
  const replicas = learner.dialog('Create replica keys');
  await replicas.getByRole('combobox', { name: 'Region' }).selectOption('eu-west-1');
  await replicas.getByRole('button', { name: 'Create replica key' }).click();
  await learner.seesDone('replicate');
  await learner.waits(60);

  const { CiphertextBlob = '' } = await useKey(learner, alias, 'Encrypt', { texts: { Plaintext: 'a text' } });
  await learner.calls('Decrypt', { CiphertextBlob }, { region: 'eu-west-1' });
  await learner.seesDone('cross-region');

  await learner.opensKey('alias/local');
  const replicate = { KeyId: await shownKeyId(learner), ReplicaRegion: 'eu-west-1' };
  await learner.calls('ReplicateKey', replicate, {}, 'UnsupportedOperationException');
  const local = await learner.calls('Encrypt', { KeyId: 'alias/local', Plaintext: base64('a text') });
  const foreign = { CiphertextBlob: local['CiphertextBlob'] ?? '' };
  await learner.calls('Decrypt', foreign, { region: 'eu-west-1' }, 'AccessDeniedException');
  await learner.seesDone('single-region');

  await learner.switches('Region', 'eu-west-1');
  await learner.opensKey(`mrk-…${key.slice(-4)}`, 'Aliases');
  await main.getByRole('textbox', { name: 'New alias' }).fill('alias/eu');
  await main.getByRole('button', { name: 'Create alias' }).click();
  await learner.seesDone('separate');

  await learner.switches('Region', 'us-east-1');
  await learner.opensKey(alias, 'Regionality');
  await main.getByRole('button', { name: 'Change primary Region…' }).click();
  const primary = learner.dialog('Change the primary Region?');
  await primary.getByRole('button', { name: 'Change primary Region' }).click();
  await learner.seesDone('move-primary');

  await learner.switches('Region', 'eu-west-1');
  await scheduleDeletion(learner, 'alias/eu', 7);
  await learner.switches('Region', 'us-east-1');
  await scheduleDeletion(learner, alias, 7);
  await learner.advances('+1 day', 8);
  await learner.advances('+1 day', 8);
  await learner.seesDone('delete');
}
