/**
 * The server of `npm start` against anything that a page or a program may send it: it answers, goes on, and serves
 * nothing but its folder.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { startServer } from '../support/app.ts';

const SECRET = 'outside of the folder';
const INDEX = '<!doctype html><title>inside</title>';

/**
 * Sends bytes as they are and gives what comes back until the server closes the connection or, with `silentMs`, has
 * been silent for that time.
 */
function exchange(port: number, bytes: string, silentMs = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let answer = '';
    socket.setTimeout(silentMs, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.write(bytes, 'latin1');
  });
}

const request = (target: string, method = 'GET', headers: readonly string[] = []) =>
  [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...headers, 'Connection: close', '', ''].join('\r\n');

describe('the server of npm start', () => {
  let dir: string;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-serve-'));
    for (const folder of ['dist/assets', 'dist-secret']) await mkdir(path.join(dir, folder), { recursive: true });
    await writeFile(path.join(dir, 'dist/index.html'), INDEX);
    for (const file of ['a-12345678.js', 'removed-false.js', 'removed-true.js'])
      await writeFile(path.join(dir, 'dist/assets', file), 'export {};\n');
    for (const file of ['secret.txt', 'dist-secret/secret.txt']) await writeFile(path.join(dir, file), SECRET);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  for (const changing of [false, true]) {
    describe(changing ? 'over a folder that changes' : 'over a built folder', () => {
      let server: Awaited<ReturnType<typeof startServer>>;

      before(async () => {
        server = await startServer({ dir: path.join(dir, 'dist'), changing });
      });
      after(() => server.close());

      const isAlive = async () => {
        const response = await fetch(server.url);
        assert.equal(response.status, 200);
        assert.equal(await response.text(), INDEX);
      };

      for (const target of [
        '//',
        '///',
        '//[',
        '//evil.example/',
        '/\\',
        '/\\evil.example/x',
        'http://a:99999/',
        'x',
        'https://',
      ]) {
        it(`answers 400 to ${target}`, async () => {
          assert.match(await exchange(server.port, request(target)), /^HTTP\/1\.1 400 /);
          await isAlive();
        });
      }

      it('uses the path of the URL of a proxy request', async () => {
        assert.match(
          await exchange(server.port, request(`${server.origin}/index.html?x`)),
          /^HTTP\/1\.1 200 [^]*inside/,
        );
      });

      for (const target of [
        '/../secret.txt',
        '/..%2fsecret.txt',
        '/%2e%2e/secret.txt',
        '/%2e%2e%2fsecret.txt',
        '/..%5csecret.txt',
        '/assets/../../secret.txt',
        '/assets/..%2f..%2fsecret.txt',
        '/..%2fdist-secret/secret.txt',
        '/../dist-secret/secret.txt',
        '/%252e%252e/secret.txt',
        '/..;/secret.txt',
        '/secret.txt%00.html',
        '/....//secret.txt',
        '/%c0%ae%c0%ae/secret.txt',
      ]) {
        it(`serves nothing outside its folder for ${target}`, async () => {
          const answer = await exchange(server.port, request(target));
          assert.match(answer, /^HTTP\/1\.1 40[04] /);
          assert.ok(!answer.includes(SECRET));
        });
      }

      for (const [range, status] of [
        ['bytes=0-7', 206],
        ['bytes=5-2', 200],
        ['bytes=0-99999999999999999999', 200],
        ['bytes=99999999999999999999-', 200],
        ['bytes=9999-', 416],
        ['bytes=-', 200],
        ['bytes=-5', 200],
        ['bytes=1-2,4-5', 200],
        ['lines=1', 200],
      ] as const) {
        it(`answers ${status} to the range ${range}`, async () => {
          const answer = await exchange(server.port, request('/index.html', 'GET', [`Range: ${range}`]));
          assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
          await isAlive();
        });
      }

      it('survives the removal of a file that it serves', async () => {
        await rm(path.join(dir, `dist/assets/removed-${String(changing)}.js`));
        await exchange(server.port, request(`/assets/removed-${String(changing)}.js`));
        await isAlive();
      });

      it('survives 600 malformed requests', async () => {
        const piece = fc.constantFrom(
          ...[
            '/',
            '//',
            '..',
            '.',
            '%',
            '%2e',
            '%2f',
            '%5c',
            '%00',
            '%zz',
            '%c0%ae',
            '\\',
            '?',
            '#',
            ':',
            '@',
            '[',
            ']',
            '*',
          ],
          ...[
            'assets',
            'a-12345678.js',
            'index',
            '.html',
            'secret.txt',
            'dist-secret',
            '.vite',
            'kms',
            'http://',
            'a:99999',
          ],
          ...['__proto__', 'constructor', 'é', 'a'.repeat(9_000)],
        );
        const target = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
        const method = fc.constantFrom(
          'GET',
          'HEAD',
          'POST',
          'PUT',
          'DELETE',
          'OPTIONS',
          'PATCH',
          'TRACE',
          'PROPFIND',
          'CONNECT',
          'NONE',
        );
        const header = fc.constantFrom(
          ...[
            'Range: bytes=5-2',
            'Range: bytes=0-1',
            'Range: bytes=99999999999999999999-1',
            'Range: x',
            'If-None-Match: *',
          ],
          ...[
            'Accept-Encoding: br, gzip',
            'Upgrade: websocket',
            'Expect: 100-continue',
            'Expect: x',
            'Transfer-Encoding: chunked',
          ],
          ...[
            'Content-Length: -1',
            'Host: ',
            `X: ${'y'.repeat(20_000)}`,
            'Cookie: \u00ff',
            'no colon',
            'Content-Length: 5',
          ],
        );
        const headers = fc.array(header, { maxLength: 3 });
        const requests = fc.sample(fc.tuple(target, method, headers), { numRuns: 600, seed: 20_26 });
        // Sixty at a time: some end only when the connection has been silent for a second.
        for (let at = 0; at < requests.length; at += 60) {
          const answers = await Promise.all(
            requests
              .slice(at, at + 60)
              .map(([one, how, lines]) => exchange(server.port, request(one, how, lines), 1_000)),
          );
          for (const answer of answers) assert.ok(!answer.includes(SECRET));
          await isAlive();
        }
      });
    });
  }
});
