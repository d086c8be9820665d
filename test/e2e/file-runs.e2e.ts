/**
 * Large files in the built app: they go on in the background, are paused and canceled, and leave nothing when they are
 * canceled or the storage is full.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { untilTrue } from './settled.ts';

const MIB = 2 ** 20;
const LARGE_BYTES = 96 * MIB;
let folder: string;
let file: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

/** Bytes of all files that runs have stored. */
const storedBytes = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('file-runs', { create: true });
    let bytes = 0;
    let files = 0;
    for await (const handle of runs.values()) {
      files++;
      bytes += (await (handle as FileSystemFileHandle).getFile()).size;
    }
    return { files, bytes };
  });

async function openPlayground(page: Page): Promise<void> {
  await page.goto(`${server.url}#/playground/file`);
  await page.locator('strong-file-drop').first().waitFor();
}

const encrypt = (page: Page) => page.locator('strong-file-drop input.files').first().setInputFiles(file);

const list = (page: Page) => page.locator('strong-playground-page strong-file-batch');

/** The text inside a list: `innerText` does not see it. */
const textOf = (element: Locator) =>
  element.evaluate((host) => (host.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' '));

/** Clicks a button of the list as soon as a part of the file is processed: a fast machine needs less than a second. */
const clickInTheMiddle = (page: Page, selector: string) =>
  page.evaluate((button) => {
    const inside = (element: Element | null | undefined, name: string) => element?.shadowRoot?.querySelector(name);
    const timer = setInterval(() => {
      const batch = inside(inside(document.querySelector('strong-app'), 'strong-playground-page'), 'strong-file-batch');
      if (!((inside(batch, 'progress') as HTMLProgressElement | null | undefined)?.value ?? 0)) return;
      clearInterval(timer);
      (inside(batch, button) as HTMLElement).click();
    }, 1);
  }, selector);

describe('files in the background', () => {
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strongroom-files-'));
    file = path.join(folder, 'large.bin');
    await writeFile(file, new Uint8Array(LARGE_BYTES).fill(7));
    server = await startServer();
    browser = await launch();
    await openPlayground(browser.page);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('leaves nothing when it is canceled in the middle', async () => {
    const { page } = browser;
    await clickInTheMiddle(page, '.cancel');
    await encrypt(page);
    await list(page).locator('.close').waitFor();
    assert.match(await textOf(list(page)), /Canceled\. Nothing was kept\./);
    assert.deepEqual(await storedBytes(page), { files: 0, bytes: 0 });
    await list(page).locator('.close').click();
  });

  it('goes on while another page is open, and decrypts again', async () => {
    const { page } = browser;
    await clickInTheMiddle(page, '.pause');
    await encrypt(page);
    await list(page).getByText('Paused at').waitFor();
    assert.ok((await storedBytes(page)).bytes > 0);
    await page.goto(`${server.url}#/keys`);
    const note = page.locator('strong-running-files section');
    assert.match(await note.innerText(), /Paused\./);
    await note.locator('.pause').click();
    await note.getByText('1 of 1 files encrypted.').waitFor();
    await note.locator('a').click();
    assert.match(await textOf(list(page)), /large\.bin\.encrypted/);
    const [download] = await Promise.all([page.waitForEvent('download'), list(page).locator('.all').click()]);
    const encrypted = path.join(folder, 'large.bin.encrypted');
    await download.saveAs(encrypted);
    await page.locator('strong-file-drop input.files').nth(1).setInputFiles(encrypted);
    await list(page).getByText('1 of 1 files decrypted.').waitFor();
    const shown = await textOf(list(page).nth(1));
    assert.match(shown, new RegExp(`${LARGE_BYTES.toLocaleString('en')} bytes`));
    assert.match(shown, /Not signed/);
    assert.equal((await storedBytes(page)).files, 2);
    // Another visit removes what this one has left.
    await page.goto('about:blank');
    await openPlayground(page);
    await untilTrue(page, async () => {
      const runs = await (await navigator.storage.getDirectory()).getDirectoryHandle('file-runs', { create: true });
      for await (const name of runs.keys()) return !name;
      return true;
    });
  });

  for (const keyring of ['raw-aes', 'aws-kms-hierarchy']) {
    it(`processes a large file in a worker with the keyring ${keyring}`, async () => {
      const { page } = browser;
      await page.goto('about:blank');
      await openPlayground(page);
      await page.locator('strong-keyring-form #keyring').selectOption(keyring);
      await encrypt(page);
      await list(page).getByText('1 of 1 files encrypted.').waitFor();
      const { files, bytes } = await storedBytes(page);
      assert.equal(files, 1);
      assert.ok(bytes > LARGE_BYTES);
      await list(page).locator('.close').click();
    });
  }

  it('says that the storage is full, and leaves nothing', async () => {
    const { page, context } = browser;
    const session = await context.newCDPSession(page);
    const { usage } = await page.evaluate(() => navigator.storage.estimate());
    const origin = new URL(server.url).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: (usage ?? 0) + 32 * MIB });
    await encrypt(page);
    await list(page).locator('.close').waitFor();
    assert.match(await textOf(list(page)), /QuotaExceededError/);
    assert.deepEqual(await storedBytes(page), { files: 0, bytes: 0 });
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    assert.deepEqual(allComplaints(browser), []);
  });
});
