/**
 * The policy editor in the built app: typed into, completed, mended and left by keyboard, under the page's own security
 * policy.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { allComplaints, launch, startServer } from '../support/app.ts';
import { TEXTS as EDITOR } from '../../src/ui/policy/policy-editor-texts.ts';
import { TEXTS as TEMPLATES } from '../../src/ui/policy/policy-templates-texts.ts';
import { TEXTS as TESTS } from '../../src/ui/policy/permission-tests-texts.ts';
import { TEXTS } from '../../src/ui/policy/policy-texts.ts';

/** Opens the Key policy tab of a new key. */
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
  // A text field takes the place of the editor until it has loaded.
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
    const editor = page.getByRole('textbox', { name: EDITOR.label });
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{"Statement": [{"');
    await page.getByRole('option', { name: /^Effect/ }).waitFor();
    await page.keyboard.type('Eff');
    await page
      .locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) [aria-selected=true]')
      .waitFor();
    // The editor accepts no choice in the first 75 milliseconds, so that typing on does not choose one.
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
    await page.getByRole('button', { name: EDITOR.fixes.replace('kms:Encrypt') }).click();
    await page.locator('strong-policy-effect dd.check').filter({ hasText: 'Encrypt' }).waitFor();
    await page.getByRole('button', { name: TEXTS.save }).click();
    await page.getByText(TEXTS.unchanged).waitFor();
    await page.getByText(TEXTS.versions.summary).click();
    await page.getByLabel(TEXTS.versions.label, { exact: true }).selectOption({ value: '0' });
    await page
      .getByRole('region', { name: TEXTS.versions.region(TEXTS.versions.first(1)) })
      .getByText('Enable IAM User Permissions')
      .waitFor();
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
  });

  it('keeps a draft across a reload, compares it, and exports its tests as a program', async () => {
    const browser = await launch();
    const { page } = browser;
    await open(page, server.url);
    await page.getByText(TEXTS.addFromTemplate).click();
    await page.getByLabel(TEMPLATES.template, { exact: true }).selectOption('context');
    await page.getByLabel(TEMPLATES.principal).selectOption('arn:aws:iam::111122223333:user/ann');
    await page.getByRole('button', { name: TEMPLATES.add }).click();
    await page.locator('strong-policy-effect dd.half').first().waitFor();
    await page.reload();
    await page.locator('strong-key-policy-tab .kept').waitFor();
    await page.getByRole('region', { name: TEXTS.changes.diff }).getByText('kms:EncryptionContext:AppName').waitFor();
    await page.getByLabel(TESTS.form.caller, { exact: true }).selectOption('arn:aws:iam::111122223333:user/ann');
    await page.getByRole('button', { name: TESTS.form.add }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: TESTS.export }).click();
    assert.equal((await download).suggestedFilename(), 'key-policy.test.mjs');
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
  });
});
