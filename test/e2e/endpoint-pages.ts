/**
 * What a page of another origin can do at the endpoint: nothing, by any kind of request, even with a valid signature
 * or the token; also when its own name resolves to loopback. A page of an allowed origin can make calls.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { after, before, it } from 'node:test';
import * as Kms from '@aws-sdk/client-kms';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { startEndpoint, type PackedEndpoint } from './packed-endpoint.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
/** A name that the browser of this test resolves to loopback. */
const REBOUND = 'rebound.example';

const REFUSED = /^basic 403 The Host header names another computer/;

/** A signed request of CreateKey, as a page can send it. */
interface SignedRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Signs CreateKey for the host of a URL. */
async function signCreateKey(endpoint: string): Promise<SignedRequest> {
  let signed: SignedRequest | undefined;
  const client = new Kms.KMSClient({
    region: 'us-east-1',
    endpoint,
    credentials: CREDENTIALS,
    maxAttempts: 1,
    requestHandler: {
      handle: ({ headers, body }: { headers: Record<string, string>; body: Uint8Array | string }) => {
        const set = Object.entries(headers).filter(([name]) => !/^(?:host|content-length|user-agent)$/i.test(name));
        signed = { url: `${endpoint}/`, headers: Object.fromEntries(set), body: Buffer.from(body).toString() };
        return Promise.reject(new Error('Not sent.'));
      },
    },
  });
  await client.send(new Kms.CreateKeyCommand({})).catch(() => undefined);
  assert.ok(signed);
  return signed;
}

/** Sends a request from a page and returns the status of the answer, or the error. */
const fetchFrom = (page: Page, url: string, init: RequestInit) =>
  page.evaluate(
    async ([target, options]) =>
      fetch(target, options).then(
        async (response) =>
          `${response.type} ${response.status}${response.status < 400 ? '' : ` ${(await response.text()).slice(0, 200)}`}`,
        (error: unknown) => String(error),
      ),
    [url, init] as const,
  );

/** The tests; `dir` is the folder with the installed package. */
export function endpointPages(dir: () => string): void {
  let site: Server;
  let origin: string;
  let browser: Browser;
  let page: Page;
  let endpoint: PackedEndpoint;

  const keys = async (at: PackedEndpoint) => {
    const client = new Kms.KMSClient({ region: 'us-east-1', endpoint: at.url, credentials: CREDENTIALS });
    return (await client.send(new Kms.ListKeysCommand({}))).Keys?.length;
  };
  const createKey = (at: PackedEndpoint) =>
    new Kms.KMSClient({ region: 'us-east-1', endpoint: at.url, credentials: CREDENTIALS }).send(
      new Kms.CreateKeyCommand({}),
    );

  before(async () => {
    site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Another site</title><p>Another site.</p>');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    origin = `http://localhost:${(site.address() as { port: number }).port}`;
    browser = await chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: [
        ...CHROMIUM_FLAGS,
        `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`,
        // The endpoint itself must refuse, not a rule that only some browsers have.
        '--disable-features=LocalNetworkAccessChecks',
      ],
    });
    page = await browser.newPage();
    endpoint = await startEndpoint(dir());
    await createKey(endpoint);
  });
  after(async () => {
    await browser.close();
    site.close();
    site.closeAllConnections();
    await endpoint.stop();
  });

  it('refuses requests that scripts of another origin send, with a valid signature or the token too', async () => {
    await page.goto(origin);
    const { url, headers, body } = await signCreateKey(endpoint.url);
    const authorization = `Bearer ${endpoint.token}`;
    assert.match(await fetchFrom(page, url, { method: 'POST', headers, body }), /Failed to fetch/);
    assert.match(
      await fetchFrom(page, `${endpoint.url}/reset`, { method: 'POST', headers: { authorization } }),
      /Failed to fetch/,
    );
    assert.match(await fetchFrom(page, `${endpoint.url}/state`, { headers: { authorization } }), /Failed to fetch/);
    // Without CORS the request is sent, and its answer is kept from the page.
    for (const target of [url, `${endpoint.url}/reset`])
      assert.match(await fetchFrom(page, target, { method: 'POST', mode: 'no-cors', body }), /Failed to fetch/);
    assert.equal(await keys(endpoint), 1);
  });

  it('refuses forms, navigations, images and scripts of another origin', async () => {
    for (const path of ['/', '/reset', '/state']) {
      await page.goto(origin);
      const answered = page.waitForResponse((response) => response.url().startsWith(endpoint.url + path));
      await page.evaluate((action) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action, enctype: 'text/plain' });
        document.body.append(form);
        form.submit();
      }, endpoint.url + path);
      assert.equal((await answered).status(), 403, `form to ${path}`);
      await page.waitForURL(endpoint.url + path);

      await page.goto(origin);
      for (const tag of ['img', 'script'] as const) {
        const failed = page.waitForEvent('requestfailed', (request) => request.url().includes(`?${tag}`));
        await page.evaluate(
          ([name, src]) => document.body.append(Object.assign(document.createElement(name), { src })),
          [tag, `${endpoint.url}${path}?${tag}`] as const,
        );
        assert.match((await failed).failure()?.errorText ?? '', /ERR_BLOCKED_BY_RESPONSE/, `${tag} of ${path}`);
      }
    }
    assert.equal(await keys(endpoint), 1);
  });

  it('refuses a page whose own name resolves to loopback', async () => {
    const base = `http://${REBOUND}:${endpoint.port}`;
    assert.equal((await page.goto(base))?.status(), 403);
    // The page itself comes from elsewhere, before its name resolves to loopback. Then its requests are of the same
    // origin: only the name of the host tells.
    await page.route(`${base}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Page</title>' }),
    );
    await page.goto(`${base}/page`);
    const { headers, body } = await signCreateKey(base);
    assert.match(await fetchFrom(page, `${base}/`, { method: 'POST', headers, body }), REFUSED);
    const authorization = `Bearer ${endpoint.token}`;
    assert.match(await fetchFrom(page, `${base}/reset`, { method: 'POST', headers: { authorization } }), REFUSED);
    assert.equal(await keys(endpoint), 1);
  });

  it('answers calls of an allowed origin, and of no other', async () => {
    const open = await startEndpoint(dir(), ['--allow-origin', origin]);
    try {
      const { url, headers, body } = await signCreateKey(open.url);
      await page.goto(origin);
      assert.equal(await fetchFrom(page, url, { method: 'POST', headers, body }), 'cors 200');
      assert.equal(await keys(open), 1);
      await page.goto(origin.replace('localhost', '127.0.0.1'));
      assert.match(await fetchFrom(page, url, { method: 'POST', headers, body }), /Failed to fetch/);
      assert.equal(await keys(open), 1);
    } finally {
      await open.stop();
    }
  });
}
