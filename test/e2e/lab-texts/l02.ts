/** Lab L02: sign, verify, authenticate, agree. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createKey, shownKeyId, useKey } from './key-pages.ts';
import { choosesFile, newFile, savesFile } from './learner-files.ts';
import type { Learner } from './learner.ts';

const SIGNING = 'alias/contracts';
const DIGEST = { way: /^Existing SHA-256 digest/ };

/** The command of the text of task `outside`, as a program and its arguments. */
async function opensslCommand(): Promise<[string, ...string[]]> {
  const texts = JSON.parse(await readFile('src/labs/L02/en.json', 'utf8')) as {
    tasks: { outside: { text: string } };
  };
  const [, command = ''] = /`(openssl [^`]+)`/.exec(texts.tasks.outside.text) ?? [];
  const [program = '', ...rest] = command.split(' ');
  return [program, ...rest];
}

/** Downloads the public key of the key that is shown, as PEM. */
async function downloadsPem(learner: Learner): Promise<string> {
  await learner.opensTab('Public key');
  return savesFile(learner, () => learner.main.getByRole('button', { name: 'Download PEM' }).click());
}

/** Signs a file by its digest, verifies it, a changed copy, and the signature in the browser. */
async function sign(learner: Learner): Promise<void> {
  const { main } = learner;
  const text = 'The parties agree. '.repeat(500);
  const digest = (content: string) => createHash('sha256').update(content).digest('base64');
  await createKey(learner, { usage: 'Sign and verify', spec: 'ECC_NIST_P256', alias: SIGNING });
  const signed = await useKey(learner, SIGNING, 'Sign', { ...DIGEST, bytes: { Digest: digest(text) } });
  await learner.seesDone('sign');

  const signature = { Signature: signed['Signature'] ?? '' };
  await useKey(learner, SIGNING, 'Verify', { ...DIGEST, bytes: { Digest: digest(text), ...signature } });
  const changed = { Digest: digest(text.replace('agree', 'Agree')), ...signature };
  await useKey(learner, SIGNING, 'Verify', { ...DIGEST, bytes: changed }, 'KMSInvalidSignatureException');
  await learner.seesDone('verify');

  await learner.opensTab('Public key');
  const verification = main.locator('strong-offline-verification');
  await choosesFile(
    learner,
    verification.locator('#message').getByRole('button', { name: 'Choose file' }),
    await newFile('contract.txt', text),
  );
  await verification.getByRole('textbox', { name: 'Signature' }).fill(signature.Signature);
  await verification.getByLabel('Signing algorithm').selectOption('ECDSA_SHA_256');
  await verification.getByRole('button', { name: 'Verify in the browser' }).click();
  await verification.getByText('The signature is valid.').waitFor();
  await learner.seesDone('verify-outside');
}

/** Encrypts with OpenSSL and a public key, and decrypts with KMS. */
async function encryptOutside(learner: Learner): Promise<void> {
  await createKey(learner, { usage: 'Encrypt and decrypt', spec: 'RSA_2048', alias: 'alias/mailbox' });
  const saved = await downloadsPem(learner);
  const cwd = path.dirname(saved);
  await copyFile(saved, path.join(cwd, 'public.pem'));
  await writeFile(path.join(cwd, 'text.txt'), 'a short text');
  const [program, ...rest] = await opensslCommand();
  await promisify(execFile)(program, rest, { cwd });
  await useKey(learner, 'alias/mailbox', 'Decrypt', {
    bytes: { Ciphertext: await readFile(path.join(cwd, 'ciphertext.bin'), 'base64') },
    choices: { 'Encryption algorithm': 'RSAES_OAEP_SHA_256' },
  });
  await learner.seesDone('outside');
}

/** Generates a MAC, and verifies it for its message and for another one. */
async function authenticate(learner: Learner): Promise<void> {
  const key = 'alias/mac';
  await createKey(learner, { usage: 'Generate and verify MAC', spec: 'HMAC_256', alias: key });
  const { Mac = '' } = await useKey(learner, key, 'GenerateMac', { texts: { Message: 'order 1' } });
  await useKey(learner, key, 'VerifyMac', { texts: { Message: 'order 1' }, bytes: { MAC: Mac } });
  const other = { texts: { Message: 'order 2' }, bytes: { MAC: Mac } };
  await useKey(learner, key, 'VerifyMac', other, 'KMSInvalidMacException');
  await learner.seesDone('mac');
}

/** Two keys derive the same secret, each with the public key of the other one. */
async function agree(learner: Learner): Promise<void> {
  const keys = ['alias/left', 'alias/right'];
  const publicKeys: string[] = [];
  for (const alias of keys) {
    await createKey(learner, { usage: 'Key agreement', spec: 'ECC_NIST_P256', alias });
    publicKeys.push(await readFile(await downloadsPem(learner), 'utf8'));
  }
  const [left = '', right = ''] = publicKeys;
  await useKey(learner, 'alias/left', 'DeriveSharedSecret', { pem: { 'Peer public key': right } });
  await useKey(learner, 'alias/right', 'DeriveSharedSecret', { pem: { 'Peer public key': left } });
  await learner.seesDone('agree');
}

/** Does what the tasks say. */
export async function l02(learner: Learner): Promise<void> {
  await sign(learner);
  await encryptOutside(learner);
  await authenticate(learner);

  await learner.opensKey(SIGNING);
  const KeyId = await shownKeyId(learner);
  await learner.calls('Encrypt', { KeyId, Plaintext: 'AAAA' }, {}, 'InvalidKeyUsageException');
  await learner.seesDone('wrong-usage');

  await agree(learner);
}
