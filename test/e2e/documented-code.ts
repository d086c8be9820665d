/**
 * The code blocks of README.md and docs/, run on the packed library as they are printed. Each block has a row here: how
 * it is run, what a reader has around it, or which other test runs it.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, it } from 'node:test';
import { promisify } from 'node:util';
import { startText } from '../../src/endpoint/start-text.ts';

const run = promisify(execFile);

/** A code block. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  /** What it prints, where the document says so. */
  readonly prints: string | undefined;
}

/** How a block is tested. */
type Row = {
  /** A part of the block, which no other block of its file has. */
  readonly has: string;
} & (
  | {
      readonly as: 'module' | 'node-test';
      /** What a reader has before it. */
      readonly after?: string;
      /** Checks of what it did. */
      readonly then?: string;
      /** Files that a reader has: by name, the block that shows their contents. */
      readonly files?: Readonly<Record<string, { readonly file: string; readonly has: string }>>;
    }
  | { readonly as: 'vitest' | 'types' | 'seed' | 'start-text' }
  /** Why it is not run here. */
  | { readonly as: 'elsewhere'; readonly by: string }
);

const MEMORY = `import { createStrongroom } from 'strongroom/memory';\nconst strongroom = createStrongroom();`;
const ENVELOPE = `${MEMORY}
const { KeyMetadata: { Arn: kmsKeyArn } } = await strongroom.kms().createKey({});
await strongroom.kms().createAlias({ AliasName: 'alias/app', TargetKeyId: kmsKeyArn });
const { envelope } = strongroom;
const keyIds = [kmsKeyArn];
const file = new Blob(['a file']);`;

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'README.md': [
    { has: 'npm start', as: 'elsewhere', by: 'test/e2e/start.e2e.ts' },
    { has: "strongroom.kms('us-east-1')", as: 'module', after: MEMORY },
    { has: 'npm pack', as: 'elsewhere', by: 'test/e2e/packed-library.ts' },
    { has: "from 'strongroom';", as: 'elsewhere', by: 'test/ui/code/examples.test.ts' },
  ],
  'docs/library.md': [
    { has: 'cp node_modules', as: 'elsewhere', by: 'test/bundlers/bundlers.slow.ts' },
    { has: "EncryptCommand, KMSClient } from '@aws-sdk/client-kms';\nimport", as: 'module' },
    { has: "from 'vitest'", as: 'vitest' },
    { has: 'npx strongroom serve', as: 'elsewhere', by: 'test/e2e/endpoint.e2e.ts' },
    { has: 'export AWS_ENDPOINT_URL_KMS', as: 'start-text' },
    { has: 'GenerateDataKeyCommand', as: 'elsewhere', by: 'test/e2e/examples.e2e.ts' },
    { has: 'serviceWorker.ready', as: 'elsewhere', by: 'test/e2e/examples.e2e.ts' },
    { has: 'AssumeRoleCommand', as: 'module' },
    { has: 'StrongroomLibrary', as: 'types' },
  ],
  'docs/testing.md': [
    { has: "from 'strongroom/vitest'", as: 'vitest' },
    {
      has: "from 'node:test'",
      as: 'node-test',
      after: `const ANA = 'arn:aws:iam::111122223333:user/ana';
const seed = { version: 1, principals: [{ arn: ANA }], keys: [{ name: 'a' }], aliases: [{ name: 'alias/a', key: 'a' }] };`,
      then: `explained('passes', () => strongroom.kms().describeKey({ KeyId: 'alias/a' }));
explained('is denied', () => strongroom.kms('us-east-1', ANA).encrypt({ KeyId: 'alias/a', Plaintext: new Uint8Array(1) }));`,
    },
    { has: '"$schema"', as: 'seed' },
    {
      has: 'snapshots.take',
      as: 'module',
      after: MEMORY,
      then: `if ((await strongroom.sandbox.snapshots.list()).length !== 1) throw new Error('No snapshot was taken.');`,
    },
  ],
  'docs/class.md': [
    { has: '"id": "kms-day"', as: 'elsewhere', by: 'test/class/documented-class.test.ts' },
    { has: 'openssl dgst', as: 'elsewhere', by: 'test/class/completion-report.test.ts' },
  ],
  'docs/labs.md': [
    { has: '"id": "round-trip"', as: 'elsewhere', by: 'test/labs/find-lab-problems.test.ts' },
    { has: '"namedIn"', as: 'elsewhere', by: 'test/labs/labs.test.ts' },
    { has: 'npx strongroom check-lab', as: 'elsewhere', by: 'test/e2e/packed-labs.ts' },
    {
      has: "from 'strongroom/labs'",
      as: 'module',
      files: { 'round-trip.json': { file: 'docs/labs.md', has: '"id": "round-trip"' } },
    },
  ],
  'docs/services.md': [{ has: 'openssl dgst', as: 'elsewhere', by: 'test/services/shredding-report.test.ts' }],
  'docs/sandbox-api.md': [{ has: 'createCustomKeyStore', as: 'module', after: MEMORY }],
  'docs/envelope.md': [
    {
      has: "type: 'raw-aes'",
      as: 'module',
      after: `${ENVELOPE}\nconst wrappingKey = crypto.getRandomValues(new Uint8Array(32));`,
      then: `const { stream } = strongroom.envelope.encrypt(file, { keyrings: [backup] });
const decrypted = strongroom.envelope.decrypt(await new Response(stream).blob(), { keyrings: [backup] });
if ((await new Response(decrypted.stream).text()) !== 'a file') throw new Error('The file differs.');`,
    },
    {
      has: 'createKmsBranchKeyStore',
      as: 'module',
      after: ENVELOPE,
      then: `const message = await new Response(strongroom.envelope.encrypt(file, { keyrings: [keyring] }).stream).blob();
const opened = strongroom.envelope.decrypt(message, { keyrings: [keyring] });
if ((await new Response(opened.stream).text()) !== 'a file') throw new Error('The file differs.');`,
    },
    {
      has: 'releaseChunk',
      as: 'module',
      after: `${ENVELOPE}\nlet written = 0;\nconst writer = { write: async (chunk) => { written += chunk.length; } };`,
      then: `if (written < 100) throw new Error('Nothing was written.');`,
    },
    {
      has: 'createCachingMaterialsManager',
      as: 'module',
      after: `${ENVELOPE}\nconst record = file;\nconst encryptionContext = { tenant: '1' };`,
      then: `await new Response(stream).blob();`,
    },
  ],
};

/** The code blocks of a document. */
async function blocksOf(file: string): Promise<readonly Block[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^```\w+\n([\s\S]*?)^```\n(?:\nPrints `(.*)`\.\n)?/gm)].map(
    ([, code = '', prints], at, all) => ({
      file,
      line: text.slice(0, all[at]?.index).split('\n').length,
      code,
      prints,
    }),
  );
}

/** A module of the block. Its imports are hoisted, so what a reader has before it can stand first. */
const moduleOf = (
  code: string,
  { after: earlier = '', then = '' }: { readonly after?: string; readonly then?: string },
) => `${earlier}\n${code}\n${then}\n`;

/** The tests; `dir` is the folder with the installed package and the SDK. */
export async function documentedCode(dir: () => string): Promise<void> {
  const files = [
    'README.md',
    ...(await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
  const blocks = (await Promise.all(files.map(blocksOf))).flat();
  const rows = Object.entries(ROWS).flatMap(([file, list]) => list.map((row) => ({ file, row })));
  const folder = () => path.join(dir(), 'documented');

  const start = async (args: readonly string[]) => {
    // The AWS SDK warns of versions of Node that it will not support.
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_TEST_CONTEXT: undefined,
      NO_COLOR: '1',
      NODE_NO_WARNINGS: '1',
    };
    return await run(process.execPath, args, { cwd: folder(), timeout: 120_000, env }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
  };

  before(async () => {
    await mkdir(folder(), { recursive: true });
    await symlink(path.resolve('node_modules/vitest'), path.join(dir(), 'node_modules/vitest'));
  });

  it('has a row for each code block, and a code block for each row', () => {
    for (const { file, line, code } of blocks)
      assert.equal((ROWS[file] ?? []).filter(({ has }) => code.includes(has)).length, 1, `${file}:${line} has one row`);
    for (const { file, row } of rows)
      assert.ok(
        blocks.some((block) => block.file === file && block.code.includes(row.has)),
        `${file}: ${row.has}`,
      );
  });

  for (const { file, line, code, prints } of blocks) {
    const row = (ROWS[file] ?? []).find(({ has }) => code.includes(has));
    const name = `${file.replaceAll(/\W/g, '-')}-${line}`;
    const title = `${file}:${line}`;
    switch (row?.as) {
      case 'elsewhere':
        it(`${title} names the test that runs it`, async () => {
          await access(row.by);
        });
        break;
      case 'module':
        it(`${title} runs as a module${prints === undefined ? '' : `, and prints ${prints}`}`, async () => {
          for (const [file, shown] of Object.entries(row.files ?? {})) {
            const block = blocks.find((one) => one.file === shown.file && one.code.includes(shown.has));
            await writeFile(path.join(folder(), file), block?.code ?? '');
          }
          await writeFile(path.join(folder(), `${name}.mjs`), moduleOf(code, row));
          const { stdout, stderr } = await start([`${name}.mjs`]);
          assert.deepEqual([stdout, stderr], [prints === undefined ? '' : `${prints}\n`, '']);
        });
        break;
      case 'node-test':
        it(`${title} runs in node:test, and explains a denial`, async () => {
          await writeFile(path.join(folder(), `${name}.mjs`), moduleOf(code, row));
          const { stdout } = await start(['--test', '--test-reporter=tap', `${name}.mjs`]);
          assert.match(stdout, /^ *ok \d+ - passes$/m);
          assert.match(stdout, /^ *not ok \d+ - is denied$/m);
          assert.match(stdout, /Strongroom: arn:aws:iam::111122223333:user\/ana is not allowed to call Encrypt\./);
        });
        break;
      case 'vitest':
        it(`${title} passes in Vitest`, async () => {
          await writeFile(path.join(folder(), `${name}.test.js`), code);
          const tool = path.resolve('node_modules/vitest/vitest.mjs');
          const { stdout, stderr } = await start([tool, 'run', `${name}.test.js`]);
          assert.match(stdout, /Tests {2}1 passed \(1\)/, stdout + stderr);
        });
        break;
      case 'seed':
        it(`${title} is a seed document of its own JSON Schema`, async () => {
          await writeFile(path.join(folder(), `${name}.json`), code);
          const { $schema } = JSON.parse(code) as { $schema: string };
          await readFile(path.join(dir(), $schema));
          const { keys, aliases, grants } = JSON.parse(code) as Record<string, unknown[]>;
          await writeFile(
            path.join(folder(), `${name}.mjs`),
            `${MEMORY}\nimport { readFile } from 'node:fs/promises';\nconst { added } = await strongroom.sandbox.import(JSON.parse(await readFile('${name}.json')));\nconsole.log(added.keys, added.aliases, added.grants);\n`,
          );
          const { stdout, stderr } = await start([`${name}.mjs`]);
          assert.equal(stdout, `${keys?.length} ${aliases?.length} ${grants?.length}\n`, stderr);
        });
        break;
      case 'start-text':
        it(`${title} has the variables that the command prints`, () => {
          const credentials = {
            accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
            secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
          };
          const lines = startText({ host: undefined, port: 4599, token: 'token', credentials }).split('\n');
          assert.deepEqual(
            code.split('\n').filter((one) => one.startsWith('export')),
            lines.filter((one) => one.startsWith('export')),
          );
        });
        break;
      case 'types':
        it(`${title} compiles with strict types`, async () => {
          await writeFile(path.join(folder(), `${name}.ts`), code);
          const options = [
            '--strict',
            '--noEmit',
            '--skipLibCheck',
            '--target',
            'es2023',
            '--module',
            'nodenext',
            '--types',
            'node',
          ];
          const { stdout } = await start([
            path.resolve('node_modules/typescript/bin/tsc'),
            ...options,
            '--typeRoots',
            path.resolve('node_modules/@types'),
            `${name}.ts`,
          ]);
          assert.equal(stdout, '');
        });
        break;
      case undefined:
        // The first test reports it.
        break;
    }
  }
}
