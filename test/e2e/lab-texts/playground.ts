/** What a learner does in the Playground. */
import { choosesFile, savesFile } from './learner-files.ts';
import type { Learner } from './learner.ts';

/** Opens the Playground with one of its kinds of input. */
export async function opensPlayground(learner: Learner, input: 'File' | 'Recipients' | 'Records'): Promise<void> {
  await learner.opens('Playground');
  const inputs = learner.main.getByRole('navigation', { name: 'Input type' });
  await inputs.getByRole('link', { name: input }).click();
  await inputs.locator('[aria-current=page]', { hasText: input }).waitFor();
}

/** Enters the key. */
export async function entersKey({ main }: Learner, key: string): Promise<void> {
  await main.getByRole('combobox', { name: 'Key', exact: true }).fill(key);
}

/** Enters a pair of the encryption context: the value of a name that the form has already, or a new pair. */
export async function entersPair(learner: Learner, name: string, value: string): Promise<void> {
  const group = learner.main.getByRole('group', { name: 'Encryption context', exact: true });
  const names = group.getByRole('textbox', { name: /^Name \d+$/ });
  const before = await Promise.all((await names.all()).map((field) => field.inputValue()));
  const place = before.indexOf(name);
  if (place === -1) await learner.fillsPairs({ [name]: value });
  else await group.getByRole('textbox', { name: `Value ${place + 1}`, exact: true }).fill(value);
}

/** Encrypts a file, under File. Returns the path of the encrypted file that the page saves. */
export async function encryptsFile(learner: Learner, file: string): Promise<string> {
  const choose = learner.main.getByRole('button', { name: 'Choose files', exact: true });
  const encrypted = await savesFile(learner, () => choosesFile(learner, choose, file));
  await learner.main.getByText(/^Encrypted and saved /).waitFor();
  return encrypted;
}

/** Decrypts an encrypted file, under File. Returns the path of the file that the page saves. */
export async function decryptsFile(learner: Learner, file: string): Promise<string> {
  const choose = learner.main.getByRole('button', { name: 'Choose encrypted files', exact: true });
  const decrypted = await savesFile(learner, () => choosesFile(learner, choose, file));
  await learner.main.getByText(/^Decrypted and saved /).waitFor();
  return decrypted;
}

/** Creates a JSON envelope, under Recipients. */
export async function createsEnvelope(learner: Learner, key: string): Promise<void> {
  const { main } = learner;
  await opensPlayground(learner, 'Recipients');
  await entersKey(learner, key);
  await main.getByRole('radio', { name: /^JSON envelope/ }).check();
  await main.getByRole('button', { name: 'Create envelope' }).click();
  await main.getByText('Envelope created.').waitFor();
}
