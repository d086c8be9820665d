/** A lab in the built app: started, solved by a program, checked by itself, kept over a reload, offline, and left. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

/** Widths at which the panel is a column, a drawer and a sheet. */
const WIDTHS = [1440, 1024, 360];

describe('a lab', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  const panel = () => page.locator('strong-task-panel');
  const task = (index: number) => panel().locator('strong-task').nth(index);
  const live = () => page.locator('strong-live [role=status]');

  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: { width: 1440, height: 900 } });
    page = browser.page;
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('is started from the list by keyboard, and shows its tasks', async () => {
    await page.goto(`${server.url}#/labs`);
    const link = page.getByRole('link', { name: 'Sign, verify, authenticate, agree' });
    await link.focus();
    await page.keyboard.press('Enter');
    const start = page.getByRole('button', { name: 'Start lab' });
    await start.focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('heading', { name: 'Sign a contract' }).waitFor();
    await page.locator('header .sandbox').waitFor();
    await page.locator('header .who').getByText('role Learner').waitFor();
  });

  it('finds a task done after calls of a program, without a click, and announces it', async () => {
    const arn = 'arn:aws:iam::111122223333:role/Learner';
    await page.evaluate(async (caller) => {
      const kms = strongroom.world('lab-L02').kms('us-east-1', caller);
      const { KeyMetadata } = await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      await kms.sign({
        KeyId: KeyMetadata?.KeyId,
        Message: new Uint8Array(32),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
    }, arn);
    await task(0).locator('.done').waitFor();
    await live()
      .getByText(/^Task 1 done\. Evidence: events? .*\. Task 2 is next\./)
      .waitFor();
    const evidence = task(0).locator('a[href*="event="]').first();
    await evidence.click();
    await page.locator('strong-event-detail').waitFor();
  });

  it('keeps progress and the collapsed panel over a reload', async () => {
    await panel().locator('.toggle').click();
    await page.reload();
    await panel().locator('.toggle').waitFor();
    assert.equal(await panel().locator('.toggle').getAttribute('aria-expanded'), 'false');
    await panel().locator('.toggle').click();
    await task(0).locator('.done').waitFor();
  });

  it('leaves dialogs uncovered and pages within the window at every width', async () => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${server.url}#/labs/L02`);
      await page.locator('#restart').click();
      const cancel = page.locator('#restart-dialog').getByRole('button', { name: 'Cancel' });
      // Playwright clicks only what nothing covers.
      await cancel.click();
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
      assert.ok(wider <= 0, `${width}: ${wider} px too wide`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('checks the tasks of the lab that is started next, and finds what another tab did at the same time', async () => {
    await page.goto(`${server.url}#/labs/L01`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await panel().getByRole('heading', { name: 'Keys, and who owns them' }).waitFor();
    const other = await browser.context.newPage();
    await other.goto(`${server.url}#/labs/L01`);
    await other.getByRole('button', { name: 'Continue lab' }).click();
    await other.locator('strong-task-panel .more').first().click();
    await other.evaluate(async (caller) => {
      const kms = strongroom.world('lab-L01').kms('us-east-1', caller);
      await kms.createKey({ Description: 'Mine', Tags: [{ TagKey: 'lab', TagValue: 'L01' }] });
    }, 'arn:aws:iam::111122223333:role/Learner');
    await task(0).locator('.done').waitFor();
    await other.locator('strong-task-panel strong-task').first().locator('.done').waitFor();
    await task(0).locator('details.text summary').click();
    await task(0).locator('.hint').waitFor();
    await other.close();
    await page.goto(`${server.url}#/labs/L02`);
    await page.getByRole('button', { name: 'Continue lab' }).click();
    await panel().getByRole('heading', { name: 'Sign a contract' }).waitFor();
  });

  it('works offline, and offers to be continued on Home after it was left', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await browser.context.setOffline(true);
    await page.goto(`${server.url}#/labs/L02`);
    await page.reload();
    await page.locator('#leave').click();
    await panel().waitFor({ state: 'detached' });
    await page.goto(`${server.url}#/`);
    await page.getByRole('link', { name: 'Sign, verify, authenticate, agree' }).click();
    await page.getByRole('button', { name: 'Continue lab' }).click();
    await task(0).locator('.done').waitFor();
    await browser.context.setOffline(false);
    assert.deepEqual(allComplaints(browser), []);
  });
});
