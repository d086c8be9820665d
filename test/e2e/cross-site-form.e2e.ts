/** A form of another site that posts to `/kms/<any>/`: it makes no database, and nobody else reads the answer. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { launch, startServer } from '../support/app.ts';

it('a form of another site makes no database by POST /kms/', async () => {
  const server = await startServer();
  const target = `${server.url}kms/planted/`;
  const form = `<!doctype html><title>Other</title><link rel="icon" href="data:,">
    <form method="post" enctype="text/plain" action="${target}"><input name='{"x":"' value='"}'><button>Go</button></form>`;
  const other = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(form);
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const browser = await launch();
  const { page } = browser;
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort());
  try {
    await page.goto(server.url);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null && 'strongroom' in globalThis);
    await page.evaluate(() =>
      (globalThis as unknown as { strongroom: { kms(): { listKeys(): unknown } } }).strongroom.kms().listKeys(),
    );
    const before = await databases();

    const attacker = await browser.context.newPage();
    await attacker.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const [response] = await Promise.all([
      attacker.waitForResponse((answer) => answer.url() === target),
      attacker.getByRole('button').click(),
    ]);
    assert.ok(response.fromServiceWorker(), 'the service worker answers');
    assert.equal(response.status(), 400);
    const headers = response.headers();
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(headers['x-amzn-requestid'] ?? '', /^[0-9a-f-]{36}$/);
    assert.ok(Math.abs(Date.parse(headers['date'] ?? '') - Date.now()) < 60_000, headers['date']);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.1');

    assert.deepEqual(await databases(), before);

    // A GET gets the same headers.
    const got = await page.evaluate(async (url) => {
      const answer = await fetch(url);
      return [
        answer.status,
        answer.headers.get('x-content-type-options'),
        answer.headers.get('cross-origin-resource-policy'),
      ];
    }, target);
    assert.deepEqual(got, [405, 'nosniff', 'same-origin']);
  } finally {
    await browser.close();
    await server.close();
    other.close();
    other.closeAllConnections();
  }
});
