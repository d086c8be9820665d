/** Lab L11: import your own key material. */
import { createKey, shownKeyId, useKey } from './key-pages.ts';
import { deleteMaterial, getParameters, importMaterial, wrapFile, wrapNew } from './import-page.ts';
import type { Learner } from './learner.ts';

const FIRST = 'alias/own';

/** Gets new parameters, wraps the bytes of a file, and imports them. */
async function imports(learner: Learner, file: string, options: Parameters<typeof importMaterial>[1] = {}) {
  await getParameters(learner);
  await wrapFile(learner, file);
  await importMaterial(learner, options);
}

/** Does what the tasks say. */
export async function l11(learner: Learner): Promise<void> {
  const { main } = learner;
  await createKey(learner, { alias: FIRST, origin: 'External (import key material)' });
  await learner.seesDone('create');

  await learner.opensTab('Key material');
  await getParameters(learner);
  const safe = await wrapNew(learner);
  await learner.waits(25 * 3600);
  await importMaterial(learner, { error: 'ExpiredImportTokenException' });
  await learner.seesDone('token-expired');

  await imports(learner, safe, { days: 30 });
  const { CiphertextBlob = '' } = await useKey(learner, FIRST, 'Encrypt', { texts: { Plaintext: 'a text' } });
  await learner.seesDone('import');

  await learner.waits(31 * 86_400);
  await learner.calls('Decrypt', { CiphertextBlob }, {}, 'KMSInvalidStateException');
  await learner.opensKey(FIRST, 'Key material');
  await imports(learner, safe);
  await learner.calls('Decrypt', { CiphertextBlob });
  await learner.seesDone('expire');

  await learner.opensKey(FIRST, 'Key material');
  await deleteMaterial(learner);
  await getParameters(learner);
  await wrapNew(learner);
  await importMaterial(learner, { error: 'IncorrectKeyMaterialException' });
  await learner.seesDone('other-bytes');

  await imports(learner, safe);
  await getParameters(learner);
  await wrapNew(learner);
  await importMaterial(learner, { type: 'New key material' });
  await main.getByRole('button', { name: 'Rotate key now' }).click();
  await learner.advances('+1 hour');
  await learner.seesDone('rotate');

  await createKey(learner, { alias: 'alias/second', origin: 'External (import key material)' });
  const second = await shownKeyId(learner);
  await learner.opensTab('Key material');
  await imports(learner, safe);
  const again = await useKey(learner, FIRST, 'Encrypt', { texts: { Plaintext: 'a text' } });
  const wrong = { CiphertextBlob: again['CiphertextBlob'] ?? '', KeyId: second };
  await learner.calls('Decrypt', wrong, {}, 'IncorrectKeyException');
  await learner.seesDone('other-key');
}
