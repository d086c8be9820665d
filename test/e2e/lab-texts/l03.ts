/** Lab L03: data keys. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { useKey } from './key-pages.ts';
import { newFile } from './learner-files.ts';
import type { Learner } from './learner.ts';
import { createsEnvelope, decryptsFile, encryptsFile, entersKey, opensPlayground } from './playground.ts';

const KEY = 'alias/files';
const CONTENT = 'Minutes of the meeting';

/** Does what the tasks say. */
export async function l03(learner: Learner): Promise<void> {
  const { main } = learner;
  const file = await newFile('minutes.txt', CONTENT);
  await opensPlayground(learner, 'File');
  await entersKey(learner, KEY);
  const encrypted = await encryptsFile(learner, file);
  await encryptsFile(learner, file);
  await learner.seesDone('get');

  await main.getByRole('table', { name: 'Plaintext data keys in memory' }).waitFor();
  await main.getByRole('button', { name: 'Overwrite displayed copies' }).click();
  await learner.seesDone('wipe');

  await learner.advances('+1 day');
  await opensPlayground(learner, 'File');
  assert.equal(await readFile(await decryptsFile(learner, encrypted), 'utf8'), CONTENT);
  await learner.seesDone('tomorrow');

  const { CiphertextBlob = '' } = await useKey(learner, KEY, 'GenerateDataKeyWithoutPlaintext');
  await learner.switches('caller', 'role Reader');
  await learner.calls('Decrypt', { CiphertextBlob });
  await learner.seesDone('without-plaintext');

  await learner.switches('caller', 'role Learner');
  await createsEnvelope(learner, KEY);
  await main.getByRole('button', { name: 'Discard all encrypted data keys' }).click();
  await main.getByText('All encrypted data keys are discarded.').waitFor();
  await learner.opensKey(KEY, 'Activity');
  await learner.answers('No. AWS KMS stores neither copy');
  await learner.seesDone('lost');
}
