/** A new page starts at its top, and Back returns to the place in the page that the visitor left. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

/** More keys than fit the window. */
const KEY_COUNT = 60;

it('Back restores the scroll position of a long list, and a new page starts at the top', async () => {
  const server = await startServer();
  const browser = await launch();
  try {
    const { page } = browser;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async (count) => {
      await strongroom.sandbox.settings.set({ requestQuotas: 'off' });
      for (let made = 0; made < count; made += 1) await strongroom.kms().createKey({ Description: `Key ${made}` });
    }, KEY_COUNT);
    await page.goto(`${server.url}#/keys`);
    await page.locator('strong-key-table [role=row]').nth(10).waitFor();
    await page.evaluate(() => scrollTo(0, 900));
    await page.waitForFunction(() => scrollY === 900);
    await page.evaluate(() => (location.hash = '#/settings'));
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.waitForFunction(() => scrollY === 0);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
    await page.waitForFunction(() => Math.abs(scrollY - 900) <= 2);
    assert.equal(await page.locator('strong-key-table [role=row]').first().isVisible(), true);
  } finally {
    await browser.close();
    await server.close();
  }
});

it('another lab starts at its top, with the focus on its heading, and Back restores the list', async () => {
  const server = await startServer();
  const browser = await launch({ viewport: { width: 360, height: 740 } });
  try {
    const { page } = browser;
    await page.goto(`${server.url}#/labs`);
    const link = page.locator('strong-lab-list a[href$="#/labs/L16"]');
    await link.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 0, 'the list is longer than the window');
    await link.click();
    const heading = page.getByRole('heading', { level: 1, name: 'Tenants and crypto-shredding' });
    await heading.waitFor();
    await page.waitForFunction(() => scrollY === 0);
    await heading.and(page.locator(':focus')).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Labs' }).waitFor();
    await page.waitForFunction((top) => Math.abs(scrollY - top) <= 2, before);
  } finally {
    await browser.close();
    await server.close();
  }
});
