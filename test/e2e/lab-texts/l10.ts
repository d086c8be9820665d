/** Lab L10: rotation. */
import { createKey, shownKeyId, useKey } from './key-pages.ts';
import type { Learner } from './learner.ts';

/** Does what the tasks say. */
export async function l10(learner: Learner): Promise<void> {
  const { main } = learner;
  const kept = await useKey(learner, 'alias/records', 'Encrypt', { texts: { Plaintext: 'before' } });
  const dataKeys: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { CiphertextBlob = '' } = await useKey(learner, 'alias/records', 'GenerateDataKeyWithoutPlaintext');
    dataKeys.push(CiphertextBlob);
  }
  await learner.seesDone('prepare');

  await learner.opensTab('Key rotation');
  await main.getByRole('spinbutton', { name: 'Rotation period in days' }).fill('180');
  await main.getByRole('button', { name: 'Enable rotation' }).click();
  await learner.seesDone('enable');

  await learner.waits(181 * 86_400);
  await learner.seesDone('wait');

  await useKey(learner, 'alias/records', 'Encrypt', { texts: { Plaintext: 'after' } });
  await useKey(learner, 'alias/records', 'Decrypt', { bytes: { Ciphertext: kept.CiphertextBlob ?? '' } });
  await learner.seesDone('old-and-new');

  await learner.opensTab('Key rotation');
  await main.getByRole('button', { name: 'Rotate key now' }).click();
  await learner.advances('+1 hour');
  await learner.seesDone('on-demand');

  for (const CiphertextBlob of dataKeys)
    await learner.calls('ReEncrypt', { CiphertextBlob, DestinationKeyId: 'alias/records' });
  await learner.seesDone('re-encrypt');

  const hmac = { usage: 'Generate and verify MAC', spec: 'HMAC_256' };
  const KeyId = await createKey(learner, { ...hmac, alias: 'alias/mac' });
  await learner.calls('EnableKeyRotation', { KeyId }, {}, 'UnsupportedOperationException');
  await createKey(learner, hmac);
  await learner.calls('UpdateAlias', { AliasName: 'alias/mac', TargetKeyId: await shownKeyId(learner) });
  await learner.seesDone('by-hand');
}
