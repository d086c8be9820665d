/** The fixture of the end-to-end tests notes what it claims to note: shown on a page that breaks every promise. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';

const PAGE = `<!doctype html><meta charset="utf-8" /><title>Page</title><script type="module" src="assets/page.js"></script>`;
const SCRIPT = `
document.body.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
try { document.body.innerHTML = '<b>unsafe</b>'; } catch { document.title = 'refused'; }
console.error('seen');
new Image().src = 'https://example.invalid/pixel.png';
`;

describe('the fixture of the end-to-end tests', () => {
  let dir: string;
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-site-'));
    await mkdir(path.join(dir, 'assets'));
    await writeFile(path.join(dir, 'index.html'), PAGE);
    await writeFile(path.join(dir, 'assets/page.js'), SCRIPT);
    server = await startServer({ dir, base: '/some/folder/' });
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('serves a folder under a sub-path, and nothing outside it', async () => {
    assert.ok(server.url.endsWith('/some/folder/'));
    assert.equal((await fetch(server.url)).status, 200);
    assert.equal((await fetch(server.origin)).status, 404);
    assert.equal((await fetch(`${server.url}assets/`)).status, 404);
    assert.equal((await fetch(`${server.url}%2e%2e/package.json`)).status, 404);
  });

  it('sends the security headers and the type of each file', async () => {
    const { headers } = await fetch(`${server.url}assets/page.js`);
    assert.match(headers.get('content-type') ?? '', /^text\/javascript/);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'; script-src 'self';.*require-trusted-types-for 'script'/,
    );
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('notes violations of the policy, errors and requests to other origins', async () => {
    await browser.page.goto(server.url);
    await browser.page.waitForFunction(() => document.title === 'refused');
    await assertSoon(
      () => browser.complaints.policy.length >= 3 && browser.complaints.console.some((line) => line.startsWith('seen')),
    );
    const { policy, console: lines, foreign } = browser.complaints;
    assert.ok(policy.some((line) => line.startsWith('style-src')));
    assert.ok(policy.some((line) => line.startsWith('require-trusted-types-for')));
    assert.ok(lines.some((line) => line.startsWith('seen')));
    assert.ok(policy.concat(foreign).some((line) => line.includes('https://example.invalid/')));
    assert.deepEqual(allComplaints(browser), [...policy, ...lines, ...foreign]);
  });

  it('notes a request that leaves the origin', async () => {
    const lenient = await launch();
    try {
      await lenient.page.goto('data:text/html,<img src="https://example.invalid/pixel.png">');
      await assertSoon(() => lenient.complaints.foreign.length > 0);
      assert.deepEqual(lenient.complaints.foreign, ['GET https://example.invalid/pixel.png']);
    } finally {
      await lenient.close();
    }
  });
});

/** Waits until a condition holds; the runner's own limit ends the wait. */
async function assertSoon(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
