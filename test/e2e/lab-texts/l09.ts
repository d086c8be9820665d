/** Lab L09: unusable keys and the delayed effect. */
import { deleteMaterial } from './import-page.ts';
import { cancelDeletion, disableKey, enableKey, scheduleDeletion, shownKeyId, useKey } from './key-pages.ts';
import { disconnectStore } from './key-store-pages.ts';
import type { Learner } from './learner.ts';
import { failAction, opensService, runAction } from './service-pages.ts';

const KEY = 'alias/orders';
const REFUSED = 'KMSInvalidStateException';
const PLAINTEXT = { texts: { Plaintext: 'a text' } };

/** Restarts the app Orders. It must work again, or stop with `error`. */
async function restart(learner: Learner, error?: string): Promise<void> {
  await opensService(learner, 'Orders app');
  await (error ? failAction(learner, error, 'Restart app') : runAction(learner, 'Restart app'));
}

/** Does what the tasks say. */
export async function l09(learner: Learner): Promise<void> {
  await disableKey(learner, KEY);
  await opensService(learner, 'Orders app');
  await runAction(learner, 'Write order', { Text: 'two chairs' });
  await learner.seesDone('disable');

  await restart(learner, 'DisabledException');
  await learner.seesDone('restart');

  await enableKey(learner, KEY);
  await restart(learner);
  await learner.seesDone('enable');

  await scheduleDeletion(learner, KEY, 7);
  await restart(learner, REFUSED);
  await cancelDeletion(learner, KEY);
  await enableKey(learner, KEY);
  await restart(learner);
  await learner.seesDone('deletion');

  await learner.opensKey('alias/imported', 'Key material');
  await deleteMaterial(learner);
  await useKey(learner, 'alias/imported', 'Encrypt', PLAINTEXT, REFUSED);
  await disconnectStore(learner, 'store');
  await useKey(learner, 'alias/store', 'Encrypt', PLAINTEXT, REFUSED);
  await learner.seesDone('other-causes');

  await learner.opensKey(KEY);
  await learner.calls('GetKeyLastUsage', { KeyId: await shownKeyId(learner) });
  await learner.opensKey(KEY, 'Dependents');
  await learner.main.getByText('Running app').first().waitFor();
  await learner.seesDone('before');
}
