/** The unmodified AWS SDK against the app: in its page by requestHandler, and from another page of the origin by `POST /kms/` with no tab of the app open. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { OPERATIONS } from '../../src/engine/operations/index.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

/** Commands that `exercise` sends: each operation, some more than once. */
const OPERATION_COUNT = Object.keys(OPERATIONS).length;

type Way = 'handler' | 'endpoint';
interface SdkTest {
  exercise(way: Way): Promise<number>;
  refusals(way: Way): Promise<Record<string, string>>;
}

const exercise = (page: Page, way: Way) => page.evaluate((by) => (Reflect.get(globalThis, 'sdkTest') as SdkTest).exercise(by), way);
const refusals = (page: Page, way: Way) => page.evaluate((by) => (Reflect.get(globalThis, 'sdkTest') as SdkTest).refusals(by), way);

const REFUSED = {
  secret: 'InvalidSignatureException',
  body: 'InvalidSignatureException',
  date: 'InvalidSignatureException',
  accessKey: 'UnrecognizedClientException',
};

describe('the AWS SDK', () => {
  let dir: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-sdk-'));
    await cp('dist', dir, { recursive: true });
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: { outDir: dir, emptyOutDir: false, lib: { entry: 'test/e2e/sdk/page.ts', formats: ['es'], fileName: () => 'sdk-page.js' } },
    });
    await writeFile(
      path.join(dir, 'other.html'),
      '<!doctype html><meta charset="utf-8"><title>Other</title><link rel="icon" href="data:,"><script type="module" src="./sdk-page.js"></script>',
    );
    server = await startServer({ dir });
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('does every operation through requestHandler, unmodified, and is refused at the door as AWS refuses', async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async () => {
      const own = './sdk-page.js';
      await import(new URL(own, location.href).href);
    });
    assert.ok((await exercise(page, 'handler')) >= OPERATION_COUNT);
    assert.deepEqual(await refusals(page, 'handler'), REFUSED);
  });

  it('does the same by POST /kms/ from another page, with every tab of the app closed', async () => {
    const { page, context } = browser;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const other = await context.newPage();
    await other.goto(`${server.url}other.html`);
    await page.close();
    await other.waitForFunction(() => navigator.serviceWorker.controller !== null && 'sdkTest' in globalThis);
    assert.ok((await exercise(other, 'endpoint')) >= OPERATION_COUNT);
    assert.deepEqual(await refusals(other, 'endpoint'), REFUSED);
  });

  it('made no complaint', () => {
    // The browser itself logs a line for each answer of status 400 that fetch gets: those are the test's own.
    assert.deepEqual(
      allComplaints(browser).filter((line) => !line.includes('status of 400')),
      [],
    );
  });
});
