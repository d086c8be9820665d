/** The documents: their links, their TypeScript, and the API reference that is made from the sources. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

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

/** The code spans and code blocks of a document. */
const codeIn = (text: string): string[] =>
  [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([code]) => code.replaceAll(/^`+(?:\w+\n)?|`+$/g, ''));

/** Folders to which the documents name paths relative. */
const BASES = ['', 'src', 'src/engine', 'src/ui', 'src/envelope'];
const PATH = /(?<![\w.*…>/-])(?:[\w.-]+\/)*\w[\w.-]*\.(?:ts|mjs)\b|(?<![\w./-])(?:src|test|tools)\/[\w./-]*\w/g;

/** Names that stand for the form of a name. */
const EXAMPLES = ['kebab-case.ts'];

/** The files and folders of the repository that a document names in code and that do not exist. */
async function missingPaths(file: string): Promise<string[]> {
  const named = codeIn(await readFile(file, 'utf8')).flatMap((code) => code.match(PATH) ?? []);
  const { stdout } = await run('git', ['ls-files']);
  const exists = (name: string): boolean =>
    BASES.some((base) => existsSync(path.join(base, name))) ||
    (!name.includes('/') && stdout.split('\n').some((tracked) => tracked.endsWith(`/${name}`)));
  return named.filter((name) => !EXAMPLES.includes(name) && !exists(name)).map((name) => `${file}: ${name}`);
}

/** The scripts that a document runs by npm and that package.json does not have. */
async function missingScripts(file: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = codeIn(await readFile(file, 'utf8'))
    .flatMap((code) => [...code.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)])
    .map(([, name = '']) => name);
  return named.filter((name) => !Object.hasOwn(scripts, name)).map((name) => `${file}: npm run ${name}`);
}

/** The names in code spans that a document took from the code and that the code no longer has. */
async function missingNames(file: string, words: ReadonlySet<string>): Promise<string[]> {
  const spans = (await readFile(file, 'utf8')).replaceAll(/```[\s\S]*?```/g, '').match(/`[^`\n]+`/g) ?? [];
  const named = spans.flatMap((span) => span.match(/\b(?:[a-z]+[A-Z]\w*|[A-Z]+[a-z]\w*|[A-Z]+_[A-Z_]+\w)\b/g) ?? []);
  return named.filter((name) => !words.has(name)).map((name) => `${file}: ${name}`);
}

/** Every word of the tracked sources, tests and tools. */
async function wordsOfCode(): Promise<Set<string>> {
  const { stdout } = await run('git', ['ls-files', 'src', 'test', 'tools']);
  const files = stdout.split('\n').filter((name) => /\.(?:ts|js|mjs)$/.test(name) && existsSync(name));
  const texts = await Promise.all(files.map((name) => readFile(name, 'utf8')));
  return new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
}

describe('the documents', () => {
  it('are those that the README lists', async () => {
    const readme = await readFile('README.md', 'utf8');
    for (const file of (await documents()).filter((name) => !name.startsWith('test') && name !== 'README.md'))
      assert.ok(readme.includes(`](${file})`), file);
  });

  it('link only to existing targets', async () => {
    assert.deepEqual((await Promise.all((await documents()).map(deadLinks))).flat(), []);
  });

  it('name files and folders that exist', async () => {
    assert.deepEqual((await Promise.all((await documents()).map(missingPaths))).flat(), []);
  });

  it('run scripts that package.json has', async () => {
    assert.deepEqual((await Promise.all((await documents()).map(missingScripts))).flat(), []);
  });

  it('use names that the code has', async () => {
    const words = await wordsOfCode();
    // The changelog names what earlier versions had.
    const current = (await documents()).filter((file) => file !== 'CHANGELOG.md');
    assert.deepEqual((await Promise.all(current.map((file) => missingNames(file, words)))).flat(), []);
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
