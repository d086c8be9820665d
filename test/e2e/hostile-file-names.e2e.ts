/** Names of files that are long, look like markup, and reverse the direction of text. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

/** RIGHT-TO-LEFT OVERRIDE: without isolation the text after the name is reversed. */
const NAME = `<img src=x onerror=alert(1)>\u202Egnp.exe${'x'.repeat(120)}`;
const FILE = { name: NAME, mimeType: '', buffer: Buffer.from('content') };

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

/** Expects that the page is no wider than the window. */
async function expectNoOverflow(): Promise<void> {
  const { width, window } = await browser.page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(width <= window, `the page is ${width} px wide, the window ${window} px`);
}

const isolated = async (element: Locator) => (await element.locator('bdi').first().textContent()) ?? '';

describe('a hostile file name in a narrow window', () => {
  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: { width: 360, height: 800 } });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  it('breaks and keeps to itself on Home', async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.locator('strong-home-page strong-file-drop input').first().setInputFiles(FILE);
    await page.locator('strong-kept-file #decrypt').waitFor();
    await expectNoOverflow();
    assert.equal(await isolated(page.locator('strong-home-page h1')), NAME);
    assert.equal(await isolated(page.locator('strong-kept-file p')), `${NAME}.encrypted`);
  });

  it('breaks and keeps to itself in the Inspector', async () => {
    const { page } = browser;
    await page.goto(`${server.url}#/inspector`);
    await page.locator('strong-inspector-page #kept').waitFor();
    await page.locator('strong-inspector-page strong-file-drop input').first().setInputFiles(FILE);
    await page.locator('strong-inspector-page #format').waitFor();
    await expectNoOverflow();
    assert.equal(await isolated(page.locator('strong-inspector-page #kept')), NAME);
    // A button is a row with gaps: its text is one item.
    assert.equal(await page.locator('strong-inspector-page #kept > span').count(), 1);
    assert.equal(await isolated(page.locator('section[aria-labelledby=format] p').first()), NAME);
  });

  it('breaks in the Playground, alone and in a list', async () => {
    const { page } = browser;
    await page.goto(`${server.url}#/playground/file`);
    const input = page.locator('strong-playground-page strong-file-drop input.files').first();
    await input.setInputFiles([FILE, { ...FILE, name: 'second' }]);
    await page.locator('strong-file-batch').getByText('2 of 2 files encrypted.').waitFor();
    await expectNoOverflow();
    assert.deepEqual(allComplaints(browser), []);
  });
});
