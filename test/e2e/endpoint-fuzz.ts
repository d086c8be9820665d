/** Requests that no program should send: none ends the endpoint, none keeps it from answering others. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import * as Kms from '@aws-sdk/client-kms';
import { startEndpoint, type PackedEndpoint } from './packed-endpoint.ts';

/** Sends bytes and returns the answer: until the endpoint closes the connection or is silent for a while. */
const send = (port: number, bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      // One answer is enough; a connection that stays open has nothing more to say.
      if (text.includes('\r\n\r\n')) setTimeout(end, 5);
    });
    socket.on('error', end).on('close', end).setTimeout(300, end);
    socket.on('connect', () => socket.write(bytes));
  });

/** Sends bytes and returns all that comes back until the endpoint closes the connection. */
const sendToEnd = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(text));
    socket.on('connect', () => socket.write(bytes));
  });

const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

const target = fc.oneof(
  fc.constantFrom('/', '/reset', '/state', '//', '/\\', '*', '/%', '/../..', 'http://evil.example/', '/?Action=x', ''),
  fc.string().map((text) => `/${text}`),
  fc.webPath(),
);
const headerLine = fc.oneof(
  fc.constantFrom(
    'Host: evil.example',
    'Host: localhost',
    'Host: [::1',
    'Host: localhost@evil.example',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'Expect: nothing',
    'Upgrade: websocket\r\nConnection: Upgrade',
    'X-Amz-Target: TrentService.__proto__',
    'X-Amz-Target: CloudTrail_20131101.LookupEvents',
    'Content-Type: application/x-www-form-urlencoded',
    'Authorization: AWS4-HMAC-SHA256',
    'Authorization: Bearer',
    'Origin: null',
    'Sec-Fetch-Site: cross-site',
    '__proto__: x',
    'Cookie: a=b',
  ),
  fc.tuple(fc.string(), fc.string()).map(([name, value]) => `${name}: ${value}`),
);
const request = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'DELETE', 'post', 'BREW'),
    target,
    fc.array(headerLine, { maxLength: 6 }),
    fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('', '{', '{"__proto__":1}', 'Action=AssumeRole&Version=2011-06-15'),
    ),
    fc.boolean(),
  )
  .map(([method, path, lines, body, hasHost]) => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    const head = [`${method} ${path} HTTP/1.1`, ...(hasHost ? ['Host: localhost'] : []), length, ...lines];
    return `${head.join('\r\n')}\r\n\r\n${body}`;
  });

/** The tests; `dir` is the folder with the installed package. */
export function endpointFuzz(dir: () => string): void {
  let endpoint: PackedEndpoint;
  const isAlive = async () => {
    const client = new Kms.KMSClient({
      region: 'us-east-1',
      endpoint: endpoint.url,
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    });
    assert.deepEqual((await client.send(new Kms.ListKeysCommand({}))).Keys, []);
    assert.equal(endpoint.process.exitCode, null);
    assert.equal(endpoint.errors(), '');
  };

  before(async () => {
    endpoint = await startEndpoint(dir());
  });
  after(() => endpoint.stop());

  it('survives requests of random methods, paths, headers and bodies', async () => {
    const answers = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async (text) => {
        const status = statusOf(await send(endpoint.port, text));
        answers.set(status, (answers.get(status) ?? 0) + 1);
        assert.ok(status < 500, `${status}: ${text}`);
        assert.equal(endpoint.process.exitCode, null);
      }),
      { numRuns: 300 },
    );
    // The requests came as far as to each of these.
    for (const status of [400, 403]) assert.ok(answers.has(status), JSON.stringify([...answers]));
    await isAlive();
  });

  it('survives random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), async (bytes) => {
        await send(endpoint.port, bytes);
      }),
      { numRuns: 50 },
    );
    await isAlive();
  });

  it('refuses paths, hosts and bodies with the answer that belongs to each', async () => {
    const post = (path: string, lines: string[], body: string | Uint8Array = '') =>
      send(
        endpoint.port,
        Buffer.concat([
          Buffer.from(
            [`POST ${path} HTTP/1.1`, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', ''].join('\r\n'),
          ),
          Buffer.from(body),
        ]),
      );
    const local = ['Host: localhost'];
    const kms = [...local, 'X-Amz-Target: TrentService.ListKeys'];
    for (const host of ['evil.example', 'localhost.evil.example', 'localhost@evil.example', '', 'evil.example:80'])
      assert.equal(statusOf(await post('/', [`Host: ${host}`])), 403, host);
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:4599', '[::1]:80'])
      assert.notEqual(statusOf(await post('/', [`Host: ${host}`])), 403, host);
    assert.equal(statusOf(await post('/other', local)), 404);
    assert.equal(statusOf(await post('//evil.example/', local)), 400);
    assert.equal(statusOf(await post('http://localhost/', local)), 400);
    assert.match(await post('/', kms, '{}'), /MissingAuthenticationTokenException/);
    assert.match(await post('/', kms, Uint8Array.of(0x22, 0xff, 0x22)), /SerializationException/);
    for (const [name, value] of [
      ['Origin', 'http://localhost:3000'],
      ['Origin', 'null'],
      ['Origin', ''],
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Site', 'same-site'],
    ])
      assert.equal(statusOf(await post('/', [...kms, `${name}: ${value}`], '{}')), 403, `${name}: ${value}`);
  });

  it('refuses a huge body, announced or not', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: TrentService.ListKeys\r\n';
    assert.equal(statusOf(await send(endpoint.port, `${head}Content-Length: 1000000000000\r\n\r\n`)), 413);
    const chunk = `${(1 << 20).toString(16)}\r\n${'x'.repeat(1 << 20)}\r\n`;
    assert.equal(
      statusOf(await send(endpoint.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`)),
      413,
    );
    await isAlive();
  });

  it('answers again after as many clients as it accepts never read or close', { timeout: 120_000 }, async () => {
    const silent = Array.from({ length: 600 }, (_, at) => {
      const socket = connect({ port: endpoint.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined);
      if (at % 2) socket.write('POST / HTTP/1.1\r\nHost: localhost\r\n');
      return socket.pause();
    });
    await Promise.all(silent.map((socket) => once(socket, 'connect').catch(() => undefined)));
    // New connections are refused until the endpoint has ended these.
    for (;;) {
      const answer = await isAlive().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (answer === undefined) break;
      assert.equal(endpoint.process.exitCode, null);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    for (const socket of silent) socket.destroy();
  });

  it('answers the requests of one connection in their order', async () => {
    const first = 'GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const second = 'GET /state HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const last = 'GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n';
    const text = await sendToEnd(endpoint.port, first + second + last);
    assert.deepEqual(
      [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status),
      ['404', '401', '403'],
    );
  });

  it('takes no part of a body for a request', async () => {
    const inner = 'GET /state HTTP/1.1\r\nHost: localhost\r\n\r\n';
    for (const lines of [
      ['Host: other.example', `Content-Length: ${inner.length}`],
      ['Host: localhost', 'Content-Length: 0', `Content-Length: ${inner.length}`],
      ['Host: localhost', `Content-Length: ${inner.length}`, 'Transfer-Encoding: chunked'],
      ['Host: localhost', 'Transfer-Encoding: chunked, identity'],
    ]) {
      const text = await sendToEnd(endpoint.port, `POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${inner}`);
      assert.equal([...text.matchAll(/HTTP\/1\.1 \d{3}/g)].length, 1, lines.join());
      assert.match(text, /^HTTP\/1\.1 40[03]/, lines.join());
    }
  });

  it('answers others while clients are slow, and ends the slow ones', { timeout: 60_000 }, async () => {
    const started = performance.now();
    const slow: Socket[] = [];
    let closed = 0;
    for (let at = 0; at < 200; at += 1) {
      const socket = connect(endpoint.port, '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => (closed += 1));
      socket.write(at % 2 ? 'POST / HTT' : 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      socket.resume();
      slow.push(socket);
    }
    await isAlive();
    while (closed < slow.length && performance.now() - started < 45_000)
      await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(closed, slow.length);
    await isAlive();
  });
}
