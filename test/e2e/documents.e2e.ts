/** The documents: their links, their TypeScript, and the API reference that is made from the sources. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { MANAGED_SERVICES } from '../../src/model/aws-managed.ts';

const run = promisify(execFile);

/** The Markdown files of the project, without those that are generated. */
async function documents(): Promise<string[]> {
  const inFolder = async (folder: string) =>
    (await readdir(folder)).filter((name) => name.endsWith('.md')).map((name) => path.join(folder, name));
  return [...(await inFolder('.')), ...(await inFolder('docs')), ...(await inFolder('test/vectors'))];
}

/** The anchors that a Markdown file has: its headings as GitHub writes them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The relative links of a file that lead nowhere. */
async function deadLinks(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  const dead: string[] = [];
  for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue;
    const [target = '', anchor] = link.split('#');
    const found = target === '' ? file : path.join(path.dirname(file), target);
    const isThere = existsSync(found);
    if (!isThere || (anchor !== undefined && !anchorsOf(await readFile(found, 'utf8')).includes(anchor)))
      dead.push(`${file}: ${link}`);
  }
  return dead;
}

/** The files and folders of the repository that a document names in code spans and that do not exist. */
async function missingPaths(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  const named = [...text.matchAll(/`((?:src|test|tools)\/[\w./-]*\w\/?)`/g)].map(([, name = '']) => name);
  return named.filter((name) => !existsSync(name)).map((name) => `${file}: ${name}`);
}

describe('the documents', () => {
  it('are those that the README lists', async () => {
    const readme = await readFile('README.md', 'utf8');
    for (const file of (await documents()).filter((name) => !name.startsWith('test') && name !== 'README.md'))
      assert.ok(readme.includes(`](${file})`), file);
  });

  it('list every service that has an AWS managed key, and no other', async () => {
    const text = await readFile('docs/sandbox-api.md', 'utf8');
    const [, section = ''] = /### AWS managed keys\n([^]*?)\n### /.exec(text) ?? [];
    const list = section.slice(section.indexOf('\n- '));
    assert.deepEqual([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(), MANAGED_SERVICES);
  });

  it('link only to existing targets', async () => {
    assert.deepEqual((await Promise.all((await documents()).map(deadLinks))).flat(), []);
  });

  it('name files and folders that exist', async () => {
    assert.deepEqual((await Promise.all((await documents()).map(missingPaths))).flat(), []);
  });

  it('contain TypeScript that compiles in strict mode', async () => {
    const [, code] = /```ts\n([\s\S]*?)\n```/.exec(await readFile('docs/library.md', 'utf8')) ?? [];
    assert.ok(code);
    const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-documents-'));
    try {
      await writeFile(path.join(dir, 'example.ts'), code);
      const paths = {
        strongroom: [path.resolve('src/index.ts')],
        'strongroom/memory': [path.resolve('src/memory.ts')],
      };
      const compilerOptions = { incremental: false, noEmit: true, types: ['vite/client'], paths };
      await symlink(path.resolve('node_modules'), path.join(dir, 'node_modules'));
      const config = { extends: path.resolve('tsconfig.json'), compilerOptions, include: ['example.ts'], exclude: [] };
      await writeFile(path.join(dir, 'tsconfig.json'), JSON.stringify(config));
      const { stdout } = await run(process.execPath, [
        path.resolve('node_modules/typescript/bin/tsc'),
        '-p',
        dir,
      ]).catch((error: { stdout: string }) => error);
      assert.equal(stdout, '');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('have an API reference of every exported type, without broken links', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-reference-'));
    try {
      const command = ['node_modules/typedoc/bin/typedoc', '--options', 'tools/typedoc.json', '--out', dir];
      // Warnings are errors: a type that is taken or returned and not exported would be one.
      await run(process.execPath, command);
      const files = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.md'));
      assert.ok(files.includes(path.join('index', 'interfaces', 'Sandbox.md')), files.join('\n'));
      const dead = await Promise.all(files.map((name) => deadLinks(path.join(dir, name))));
      assert.deepEqual(dead.flat(), []);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
