/** What a learner does on the tab *Key material*, with files as a safe. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
export async function wrapNew({ main, page }: Learner): Promise<string> {
  const step = main.getByRole('region', { name: 'Step 2.' });
  await step.getByRole('button', { name: 'Generate key material' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    step.getByRole('button', { name: 'Save a copy of the plaintext' }).click(),
  ]);
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'strongroom-safe-')), 'material.bin');
  await download.saveAs(file);
  await step.getByRole('button', { name: 'Wrap key material' }).click();
  await step.getByText(WRAPPED).waitFor();
  return file;
}

/** Step 2 of an import, with the bytes of a file. */
export async function wrapFile({ main, page }: Learner, file: string): Promise<void> {
  const step = main.getByRole('region', { name: 'Step 2.' });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    step.getByRole('button', { name: 'Choose file' }).click(),
  ]);
  await chooser.setFiles(file);
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
