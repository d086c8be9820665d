/** Export and validation of log files in the built app, under its Content Security Policy. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TEXTS } from '../../src/ui/activity/archive-texts.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

describe('log files', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let folder: string;

  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: { width: 1024, height: 900 } });
    folder = await mkdtemp(path.join(os.tmpdir(), 'strongroom-logs-'));
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are exported to a ZIP file, which validates', async () => {
    const { page } = browser;
    // Without the picker, the file is a download.
    await page.addInitScript(() => Object.assign(globalThis, { showSaveFilePicker: undefined }));
    await page.goto(`${server.url}#/activity`);
    await page.evaluate('strongroom.kms().listKeys({})');
    await page.getByRole('button', { name: TEXTS.export.open }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: TEXTS.export.submit, exact: true }).click();
    const file = path.join(folder, 'logs.zip');
    await (await download).saveAs(file);
    await page.locator('strong-export-dialog strong-dialog button.close').click();

    await page.getByRole('button', { name: TEXTS.validate.open }).click();
    await page.locator('strong-validate-dialog input[type=file]').setInputFiles(file);
    const report = page.locator('strong-validate-dialog #report');
    await report.waitFor();
    assert.ok((await report.innerText()).includes(TEXTS.validate.allValid), await report.innerText());
    assert.deepEqual(allComplaints(browser), []);
  });
});
