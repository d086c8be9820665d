/**
 * The packed library with tools that npm installs for this run: apps by Vite 5, Rollup, esbuild and Bun, programs in
 * Bun and Deno, and the oldest TypeScript that its types support.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { TYPES_CONSUMER } from '../e2e/types-consumer.ts';
import { createAppFolder, expectApp, EXPECTED, openApp, serveFolder } from './bundled-app.ts';
import { installTools, type InstalledTools, type ToolName } from './installed-tools.ts';

const run = promisify(execFile);

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><script type="module" src="app.js"></script>';
/** Vite 7 and older: docs/library.md says so. */
const VITE_CONFIG = `export default { optimizeDeps: { exclude: ['strongroom'] } };\n`;
const ROLLUP_CONFIG = `
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
export default {
  plugins: [resolve({ browser: true }), commonjs(), json()],
};
`;
const PROGRAM = `
import { createStrongroom } from 'strongroom/memory';
import { useLibrary } from './app/use-library.js';
console.log(JSON.stringify(await useLibrary(createStrongroom())));
`;

describe('the packed library, with installed tools', { timeout: 1_800_000 }, () => {
  let folder: Awaited<ReturnType<typeof createAppFolder>>;
  let tools: InstalledTools;

  before(async () => {
    folder = await createAppFolder();
    tools = await installTools();
    await writeFile(path.join(folder.dir, 'program.mjs'), PROGRAM);
    await writeFile(path.join(folder.app, 'vite.config.js'), VITE_CONFIG);
    await writeFile(path.join(tools.dir, 'rollup.config.mjs'), ROLLUP_CONFIG);
  });
  after(async () => {
    await folder.remove();
    await tools.remove();
  });

  /** Returns the path of a tool. Without it, skips the test. */
  function need(test: TestContext, name: ToolName): string | undefined {
    const command = tools.find(name);
    if (command === undefined) test.skip(`npm could not install ${name}`);
    return command;
  }

  /** Runs a command in the folder of the package. */
  const inFolder = (command: string, args: readonly string[]) => run(command, args, { cwd: folder.dir });

  /** Creates a folder for what a bundler writes, with a page and copies of the workers' files. */
  async function outputFolder(name: string, copies: Readonly<Record<string, string>>): Promise<string> {
    const outDir = path.join(folder.dir, name);
    await mkdir(outDir);
    await writeFile(path.join(outDir, 'index.html'), PAGE);
    for (const [from, to] of Object.entries(copies))
      await copyFile(path.join(folder.dir, 'node_modules/strongroom/library', from), path.join(outDir, to));
    return outDir;
  }
  const BOTH = { 'worker.js': 'worker.js', 'hash-worker.js': 'hash-worker.js' };

  async function expectFolder(outDir: string): Promise<void> {
    const server = await serveFolder(outDir);
    try {
      await expectApp(server.url);
    } finally {
      server.close();
    }
  }

  it('works as Vite 5 builds it', async (test) => {
    const vite = need(test, 'vite');
    if (vite === undefined) return;
    const outDir = path.join(folder.dir, 'vite-5');
    await inFolder(vite, ['build', 'app', '--outDir', outDir, '--logLevel', 'warn']);
    await expectFolder(outDir);
  });

  it('works in development with Vite 5, excluded from pre-bundling', async (test) => {
    const vite = need(test, 'vite');
    if (vite === undefined) return;
    const server = spawn(vite, ['app', '--host', '127.0.0.1', '--port', '0'], {
      cwd: folder.dir,
      env: { ...process.env, NO_COLOR: '1' },
    });
    try {
      let text = '';
      for await (const chunk of server.stdout) {
        text += String(chunk);
        if (/http:\S+/.test(text)) break;
      }
      const [url = ''] = /http:\S+/.exec(text) ?? [];
      await expectApp(url);
    } finally {
      server.kill();
    }
  });

  it('works as Rollup bundles it, with the workers copied next to the bundle', async (test) => {
    const rollup = need(test, 'rollup');
    if (rollup === undefined) return;
    const outDir = await outputFolder('rollup', BOTH);
    const config = path.join(tools.dir, 'rollup.config.mjs');
    await inFolder(rollup, ['app/app.js', '--config', config, '--format', 'es', '--dir', outDir, '--silent']);
    await expectFolder(outDir);
  });

  it('works as esbuild bundles it, with the workers copied next to the bundle', async (test) => {
    const esbuild = need(test, 'esbuild');
    if (esbuild === undefined) return;
    const outDir = await outputFolder('esbuild', BOTH);
    await inFolder(esbuild, ['app/app.js', '--bundle', '--format=esm', `--outdir=${outDir}`, '--log-level=warning']);
    await expectFolder(outDir);
  });

  it('works as esbuild bundles it for browsers without modules, with a worker that the app starts', async (test) => {
    const esbuild = need(test, 'esbuild');
    if (esbuild === undefined) return;
    const outDir = await outputFolder('esbuild-classic', { 'worker.js': 'strongroom-worker.js' });
    const outFile = path.join(outDir, 'app.js');
    await inFolder(esbuild, [
      'app/own-worker.js',
      '--bundle',
      '--format=iife',
      `--outfile=${outFile}`,
      '--log-level=error',
    ]);
    const server = await serveFolder(outDir);
    try {
      const { result } = await openApp(server.url);
      assert.deepEqual(result, EXPECTED);
    } finally {
      server.close();
    }
  });

  it('works as Bun bundles it, with the workers copied next to the bundle', async (test) => {
    const bun = need(test, 'bun');
    if (bun === undefined) return;
    const outDir = await outputFolder('bun', BOTH);
    await inFolder(bun, ['build', 'app/app.js', '--target', 'browser', '--outdir', outDir]);
    await expectFolder(outDir);
  });

  it('works in Bun', async (test) => {
    const bun = need(test, 'bun');
    if (bun === undefined) return;
    const { stdout } = await inFolder(bun, ['program.mjs']);
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  it('works in Deno', async (test) => {
    const deno = need(test, 'deno');
    if (deno === undefined) return;
    const { stdout } = await inFolder(deno, ['run', '--allow-all', '--node-modules-dir=manual', 'program.mjs']);
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  it('has types that TypeScript 5.7 compiles strictly', async (test) => {
    const tsc = need(test, 'tsc');
    if (tsc === undefined) return;
    const types = path.join(folder.dir, 'types');
    await mkdir(types);
    await writeFile(path.join(types, 'consumer.ts'), TYPES_CONSUMER);
    const compilerOptions = {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      target: 'es2023',
      lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [path.resolve('node_modules/@types')],
    };
    await writeFile(path.join(types, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['consumer.ts'] }));
    const { stdout } = await run(tsc, ['-p', types]).catch((error: { stdout: string }) => error);
    assert.equal(stdout, '');
    await rm(types, { recursive: true });
  });
});
