/** The library's build, with its own configuration, refuses what Vite would replace by an empty stub. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build, loadConfigFromFile, mergeConfig, type UserConfig } from 'vite';

describe('the build of the library', () => {
  let dir: string;
  let config: UserConfig;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-stubs-'));
    config = (await loadConfigFromFile({ command: 'build', mode: 'library' }, 'vite.config.ts'))?.config ?? {};
    // A package that does without a module of Node in a browser, as node-forge says of itself.
    const planted = path.join(dir, 'node_modules/planted');
    await mkdir(planted, { recursive: true });
    await writeFile(
      path.join(planted, 'package.json'),
      '{ "name": "planted", "version": "1.0.0", "main": "index.js", "browser": { "zlib": false } }',
    );
    await writeFile(path.join(planted, 'index.js'), 'module.exports = () => require("zlib").constants;\n');
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** Builds `source` as the one entry. */
  async function buildEntry(source: string): Promise<unknown> {
    const entry = path.join(dir, 'entry.js');
    await writeFile(entry, source);
    const changed = mergeConfig(config, { build: { outDir: path.join(dir, 'out'), lib: { entry } } });
    changed.build.lib.entry = entry;
    return await build({ ...changed, root: dir, configFile: false, logLevel: 'silent' });
  }

  const STUBS = [
    ['buffer', "import { Buffer } from 'buffer';\nexport const use = () => Buffer.alloc(1);\n"],
    ['a module that a package turns off for browsers', "import planted from 'planted';\nexport const use = planted;\n"],
    ['a module that is imported on demand', "export const use = () => import('stream');\n"],
  ] as const;

  for (const [what, source] of STUBS) {
    it(`refuses a browser stub of ${what}`, async () => {
      await assert.rejects(
        buildEntry(source),
        /holds a browser stub of a Node module .*Imported by: .*(?:entry|index)\.js/s,
      );
    });

    it(`refuses a browser stub of ${what} inside a worker`, async () => {
      await writeFile(path.join(dir, 'worker.js'), `${source}\nself.onmessage = () => use();\n`);
      await assert.rejects(
        buildEntry("import url from './worker.js?worker&url';\nexport default url;\n"),
        /holds a browser stub of a Node module/,
      );
    });
  }

  it('accepts crypto, which resolves to that of Node', async () => {
    const [output] = (await buildEntry(
      "import crypto from 'crypto';\nexport const digest = (text) => crypto.createHash('sha256').update(text).digest('hex');\n",
    )) as [{ output: { fileName: string }[] }];
    const { digest } = (await import(path.join(dir, 'out', output.output[0]?.fileName ?? ''))) as {
      digest(text: string): string;
    };
    assert.equal(digest('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
