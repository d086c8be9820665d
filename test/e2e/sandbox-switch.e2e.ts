/** A tab that shows the sandbox of a lab: nothing mixes with the default sandbox, and other tabs are not affected. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

describe('the sandbox of a lab', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  const header = (of: Page) => of.locator('header .sandbox');
  const keys = (of: Page) => of.locator('strong-keys-page').getByRole('link', { name: /^alias\/[\w-]+$/ });
  /** Asks the shell, as a page does. */
  const show = (of: Page, sandbox: string) =>
    of.locator('strong-app').evaluate((app, id) => {
      app.dispatchEvent(new CustomEvent('strong-switch-to', { detail: { sandbox: id } }));
    }, sandbox);

  before(async () => {
    server = await startServer();
    browser = await launch();
    page = browser.page;
    await page.goto(`${server.url}#/keys`);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    for (const [world, alias] of [
      ['default', 'alias/of-default'],
      ['lab-L01', 'alias/of-lab'],
    ] as const)
      await page.evaluate(
        async ([id, name]) => {
          const kms = strongroom.world(id).kms();
          const { KeyMetadata } = await kms.createKey({});
          await kms.createAlias({ AliasName: name, TargetKeyId: KeyMetadata?.KeyId });
        },
        [world, alias] as const,
      );
    await keys(page).filter({ hasText: 'of-default' }).waitFor();
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('replaces the default sandbox on every page, with the learner as caller', async () => {
    await show(page, 'lab-L01');
    await keys(page).filter({ hasText: 'of-lab' }).waitFor();
    assert.deepEqual(await keys(page).allTextContents(), ['alias/of-lab']);
    assert.match((await header(page).textContent()) ?? '', /lab-L01/);
    await page.locator('header .who').getByText('role Learner').waitFor();
  });

  it('is still shown after a reload, and not in another tab', async () => {
    await page.reload();
    await keys(page).filter({ hasText: 'of-lab' }).waitFor();
    await header(page).waitFor();
    const other = await browser.context.newPage();
    await other.goto(page.url());
    await keys(other).filter({ hasText: 'of-default' }).waitFor();
    assert.equal(await header(other).count(), 0);
    await other.locator('header .who').getByText('user admin').waitFor();
    await other.close();
  });

  it('follows changes of its own, and no others', async () => {
    const create = (world: string, name: string) =>
      page.evaluate(
        async ([id, alias]) => {
          const kms = strongroom.world(id).kms();
          const { KeyMetadata } = await kms.createKey({});
          await kms.createAlias({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId });
        },
        [world, name] as const,
      );
    await create('default', 'alias/later-default');
    await create('lab-L01', 'alias/later-lab');
    await keys(page).filter({ hasText: 'later-lab' }).waitFor();
    assert.deepEqual((await keys(page).allTextContents()).sort(), ['alias/later-lab', 'alias/of-lab']);
  });

  it('has its own clock, and the commits of each sandbox are counted apart', async () => {
    const day = 86_400;
    await page.evaluate((seconds) => strongroom.world('lab-L01').sandbox.clock.advance(seconds), day);
    await page.locator('strong-clock button').first().click();
    const shown = await page.evaluate(async () => {
      const [lab, own] = await Promise.all(
        ['lab-L01', 'default'].map((id) => strongroom.world(id).sandbox.clock.now()),
      );
      return Number(lab) - Number(own);
    });
    // Both clocks run on between the two answers.
    assert.ok(shown > (day - 3600) * 1000);
    await page.keyboard.press('Escape');
    const commits = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('commits')));
    assert.ok(commits.includes('strongroom.commits.lab-L01'), commits.join());
  });

  it('keeps what is typed on a page apart, and gives it back', async () => {
    await page.goto(`${server.url}#/playground`);
    const field = page.locator('strong-playground-page textarea').first();
    await field.fill('typed in the lab');
    await page.locator('#leave-sandbox').click();
    await header(page).waitFor({ state: 'detached' });
    await field.waitFor();
    assert.notEqual(await field.inputValue(), 'typed in the lab');
    await show(page, 'lab-L01');
    await header(page).waitFor();
    await page.waitForFunction(
      () =>
        [...(document.querySelector('strong-app')?.shadowRoot?.querySelectorAll('strong-playground-page') ?? [])]
          .length > 0,
    );
    await assert.doesNotReject(async () => {
      while ((await field.inputValue()) !== 'typed in the lab') await page.waitForTimeout(20);
    });
  });

  it('is left by a button that shows a page which the default sandbox has', async () => {
    const keyId = await page.evaluate(
      async () => (await strongroom.world('lab-L01').kms().describeKey({ KeyId: 'alias/of-lab' })).KeyMetadata?.KeyId,
    );
    await page.goto(`${server.url}#/keys/${keyId}/policy`);
    await page.getByRole('heading', { level: 1, name: 'alias/of-lab' }).waitFor();
    await page.locator('#leave-sandbox').click();
    await keys(page).filter({ hasText: 'of-default' }).waitFor();
    assert.equal(new URL(page.url()).hash, '#/keys');
    await page.locator('header .who').getByText('user admin').waitFor();
    assert.deepEqual(allComplaints(browser), []);
  });
});
