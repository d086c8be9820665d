/** What a learner does on the tab *Key material*, with files as a safe. */
import { choosesFile, savesFile } from './learner-files.ts';
import type { Learner } from './learner.ts';

const WRAPPED = 'The key material is wrapped:';

/** Step 1 of an import: new parameters. What was wrapped for earlier ones is then no longer offered. */
export async function getParameters({ main }: Learner): Promise<void> {
  const step = main.getByRole('region', { name: 'Step 1.' });
  await step.getByRole('button', { name: /^Get .*import token$/ }).click();
  await step.getByText(/Ready\./).waitFor();
  await main.getByText(WRAPPED).waitFor({ state: 'hidden' });
}

/** Step 2 of an import, with new bytes. Saves them to a file and returns its path. */
export async function wrapNew(learner: Learner): Promise<string> {
  const step = learner.main.getByRole('region', { name: 'Step 2.' });
  await step.getByRole('button', { name: 'Generate key material' }).click();
  const file = await savesFile(learner, () =>
    step.getByRole('button', { name: 'Save a copy of the plaintext' }).click(),
  );
  await step.getByRole('button', { name: 'Wrap key material' }).click();
  await step.getByText(WRAPPED).waitFor();
  return file;
}

/** Step 2 of an import, with the bytes of a file. */
export async function wrapFile(learner: Learner, file: string): Promise<void> {
  const step = learner.main.getByRole('region', { name: 'Step 2.' });
  await choosesFile(learner, step.getByRole('button', { name: 'Choose file' }), file);
  await step.getByRole('button', { name: 'Wrap key material' }).click();
  await step.getByText(WRAPPED).waitFor();
}

/** Step 3 of an import. It must succeed, or end with `error`. */
export async function importMaterial(
  { main }: Learner,
  { days, type, error }: { readonly days?: number; readonly type?: string; readonly error?: string } = {},
): Promise<void> {
  const step = main.getByRole('region', { name: 'Step 3.' });
  if (type) await step.getByRole('radio', { name: type }).check();
  if (days !== undefined) {
    await step.getByRole('radio', { name: 'Key material expires' }).check();
    await step.getByLabel(/^Days until it expires/).fill(String(days));
  }
  await step.getByRole('button', { name: 'Import key material' }).click();
  const answer = error
    ? main.getByRole('region', { name: `Error: ${error}` })
    : step.getByText('Complete step 2 first.');
  await answer.waitFor();
}

/** Deletes the imported key material. */
export async function deleteMaterial(learner: Learner): Promise<void> {
  await learner.main.getByRole('button', { name: 'Delete key material' }).click();
  const dialog = learner.dialog('Delete key material');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Delete key material' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
