/** The packed library as users get it: a Node script and a fresh Vite app, each with an unmodified KMSClient. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { build, preview } from 'vite';
import { allComplaints, launch } from '../support/app.ts';

const run = promisify(execFile);

const USE = `
  const client = new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    requestHandler: strongroom.requestHandler(),
  });
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }));
  const input = { KeyId: KeyMetadata.KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: new TextEncoder().encode('hello') };
  const { Signature } = await client.send(new SignCommand(input));
  const { SignatureValid } = await client.send(new VerifyCommand({ ...input, Signature }));
  const missing = await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch((error) => error);
  const { stream } = strongroom.envelope.encrypt(new Blob(['a file']), { keyIds: [(await strongroom.kms().createKey({})).KeyMetadata.Arn] });
  const sealed = await new Response(stream).blob();
  const opened = await new Response(strongroom.envelope.decrypt(sealed).stream).text();
  const result = { valid: SignatureValid, missing: missing instanceof NotFoundException, opened };
`;
const NAMES = 'KMSClient, CreateKeyCommand, SignCommand, VerifyCommand, DescribeKeyCommand, NotFoundException';
const EXPECTED = { valid: true, missing: true, opened: 'a file' };

describe('the packed library', () => {
  let dir: string;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-library-'));
    const packages = path.join(dir, 'node_modules');
    await mkdir(path.join(packages, 'strongroom'), { recursive: true });
    const { stdout } = await run('npm', ['pack', '--pack-destination', dir], { maxBuffer: 16 * 1024 * 1024 });
    const tarball = stdout.trim().split('\n').at(-1) ?? '';
    await run('tar', ['-xzf', path.join(dir, tarball), '-C', path.join(packages, 'strongroom'), '--strip-components=1']);
    // The SDK is the user's own: this tree's copy stands for it.
    await symlink(path.resolve('node_modules/@aws-sdk'), path.join(packages, '@aws-sdk'));
    await writeFile(path.join(dir, 'package.json'), '{ "type": "module", "private": true }');
  });

  after(() => rm(dir, { recursive: true, force: true }));

  it('serves a Node script from memory', async () => {
    const script = `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom/memory';\nconst strongroom = createStrongroom();\n${USE}\nconsole.log(JSON.stringify(result));\n`;
    await writeFile(path.join(dir, 'script.mjs'), script);
    const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: dir, timeout: 60_000 });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });

  it('serves a fresh Vite app from its own worker', async () => {
    await writeFile(
      path.join(dir, 'index.html'),
      '<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><script type="module" src="./app.js"></script>',
    );
    await writeFile(
      path.join(dir, 'app.js'),
      `import { ${NAMES} } from '@aws-sdk/client-kms';\nimport { createStrongroom } from 'strongroom';\nconst strongroom = createStrongroom();\n(async () => {\n${USE}\nglobalThis.result = result;\n})().catch((error) => { globalThis.result = String(error.stack); });\n`,
    );
    await build({
      root: dir,
      configFile: false,
      logLevel: 'error',
      base: './',
      worker: { format: 'es' },
      build: { target: 'es2023', outDir: 'dist' },
    });
    const server = await preview({ root: dir, configFile: false, preview: { port: 0, host: '127.0.0.1' } });
    const browser = await launch();
    await browser.page.goto(server.resolvedUrls?.local[0] ?? '');
    await browser.page.waitForFunction(() => 'result' in globalThis, undefined, { timeout: 30_000 });
    assert.deepEqual(await browser.page.evaluate(() => Reflect.get(globalThis, 'result') as unknown), EXPECTED);
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
    await server.close();
  });
});
