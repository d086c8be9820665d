/** Errors in words that say what to do, with AWS's name and text unchanged. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';
import { encryptSample } from './visit.ts';

declare const strongroom: StrongroomLibrary;

describe('errors', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    server = await startServer();
    browser = await launch();
    await encryptSample(browser.page, server.url);
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('explain a disabled key', async () => {
    const { page } = browser;
    const arn = await page.evaluate(async () => {
      const arn = (await strongroom.kms().describeKey({ KeyId: 'alias/playground' })).KeyMetadata?.Arn ?? '';
      await strongroom.kms().disableKey({ KeyId: arn });
      return arn;
    });
    await page.locator('strong-kept-file #decrypt').click();
    const problem = page.getByRole('region', { name: 'Error: DisabledException' });
    await problem.getByText(`${arn} is disabled.`).first().waitFor();
    await page.evaluate((KeyId) => strongroom.kms().enableKey({ KeyId }), arn);
  });

  it('explain an encryption context in another letter case, with the actual cause', async () => {
    const { page } = browser;
    await page.reload();
    const decrypt = page.locator('strong-kept-file #decrypt');
    await decrypt.waitFor();
    const change = page.locator('strong-tampering strong-prediction').nth(1);
    await change.locator('[value=refused]').check();
    await change.locator('[type=submit]').click();
    await page
      .getByRole('region', { name: 'Error: InvalidCiphertextException' })
      .getByText('Not shown by AWS')
      .first()
      .waitFor();
  });

  it('offer to switch to the Region of a key', async () => {
    const { page } = browser;
    const keyId = await page.evaluate(
      async () => (await strongroom.kms('eu-west-1').createKey({})).KeyMetadata?.KeyId ?? '',
    );
    await page.goto(`${server.url}#/keys/${keyId}`);
    await page.getByRole('region', { name: 'Error: NotFoundException' }).waitFor();
    await page.getByRole('button', { name: 'Switch to eu-west-1' }).click();
    await page.getByRole('definition').filter({ hasText: keyId }).first().waitFor();
    assert.equal(await page.getByRole('region', { name: 'Error: NotFoundException' }).count(), 0);
  });

  it('name the statement and the reason for an invalid policy', async () => {
    const { page } = browser;
    const keyId = await page.evaluate(
      async () => (await strongroom.kms('eu-west-1').createKey({})).KeyMetadata?.KeyId ?? '',
    );
    await page.goto(`${server.url}#/keys/${keyId}/policy`);
    // A text field takes the place of the editor until it has loaded.
    await page.locator('.cm-content').click();
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { StringMatches: { 'aws:username': 'a*' } },
        },
      ],
    };
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(JSON.stringify(policy));
    // The findings move the button, so the keyboard presses it.
    await page
      .getByText(/unknown condition operator StringMatches/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Save key policy' }).press('Enter');
    const problem = page.getByRole('region', { name: 'Error: MalformedPolicyDocumentException' });
    await problem
      .getByText(/unknown condition operator StringMatches/)
      .first()
      .waitFor();
  });
});
