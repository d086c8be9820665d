/** Lab L06: aliases, tags and attribute-based access control. */
import { document, setIdentityPolicy, shownKeyId, statement } from './key-pages.ts';
import { base64, type Learner } from './learner.ts';

/** Does what the tasks say. */
export async function l06(learner: Learner): Promise<void> {
  await learner.opensKey('alias/key-a', 'Aliases');
  await learner.main.getByRole('textbox', { name: 'New alias' }).fill('alias/app');
  await learner.main.getByRole('button', { name: 'Create alias' }).click();
  await learner.main.getByRole('button', { name: 'Delete alias/app' }).waitFor();
  const plaintext = { KeyId: 'alias/app', Plaintext: base64('a text') };
  const { CiphertextBlob = '' } = await learner.calls('Encrypt', plaintext);
  await learner.opensKey('alias/key-b');
  const keyB = await shownKeyId(learner);
  await learner.calls('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: keyB });
  await learner.calls('Encrypt', plaintext);
  await learner.seesDone('move-alias');

  await learner.calls('Decrypt', { CiphertextBlob });
  await learner.seesDone('old-ciphertext');

  await learner.calls('Decrypt', { CiphertextBlob, KeyId: 'alias/app' }, {}, 'IncorrectKeyException');
  await learner.seesDone('incorrect-key');

  const byTag = { Condition: { StringEquals: { 'aws:ResourceTag/Purpose': 'Test' } } };
  await setIdentityPolicy(learner, 'role Tester', document(statement('Allow', 'kms:*', byTag)));
  await learner.seesDone('by-tag');

  const byAlias = { Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/test*' } } };
  await setIdentityPolicy(learner, 'role Builder', document(statement('Allow', 'kms:Encrypt', byAlias)));
  await learner.seesDone('by-alias');

  const operations = ['TagResource', 'UntagResource', 'CreateAlias', 'UpdateAlias', 'DeleteAlias'];
  const denied = operations.map((operation) => `kms:${operation}`);
  const closed = document(statement('Allow', 'kms:*', byTag), statement('Deny', denied));
  await setIdentityPolicy(learner, 'role Tester', closed);
  await learner.seesDone('close');
}
