/** The relay to a real proxy of an external key store: what passes through it, and what cannot. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { CREDENTIAL } from '../engine/external-key-store/independent-proxy.ts';
import { launch, startServer, type Browser } from '../support/app.ts';
import { OTHER_ORIGIN, PROXY_ORIGIN, startProxy, type ExternalProxy } from './external-proxy.ts';

declare const strongroom: StrongroomLibrary;

const HOST = new URL(PROXY_ORIGIN).host;

/** A call that may need further attempts: a loaded machine can answer after 250 milliseconds many times. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 50; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !/did not respond in time/.test(String(error))) throw error;
    }
  }
}

describe('a relay', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let proxy: ExternalProxy;
  let browser: Browser;
  let page: Page;

  async function open(tab: Page, address: string): Promise<void> {
    await tab.goto(`${server.url}#/${address}`);
    await tab.waitForFunction(() => navigator.serviceWorker.controller !== null && 'strongroom' in globalThis);
  }

  /** Opens the relay on the page of external key managers. */
  async function openRelay(tab: Page): Promise<void> {
    await open(tab, 'external-key-managers');
    await tab.getByLabel('Endpoint of the real proxy').fill(PROXY_ORIGIN);
    await tab.getByRole('button', { name: 'Show relay' }).click();
    await tab.getByRole('button', { name: `Open relay to ${PROXY_ORIGIN}` }).click();
    await tab.getByText(`Relay open to ${PROXY_ORIGIN}`).waitFor();
  }

  /** The answer to a call: empty, or the error with its note. */
  const call = (tab: Page, operation: string, input: object) =>
    tab.evaluate(
      async ([name, members]) => {
        const reply = await strongroom.kms().call(name as 'Encrypt', members as never);
        return reply.ok
          ? { error: '', note: '' }
          : { error: `${reply.error.name}: ${reply.error.message}`, note: reply.error.note ?? '' };
      },
      [operation, input] as const,
    );

  const storeInput = {
    CustomKeyStoreName: 'real',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: PROXY_ORIGIN,
    XksProxyUriPath: '/kms/xks/v1',
    XksProxyAuthenticationCredential: {
      AccessKeyId: CREDENTIAL.accessKeyId,
      RawSecretAccessKey: CREDENTIAL.rawSecretAccessKey,
    },
  };

  const roundTrip = (tab: Page) =>
    eventually(() =>
      tab.evaluate(async () => {
        const kms = strongroom.kms();
        const { CustomKeyStores = [] } = await kms.describeCustomKeyStores({});
        const id = CustomKeyStores[0]?.CustomKeyStoreId;
        const keys = await strongroom.sandbox.keys.list('111122223333', 'us-east-1');
        const KeyId = keys.find(({ keyStoreId }) => keyStoreId === id)?.keyId;
        const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Uint8Array.of(1, 2, 3) });
        return [...((await kms.decrypt({ CiphertextBlob })).Plaintext ?? [])];
      }),
    );

  before(async () => {
    proxy = await startProxy();
    server = await startServer();
    browser = await launch({ flags: proxy.flags, origins: [server.origin, PROXY_ORIGIN] });
    page = browser.page;
  });

  after(async () => {
    await browser.close();
    await server.close();
    await proxy.close();
  });

  it('is needed: without it KMS answers at once that the proxy is unreachable', async () => {
    await open(page, 'key-stores');
    const { error, note } = await call(page, 'CreateCustomKeyStore', storeInput);
    assert.match(error, /^XksProxyUriUnreachableException: AWS KMS cannot communicate with the external key store/);
    assert.match(note, /no open relay/);
    assert.deepEqual(proxy.requests, []);
  });

  it('carries the calls of KMS to the proxy that the user entered', async () => {
    await openRelay(page);
    // The dialog of Key stores, with the configuration file of the proxy. The page changes; the relay stays.
    await page.evaluate(() => (location.hash = '#/key-stores'));
    await page.getByRole('button', { name: 'Create external key store' }).click();
    await page.getByLabel('Key store name').last().fill('real');
    await page.getByLabel('Proxy URI endpoint').fill(PROXY_ORIGIN);
    const { XksProxyUriPath, XksProxyAuthenticationCredential } = storeInput;
    await page.getByLabel('Proxy configuration file').setInputFiles({
      name: 'proxy.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ XksProxyUriPath, XksProxyAuthenticationCredential })),
    });
    await page.getByText('Path and credential are those of proxy.json.').waitFor();
    const dialog = page.locator('strong-create-external-key-store');
    for (let left = 20; left > 0 && !(await page.evaluate(() => location.hash.includes('cks-'))); left--) {
      await dialog.getByRole('button', { name: 'Create key store' }).click();
      await page.waitForFunction(() => location.hash.includes('cks-'), undefined, { timeout: 10_000 }).catch(() => 0);
    }
    await page.getByText(`Relay open to ${PROXY_ORIGIN}`).waitFor();
    await eventually(() =>
      page.evaluate(async () => {
        const kms = strongroom.kms();
        const { CustomKeyStores: [store] = [] } = await kms.describeCustomKeyStores({});
        const CustomKeyStoreId = store?.CustomKeyStoreId;
        if (store?.ConnectionState === 'FAILED') {
          await kms.disconnectCustomKeyStore({ CustomKeyStoreId });
          await strongroom.sandbox.clock.advance(60);
        }
        if (store?.ConnectionState !== 'CONNECTED') await kms.connectCustomKeyStore({ CustomKeyStoreId });
        await strongroom.sandbox.clock.advance(60);
        const [after] = (await kms.describeCustomKeyStores({})).CustomKeyStores ?? [];
        if (after?.ConnectionState !== 'CONNECTED') throw new Error('did not respond in time');
        await kms.createKey({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'ext-1' });
      }),
    );
    assert.deepEqual(await roundTrip(page), [1, 2, 3]);
    const paths = new Set(proxy.requests.filter((one) => one.startsWith('POST')).map((one) => one.split('/').at(-1)));
    assert.deepEqual([...paths].sort(), ['decrypt', 'encrypt', 'health', 'metadata']);
    assert.ok(proxy.requests.every((one) => one.includes(` ${HOST} `)));
  });

  it('can be used for no other origin, by whoever has its port', async () => {
    const before = proxy.requests.length;
    const answers = await page.evaluate(
      async ([origin, other]) => {
        const frame = document.createElement('iframe');
        frame.hidden = true;
        frame.src = `relay.html#${origin}`;
        const greeted = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
        document.body.append(frame);
        const { origin: sender } = (await greeted) as MessageEvent;
        const { port1, port2 } = new MessageChannel();
        frame.contentWindow?.postMessage(undefined, '*', [port1]);
        const ask = (id: number, url: string) =>
          new Promise((resolve) => {
            port2.onmessage = ({ data }) => resolve(data);
            port2.postMessage({ id, url, headers: {}, body: '' });
          });
        const refused = [await ask(1, `${other}/x`), await ask(2, 'not a URL'), await ask(3, location.href)];
        return { sender, refused };
      },
      [PROXY_ORIGIN, OTHER_ORIGIN] as const,
    );
    assert.deepEqual(answers, { sender: 'null', refused: [{ id: 1 }, { id: 2 }, { id: 3 }] });
    assert.equal(proxy.requests.length, before);
  });

  it('cannot connect to a second origin, not even by its own script or a redirect', async () => {
    const frame = page.frames().find((one) => one.url().includes('relay.html'));
    const reach = (link: string) =>
      fetch(link).then(
        () => 'reached',
        () => 'refused',
      );
    assert.equal(await frame?.evaluate(reach, `${OTHER_ORIGIN}/x`), 'refused');
    assert.equal(await frame?.evaluate(reach, `${server.origin}/x`), 'refused');
    // The page itself reaches neither.
    assert.equal(await page.evaluate(reach, `${PROXY_ORIGIN}/x`), 'refused');
    proxy.behaviour = 'redirecting';
    await assert.rejects(roundTrip(page), /cannot communicate with the external key store proxy/);
    proxy.behaviour = 'without-cors';
    await assert.rejects(roundTrip(page), /cannot communicate with the external key store proxy/);
    proxy.behaviour = 'normal';
    assert.deepEqual(
      proxy.requests.filter((one) => !one.includes(` ${HOST} `)),
      [],
    );
    assert.deepEqual(browser.complaints.foreign, []);
  });

  it('ends a call in bounded time if the proxy does not answer', async () => {
    proxy.behaviour = 'silent';
    await assert.rejects(
      page.evaluate(async () => {
        const keys = await strongroom.sandbox.keys.list('111122223333', 'us-east-1');
        const KeyId = keys.find(({ keyStoreId }) => keyStoreId !== undefined)?.keyId;
        await strongroom.kms().generateDataKey({ KeyId, KeySpec: 'AES_256' });
      }),
      /did not respond in time/,
    );
    proxy.behaviour = 'normal';
    assert.deepEqual(await roundTrip(page), [1, 2, 3]);
  });

  it('serves the tab that opened it, and other tabs say so', async () => {
    const other = await browser.context.newPage();
    await open(other, 'key-stores');
    await assert.rejects(roundTrip(other), /cannot communicate with the external key store proxy/);
    const id = await other.evaluate(
      async () => (await strongroom.kms().describeCustomKeyStores({})).CustomKeyStores?.[0]?.CustomKeyStoreId,
    );
    await other.evaluate((store) => (location.hash = `#/key-stores/${store}`), id);
    await other.getByText(`A relay to ${PROXY_ORIGIN} is open in another tab.`).waitFor();
    await other.getByRole('button', { name: `Open relay to ${PROXY_ORIGIN}` }).click();
    await other.getByText(`Relay open to ${PROXY_ORIGIN}`).waitFor();
    assert.deepEqual(await roundTrip(other), [1, 2, 3]);
    await other.close();
  });

  it('starts without the server of the app, from the offline copy', async () => {
    await server.close();
    await page.reload();
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(() => (location.hash = '#/external-key-managers'));
    await page.getByLabel('Endpoint of the real proxy').fill(PROXY_ORIGIN);
    await page.getByRole('button', { name: 'Show relay' }).click();
    await page.getByRole('button', { name: `Open relay to ${PROXY_ORIGIN}` }).click();
    await page.getByText(`Relay open to ${PROXY_ORIGIN}`).waitFor();
    assert.deepEqual(await roundTrip(page), [1, 2, 3]);
    await page.getByRole('button', { name: `Close relay to ${PROXY_ORIGIN}` }).click();
    await page.getByText(`No relay is open to ${PROXY_ORIGIN}.`).waitFor();
    await assert.rejects(roundTrip(page), /cannot communicate with the external key store proxy/);
  });
});
