/** The start of the built app: what runs and loads before the app itself has arrived, and in how many files. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { launch, startServer } from '../support/app.ts';

const ASSETS = 'dist/assets';

/** Maximum number of scripts that a visit of Home loads unasked. Offline each passes the service worker. */
const MAX_HOME_FILES = 18;

/** A static import of another file of the build. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g;

/** Names of the files that `file` imports statically. */
async function importsOf(file: string): Promise<string[]> {
  return [...(await readFile(path.join(ASSETS, file), 'utf8')).matchAll(STATIC_IMPORT)].map(([, name = '']) => name);
}

/** Name of the only file of the build that begins with `name`. */
async function builtFile(name: string): Promise<string> {
  const found = (await readdir(ASSETS)).filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  assert.equal(found.length, 1, `one file ${name}, not ${found.join(', ')}`);
  return found[0] ?? '';
}

describe('the start of the built app', () => {
  it('loads the page while the app is still missing, and leaves the network to both on the first visit', async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      const { page } = browser;
      const [app, wanted] = [await builtFile('index'), await builtFile('keys-page')];
      await page.route(`**/${app}`, () => undefined);
      const loaded = page.waitForRequest((request) => request.url().endsWith(wanted));
      await page.goto(`${server.url}#/keys`, { waitUntil: 'commit' });
      await loaded;
      assert.deepEqual(page.workers(), []);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it('starts the worker while the app is still missing once the files are on the device', async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      await browser.page.goto(server.url);
      await browser.page.getByText('Available offline.').waitFor();
      const app = await builtFile('index');
      await browser.page.evaluate(async (name) => {
        for (const cache of await caches.keys()) await (await caches.open(cache)).delete(`./assets/${name}`);
      }, app);
      const devtools = await browser.context.newCDPSession(browser.page);
      await devtools.send('Network.clearBrowserCache');
      await server.close();
      const page = await browser.context.newPage();
      const started = page.waitForEvent('worker');
      await page.goto(server.url, { waitUntil: 'commit' });
      assert.match((await started).url(), /\/worker-[\w-]{8}\.js$/);
      assert.equal(await page.evaluate(() => 'strongroom' in globalThis), false);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it('runs the first script by an element of its own, which waits for nothing', async () => {
    const html = await readFile('dist/index.html', 'utf8');
    const first = await builtFile('start');
    const element = /<script [^>]*>/g;
    const own = [...html.matchAll(element)].map(([tag]) => tag).filter((tag) => tag.includes(first));
    assert.equal(own.length, 1);
    assert.match(own[0] ?? '', /type="module"/);
    assert.match(own[0] ?? '', / async/);
    assert.deepEqual(await importsOf(first), []);
  });

  it('loads Home and its later parts in few files', async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      await browser.page.goto(server.url);
      const files = await browser.page.evaluate(
        async (elements) => {
          for (const element of elements) await customElements.whenDefined(element);
          const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
          return names.filter((name) => name.endsWith('.js'));
        },
        ['strong-attack', 'strong-continue-lab', 'strong-page-terms', 'strong-snippet', 'strong-tampering'],
      );
      assert.ok(files.length <= MAX_HOME_FILES, files.join('\n'));
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it('needs one file for the worker, and two for the shell', async () => {
    assert.deepEqual(await importsOf(await builtFile('worker')), []);
    assert.deepEqual(await importsOf(await builtFile('index')), [await builtFile('start')]);
  });
});
