/** The built app without its worker: a script that the host has not, and a worker that ends. No page waits for good. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { launch, startServer } from '../support/app.ts';
import { KEEP_WORKERS } from '../support/keep-workers.ts';

const PAGES = [
  'keys',
  'keys/1234abcd-12ab-34cd-56ef-1234567890ab',
  'activity',
  'cost',
  'simulator',
  'directory',
  'settings',
  'playground',
];

/**
 * A call of the page's own client, which outlives `terminate` only as an error. The call is on its way after microtasks
 * alone, so no answer can arrive before the worker ends, however long the page is kept from running.
 */
const createLongKey = (page: Page) =>
  page.evaluate(async () => {
    const strongroom = Reflect.get(globalThis, 'strongroom') as {
      kms(): { createKey(input: object): Promise<unknown> };
    };
    const started = strongroom.kms().createKey({ KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' });
    for (let microtasks = 0; microtasks < 100; microtasks += 1) await Promise.resolve();
    const workers = Reflect.get(globalThis, 'startedWorkers') as Worker[];
    workers.at(-1)?.terminate();
    return await started.then(
      () => 'answered',
      (error: Error) => error.name,
    );
  });

/** The state of a key, asked of the page's own client. */
const stateOf = (page: Page, KeyId: string) =>
  page.evaluate(async (id) => {
    const strongroom = Reflect.get(globalThis, 'strongroom') as {
      kms(): { describeKey(input: object): Promise<{ KeyMetadata: { KeyState: string } }> };
    };
    return (await strongroom.kms().describeKey({ KeyId: id })).KeyMetadata.KeyState;
  }, KeyId);

describe('the app without its worker', () => {
  it('reports on every page that the script did not load, and stops loading', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-no-worker-'));
    await cp('dist', dir, { recursive: true });
    for (const name of await readdir(path.join(dir, 'assets')))
      if (/^worker-/.test(name)) await rm(path.join(dir, 'assets', name));
    const server = await startServer({ dir });
    const browser = await launch();
    try {
      const { page } = browser;
      await page.goto(server.url);
      const alert = page.getByRole('alert').filter({ hasText: 'its script did not load' });
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? '', /Check your network connection\. Reload the page to continue\./);
      await page.getByRole('button', { name: 'Reload page' }).waitFor();
      for (const name of PAGES) {
        await page.goto(`${server.url}#/${name}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.getByText('Loading…').waitFor({ state: 'detached' });
        assert.equal(await alert.count(), 1);
      }
    } finally {
      await browser.close();
      await server.close();
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('restarts a worker that ended once, and then asks for a reload', async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      const { page } = browser;
      await page.addInitScript(KEEP_WORKERS);
      await page.goto(`${server.url}#/keys`);
      await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();

      assert.equal(await createLongKey(page), 'WorkerLostError');
      await page.getByRole('alert').filter({ hasText: 'stopped and was started again' }).waitFor();
      // The other worker answers: a key can be made and read.
      const keyId = await page.evaluate(async () => {
        const { kms } = Reflect.get(globalThis, 'strongroom') as {
          kms(): { createKey(): Promise<{ KeyMetadata: { KeyId: string } }> };
        };
        return (await kms().createKey()).KeyMetadata.KeyId;
      });

      assert.equal(await createLongKey(page), 'WorkerLostError');
      await page.getByRole('alert').filter({ hasText: 'stopped again' }).waitFor();
      await page.getByRole('button', { name: 'Reload page' }).click();
      await page.waitForFunction(() => (Reflect.get(globalThis, 'startedWorkers') as Worker[]).length === 1);
      assert.equal(await stateOf(page, keyId), 'Enabled');
      assert.equal(await page.getByRole('button', { name: 'Reload page' }).count(), 0);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
