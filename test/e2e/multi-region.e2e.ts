/** Multi-Region keys in the built app: two tabs replicate at once, and a ciphertext crosses to another Region. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

describe('a multi-Region key', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;
  let other: Page;

  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: { width: 360, height: 780 } });
    page = browser.page;
    other = await browser.context.newPage();
    for (const one of [page, other]) {
      await one.goto(server.url);
      await one.waitForFunction(() => 'strongroom' in globalThis);
    }
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('is replicated into a Region once, whichever of two tabs is first', async () => {
    const KeyId = await page.evaluate(
      async () => (await strongroom.kms().createKey({ MultiRegion: true })).KeyMetadata?.KeyId ?? '',
    );
    const replicate = (tab: Page) =>
      tab.evaluate(async (id) => {
        const reply = await strongroom.kms().call('ReplicateKey', { KeyId: id, ReplicaRegion: 'eu-west-1' });
        return reply.ok ? 'ok' : reply.error.name;
      }, KeyId);
    assert.deepEqual((await Promise.all([replicate(page), replicate(other)])).toSorted(), [
      'AlreadyExistsException',
      'ok',
    ]);
    const opened = await other.evaluate(async (id) => {
      const { CiphertextBlob } = await strongroom.kms().encrypt({ KeyId: id, Plaintext: Uint8Array.of(7) });
      await strongroom.sandbox.clock.advance(5);
      const { KeyId: by, Plaintext } = await strongroom.kms('eu-west-1').decrypt({ CiphertextBlob });
      return [by, ...(Plaintext ?? [])];
    }, KeyId);
    assert.deepEqual(opened, [`arn:aws:kms:eu-west-1:111122223333:key/${KeyId}`, 7]);
  });

  it('shows its related keys, and leads to them, on a narrow screen', async () => {
    const { KeyId } = await page.evaluate(async () => (await strongroom.kms().listKeys()).Keys?.[0] ?? {});
    await page.goto(`${server.url}#/keys/${KeyId}/regionality`);
    const tab = page.locator('strong-key-regionality-tab');
    await tab.locator('strong-region-map svg').waitFor();
    assert.equal(await tab.locator('.frame').count(), 2);
    await tab.getByRole('button', { name: 'Open in eu-west-1' }).click();
    await tab.getByText('Multi-Region replica key.').waitFor();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
    assert.ok(wider <= 0, `${wider} px wider than its window`);
    assert.deepEqual(browser.complaints, { policy: [], console: [], foreign: [] });
  });
});
