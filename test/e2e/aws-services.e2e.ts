/**
 * Unmodified SDK clients of STS and CloudTrail: in the page of the app by requestHandler, and from another page of the
 * origin by `POST /kms/` with no tab of the app open.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launch, startServer } from '../support/app.ts';
import type { ServicesTest } from './sdk/services-page.ts';

async function run(page: Page, way: 'handler' | 'endpoint'): Promise<void> {
  const answer = await page.evaluate(
    (by) => (globalThis as unknown as { servicesTest: ServicesTest }).servicesTest.assumeAndLookUp(by),
    way,
  );
  assert.deepEqual(answer, {
    callers: ['arn:aws:iam::111122223333:user/admin', `arn:aws:sts::111122223333:assumed-role/Learner/by-${way}`],
    events: ['ListPublicKeys', 'ListKeys', 'GetCallerIdentity'],
  });
}

it('programs assume a role and look up their own events, in the page and by the service worker', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-services-'));
  await cp('dist', dir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: dir,
      emptyOutDir: false,
      lib: { entry: 'test/e2e/sdk/services-page.ts', formats: ['es'], fileName: () => 'services-page.js' },
    },
  });
  await writeFile(
    path.join(dir, 'other.html'),
    '<!doctype html><meta charset="utf-8"><title>Other</title><link rel="icon" href="data:,"><script type="module" src="./services-page.js"></script>',
  );
  const server = await startServer({ dir });
  const browser = await launch();
  const { page, context } = browser;
  try {
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async () => {
      const own = './services-page.js';
      await import(new URL(own, location.href).href);
    });
    await run(page, 'handler');

    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const other = await context.newPage();
    await other.goto(`${server.url}other.html`);
    await page.close();
    await other.waitForFunction(() => navigator.serviceWorker.controller !== null && 'servicesTest' in globalThis);
    await run(other, 'endpoint');

    // A request without CORS comes from any script that cannot see the answer.
    const refused = await other.evaluate(async () => {
      const answer = await fetch('./kms/planted/', {
        method: 'POST',
        mode: 'no-cors',
        body: 'Action=GetCallerIdentity',
      });
      return [answer.status, (await indexedDB.databases()).some(({ name }) => name?.includes('planted'))];
    });
    assert.deepEqual(refused, [400, false]);
  } finally {
    await browser.close();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  }
});
