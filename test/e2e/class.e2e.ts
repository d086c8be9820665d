/** A class in the built app, from its link to the report that its trainer reads. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

describe('a class', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let trainer: Browser;
  let learner: Browser;
  let link = '';
  let report = '';

  before(async () => {
    server = await startServer();
    trainer = await launch();
    learner = await launch();
  });

  after(async () => {
    await Promise.all([trainer.close(), learner.close()]);
    await server.close();
  });

  it('is made with a lab, and has a link', async () => {
    const { page } = trainer;
    await page.goto(`${server.url}#/class/new`);
    await page.getByLabel('Title').fill('Day one');
    await page.getByLabel('ID', { exact: true }).fill('day-one');
    await page.getByRole('checkbox', { name: /^L01/ }).check();
    await page.getByRole('button', { name: 'Make class' }).click();
    link = await page.locator('#link').inputValue();
    assert.ok(link.startsWith(`${server.url}#/class?file=`), link);
  });

  it('is joined by its link, and leads to its lab', async () => {
    const { page } = learner;
    await page.goto(link);
    await page.getByRole('heading', { name: 'Open a class' }).waitFor();
    await page.locator('#join').click();
    await page.locator('#continue').click();
    await page.getByRole('button', { name: 'Start lab' }).click();
    const task = page.locator('strong-task-panel strong-task').first();
    await task.waitFor();
    await page.evaluate(async (caller) => {
      await strongroom
        .world('lab-L01')
        .kms('us-east-1', caller)
        .createKey({ Description: 'My key', Tags: [{ TagKey: 'lab', TagValue: 'L01' }] });
    }, LEARNER);
    await task.locator('.done').waitFor();
  });

  it('gives a report of what was done', async () => {
    const { page } = learner;
    await page.goto(`${server.url}#/class/day-one`);
    await page.locator('#learner').fill('Nadia');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#create').click()]);
    report = await readFile(await download.path(), 'utf8');
    assert.match(report, /Nadia/);
  });

  it('shows the trainer who has done which task, and refuses a changed report', async () => {
    const { page } = trainer;
    await page.goto(`${server.url}#/class/reports`);
    const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await page
      .locator('strong-reports-panel input[type=file]')
      .first()
      .setInputFiles([file('nadia.json', report), file('forged.json', report.replace('Nadia', 'Eve'))]);
    const row = page.locator('strong-learner-table').first().getByRole('row').filter({ hasText: 'Nadia' });
    await row.waitFor();
    assert.match((await row.innerText()).replace(/\s+/g, ' '), /Done/);
    const refused = page.locator('.refused');
    await refused.waitFor();
    assert.match(await refused.innerText(), /forged\.json/);
    assert.equal(await page.getByText(/\bEve\b/).count(), 0);
  });

  it('leaves no complaint in either browser', () => {
    assert.deepEqual([...allComplaints(trainer), ...allComplaints(learner)], []);
  });
});
