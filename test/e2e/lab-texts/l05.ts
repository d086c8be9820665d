/** Lab L05: encryption context. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { findEvents } from './activity.ts';
import { createKey, document, setIdentityPolicy, setTags, shownKeyId, statement, useKey } from './key-pages.ts';
import { newFile } from './learner-files.ts';
import { base64, type Learner } from './learner.ts';
import { decryptsFile, encryptsFile, entersKey, entersPair, opensPlayground } from './playground.ts';

const KEY = 'alias/customers';
const REFUSED = 'InvalidCiphertextException';
const FIRST = { tenant: 'eu', purpose: 'invoice' };

/** Encrypts with a context, decrypts with the same pairs in the other order, and fails in three ways. */
async function bindAndFail(learner: Learner): Promise<void> {
  const { CiphertextBlob = '' } = await useKey(learner, KEY, 'Encrypt', {
    texts: { Plaintext: 'a text' },
    context: FIRST,
  });
  await learner.calls('Decrypt', { CiphertextBlob, EncryptionContext: { purpose: 'invoice', tenant: 'eu' } });
  await learner.seesDone('bind');

  const { tenant, purpose } = FIRST;
  await learner.calls('Decrypt', { CiphertextBlob, EncryptionContext: { Tenant: tenant, purpose } }, {}, REFUSED);
  await learner.calls('Decrypt', { CiphertextBlob, EncryptionContext: { tenant } }, {}, REFUSED);
  const second = await learner.calls('Encrypt', {
    KeyId: KEY,
    Plaintext: base64('a second text'),
    EncryptionContext: { tenant: 'us', purpose },
  });
  const swapped = { CiphertextBlob: second['CiphertextBlob'] ?? '', EncryptionContext: FIRST };
  await learner.calls('Decrypt', swapped, {}, REFUSED);
  await learner.seesDone('fail');
}

/** Encrypts a file that leaves out the pair `tenant`, and decrypts it with that pair. */
async function storePart(learner: Learner): Promise<void> {
  const { main } = learner;
  await opensPlayground(learner, 'File');
  await entersKey(learner, KEY);
  await entersPair(learner, 'tenant', 'eu');
  await entersPair(learner, 'purpose', 'invoice');
  await main
    .getByRole('group', { name: 'Pairs stored in the file' })
    .getByRole('checkbox', { name: 'tenant = ' })
    .uncheck();
  const encrypted = await encryptsFile(learner, await newFile('letter.txt', 'Dear customer'));
  await learner.fillsPairs({ tenant: 'eu' }, 'Pairs that the file does not store');
  assert.equal(await readFile(await decryptsFile(learner, encrypted), 'utf8'), 'Dear customer');
  await learner.seesDone('partial');
}

/** Reads the card numbers of two events, and encrypts each record again with its card number as the plaintext. */
async function takeOut(learner: Learner): Promise<void> {
  const cards = await findEvents(learner, { 'Encryption context name': 'card' });
  assert.equal(cards.length, 2);
  for (const { text } of cards) {
    const record = /record=(\d+)/.exec(text)?.[1] ?? assert.fail(text);
    const card = /card=(\d+)/.exec(text)?.[1] ?? assert.fail(text);
    const EncryptionContext = { record, tenant: 'eu' };
    await learner.calls('Encrypt', { KeyId: KEY, Plaintext: base64(card), EncryptionContext });
  }
  await learner.seesDone('no-secret');
}

/** Does what the tasks say. */
export async function l05(learner: Learner): Promise<void> {
  await bindAndFail(learner);

  const found = await findEvents(learner, { 'Encryption context name': 'tenant', 'Encryption context value': '42' });
  await learner.opensKey(KEY);
  await setTags(learner, { 'tenant-42': found.map(({ id }) => id).join(' ') });
  await learner.seesDone('find');

  const Resource = `arn:aws:kms:us-east-1:111122223333:key/${await shownKeyId(learner)}`;
  const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
  const policy = document({ ...statement('Allow', 'kms:Decrypt'), Resource, Condition });
  await setIdentityPolicy(learner, 'role AppEU', policy);
  await learner.seesDone('allow');

  await storePart(learner);
  await takeOut(learner);

  const KeyId = await createKey(learner, { usage: 'Encrypt and decrypt', spec: 'RSA_2048' });
  const asymmetric = { KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256', Plaintext: base64('a text') };
  await learner.calls('Encrypt', { ...asymmetric, EncryptionContext: FIRST }, {}, 'ValidationException');
  await learner.answers('Those that encrypt or decrypt with a symmetric encryption key');
  await learner.seesDone('where-not');
}
