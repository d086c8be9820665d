/**
 * The licences of what the app and the library contain, against the sources that the source maps of their builds name.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'vite';

const run = promisify(execFile);

const FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** `name version` of each package that a source map of a build names. */
async function packagesIn(dir: string): Promise<string[]> {
  const found = new Set<string>();
  for (const name of await readdir(dir, { recursive: true })) {
    if (!name.endsWith('.map')) continue;
    const file = path.join(dir, name);
    const { sources } = JSON.parse(await readFile(file, 'utf8')) as { sources: string[] };
    for (const source of sources) {
      // Relative to the map, or to the build folder: what counts follows the first node_modules.
      const inside = source.indexOf('node_modules/');
      const folder = inside < 0 ? undefined : FOLDER.exec(`/${source.slice(inside)}`)?.[0];
      if (folder === undefined) continue;
      const manifest = JSON.parse(await readFile(path.resolve(`.${folder}`, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
      };
      found.add(`${manifest.name} ${manifest.version}`);
    }
  }
  return [...found].sort();
}

for (const [what, mode, known] of [
  ['app', 'production', ['lit 3.3.3', 'node-forge 1.4.3', 'hash-wasm 4.13.0', 'workbox-precaching 7.4.1']],
  ['library', 'library', ['@noble/curves 1.9.7', 'node-forge 1.4.3', 'hash-wasm 4.13.0']],
] as const) {
  describe(`the licences of the ${what}`, () => {
    let dir: string;
    let text: string;
    let packages: string[];

    before(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'strongroom-licences-'));
      await build({
        configFile: 'vite.config.ts',
        mode,
        logLevel: 'error',
        build: { outDir: dir, emptyOutDir: true, sourcemap: true },
      });
      text = await readFile(path.join(dir, 'licences.txt'), 'utf8');
      packages = await packagesIn(dir);
    });
    after(() => rm(dir, { recursive: true, force: true }));

    it('name every package of every graph: page or entries, workers, and service worker', () => {
      for (const one of known)
        assert.ok(
          packages.some((name) => name.startsWith(one.split(' ')[0] ?? '')),
          one,
        );
      assert.deepEqual(
        packages.filter((one) => !text.includes(`\n${one}\nLicence: `)),
        [],
      );
    });

    it('hold a text for each', () => {
      const parts = text.split(/^={80}\n(.+)\nLicence: (.+)\n={80}\n/m).slice(1);
      assert.ok(parts.length / 3 >= packages.length);
      for (let at = 0; at < parts.length; at += 3) {
        assert.match(parts[at + 1] ?? '', /^(?:MIT|0BSD|ISC|Apache-2\.0|BSD-3-Clause|OFL-1\.1)$/, parts[at]);
        assert.ok((parts[at + 2] ?? '').trim().length > 300, parts[at]);
      }
    });

    it('hold the licence and the notices that @cfworker/json-schema does not publish', async () => {
      const licence = await readFile('tools/json-schema.licence.txt', 'utf8');
      // Of LICENSE.md in the repository cfworker/cfworker, commit 5409fdc2bd144f68e8b28c61c71fcb16600000a6.
      assert.equal(
        createHash('sha256').update(licence).digest('hex'),
        '376944252ab78ca6b41aee44ddea8894927ee67891e77e61eb9d59af63e35094',
      );
      const [, part = ''] = text.split(/^@cfworker\/json-schema .+\nLicence: MIT\n={80}\n/m);
      const [own = ''] = part.split(/^={80}$/m);
      const notices = await readFile('tools/json-schema.notices.txt', 'utf8');
      for (const project of ['punycode.js', 'ajv']) assert.match(notices, new RegExp(`^## ${project}$`, 'm'));
      for (const expected of [licence, notices]) assert.ok(own.includes(expected.trim()));
    });

    if (what === 'app') {
      it('hold those of the fonts', () => {
        for (const font of ['source-sans-3', 'source-code-pro'])
          assert.match(text, new RegExp(`\\n${font} font\\nLicence: OFL-1\\.1\\n=+\\n\\nCopyright .* Adobe `));
      });
    }
  });
}

describe('npm run sbom', () => {
  it('lists every bundled package as a component, and no tool', async () => {
    const { stdout } = await run(process.execPath, ['tools/production-dependencies.mjs', 'sbom'], {
      maxBuffer: 16 * 1024 * 1024,
    });
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string;
      components: { name: string; version: string }[];
    };
    assert.equal(bomFormat, 'CycloneDX');
    const listed = new Set(components.map(({ name, version }) => `${name} ${version}`));
    const bundled = JSON.parse(await readFile('dist/.vite/bundled-packages.json', 'utf8')) as {
      name: string;
      version: string;
      helper?: boolean;
    }[];
    assert.deepEqual(
      bundled.filter(({ name, version, helper }) => !helper && !listed.has(`${name} ${version}`)),
      [],
    );
    for (const tool of ['vite', 'typescript', 'eslint', 'playwright-core'])
      assert.ok(
        components.every(({ name }) => name !== tool),
        tool,
      );
  });
});
