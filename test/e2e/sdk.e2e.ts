/**
 * The unmodified AWS SDK against the app: in its page by requestHandler, and from another page of the origin by
 * `POST /kms/` with no tab of the app open.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { OPERATION_FACTS } from '../../src/model/operation-facts.ts';
import { DECLARED, REGISTERED } from './sdk/declared.ts';
import type { SdkTest } from './sdk/page.ts';
import { wayTo } from './sdk/refusals.ts';

type Way = 'handler' | 'endpoint';

/** The declared errors that a page can provoke: it cannot put 50,000 grants on a key. */
const REFUSALS = DECLARED.filter(
  ({ operation, name }) =>
    wayTo(operation, name) !== undefined && !(operation === 'CreateGrant' && name === 'LimitExceededException'),
);

/** Calls one of the page's functions. */
async function ask<F extends keyof SdkTest>(
  page: Page,
  name: F,
  ...given: Parameters<SdkTest[F]>
): Promise<Awaited<ReturnType<SdkTest[F]>>> {
  const answer = await page.evaluate(
    ([member, args]) =>
      (Reflect.get(Reflect.get(globalThis, 'sdkTest') as object, member) as (...all: unknown[]) => unknown)(...args),
    [name, given] as const,
  );
  return answer as Awaited<ReturnType<SdkTest[F]>>;
}

const OF_KEY_STORES: ReadonlySet<string> = new Set(
  REGISTERED.filter((name) => OPERATION_FACTS[name].group === 'key-stores'),
);

/** What holds by either way. */
async function holds(page: Page, way: Way): Promise<void> {
  await ask(page, 'story', way);
  // A page of the endpoint has no way to a CloudHSM cluster, which key stores need.
  const operations = way === 'handler' ? REGISTERED : REGISTERED.filter((name) => !OF_KEY_STORES.has(name));
  assert.deepEqual(await ask(page, 'allSucceed', way, operations), []);
  assert.deepEqual(await ask(page, 'allPaginate', way), []);
  assert.deepEqual(await ask(page, 'atTheDoor', way), AT_THE_DOOR);
}

const AT_THE_DOOR = {
  secret: 'InvalidSignatureException',
  body: 'InvalidSignatureException',
  date: 'InvalidSignatureException',
  // The SDK corrects its clock by the date of the refusal.
  dateOfSecondAttempt: 'no error',
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
      build: {
        outDir: dir,
        emptyOutDir: false,
        lib: { entry: 'test/e2e/sdk/page.ts', formats: ['es'], fileName: () => 'sdk-page.js' },
      },
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

  it('calls every operation and pages every list through requestHandler, and is rejected at the endpoint as on AWS', async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async () => {
      const own = './sdk-page.js';
      await import(new URL(own, location.href).href);
    });
    await holds(page, 'handler');
  });

  it('throws every declared error that can occur, with the SDK’s class, name, message and status', async () => {
    assert.ok(REFUSALS.length > REGISTERED.length);
    assert.deepEqual(await ask(browser.page, 'allRefuse', 'handler', REFUSALS), []);
  });

  it('works in the same way by POST /kms/ from another page, with all tabs of the app closed', async () => {
    const { page, context } = browser;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const other = await context.newPage();
    await other.goto(`${server.url}other.html`);
    await page.close();
    await other.waitForFunction(() => navigator.serviceWorker.controller !== null && 'sdkTest' in globalThis);
    await holds(other, 'endpoint');
  });

  it('logged no console error', () => {
    // The browser itself logs a line for each answer of status 400 that fetch gets: those are the test's own.
    assert.deepEqual(
      allComplaints(browser).filter((line) => !line.includes('status of 400')),
      [],
    );
  });
});
