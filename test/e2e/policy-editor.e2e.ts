/**
 * The policy editor in the built app: typed into, completed, mended and left by keyboard, under the page's own security
 * policy.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { allComplaints, launch, startServer } from '../support/app.ts';

/** The key that has the policy. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => Reflect.has(globalThis, 'strongroom'));
  const keyId = await page.evaluate(async () => {
    const { kms, sandbox } = Reflect.get(globalThis, 'strongroom') as {
      kms(): { createKey(): Promise<{ KeyMetadata: { KeyId: string } }> };
      sandbox: { principals: { put(principal: object): Promise<unknown> } };
    };
    await sandbox.principals.put({ arn: 'arn:aws:iam::111122223333:user/ann' });
    return (await kms().createKey()).KeyMetadata.KeyId;
  });
  await page.goto(`${url}#/keys/${keyId}/policy`);
  await page.getByText('Nothing odd was found.').waitFor();
  // Until the editor is loaded, a plain field stands in its place.
  await page.locator('.cm-content').click();
}

/** The innermost element that has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent.trim() ?? '';
  });

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'All',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Odd',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:user/ann' },
      Action: 'kms:Encyrpt',
      Resource: '*',
    },
  ],
};

describe('the policy editor', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  it('replaces a selection, completes, undoes, and lets Escape and Tab leave it, without console errors', async () => {
    const browser = await launch();
    const { page } = browser;
    await open(page, server.url);
    const editor = page.getByRole('textbox', { name: 'Policy document' });
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{"Statement": [{"');
    await page.getByRole('option', { name: /^Effect/ }).waitFor();
    await page.keyboard.type('Eff');
    // The editor accepts no choice at first, so that typing on does not choose one.
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    assert.match(await editor.innerText(), /\{"Statement": \[\{"Effect"\}\]\}/);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Tab');
    assert.ok(await editor.evaluate((element) => element.matches(':focus')), 'Tab alone indents');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.match(await focused(page), /^line \d+$/);
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
  });

  it('fixes a finding, shows who would gain access, saves, and keeps the previous version', async () => {
    const browser = await launch({ viewport: { width: 360, height: 800 } });
    const { page } = browser;
    await open(page, server.url);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(JSON.stringify(POLICY, undefined, 2));
    await page.getByRole('button', { name: 'Write kms:Encrypt' }).click();
    await page.getByText('would gain Encrypt').waitFor();
    await page.getByRole('button', { name: 'Save policy' }).click();
    await page.getByText('Nothing changed yet.').waitFor();
    await page.getByText('Earlier versions').click();
    await page.getByLabel('Version', { exact: true }).selectOption({ value: '0' });
    await page
      .getByRole('region', { name: 'Key policy, version 1, the first' })
      .getByText('Enable IAM User Permissions')
      .waitFor();
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
  });

  it('keeps a draft across a reload, compares it, and exports its tests as a program', async () => {
    const browser = await launch();
    const { page } = browser;
    await open(page, server.url);
    await page.getByText('Add from a template').click();
    await page.getByLabel('Template', { exact: true }).selectOption('context');
    await page.getByLabel('User or role').selectOption('arn:aws:iam::111122223333:user/ann');
    await page.getByRole('button', { name: 'Add to the policy' }).click();
    await page.getByText('would gain, where a request meets a condition').waitFor();
    await page.reload();
    await page.getByText('are here again; they are not saved.').waitFor();
    await page
      .getByRole('region', { name: 'From the stored policy to your changes' })
      .getByText('kms:EncryptionContext:AppName')
      .waitFor();
    await page.getByLabel('Caller', { exact: true }).selectOption('arn:aws:iam::111122223333:user/ann');
    await page.getByRole('button', { name: 'Add the test' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export the tests' }).click();
    assert.equal((await download).suggestedFilename(), 'key-policy.test.mjs');
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
  });
});
