/** The built folder on a plain static host: under a sub-path, without any header of ours, and then without the host. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import { allComplaints, launch } from '../support/app.ts';
import { encryptSample } from './visit.ts';

const BASE = '/tools/kms/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

describe('a plain static host', () => {
  it('serves the app under a subpath, and is not needed after the first visit', async () => {
    const server = createServer((request, response) => {
      const pathname = new URL(request.url ?? '/', 'http://localhost').pathname;
      const file = pathname === BASE ? 'index.html' : pathname.slice(BASE.length);
      if (!pathname.startsWith(BASE) || file.includes('..')) return void response.writeHead(404).end();
      readFile(path.join('dist', file)).then(
        (bytes) =>
          response
            .writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
            .end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = server.address();
    const url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}${BASE}`;
    const browser = await launch();
    await encryptSample(browser.page, url);
    await browser.page.getByText('Available offline.').waitFor();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await browser.page.reload();
    await browser.page.locator('strong-kept-file #decrypt').click();
    await browser.page.locator('strong-kept-file .letter').waitFor();
    const isolated = await browser.page.evaluate(() => crossOriginIsolated);
    assert.ok(isolated, 'the service worker adds the headers that the host did not send');
    assert.deepEqual([...browser.complaints.policy, ...browser.complaints.foreign], []);
    assert.deepEqual(
      allComplaints(browser).filter((line) => !line.includes('ERR_')),
      [],
    );
    await browser.close();
  });
});
