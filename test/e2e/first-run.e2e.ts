/** The first minute on Home: one button, its result in the same place, and the whole of it within the window. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { TEXTS } from '../../src/ui/envelope/home-texts.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

const WINDOW = { width: 1440, height: 900 };

/** How far the next button may be from the one that was pressed, in pixels. */
const SAME_PLACE_PX = 4;

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  return box ?? assert.fail('not rendered');
}

async function open(page: Page, url: string) {
  await page.goto(url);
  await page.locator('#encrypt-sample.primary').waitFor();
}

describe('the first run', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: WINDOW });
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('shows its result where its button was, and all of it in a window of 1440 × 900', async () => {
    const { page } = browser;
    await open(page, server.url);
    const before = await boxOf(page.locator('#encrypt-sample'));
    await page.locator('#encrypt-sample').click();
    const decrypt = page.locator('strong-kept-file[primary] #decrypt');
    await decrypt.waitFor();
    const after = await boxOf(decrypt);
    assert.ok(Math.abs(after.x - before.x) <= SAME_PLACE_PX && Math.abs(after.y - before.y) <= SAME_PLACE_PX);
    await page.locator('details.calls').waitFor();
    const footer = await boxOf(page.getByRole('contentinfo'));
    for (const part of ['h1', '.lead.result', 'strong-envelope-picture', 'details.calls'].map((name) =>
      page.locator(name),
    ))
      assert.ok((await boxOf(part)).y + (await boxOf(part)).height <= footer.y, String(part));
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.match(await page.locator('h1').innerText(), /^letter\.txt encrypted: \d+ → \d+ bytes$/);
    assert.match(await page.locator('.lead.result').innerText(), /in use for [\d.]+ m?s\./);
    assert.deepEqual(allComplaints(browser), []);
  });

  it('shows keys and ciphertexts in the monospace font of the app, loaded before its first use', async () => {
    const visitor = await launch({ viewport: WINDOW });
    try {
      const { page } = visitor;
      await page.goto(server.url);
      assert.equal(await page.locator('link[rel=preload][as=font][href*=source-code-pro]').count(), 1);
      await open(page, server.url);
      await page.locator('#encrypt-sample').click();
      await page.locator('details.calls summary').first().click();
      await page.waitForFunction(() =>
        [...document.fonts].some(({ family, status }) => family.includes('Source Code Pro') && status === 'loaded'),
      );
    } finally {
      await visitor.close();
    }
  });

  it('breaks no label of the picture inside a word in a window 1024 px wide', async () => {
    const visitor = await launch({ viewport: { width: 1024, height: 768 } });
    try {
      const { page } = visitor;
      await open(page, server.url);
      await page.locator('#encrypt-sample').click();
      await page.locator('details.calls').waitFor();
      const words = await page.locator('strong-envelope-picture :is(.arrow, .label)').evaluateAll((labels) =>
        labels.flatMap((label) => {
          const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
          const found: { word: string; lines: number }[] = [];
          for (let text = texts.nextNode(); text !== null; text = texts.nextNode())
            for (const match of (text.nodeValue ?? '').matchAll(/[A-Za-z]+/g)) {
              const range = document.createRange();
              range.setStart(text, match.index);
              range.setEnd(text, match.index + match[0].length);
              const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
              found.push({ word: match[0], lines: lines.size });
            }
          return found;
        }),
      );
      assert.ok(words.filter(({ lines }) => lines === 1).length > 10, JSON.stringify(words));
      assert.deepEqual(
        words.filter(({ lines }) => lines > 1),
        [],
      );
    } finally {
      await visitor.close();
    }
  });

  it('makes no call that fails', async () => {
    const { page } = browser;
    await page.locator('details.calls summary').first().click();
    await page.locator('strong-call').nth(2).waitFor();
    assert.equal(await page.locator('strong-call').count(), 3);
    assert.equal(await page.locator('strong-call .failed').count(), 0);
  });

  it('has the next step under the finger: the key Enter decrypts the file', async () => {
    const { page } = browser;
    await open(page, server.url);
    await page.reload();
    await page.locator('#encrypt-sample').focus();
    await page.keyboard.press('Enter');
    await page.locator('strong-kept-file[primary] #decrypt:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('strong-kept-file .letter').waitFor();
    assert.match(await page.locator('h1').innerText(), /^letter\.txt decrypted: \d+ → \d+ bytes$/);
    const letter = await boxOf(page.locator('strong-kept-file .letter'));
    assert.ok(letter.y + letter.height < WINDOW.height);
  });

  it('shows an error in the same place', async () => {
    const { page } = browser;
    await page.evaluate(async () => {
      const { kms } = Reflect.get(globalThis, 'strongroom') as {
        kms(): Record<string, (input: object) => Promise<{ KeyMetadata: { KeyId: string } }>>;
      };
      const { KeyMetadata } = await kms()['describeKey']!({ KeyId: 'alias/playground' });
      await kms()['disableKey']!({ KeyId: KeyMetadata.KeyId });
    });
    await page.locator('#decrypt').click();
    const problem = page.getByRole('region', { name: 'Error: DisabledException' });
    await problem.waitFor();
    assert.ok((await boxOf(problem)).y < (await boxOf(page.locator('strong-envelope-picture'))).y);
    assert.ok((await boxOf(problem)).y < WINDOW.height / 2);
    assert.equal(await page.locator('h1').innerText(), TEXTS.title);
  });

  it('offers the experiments as tabs', async () => {
    const { page } = browser;
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab(TEXTS.experiment.break).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('strong-attack').waitFor();
    assert.equal(await page.locator('strong-tampering').isVisible(), false);
    await page.keyboard.press('End');
    await page.locator('strong-snippet').waitFor();
    assert.equal(await tab(TEXTS.experiment.code).getAttribute('aria-selected'), 'true');
  });
});
