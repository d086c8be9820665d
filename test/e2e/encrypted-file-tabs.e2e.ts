/** The encrypted file of Home in several tabs of one browser. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

/** Opens Home in a tab and encrypts a text under a name. */
async function encrypt(page: Page, name: string): Promise<void> {
  await page.goto(server.url);
  await page
    .locator('strong-home-page strong-file-drop input')
    .first()
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(`content of ${name}`) });
  await page.locator('strong-kept-file').getByText(name).first().waitFor();
}

/** Decrypts the file that a tab shows, and expects its content. */
async function expectContent(page: Page, name: string): Promise<void> {
  await page.locator('strong-kept-file #decrypt').click();
  await page.locator('strong-kept-file').getByText(`content of ${name}`).waitFor({ timeout: 10_000 });
}

/** Number of encrypted files of Home. */
const storedFiles = (page: Page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('shelf');
    let files = 0;
    for await (const name of folder.keys()) if (name.startsWith('sealed-')) files++;
    return files;
  });

describe('the encrypted file of Home in two tabs', () => {
  let other: Page;

  before(async () => {
    server = await startServer();
    browser = await launch();
    other = await browser.context.newPage();
    await encrypt(browser.page, 'first.txt');
    await encrypt(other, 'second.txt');
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  it('stays in the tab that encrypted it when another tab encrypts a file', async () => {
    await expectContent(browser.page, 'first.txt');
    await expectContent(other, 'second.txt');
  });

  it('stays in its tab over a reload', async () => {
    await browser.page.reload();
    await expectContent(browser.page, 'first.txt');
    await other.reload();
    await expectContent(other, 'second.txt');
  });

  it('is shown in a new tab if it was stored last', async () => {
    const third = await browser.context.newPage();
    await third.goto(server.url);
    await expectContent(third, 'second.txt');
    await third.close();
  });

  it('is removed when its tab is closed and another one was stored after it', async () => {
    assert.equal(await storedFiles(other), 2);
    await browser.page.close();
    await other.reload();
    while ((await storedFiles(other)) !== 1) await other.waitForTimeout(50);
    await expectContent(other, 'second.txt');
    assert.deepEqual(allComplaints(browser), []);
  });
});
