/** Does a lab by its texts alone, in a tab of its own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser } from '../../support/app.ts';
import { settled } from '../settled.ts';
import { violations } from '../violations.ts';
import { Learner, type ShownTexts } from './learner.ts';
import { SCRIPTS } from './scripts.ts';

/** The English texts of a lab. */
const textsOf = (id: string) => JSON.parse(readFileSync(`src/labs/${id}/en.json`, 'utf8')) as ShownTexts;

/** Starts a lab, does what its tasks say, and finds all of them done. axe finds nothing on the last page. */
export async function doLab({ context }: Browser, url: string, id: string): Promise<number | void> {
  const page = await context.newPage();
  // The dialog of the system that asks where to save cannot be worked. Without it, the app saves downloads.
  await page.addInitScript(() => Object.assign(globalThis, { showSaveFilePicker: undefined }));
  const learner = new Learner(page, url, textsOf(id));
  const script = SCRIPTS[id] ?? assert.fail(`No script of ${id}`);
  await learner.startLab();
  const presses = await script(learner);
  const total = await learner.panel.getByRole('heading', { level: 3 }).count();
  await learner.panel.getByText(`Tasks: ${total} of ${total} done`).waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.close();
  return presses;
}
