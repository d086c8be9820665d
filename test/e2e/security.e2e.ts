/**
 * What must never happen: key bytes in the hands of a script, a request to anywhere else, a page without its policy.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Strongroom } from '../../src/client/strongroom.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { encryptSample } from './visit.ts';
import { TEXTS } from '../../src/ui/envelope/attack-texts.ts';

const HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'x-content-type-options',
  'referrer-policy',
];

const VERDICT = TEXTS.verdict;

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

  it('sends its security headers, also from the service worker', async () => {
    const { page } = browser;
    const first = await page.goto(server.url);
    for (const name of HEADERS) assert.ok(first?.headers()[name], name);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const second = await page.reload();
    assert.ok(second?.fromServiceWorker());
    for (const name of HEADERS) assert.ok(second?.headers()[name], name);
  });

  it('allows each document what it needs, whether the host or the service worker sends it', async () => {
    const expected = JSON.parse(readFileSync('src/pwa/security-headers.json', 'utf8')) as Record<string, string>;
    const ofRelay = JSON.parse(readFileSync('src/pwa/relay-headers.json', 'utf8')) as Record<string, string>;
    assert.match(expected['Content-Security-Policy'] ?? '', /connect-src 'self';.* frame-src 'self';/);
    assert.match(expected['Content-Security-Policy'] ?? '', /frame-ancestors 'none'/);
    const read = (name: string) =>
      browser.page.evaluate(async (url) => {
        const response = await fetch(url);
        return [Object.fromEntries(response.headers), await response.text()] as const;
      }, name);
    for (const [name, wanted] of [
      ['index.html', expected],
      ['relay.html', { ...expected, ...ofRelay }],
    ] as const) {
      const fromHost = Object.fromEntries((await fetch(server.url + name)).headers);
      const [fromWorker, text] = await read(name);
      for (const [header, value] of Object.entries(wanted)) {
        assert.equal(fromHost[header.toLowerCase()], value, `${name} ${header}, host`);
        assert.equal(fromWorker[header.toLowerCase()], value, `${name} ${header}, service worker`);
      }
      assert.match(text, /<meta http-equiv="Content-Security-Policy"/);
    }
    const [, relay] = await read('relay.html');
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(relay) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    assert.ok(
      relay.includes(
        `content="default-src 'none'; script-src 'sha256-${hash}'; connect-src https:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"`,
      ),
    );
  });

  /** Runs the attack on Home. Returns its results for native keys, wrapped keys and unexpected bytes. */
  async function steal(): Promise<(string | null)[]> {
    const { page } = browser;
    await page.goto(`${server.url}#/`);
    await page.reload();
    await page.getByRole('tab', { name: 'Steal the key' }).click();
    await page.locator('strong-attack [value=refused]').check();
    await page.locator('strong-attack [type=submit]').click();
    await page.locator('.verdicts').waitFor();
    return page.locator('.verdicts dd b').allTextContents();
  }

  /** Creates keys and imports random bytes into each, wrapped in the page. */
  async function importKeys(keys: readonly (readonly [KeySpec, KeyUsageType, number])[]): Promise<void> {
    await browser.page.evaluate(async (asked) => {
      const { kms } = (globalThis as unknown as { strongroom: Strongroom }).strongroom;
      const client = kms();
      for (const [KeySpec, KeyUsage, length] of asked) {
        const { KeyMetadata } = await client.createKey({ KeySpec, KeyUsage, Origin: 'EXTERNAL' });
        const KeyId = KeyMetadata?.KeyId;
        const { PublicKey, ImportToken } = await client.getParametersForImport({
          KeyId,
          WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
          WrappingKeySpec: 'RSA_2048',
        });
        const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
        const spki = PublicKey as Uint8Array<ArrayBuffer>;
        const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['encrypt']);
        const material = crypto.getRandomValues(new Uint8Array(length));
        await client.importKeyMaterial({
          KeyId,
          ImportToken,
          EncryptedKeyMaterial: new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, material)),
          ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
        });
      }
    }, keys);
  }

  /** Creates a key in a CloudHSM key store and one in an external key store. Returns what keeps each. */
  async function createKeysInKeyStores(): Promise<(string | undefined)[]> {
    return browser.page.evaluate(async () => {
      const { kms, sandbox } = (globalThis as unknown as { strongroom: Strongroom }).strongroom;
      const client = kms();
      const [cluster] = await sandbox.clusters.list();
      const proxy = await sandbox.proxies.create();
      await sandbox.proxies.createKey(proxy.id, { keyId: 'external-1' });
      const stores = [
        {
          CustomKeyStoreName: 'cloudhsm',
          CloudHsmClusterId: cluster?.id,
          TrustAnchorCertificate: cluster?.trustAnchorCertificate,
          KeyStorePassword: 'kmsPswd',
        },
        {
          CustomKeyStoreName: 'external',
          CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
          XksProxyConnectivity: 'PUBLIC_ENDPOINT',
          XksProxyUriEndpoint: proxy.endpoint,
          XksProxyUriPath: proxy.path,
          XksProxyAuthenticationCredential: {
            AccessKeyId: proxy.credential.accessKeyId,
            RawSecretAccessKey: proxy.credential.rawSecretAccessKey,
          },
        },
      ] as const;
      const kept = [];
      for (const store of stores) {
        const { CustomKeyStoreId } = await client.createCustomKeyStore(store);
        await client.connectCustomKeyStore({ CustomKeyStoreId });
        await sandbox.clock.advance(60);
        const { KeyMetadata } = await client.createKey(
          'CloudHsmClusterId' in store
            ? { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }
            : { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'external-1' },
        );
        await client.encrypt({ KeyId: KeyMetadata?.KeyId, Plaintext: Uint8Array.of(1) });
        kept.push((await sandbox.custody.get(KeyMetadata?.Arn ?? ''))?.keptBy);
      }
      return kept;
    });
  }

  it('lets an attack try every native key and read no byte of one, whatever keeps it', async () => {
    const { page } = browser;
    await encryptSample(page, server.url);
    await page.evaluate(() =>
      (globalThis as unknown as { strongroom: Strongroom }).strongroom.sandbox.settings.set({ requestQuotas: 'off' }),
    );
    assert.deepEqual(await createKeysInKeyStores(), ['cloudhsm', 'external']);
    // The attack reads every database of the origin. Those of clusters and external key managers are their own.
    const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    for (const name of ['strongroom-hsm:default', 'strongroom-external:default'])
      assert.ok(names.includes(name), `${name} is missing`);
    // The wrapping key of the import stays stored too, until its token has expired.
    await importKeys([
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 32],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', 32],
    ]);
    assert.deepEqual(await steal(), [VERDICT.nothingObtained, VERDICT.noneStored, VERDICT.nothing]);
    await page.locator('strong-attack summary').click();
    await page.locator('strong-attack .scroll').getByText('exportKey("raw", key)').first().waitFor();
  });

  /** Every CryptoKey of the external key managers: how many there are, and which are extractable or were exported. */
  const keysOfManagers = () =>
    browser.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('strongroom-external:default');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = reject;
      });
      const all = (store: string) =>
        new Promise<Record<string, unknown>[]>((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result as Record<string, unknown>[]);
          reading.onerror = reject;
        });
      const keys = [
        ...(await all('externalKeys')).flatMap(({ versions }) => versions as CryptoKey[]),
        ...(await all('proxies')).flatMap(({ credentials }) =>
          (credentials as { secret: CryptoKey }[]).map(({ secret }) => secret),
        ),
      ];
      database.close();
      const exported = await Promise.all(
        keys.map((key) =>
          crypto.subtle.exportKey('raw', key).then(
            () => true,
            () => false,
          ),
        ),
      );
      return { count: keys.length, open: keys.filter((key, at) => key.extractable || exported[at]).length };
    });

  it('reads no byte of the keys of external key stores, in KMS or in their key managers', async () => {
    const { page } = browser;
    const custody = await page.evaluate(async () => {
      const { kms, sandbox } = (globalThis as unknown as { strongroom: Strongroom }).strongroom;
      const client = kms();
      const { id, endpoint, path, credential } = await sandbox.proxies.create({ path: '/vault/kms/xks/v1' });
      await sandbox.proxies.createKey(id, { keyId: 'vault-1' });
      await sandbox.proxies.rotateKey(id, 'vault-1');
      const { CustomKeyStoreId } = await client.createCustomKeyStore({
        CustomKeyStoreName: 'vault',
        CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
        XksProxyConnectivity: 'PUBLIC_ENDPOINT',
        XksProxyUriEndpoint: endpoint,
        XksProxyUriPath: path,
        XksProxyAuthenticationCredential: {
          AccessKeyId: credential.accessKeyId,
          RawSecretAccessKey: credential.rawSecretAccessKey,
        },
      });
      await client.connectCustomKeyStore({ CustomKeyStoreId });
      await sandbox.clock.advance(60);
      const { KeyMetadata } = await client.createKey({
        Origin: 'EXTERNAL_KEY_STORE',
        CustomKeyStoreId,
        XksKeyId: 'vault-1',
      });
      await client.encrypt({ KeyId: KeyMetadata?.KeyId, Plaintext: Uint8Array.of(1) });
      return await sandbox.custody.get(KeyMetadata?.Arn ?? '');
    });
    // What the key page shows: native material in KMS, and an external key outside of it.
    assert.deepEqual(custody, { keptBy: 'external', native: ['SYMMETRIC_DEFAULT'], wrapped: false });
    // Two versions of the external key and the credential of its proxy, and those of the test before.
    assert.deepEqual(await keysOfManagers(), { count: 5, open: 0 });
    assert.deepEqual(await steal(), [VERDICT.nothingObtained, VERDICT.noneStored, VERDICT.nothing]);
  });

  it('reads the bytes of each wrapped key, as the pages of those keys state', async () => {
    const { page } = browser;
    let wrapped = await page.evaluate(async () => {
      const { kms, sandbox } = (globalThis as unknown as { strongroom: Strongroom }).strongroom;
      await sandbox.settings.set({ requestQuotas: 'off' });
      const client = kms();
      const specs = [
        ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'native'],
        ['HMAC_224', 'GENERATE_VERIFY_MAC', 'native'],
        ['RSA_2048', 'SIGN_VERIFY', 'complete'],
        ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'complete'],
        ['ML_DSA_44', 'SIGN_VERIFY', 'complete'],
      ] as const;
      let copies = 0;
      for (const [KeySpec, KeyUsage, custody] of specs) {
        const reply = await client.call('CreateKey', { KeySpec, KeyUsage }, { custody });
        if (!reply.ok) throw new Error(reply.error.name);
        if ((await sandbox.custody.get(reply.output.KeyMetadata?.Arn ?? ''))?.wrapped) copies += 1;
      }
      return copies;
    });
    // SubtleCrypto has no HMAC_224.
    await importKeys([['HMAC_224', 'GENERATE_VERIFY_MAC', 28]]);
    wrapped += 1;
    assert.equal(wrapped, 6);
    assert.deepEqual(await steal(), [VERDICT.nothingObtained, VERDICT.wrappedObtained, VERDICT.nothing]);
    await page.getByText(`${VERDICT.wrappedBytes(wrapped, wrapped)} ${VERDICT.compared(wrapped)}`).waitFor();
  });

  it('works without a file system of the browser', async () => {
    const { page } = browser;
    await page.addInitScript(() => {
      if (sessionStorage.getItem('no-files'))
        navigator.storage.getDirectory = () => Promise.reject(new DOMException('none', 'SecurityError'));
    });
    await page.evaluate(() => sessionStorage.setItem('no-files', 'true'));
    assert.equal((await steal())[2], VERDICT.nothing);
    await page.getByText('Not readable in this browser: Files: SecurityError: none').waitFor();
    await page.evaluate(() => sessionStorage.clear());
  });

  it('reports a stored secret that is not a wrapped key, and opens', async () => {
    const { page } = browser;
    await page.evaluate(async () => {
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['unwrapKey', 'encrypt']);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const secret = crypto.getRandomValues(new Uint8Array(32));
      const additionalData = new TextEncoder().encode('planted-id');
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, secret));
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open('planted');
        opening.onupgradeneeded = () => void opening.result.createObjectStore('planted');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('planted', 'readwrite');
          transaction
            .objectStore('planted')
            .put({ id: 'planted-id', key, blob: new Uint8Array([...iv, ...sealed]) }, 1);
          transaction.oncomplete = () => resolve(opening.result.close());
        };
      });
    });
    assert.equal((await steal())[2], VERDICT.unexpectedObtained);
    await page.getByText('planted / planted / 1').waitFor();
  });

  it('made no request to another origin, and violated no policy', () => {
    assert.deepEqual(allComplaints(browser), []);
  });
});
