/** Lab L05: encryption context. */
import { findEvents } from './activity.ts';
import { createKey, document, setIdentityPolicy, setTags, shownKeyId, statement, useKey } from './key-pages.ts';
import { base64, type Learner } from './learner.ts';

const KEY = 'alias/customers';

/** Does what the tasks say. */
export async function l05(learner: Learner): Promise<void> {
  const { main } = learner;
  const first = await useKey(learner, KEY, 'Encrypt', {
    texts: { Plaintext: 'a text' },
    context: { tenant: 'eu', purpose: 'invoice' },
  });
  const blob = { CiphertextBlob: first['CiphertextBlob'] ?? '' };
  await learner.calls('Decrypt', { ...blob, EncryptionContext: { purpose: 'invoice', tenant: 'eu' } });
  await learner.seesDone('bind');

  const refused = 'InvalidCiphertextException';
  const pairs = { tenant: 'eu', purpose: 'invoice' };
  await learner.calls('Decrypt', { ...blob, EncryptionContext: { Tenant: 'eu', purpose: 'invoice' } }, {}, refused);
  await learner.calls('Decrypt', { ...blob, EncryptionContext: { tenant: 'eu' } }, {}, refused);
  const second = await learner.calls('Encrypt', {
    KeyId: KEY,
    Plaintext: base64('another text'),
    EncryptionContext: { tenant: 'us', purpose: 'invoice' },
  });
  const swapped = { CiphertextBlob: second['CiphertextBlob'] ?? '', EncryptionContext: pairs };
  await learner.calls('Decrypt', swapped, {}, refused);
  await learner.seesDone('fail');

  const found = await findEvents(learner, { 'Encryption context name': 'tenant', 'Encryption context value': '42' });
  await learner.opensKey(KEY);
  await setTags(learner, { 'tenant-42': found.map(({ id }) => id).join(' ') });
  await learner.seesDone('find');

  const Resource = `arn:aws:kms:us-east-1:111122223333:key/${await shownKeyId(learner)}`;
  const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
  await setIdentityPolicy(learner, 'role AppEU', document({ ...statement('Allow', 'kms:Decrypt'), Resource, Condition }));
  await learner.seesDone('allow');

  for (const record of ['7', '9']) {
    const EncryptionContext = { record, tenant: 'eu' };
    await learner.calls('Encrypt', { KeyId: KEY, Plaintext: base64('4111'), EncryptionContext });
  }
  await learner.seesDone('no-secret');

  const KeyId = await createKey(learner, { usage: 'Encrypt and decrypt', spec: 'RSA_2048' });
  const asymmetric = { KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256', Plaintext: base64('a text') };
  await learner.calls('Encrypt', { ...asymmetric, EncryptionContext: pairs }, {}, 'ValidationException');
  await learner.answers('Those that encrypt or decrypt with a symmetric encryption key');
  await learner.seesDone('where-not');

  await learner.opens('Playground');
  await main.getByRole('link', { name: 'File', exact: true }).click();
  console.log((await main.ariaSnapshot()).slice(0, 6000));
}
