/**
 * The packed library as users get it: a Node script and a strict compile, each with an unmodified KMSClient; its
 * metadata as publint and attw judge it, its error classes without the SDK, and what a bundler may leave out of it.
 * test/bundlers has the apps of browsers.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { build } from 'vite';
import { documentedCode } from './documented-code.ts';
import { installPackedLibrary, packLibrary, type PackedLibrary } from './packed-library.ts';
import { packedLabs } from './packed-labs.ts';
import { packedOperations } from './packed-operations.ts';
import { TYPES_CONSUMER } from './types-consumer.ts';

const run = promisify(execFile);

/**
 * What a user writes. Each family of keys is its own part of the package, which has to be found.
 */
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

/** A user of the typed client who has no SDK installed: prints which classes each error is an instance of. */
const WITHOUT_SDK = `
  const kms = strongroom.kms();
  const caught = (work) => work().then(() => 'no error', (error) => error);
  const missing = await caught(() => kms.describeKey({ KeyId: 'alias/none' }));
  const { KeyMetadata } = await kms.createKey({});
  await kms.disableKey({ KeyId: KeyMetadata.KeyId });
  const disabled = await caught(() => kms.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: new Uint8Array(1) }));
  const damaged = await caught(() => new Response(strongroom.envelope.decrypt(new Blob(['no message'])).stream).blob());
  const classes = { ...exceptions, KMSServiceException, EnvelopeError };
  const classesOf = (error) => Object.keys(classes).filter((name) => error instanceof classes[name]);
  const result = [missing, disabled, damaged].map(classesOf);
`;
const CLASSES = [
  ['NotFoundException', 'KMSServiceException'],
  ['DisabledException', 'KMSServiceException'],
  ['EnvelopeError'],
];

describe('the packed library', () => {
  let library: PackedLibrary;
  let dir: string;
  let packages: string;

  before(async () => {
    library = await installPackedLibrary();
    ({ dir } = library);
    packages = path.join(dir, 'node_modules');
    // The SDK is the user's own: this tree's copy stands for it.
    await symlink(path.resolve('node_modules/@aws-sdk'), path.join(packages, '@aws-sdk'));
  });

  after(() => library.remove());

  it('contains the library and its package files, and nothing of the app', () => {
    assert.ok(library.files.length > 10);
    assert.deepEqual(
      library.files.filter(
        (file) =>
          !/^package\/(?:library\/(?:.*\.(?:js|d\.ts)|licences\.txt|(?:lab|seed)-schema\.json)|package\.json|docs\/[\w-]+\.md|(?:README|CHANGELOG|SECURITY)\.md|LICENSE)$/.test(
            file,
          ),
      ),
      [],
    );
  });

  it('has a file behind each of its exports', async () => {
    const script = `import { access } from 'node:fs/promises';\nfor (const name of ['strongroom', 'strongroom/memory', 'strongroom/labs', 'strongroom/vitest', 'strongroom/seed-schema.json', 'strongroom/lab-schema.json', 'strongroom/worker', 'strongroom/package.json']) await access(new URL(import.meta.resolve(name)));\n`;
    await writeFile(path.join(dir, 'exports.mjs'), script);
    await run(process.execPath, ['exports.mjs'], { cwd: dir });
  });

  it('has metadata without publint findings', async () => {
    const { messages } = await publint({ pkgDir: path.join(packages, 'strongroom'), pack: false, strict: true });
    assert.deepEqual(messages, []);
  });

  it('has types for each entry as every ES module resolution finds it', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(library.tarball))));
    assert.ok(result.types);
    assert.deepEqual(Object.keys(result.entrypoints), [
      '.',
      './memory',
      './labs',
      './vitest',
      './seed-schema.json',
      './lab-schema.json',
      './worker',
      './package.json',
    ]);
    // attw's profile for packages of ES modules alone. Node 20.19 and newer load one by `require`; the resolution of
    // Node 10 knows no exports.
    const supported = result.problems.filter(
      (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
    );
    assert.deepEqual(supported, []);
  });

  it('throws errors of the classes that it exports, where no SDK is installed', async () => {
    const alone = await mkdtemp(path.join(tmpdir(), 'strongroom-no-sdk-'));
    try {
      await mkdir(path.join(alone, 'node_modules'));
      await run('cp', ['-r', path.join(packages, 'strongroom'), path.join(alone, 'node_modules')]);
      await writeFile(
        path.join(alone, 'script.mjs'),
        `import { createStrongroom, EnvelopeError, exceptions, KMSServiceException } from 'strongroom/memory';\nconst strongroom = createStrongroom();\n${WITHOUT_SDK}\nconsole.log(JSON.stringify(result));\n`,
      );
      const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: alone, timeout: 60_000 });
      assert.deepEqual(JSON.parse(stdout), CLASSES);
    } finally {
      await rm(alone, { recursive: true, force: true });
    }
  });

  /** The files that Vite makes of a program for Node, with the packages that it imports. */
  async function bundled(name: string, code: string): Promise<string> {
    const entry = path.join(dir, `${name}.js`);
    const outDir = path.join(dir, name);
    await writeFile(entry, code);
    await build({
      root: dir,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir, target: 'es2023' },
    });
    return outDir;
  }

  it('keeps every key family after tree shaking', async () => {
    const outDir = await bundled(
      'used',
      `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom/memory';\nconst strongroom = createStrongroom();\n${USE}\nconsole.log(JSON.stringify(result));\n`,
    );
    const { stdout } = await run(process.execPath, [path.join(outDir, 'used.js')], { timeout: 60_000 });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  it('is removed from a program that imports but does not use it', async () => {
    const outDir = await bundled(
      'unused',
      `import { createStrongroom } from 'strongroom/memory';\nconsole.log('hello');\n`,
    );
    // Parts that nothing imports may be written beside it, and are never loaded.
    const code = await readFile(path.join(outDir, 'unused.js'), 'utf8');
    assert.equal(code.replaceAll(/^\/\/.*\n/gm, '').trim(), 'console.log("hello");\nexport {};');
  });

  it('serves a Node script from memory', async () => {
    const script = `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom/memory';\nconst strongroom = createStrongroom();\n${USE}\nconsole.log(JSON.stringify(result));\n`;
    await writeFile(path.join(dir, 'script.mjs'), script);
    const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: dir, timeout: 60_000 });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  describe('as the documents show it', () => documentedCode(() => dir));

  describe('for authors of labs', () => packedLabs(() => dir));

  describe('in Node, one case of each kind', () => packedOperations('gate', () => dir));

  it('frees the memory of sandboxes that a program drops', async () => {
    // A listener of a sandbox is referenced by nothing else.
    const script = `import { createStrongroom } from 'strongroom/memory';
const listeners = [];
for (let at = 0; at < 20; at++) {
  const strongroom = createStrongroom();
  const listener = () => undefined;
  strongroom.onChange(listener);
  listeners.push(new WeakRef(listener));
  await strongroom.kms().createKey({});
}
const kept = () => listeners.filter((listener) => listener.deref()).length;
for (let turn = 0; turn < 100 && kept() > 1; turn++) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  gc();
}
console.log(kept() > 1 ? \`\${kept()} sandboxes are kept\` : 'free');
`;
    await writeFile(path.join(dir, 'dropped.mjs'), script);
    const { stdout } = await run(process.execPath, ['--expose-gc', 'dropped.mjs'], { cwd: dir, timeout: 60_000 });
    assert.equal(stdout, 'free\n');
  });

  it('is loaded by require in a CommonJS program', async () => {
    await writeFile(
      path.join(dir, 'script.cjs'),
      `const { createStrongroom } = require('strongroom/memory');\ncreateStrongroom().kms().createKey({}).then(({ KeyMetadata }) => console.log(KeyMetadata.KeyState));\n`,
    );
    const { stdout, stderr } = await run(process.execPath, ['script.cjs'], { cwd: dir, timeout: 60_000 });
    assert.deepEqual([stdout, stderr], ['Enabled\n', '']);
  });

  it('says which entry to use where the browser entry is called in Node', async () => {
    const script = `import { createStrongroom } from 'strongroom';\ntry { createStrongroom(); } catch ({ name, message }) { console.log(name, message); }\n`;
    await writeFile(path.join(dir, 'browser-entry.mjs'), script);
    const { stdout } = await run(process.execPath, ['browser-entry.mjs'], { cwd: dir, timeout: 60_000 });
    assert.match(stdout, /^TypeError createStrongroom of "strongroom" needs a browser\. .*"strongroom\/memory"/);
  });

  it('is the same file, byte for byte, when it is packed again', async () => {
    const again = await mkdtemp(path.join(tmpdir(), 'strongroom-again-'));
    try {
      const second = await packLibrary(again);
      const hashOf = async (file: string) =>
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex');
      assert.equal(await hashOf(second), await hashOf(library.tarball));
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ] as const) {
    it(`compiles strictly with the types of the package, module resolution ${moduleResolution}`, async () => {
      const folder = path.join(dir, moduleResolution);
      await mkdir(folder);
      await writeFile(path.join(folder, 'consumer.ts'), TYPES_CONSUMER);
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
