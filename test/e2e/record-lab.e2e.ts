/** A lab recorded in the built app by keyboard and by a program, proved in memory, kept over a reload, and tried. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Lab } from '../../src/labs/lab.ts';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

describe('a recorded lab', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  const recorder = () => page.locator('strong-record-lab-page');
  const panel = () => page.locator('strong-record-panel');
  const field = (path: string) => recorder().locator(`[id="f-${path}"]`);
  const live = () => page.locator('strong-live [role=status]');

  /** Presses a button by keyboard. */
  async function press(selector: string, within = recorder()): Promise<void> {
    const button = within.locator(selector);
    await button.focus();
    await page.keyboard.press('Enter');
  }

  before(async () => {
    server = await startServer();
    browser = await launch({ viewport: { width: 1440, height: 900 } });
    page = browser.page;
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('starts in a sandbox of its own, from the list of labs', async () => {
    await page.goto(`${server.url}#/labs`);
    await page.getByRole('link', { name: 'Record a lab' }).focus();
    await page.keyboard.press('Enter');
    await press('#start-new');
    await page.locator('header .sandbox').waitFor();
    await panel().getByText('Recording the sandbox lab-record').waitFor();
    await page.locator('header .who').getByText('role Learner').waitFor();
  });

  it('records whole calls of this tab, with marks set in the panel', async () => {
    const KeyId = await page.evaluate(async (caller) => {
      const kms = strongroom.world('lab-record').kms('us-east-1', caller);
      return (await kms.createKey({ Description: 'recorded' })).KeyMetadata?.Arn ?? '';
    }, LEARNER);
    await press('#start-ends', panel());
    await panel().getByText('New calls belong to: Not in the lab').waitFor();
    await press('#task-begins', panel());
    await panel().getByText('New calls belong to: Task 1').waitFor();
    await page.evaluate(
      async ({ KeyId: key, caller }) => {
        const kms = strongroom.world('lab-record').kms('us-east-1', caller);
        await kms.encrypt({ KeyId: key, Plaintext: new TextEncoder().encode('by mistake') });
      },
      { KeyId, caller: LEARNER },
    );
    await press('#was-mistake', panel());
    await recorder().getByRole('cell', { name: 'Encrypt' }).waitFor();
    await page.evaluate(
      async ({ KeyId: key, caller }) => {
        const kms = strongroom.world('lab-record').kms('us-east-1', caller);
        const { CiphertextBlob } = await kms.encrypt({ KeyId: key, Plaintext: new TextEncoder().encode('hello') });
        await kms.decrypt({ CiphertextBlob });
      },
      { KeyId, caller: LEARNER },
    );
    await press('#stop', panel());
    await recorder().locator('#continue').waitFor();
  });

  it('makes a draft, and leads from a finding to its field', async () => {
    await press('#create');
    await live().getByText('Draft created with 1 task.').waitFor();
    await press('#check');
    const go = recorder().getByRole('button', { name: 'Go to Lab: Title' });
    await go.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.id === 'f-texts-en-title';
    });
  });

  it('proves the draft in memory, finds a condition that the mistake meets, and the corrected one', async () => {
    const texts: Record<string, string> = {
      id: 'recorded',
      'texts-en-title': 'Recorded',
      'texts-en-goal': 'You can encrypt and decrypt.',
      'texts-en-start': 'One key exists.',
      'texts-en-caption': 'The key stays inside.',
      'texts-en-summary': 'It works.',
      'texts-en-instructor': 'Five minutes.',
      'texts-en-tasks-task-1-title': 'Round trip',
      'texts-en-tasks-task-1-text': 'Encrypt a text, and decrypt the ciphertext.',
      'texts-en-tasks-task-1-hints-0': 'Two calls.',
      'texts-en-tasks-task-1-hints-1': 'Encrypt first.',
      'texts-en-tasks-task-1-hints-2': 'Call `Encrypt`, then `Decrypt`.',
      'texts-en-tasks-task-1-mistakes-mistake-1': 'Decrypt it, too.',
    };
    for (const [path, text] of Object.entries(texts)) await field(path).fill(text);
    const proposed = await field('tasks-0-done').inputValue();
    await field('tasks-0-done').fill('{ "event": { "operation": "Encrypt" } }');
    await press('#check');
    await recorder().getByText('Done by a mistake.').waitFor();
    await field('tasks-0-done').fill(proposed);
    await press('#check');
    await recorder().locator('#proved').waitFor();
    const worlds = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
    assert.ok(!worlds.some((name) => name.includes('lab-recorded')), worlds.join());
  });

  it('keeps recording and draft over a reload, and downloads the lab', async () => {
    await page.reload();
    await recorder().locator('#download').waitFor();
    assert.equal(await field('texts-en-title').inputValue(), 'Recorded');
    const downloaded = page.waitForEvent('download');
    await press('#download');
    const file = await downloaded;
    assert.equal(file.suggestedFilename(), 'recorded.json');
    const lab = JSON.parse(await readFile(await file.path(), 'utf8')) as Lab;
    assert.deepEqual(lab.tasks[0]?.solution[1], { call: 'Decrypt', input: { CiphertextBlob: '$ciphertext' } });
  });

  it('starts the lab of the draft, whose instructor notes are on its page', async () => {
    await press('#try');
    const tasks = page.locator('strong-task-panel');
    await tasks.getByRole('heading', { name: 'Round trip' }).waitFor();
    await page.locator('strong-labs-page summary', { hasText: 'For instructors' }).click();
    await page.getByText('Five minutes.').waitFor();
    assert.deepEqual(allComplaints(browser), []);
  });
});
