/**
 * The examples of the page *Use it in code*, each as it stands there, in the places that a browser test has not: the
 * built app and its service worker, Node and Vitest.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { EXAMPLES, type Example } from '../../src/ui/code/examples.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

const run = promisify(execFile);

function named(name: string): Example {
  const found = EXAMPLES.flatMap(({ examples }) => examples).find((example) => example.name === name);
  assert.ok(found, `there is no example ${name}`);
  return found;
}

describe('the examples in the built app', () => {
  let dir: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  /** Loads a module of the example's code, its SDK bundled with it, into `page`, and gives what it printed. */
  async function printed(page: Page, file: string): Promise<string> {
    const line = page.waitForEvent('console', { predicate: (message) => message.type() === 'log' });
    await page.evaluate(async (name) => {
      await import(new URL(name, location.href).href);
    }, `./${file}`);
    return (await line).text();
  }

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-examples-'));
    await cp('dist', dir, { recursive: true });
    for (const name of ['console', 'handler', 'endpoint']) {
      const entry = path.join(dir, `source-${name}.js`);
      await writeFile(entry, named(name).code);
      await build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        resolve: { alias: { '@aws-sdk/client-kms': path.resolve('node_modules/@aws-sdk/client-kms') } },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: 'es2023',
          minify: false,
          lib: { entry, formats: ['es'], fileName: () => `example-${name}.js` },
        },
      });
    }
    await writeFile(
      path.join(dir, 'other.html'),
      '<!doctype html><meta charset="utf-8"><title>Other</title><link rel="icon" href="data:,">',
    );
    server = await startServer({ dir });
    browser = await launch();
    await browser.page.goto(server.url);
    await browser.page.waitForFunction(() => 'strongroom' in globalThis);
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });

  for (const name of ['console', 'handler']) {
    it(`prints what it says in the page: ${name}`, async () => {
      assert.equal(await printed(browser.page, `example-${name}.js`), named(name).prints);
    });
  }

  it('runs in the console of the browser, pasted line by line', async () => {
    const session = await browser.context.newCDPSession(browser.page);
    const line = browser.page.waitForEvent('console', { predicate: (message) => message.type() === 'log' });
    const { exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: named('console').code,
      replMode: true,
      awaitPromise: true,
    });
    await session.detach();
    assert.equal(exceptionDetails, undefined);
    assert.equal((await line).text(), named('console').prints);
  });

  it('prints what it says in another page of the origin, with no tab of the app open: endpoint', async () => {
    const { page, context } = browser;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const other = await context.newPage();
    await other.goto(`${server.url}other.html`);
    await page.close();
    assert.equal(await printed(other, 'example-endpoint.js'), named('endpoint').prints);
    assert.deepEqual(allComplaints(browser), []);
  });

  it('waits for the service worker if the page was open before the first visit of the app: endpoint', async () => {
    const first = await launch();
    try {
      await first.page.goto(`${server.url}other.html`);
      const line = printed(first.page, 'example-endpoint.js');
      const app = await first.context.newPage();
      await app.goto(server.url);
      assert.equal(await line, named('endpoint').prints);
      assert.deepEqual(allComplaints(first), []);
    } finally {
      await first.close();
    }
  });

  it('finds no controller after a hard reload, and one after the next normal reload', async () => {
    const other = browser.context.pages().find((page) => page.url().endsWith('other.html'));
    assert.ok(other);
    const isControlled = () => other.evaluate(() => navigator.serviceWorker.controller !== null);
    assert.equal(await isControlled(), true);
    const session = await browser.context.newCDPSession(other);
    const loaded = other.waitForEvent('load');
    await session.send('Page.reload', { ignoreCache: true });
    await loaded;
    await session.detach();
    await other.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    assert.equal(await isControlled(), false);
    await other.reload();
    assert.equal(await isControlled(), true);
  });
});

describe('the examples with the built library', () => {
  let dir: string;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-examples-'));
    const library = path.join(dir, 'node_modules/strongroom');
    await mkdir(library, { recursive: true });
    await build({ mode: 'library', logLevel: 'error', build: { outDir: path.join(library, 'library') } });
    await cp('package.json', path.join(library, 'package.json'));
    // SDK and Vitest are the user's own: this tree's copies stand for them.
    for (const name of ['@aws-sdk', 'vitest'])
      await symlink(path.resolve('node_modules', name), path.join(dir, 'node_modules', name));
    await writeFile(path.join(dir, 'package.json'), '{ "type": "module", "private": true }');
  });

  after(() => rm(dir, { recursive: true, force: true }));

  it('prints what it says in Node, and ends: node', async () => {
    await writeFile(path.join(dir, 'script.js'), named('node').code);
    const { stdout } = await run(process.execPath, ['script.js'], { cwd: dir, timeout: 60_000 });
    assert.equal(stdout, `${named('node').prints}\n`);
  });

  const vitest = (...more: string[]) =>
    run(
      process.execPath,
      [
        path.resolve('node_modules/vitest/vitest.mjs'),
        'run',
        '--root',
        dir,
        '--reporter=json',
        '--outputFile=result.json',
        ...more,
      ],
      {
        cwd: dir,
        timeout: 120_000,
        env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
      },
    );
  const result = async () =>
    JSON.parse(await readFile(path.join(dir, 'result.json'), 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };

  it('passes in Vitest: vitest', async () => {
    await writeFile(path.join(dir, 'record.test.js'), named('vitest').code);
    await vitest();
    const { numPassedTests, numFailedTests } = await result();
    assert.deepEqual({ numPassedTests, numFailedTests }, { numPassedTests: 1, numFailedTests: 0 });
  });

  it('fails with another tenant, so the test can fail', async () => {
    const { code } = named('vitest');
    const wrong = code.replace("decryptFor('2')).rejects", "decryptFor('1')).rejects");
    assert.notEqual(wrong, code);
    await writeFile(path.join(dir, 'record.test.js'), wrong);
    await assert.rejects(vitest());
    assert.equal((await result()).numFailedTests, 1);
  });
});
