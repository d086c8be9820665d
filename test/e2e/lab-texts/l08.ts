/** Lab L08: grants. */
import { shownKeyId, useKey } from './key-pages.ts';
import type { Learner } from './learner.ts';
import { runAction } from './service-pages.ts';

const JOB = { job: '7' };
const BATCH = { principal: 'role Batch' };

/** Creates a grant on the page of the key. Returns its grant token. */
async function grant(learner: Learner, grantee: string, constraint: string, operations: readonly string[]) {
  const { main } = learner;
  await learner.opensKey('alias/jobs', 'Grants');
  const form = main.locator('details').filter({ hasText: 'Create grant' }).first();
  await form.waitFor();
  if ((await form.getAttribute('open')) === null) await form.getByText('Create grant', { exact: true }).first().click();
  await main.getByRole('combobox', { name: 'Grantee' }).selectOption(grantee);
  for (const name of operations) await main.getByRole('checkbox', { name, exact: true }).check();
  await main.getByRole('radio', { name: new RegExp(constraint) }).check();
  await learner.fillsPairs(JOB, 'Encryption context pairs (maximum 8)');
  await main.getByRole('button', { name: 'Create grant' }).click();
  return (await main.getByRole('region', { name: 'Grant token value' }).textContent())?.trim() ?? '';
}

/** Does what the tasks say. */
export async function l08(learner: Learner): Promise<void> {
  const { main } = learner;
  const { CiphertextBlob = '' } = await useKey(learner, 'alias/jobs', 'Encrypt', {
    texts: { Plaintext: 'a text' },
    context: JOB,
  });
  const token = await grant(learner, 'role/Batch', 'EncryptionContextSubset', ['Decrypt', 'RetireGrant']);
  await learner.seesDone('narrow');

  const decrypt = { CiphertextBlob, EncryptionContext: JOB };
  await learner.calls('Decrypt', decrypt, BATCH, 'AccessDeniedException');
  await learner.seesDone('delay');

  await learner.calls('Decrypt', { ...decrypt, GrantTokens: [token] }, BATCH);
  await learner.seesDone('token');

  await learner.waits(6 * 60);
  await learner.seesDone('matrix');

  await grant(learner, 'role/Strict', 'EncryptionContextEquals', ['Decrypt']);
  await grant(learner, 'role/Loose', 'EncryptionContextSubset', ['Decrypt']);
  await learner.waits(6 * 60);
  await learner.seesDone('equals-subset');

  await learner.panel.getByRole('link', { name: 'Services' }).click();
  await main.getByRole('heading', { name: 'Volumes' }).waitFor();
  const created = await runAction(learner, 'Create volume', { 'KMS key': 'alias/jobs' });
  const volume = /vol-\w+/.exec(created)?.[0] ?? '';
  await runAction(learner, 'Attach volume', { Volume: volume });
  await runAction(learner, 'Detach volume', { Volume: volume });
  await learner.seesDone('volume');

  await learner.opensKey('alias/jobs');
  const KeyId = await shownKeyId(learner);
  const { Grants = '[]' } = await learner.calls('ListGrants', {
    KeyId,
    GranteePrincipal: 'arn:aws:iam::111122223333:role/Batch',
  });
  const [{ GrantId }] = JSON.parse(Grants) as [{ GrantId: string }];
  await learner.calls('RetireGrant', { KeyId, GrantId }, BATCH);
  await learner.opensKey('alias/jobs', 'Grants');
  await main.getByRole('button', { name: 'Revoke grant to role/Loose' }).click();
  await learner.answers('No. Grants only allow.');
  await learner.seesDone('end');
}
