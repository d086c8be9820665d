/** The packed library in apps that Vite 8 and webpack 5 bundle, and what a page says when the worker cannot start. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build, createServer, type InlineConfig } from 'vite';
import { createAppFolder, expectApp, EXPECTED, openApp, serveFolder } from './bundled-app.ts';
import { buildByWebpack } from './build-by-webpack.ts';

type Folder = Awaited<ReturnType<typeof createAppFolder>>;

const TRUSTED = "require-trusted-types-for 'script'; trusted-types app";

describe('the packed library, bundled', () => {
  let folder: Folder;
  let vite: string;

  const config = (extra: InlineConfig = {}): InlineConfig => ({
    root: folder.app,
    configFile: false,
    logLevel: 'error',
    ...extra,
  });

  /** Serves what Vite built, while `use` runs. */
  async function served(use: (url: string) => Promise<void>, headers?: Readonly<Record<string, string>>) {
    const server = await serveFolder(vite, headers);
    try {
      await use(server.url);
    } finally {
      server.close();
    }
  }

  before(async () => {
    folder = await createAppFolder();
    vite = path.join(folder.dir, 'vite');
    // Vite's own settings, but for a modern target: a user changes nothing else either.
    await build(config({ build: { target: 'es2023', outDir: vite } }));
  });
  after(() => folder.remove());

  it('works as Vite 8 builds it', () => served(expectApp));

  it('works in development with Vite 8', async () => {
    const server = await createServer(config({ server: { port: 0, host: '127.0.0.1' } }));
    await server.listen();
    try {
      await expectApp(server.resolvedUrls?.local[0] ?? '');
    } finally {
      await server.close();
    }
  });

  it('works as webpack 5 builds it, without a warning', async () => {
    const outDir = path.join(folder.dir, 'webpack');
    assert.deepEqual(await buildByWebpack(folder.app, outDir), []);
    await writeFile(
      path.join(outDir, 'index.html'),
      '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><script src="app.js"></script>',
    );
    const server = await serveFolder(outDir);
    try {
      await expectApp(server.url);
    } finally {
      server.close();
    }
  });

  it('starts its workers by the Trusted Types policy of the app', () =>
    served(
      async (url) => {
        const { result } = await openApp(`${url}?policy`);
        assert.deepEqual(result, EXPECTED);
      },
      { 'Content-Security-Policy': TRUSTED },
    ));

  it('rejects calls with the reason where Trusted Types refuse the worker', () =>
    served(
      async (url) => {
        const { result } = await openApp(url, { mayComplain: true });
        assert.equal(result['name'], 'WorkerLostError');
        assert.equal(result['reason'], 'not-started');
        assert.match(
          String(result['message']),
          /TrustedScriptURL.*pass it to createStrongroom as the option worker\.$/s,
        );
      },
      { 'Content-Security-Policy': TRUSTED },
    ));

  it('works under a Content Security Policy that allows scripts and workers of the origin, and WebAssembly', () =>
    served(expectApp, {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; img-src data:",
    }));

  it('rejects calls with advice where the Content Security Policy refuses the worker', () =>
    served(
      async (url) => {
        const { result } = await openApp(url, { mayComplain: true });
        assert.equal(result['name'], 'WorkerLostError');
        assert.equal(result['reason'], 'not-started');
        assert.match(String(result['message']), /its worker-src must allow the file/);
      },
      { 'Content-Security-Policy': "script-src 'self'; worker-src 'none'" },
    ));

  it('rejects calls with advice where the app does not serve the worker', () =>
    served(async (url) => {
      const { result } = await openApp(url, { blocked: /\/worker-[^/]+\.js$/, mayComplain: true });
      assert.equal(result['name'], 'WorkerLostError');
      assert.equal(result['reason'], 'not-started');
      assert.match(
        String(result['message']),
        /its script did not load.*pass it to createStrongroom as the option worker\.$/s,
      );
    }));
});
