/** Files of a learner: those that the browser saves, and those that the learner brings. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Learner } from './learner.ts';

const newFolder = () => mkdtemp(path.join(tmpdir(), 'strongroom-learner-'));

/** Presses a button that saves a file. Returns the path of the file. */
export async function savesFile({ page }: Learner, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const file = path.join(await newFolder(), download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Chooses a file by a button that opens a file dialog. */
export async function choosesFile({ page }: Learner, button: Locator, file: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(file);
}

/** A file of the learner with this content. Returns its path. */
export async function newFile(name: string, content: string): Promise<string> {
  const file = path.join(await newFolder(), name);
  await writeFile(file, content);
  return file;
}
