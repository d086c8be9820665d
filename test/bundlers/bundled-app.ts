/** The app of `test/bundlers/app` in a folder with the packed library, and a page that runs the bundled app. */
import assert from 'node:assert/strict';
import { cp, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import sirv from 'sirv';
import { allComplaints, launch } from '../support/app.ts';
import { installPackedLibrary, type PackedLibrary } from '../e2e/packed-library.ts';

/** What `app/use-library.js` returns. */
export const EXPECTED = { valid: true, opened: 'a file', keys: 2, accessKeys: 2 };

/** Installs the packed library and the SDK next to a copy of the app. */
export async function createAppFolder(): Promise<PackedLibrary & { readonly app: string }> {
  const library = await installPackedLibrary();
  await symlink(path.resolve('node_modules/@aws-sdk'), path.join(library.dir, 'node_modules/@aws-sdk'));
  const app = path.join(library.dir, 'app');
  await cp('test/bundlers/app', app, { recursive: true });
  return { ...library, app };
}

/** Serves a folder on a free port of loopback, with these headers. */
export async function serveFolder(folder: string, headers: Readonly<Record<string, string>> = {}) {
  const files = sirv(folder, { etag: true, dev: true, setHeaders: (response) => setAll(response, headers) });
  const server = createServer((request, response) =>
    files(request, response, () => void response.writeHead(404, { 'content-type': 'text/plain' }).end()),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${port}/`, close };
}

function setAll(
  response: { setHeader(name: string, value: string): unknown },
  headers: Readonly<Record<string, string>>,
) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Options of a page. */
export interface OpenOptions {
  /** URLs that fail to load. */
  readonly blocked?: RegExp;
  /** Whether the browser may report errors. */
  readonly mayComplain?: boolean;
}

/** Opens a page and waits for what its app leaves. Returns it with the URLs of the workers that were started. */
export async function openApp(url: string, { blocked, mayComplain = false }: OpenOptions = {}) {
  const browser = await launch();
  try {
    const workers: string[] = [];
    browser.page.on('worker', (worker) => void workers.push(worker.url()));
    if (blocked) await browser.context.route(blocked, (route) => route.fulfill({ status: 404, body: '' }));
    await browser.page.goto(url);
    await browser.page
      .waitForFunction(() => 'result' in globalThis)
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${allComplaints(browser).join('\n')}`);
      });
    const result = await browser.page.evaluate(() => Reflect.get(globalThis, 'result') as Record<string, unknown>);
    if (!mayComplain) assert.deepEqual(allComplaints(browser), []);
    return { result, workers };
  } finally {
    await browser.close();
  }
}

/** Expects the app to work with one worker for KMS and one for hashes. */
export async function expectApp(url: string): Promise<void> {
  const { result, workers } = await openApp(url);
  assert.deepEqual(result, EXPECTED);
  const kinds = new Set(workers);
  assert.equal(kinds.size, 2, workers.join());
  // A module is known by its whole URL: with a fragment or query of the page's own it would run once more.
  for (const worker of kinds) assert.doesNotMatch(worker, /#/);
}
