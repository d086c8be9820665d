/** The packed library as users get it: a Node script, a Vite app built and in development, and a strict compile, each with an unmodified KMSClient. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { build, createServer, preview, type InlineConfig } from 'vite';
import { allComplaints, launch } from '../support/app.ts';
import { installPackedLibrary, type PackedLibrary } from './packed-library.ts';
import { packedOperations } from './packed-operations.ts';

const run = promisify(execFile);

/** What a user writes, in any of the three. Each family of keys is its own part of the package, which has to be found. */
const USE = `
  const client = new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    requestHandler: strongroom.requestHandler(),
  });
  const signs = async (KeySpec, SigningAlgorithm) => {
    const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
    const input = { KeyId: KeyMetadata.KeyId, SigningAlgorithm, Message: new TextEncoder().encode('hello') };
    const { Signature } = await client.send(new SignCommand(input));
    return (await client.send(new VerifyCommand({ ...input, Signature }))).SignatureValid;
  };
  const valid = [
    await signs('ECC_NIST_P256', 'ECDSA_SHA_256'),
    await signs('ECC_SECG_P256K1', 'ECDSA_SHA_256'),
    await signs('ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'),
    await signs('RSA_2048', 'RSASSA_PSS_SHA_256'),
    await signs('ML_DSA_44', 'ML_DSA_SHAKE_256'),
  ];
  // Something that falls due keeps nobody waiting for it.
  await client.send(new ScheduleKeyDeletionCommand({ KeyId: (await client.send(new CreateKeyCommand({}))).KeyMetadata.KeyId }));
  const missing = await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch((error) => error);
  const { stream } = strongroom.envelope.encrypt(new Blob(['a file']), { keyIds: [(await strongroom.kms().createKey({})).KeyMetadata.Arn] });
  const sealed = await new Response(stream).blob();
  const opened = await new Response(strongroom.envelope.decrypt(sealed).stream).text();
  const { events } = await strongroom.sandbox.events.query({});
  const result = { valid, missing: missing instanceof NotFoundException, opened, events: events.length > 10 };
`;
const NAMES =
  'KMSClient, CreateKeyCommand, ScheduleKeyDeletionCommand, SignCommand, VerifyCommand, DescribeKeyCommand, NotFoundException';
const EXPECTED = { valid: [true, true, true, true, true], missing: true, opened: 'a file', events: true };

/** A consumer that compiles only if the types are there, and are not `any`. */
const CONSUMER = `
import { KMSClient } from '@aws-sdk/client-kms';
import { createStrongroom, type AuditEvent, type Decision, type KmsClient, type StrongroomLibrary } from 'strongroom';
import { createStrongroom as inMemory } from 'strongroom/memory';

const strongroom: StrongroomLibrary = inMemory();
export const client = new KMSClient({ region: 'us-east-1', requestHandler: strongroom.requestHandler() });
export const fromWorker = (worker: Worker): StrongroomLibrary => createStrongroom({ world: 'tests', worker });
const kms: KmsClient = strongroom.kms('eu-west-1', 'arn:aws:iam::111122223333:role/Learner');
export async function use(): Promise<string | undefined> {
  const { KeyMetadata } = await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const spec: 'ECC_NIST_P256' | (string & {}) | undefined = KeyMetadata?.KeySpec;
  const events: readonly AuditEvent[] = (await strongroom.sandbox.events.query({ limit: 5 })).events;
  const now: Date = await strongroom.sandbox.clock.advance(60);
  return \`\${spec} \${events.length} \${now.toISOString()}\`;
}
export const why = (decision: Decision): boolean => decision.allowed;
// @ts-expect-error a key spec that is none
export const wrongSpec = () => kms.createKey({ KeySpec: 'ROT_13' });
// @ts-expect-error an operation that is none
export const wrongOperation = () => kms.makeKey({});
// @ts-expect-error an option that is none
export const wrongOption = () => createStrongroom({ universe: 'default' });
`;

describe('the packed library', () => {
  let library: PackedLibrary;
  let dir: string;

  /** Opens a page of `url` and waits for what its script leaves. */
  async function resultAt(url: string): Promise<unknown> {
    const browser = await launch();
    try {
      await browser.page.goto(url);
      await browser.page.waitForFunction(() => 'result' in globalThis, undefined, { timeout: 30_000 });
      const result = await browser.page.evaluate(() => Reflect.get(globalThis, 'result') as unknown);
      assert.deepEqual(allComplaints(browser), []);
      return result;
    } finally {
      await browser.close();
    }
  }

  const app = (extra: InlineConfig = {}): InlineConfig => ({
    root: path.join(dir, 'app'),
    configFile: false,
    logLevel: 'error',
    ...extra,
  });

  before(async () => {
    library = await installPackedLibrary();
    ({ dir } = library);
    const packages = path.join(dir, 'node_modules');
    // The SDK is the user's own: this tree's copy stands for it.
    await symlink(path.resolve('node_modules/@aws-sdk'), path.join(packages, '@aws-sdk'));
    await mkdir(path.join(dir, 'app'));
    await writeFile(
      path.join(dir, 'app/index.html'),
      '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><script type="module" src="./app.js"></script>',
    );
    await writeFile(
      path.join(dir, 'app/app.js'),
      `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom';\nconst strongroom = createStrongroom();\n(async () => {\n${USE}\nglobalThis.result = result;\n})().catch((error) => { globalThis.result = String(error.stack); });\n`,
    );
  });

  after(() => library.remove());

  it('holds the library and what a package needs, and nothing of the app', () => {
    assert.ok(library.files.length > 10);
    assert.deepEqual(
      library.files.filter(
        (file) => !/^package\/(?:library\/.*\.(?:js|d\.ts)|package\.json|README\.md|LICENSE)$/.test(file),
      ),
      [],
    );
  });

  it('has a file behind each of its exports', async () => {
    const script = `import { access } from 'node:fs/promises';\nfor (const name of ['strongroom', 'strongroom/memory', 'strongroom/worker']) await access(new URL(import.meta.resolve(name)));\n`;
    await writeFile(path.join(dir, 'exports.mjs'), script);
    await run(process.execPath, ['exports.mjs'], { cwd: dir });
  });

  it('serves a Node script from memory', async () => {
    const script = `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom/memory';\nconst strongroom = createStrongroom();\n${USE}\nconsole.log(JSON.stringify(result));\n`;
    await writeFile(path.join(dir, 'script.mjs'), script);
    const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: dir, timeout: 60_000 });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  describe('in Node, one case of each kind', () => packedOperations('gate', () => dir));

  it('serves a fresh Vite app from its own worker', async () => {
    // Vite's own settings, but for a modern target: a user changes nothing else either.
    await build(app({ build: { target: 'es2023' } }));
    const server = await preview(app({ preview: { port: 0, host: '127.0.0.1' } }));
    try {
      assert.deepEqual(await resultAt(server.resolvedUrls?.local[0] ?? ''), EXPECTED);
    } finally {
      await server.close();
    }
  });

  it('serves the same app in development', async () => {
    const server = await createServer(app({ server: { port: 0, host: '127.0.0.1' } }));
    await server.listen();
    try {
      assert.deepEqual(await resultAt(server.resolvedUrls?.local[0] ?? ''), EXPECTED);
    } finally {
      await server.close();
    }
  });

  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ] as const) {
    it(`compiles strictly with the types of the package, module resolution ${moduleResolution}`, async () => {
      const folder = path.join(dir, moduleResolution);
      await mkdir(folder);
      await writeFile(path.join(folder, 'consumer.ts'), CONSUMER);
      const options = {
        module,
        moduleResolution,
        target: 'es2023',
        lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      };
      const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true };
      // The package's own declarations are checked once, and with them the SDK's, which takes most of the time.
      const skipLibCheck = moduleResolution === 'nodenext';
      // The SDK's types need those of Node; ours need nothing but the SDK's.
      const types = { types: ['node'], typeRoots: [path.resolve('node_modules/@types')] };
      const compilerOptions = { ...options, ...strict, skipLibCheck, ...types };
      await writeFile(
        path.join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, include: ['consumer.ts'] }),
      );
      const { stdout } = await run(process.execPath, [
        path.resolve('node_modules/typescript/bin/tsc'),
        '-p',
        folder,
      ]).catch((error: { stdout: string }) => error);
      assert.equal(stdout, '');
    });
  }
});
