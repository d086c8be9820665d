/** The command line: what it prints, which arguments it refuses, and how it ends. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import * as Kms from '@aws-sdk/client-kms';
import { commandIn, startEndpoint } from './packed-endpoint.ts';

/** Arguments that the command refuses, and what it says. */
const REFUSED: readonly [args: string[], says: RegExp][] = [
  [[], /The command is missing: strongroom serve or strongroom check-lab\./],
  [['start'], /"start" is not a command/],
  [['serve', 'now'], /serve takes options alone; got "now"/],
  [['serve', '--prot', '1'], /Unknown option '--prot'/],
  [['serve', '--port'], /'--port <value>' argument missing/],
  [
    ['serve', '--port', '-1'],
    /'--port' argument is ambiguous\. Write a value that begins with a hyphen as --option=value\./,
  ],
  [['serve', '--port=-1'], /--port must be an integer from 0 to 65535; got "-1"/],
  [['serve', '--host', ''], /--host must be an IP address or localhost; got ""/],
  [['serve', '--port', '65536'], /--port must be an integer from 0 to 65535; got "65536"/],
  [['serve', '--port', '0x10'], /--port must be an integer/],
  [['serve', '--host', 'example.com'], /--host must be an IP address or localhost/],
  [['serve', '--allow-host', 'kms:4599'], /--allow-host must be a host name without a port/],
  [['serve', '--allow-origin', '*'], /--allow-origin must be an origin such as/],
  [['serve', '--allow-origin', 'http://localhost:1/path'], /--allow-origin must be an origin/],
  [['serve', '--keep-events', '0'], /--keep-events must be an integer of 1 or greater/],
];

/** Whether this machine has an address. */
const canListenOn = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port: 0 }, () => server.close(() => resolve(true)));
  });

/** Whether something accepts connections at an address. */
const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });

/** The tests; `dir` is the folder with the installed package. */
export function endpointCommand(dir: () => string): void {
  const command = (args: readonly string[], environment = {}) =>
    spawnSync(commandIn(dir()), args, { encoding: 'utf8', env: { ...process.env, ...environment }, timeout: 60_000 });

  it('refuses arguments with a sentence that names them, and exit code 2', () => {
    for (const [args, says] of REFUSED) {
      const { status, stderr, stdout } = command(args);
      assert.match(stderr, says, args.join(' '));
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    }
    const short = command(['serve'], { STRONGROOM_TOKEN: 'short' });
    assert.match(short.stderr, /STRONGROOM_TOKEN must have 16 or more/);
    assert.equal(short.status, 2);
  });

  it('refuses a seed document with the place of each problem, and exit code 2', () => {
    const file = path.join(dir(), 'wrong-seed.json');
    const refusalOf = (text: string) => {
      writeFileSync(file, text);
      const { status, stderr, stdout } = command(['serve', '--port', '0', '--seed', file]);
      assert.deepEqual([status, stdout], [2, '']);
      return stderr;
    };
    const wrong = refusalOf('{ "version": 1, "keys": [{ "name": "a", "spec": "AES" }, { "nam": "b" }] }');
    for (const place of ['keys.0.spec', 'keys.1', 'keys.1.nam'])
      assert.match(wrong, new RegExp(`^.*--seed: ${place}: `, 'm'));
    assert.match(refusalOf('{ "version": 1,'), /--seed: .*wrong-seed\.json is not JSON: /);
    const absent = command(['serve', '--seed', path.join(dir(), 'no-such-file.json')]);
    assert.match(absent.stderr, /--seed: the file cannot be read: ENOENT/);
    assert.equal(absent.status, 2);
  });

  it('prints its options and its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.match(command(['--help']).stdout, /^Usage: strongroom serve/);
    assert.equal(command(['--version']).stdout, `${version}\n`);
  });

  it('says which port is in use', async () => {
    const first = await startEndpoint(dir());
    try {
      const { status, stderr } = command(['serve', '--port', String(first.port)]);
      assert.match(stderr, new RegExp(`Cannot listen on port ${first.port} of 127.0.0.1 \\(EADDRINUSE\\)`));
      assert.equal(status, 1);
    } finally {
      await first.stop();
    }
  });

  it('answers at ::1, and prints it as a URL', async (test) => {
    if (!(await canListenOn('::1'))) return void test.skip('this machine has no IPv6');
    const endpoint = await startEndpoint(dir(), ['--host', '::1']);
    try {
      assert.equal(endpoint.url, `http://[::1]:${endpoint.port}`);
      const answer = await fetch(`${endpoint.url}/state`, { headers: { authorization: `Bearer ${endpoint.token}` } });
      assert.equal(answer.status, 200);
      assert.equal(endpoint.variables['AWS_ACCESS_KEY_ID'], 'AKIAIOSFODNN7EXAMPLE');
    } finally {
      await endpoint.stop();
    }
  });

  it('ends by a signal while calls are in progress', async () => {
    const endpoint = await startEndpoint(dir());
    const client = new Kms.KMSClient({
      region: 'us-east-1',
      endpoint: endpoint.url,
      maxAttempts: 1,
      credentials: {
        accessKeyId: endpoint.variables['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: endpoint.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      },
    });
    const create = () =>
      client.send(new Kms.CreateKeyCommand({ KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' })).then(
        () => 'answered',
        () => 'failed',
      );
    await client.send(new Kms.ListKeysCommand({}));
    const calls = Array.from({ length: 20 }, create);
    assert.equal(await endpoint.stop(), 0);
    assert.ok((await Promise.all(calls)).includes('failed'));
    assert.equal(endpoint.errors(), '');
  });

  it('listens on loopback alone, with the documented access key, and ends by a signal', async () => {
    const endpoint = await startEndpoint(dir());
    assert.equal(endpoint.variables['AWS_ACCESS_KEY_ID'], 'AKIAIOSFODNN7EXAMPLE');
    assert.match(endpoint.token, /^[0-9a-f]{32}$/);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) assert.equal(await accepts(address, endpoint.port), false, address);
    assert.equal(await accepts('127.0.0.1', endpoint.port), true);
    assert.equal(await endpoint.stop(), 0);
    assert.equal(endpoint.errors(), '');
  });

  it('replaces the documented access key where other computers can reach it, after a reset too', async () => {
    const endpoint = await startEndpoint(dir(), ['--host', '0.0.0.0']);
    try {
      const list = (accessKeyId = '', secretAccessKey = '') =>
        new Kms.KMSClient({
          region: 'us-east-1',
          endpoint: endpoint.url,
          credentials: { accessKeyId, secretAccessKey },
          maxAttempts: 1,
        }).send(new Kms.ListKeysCommand({}));
      const documented = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'] as const;
      const printed = [endpoint.variables['AWS_ACCESS_KEY_ID'], endpoint.variables['AWS_SECRET_ACCESS_KEY']] as const;
      assert.notEqual(printed[0], documented[0]);
      assert.deepEqual((await list(...printed)).Keys, []);
      await assert.rejects(list(...documented), { name: 'UnrecognizedClientException' });

      const reset = fetch(`${endpoint.url}/reset`, {
        method: 'POST',
        headers: { authorization: `Bearer ${endpoint.token}` },
      });
      // Sent while the sandbox is reset: none may meet the documented key.
      const meanwhile = await Promise.allSettled(Array.from({ length: 20 }, () => list(...documented)));
      assert.deepEqual([...new Set(meanwhile.map(({ status }) => status))], ['rejected']);
      const { credentials } = (await (await reset).json()) as {
        credentials: { accessKeyId: string; secretAccessKey: string };
      };
      await assert.rejects(list(...printed), { name: 'UnrecognizedClientException' });
      await assert.rejects(list(...documented), { name: 'UnrecognizedClientException' });
      assert.deepEqual((await list(credentials.accessKeyId, credentials.secretAccessKey)).Keys, []);
    } finally {
      await endpoint.stop();
    }
  });
}
