/** Back returns to the place in the page that the visitor left. */
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
