/** What must never happen: key bytes in the hands of a script, a request to anywhere else, a page without its policy. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { sealSample } from './visit.ts';

const HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'x-content-type-options',
  'referrer-policy',
];

describe('security', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('answers with its headers, also out of the service worker', async () => {
    const { page } = browser;
    const first = await page.goto(server.url);
    for (const name of HEADERS) assert.ok(first?.headers()[name], name);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const second = await page.reload();
    assert.ok(second?.fromServiceWorker());
    for (const name of HEADERS) assert.ok(second?.headers()[name], name);
  });

  it('gives an attack in front of the visitor every key to try, and no byte of one', async () => {
    const { page } = browser;
    await sealSample(page, server.url);
    await page.getByLabel('It finds the keys, and the browser will not give their bytes.').check();
    await page.getByRole('button', { name: 'Try to steal the key' }).click();
    await page.getByText('No byte of a key was obtained.').waitFor();
    await page
      .getByRole('region', { name: 'What the attack tried and the browser answered' })
      .getByText('exportKey("raw", key)')
      .first()
      .waitFor();
  });

  it('sees a leak where there is one: a planted wrapped key is taken', async () => {
    const { page } = browser;
    await page.evaluate(async () => {
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['unwrapKey', 'encrypt']);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const secret = crypto.getRandomValues(new Uint8Array(32));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret));
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open('planted');
        opening.onupgradeneeded = () => void opening.result.createObjectStore('planted');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('planted', 'readwrite');
          transaction.objectStore('planted').put({ key, blob: new Uint8Array([...iv, ...sealed]) }, 1);
          transaction.oncomplete = () => resolve(opening.result.close());
        };
      });
    });
    await page.reload();
    await page.getByLabel('It gets the bytes').check();
    await page.getByRole('button', { name: 'Try to steal the key' }).click();
    await page
      .getByText(/^Obtained \d+ times/)
      .first()
      .waitFor();
  });

  it('made no request to anywhere else, and broke no policy', () => {
    assert.deepEqual(allComplaints(browser), []);
  });
});
