/**
 * Imported key material, a CloudHSM key store and replicas in the built app, each by its pages from beginning to end.
 * Time is that of the simulated clock.
 */
import assert from 'node:assert/strict';
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import type { Download, Locator, Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { TEXTS as IMPORT } from '../../src/ui/import/import-texts.ts';
import { TEXTS as STATE } from '../../src/ui/key/state-texts.ts';
import { CLUSTER_PROBLEMS } from '../../src/ui/key-stores/cluster-problems.ts';
import { TEXTS as STORES } from '../../src/ui/key-stores/key-stores-texts.ts';
import { TEXTS as REPLICAS } from '../../src/ui/replicas/replicas-texts.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

const DAY = 86_400;

describe('own key material, key stores and replicas', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  before(async () => {
    server = await startServer();
    browser = await launch();
    page = browser.page;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    // A paused clock moves only where a test advances it.
    await page.evaluate(async () => {
      await strongroom.sandbox.settings.set({ requestQuotas: 'off' });
      await strongroom.sandbox.clock.pause();
    });
  });

  after(async () => {
    assert.deepEqual(browser.complaints, { policy: [], console: [], foreign: [] });
    await browser.close();
    await server.close();
  });

  const advance = (seconds: number) => page.evaluate((by) => strongroom.sandbox.clock.advance(by), seconds);
  const bytesOf = async (download: Download) => readFile(await download.path());
  const button = (root: Locator | Page, name: string) => root.getByRole('button', { name, exact: true });

  /** Presses a button, and returns the file that it saves. */
  async function save(root: Locator, name: string): Promise<Buffer> {
    const saved = page.waitForEvent('download');
    await button(root, name).click();
    return bytesOf(await saved);
  }

  const stateOf = (KeyId: string, region = 'us-east-1') =>
    page.evaluate(
      async ([id, place]) => {
        const reply = await strongroom.kms(place).call('DescribeKey', { KeyId: id });
        return reply.ok ? reply.output.KeyMetadata?.KeyState : reply.error.name;
      },
      [KeyId, region] as const,
    );

  it('imports key material that the page wraps, loses it at its expiration, and takes a file that OpenSSL wrapped', async () => {
    const KeyId = await page.evaluate(
      async () => (await strongroom.kms().createKey({ Origin: 'EXTERNAL' })).KeyMetadata?.KeyId ?? '',
    );
    await page.goto(`${server.url}#/keys/${KeyId}/material`);
    const tab = page.locator('strong-key-material-tab');
    const { parameters, material, import: last } = IMPORT.wizard;

    await button(tab, parameters.get).click();
    await button(tab, material.generate).click();
    const plaintext = await save(tab, material.save);
    assert.equal(plaintext.length, 32);
    await button(tab, material.wrap).click();
    await tab.getByLabel(last.expires).check();
    await tab.getByLabel(last.days).fill('30');
    await button(tab, last.import).click();
    await tab.getByText('It expires on').waitFor();
    const blob = await page.evaluate(async (id) => {
      const { CiphertextBlob } = await strongroom.kms().encrypt({ KeyId: id, Plaintext: Uint8Array.of(4, 2) });
      return [...(CiphertextBlob ?? [])];
    }, KeyId);
    const decrypt = () =>
      page.evaluate(async (bytes) => {
        const reply = await strongroom.kms().call('Decrypt', { CiphertextBlob: Uint8Array.from(bytes) });
        return reply.ok ? [...(reply.output.Plaintext ?? [])].join() : reply.error.name;
      }, blob);
    assert.equal(await decrypt(), '4,2');

    await advance(30 * DAY + 1);
    await tab.getByText('Not imported now.').waitFor();
    assert.equal(await decrypt(), 'KMSInvalidStateException');
    await page.goto(`${server.url}#/keys/${KeyId}/state`);
    await page.locator('[data-cause=material].now').getByText('Calls succeed again').waitFor();

    // The key material comes back by the ZIP file and an implementation that shares no code with the app.
    await page.goto(`${server.url}#/keys/${KeyId}/material`);
    await button(tab, parameters.get).click();
    const zip = unzipSync(new Uint8Array(await save(tab, parameters.download)));
    const [[, spki], [, token], [, readme]] = ['wrappingKey', 'importToken', 'README'].map(
      (start) =>
        Object.entries(zip).find(([name]) => name.startsWith(`${start}_`)) ?? assert.fail(`${start} is missing`),
    ) as [[string, Uint8Array], [string, Uint8Array], [string, Uint8Array]];
    assert.match(Buffer.from(readme).toString(), /openssl pkeyutl/);
    const wrapped = publicEncrypt(
      {
        key: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }),
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: 'sha256',
      },
      plaintext,
    );
    await tab.getByLabel(material.file).check();
    const files = tab.locator('strong-file-drop input.files');
    await files.nth(0).setInputFiles({ name: 'wrapped.bin', mimeType: 'application/octet-stream', buffer: wrapped });
    await files
      .nth(1)
      .setInputFiles({ name: 'token.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(token) });
    await tab.getByText('token.bin').waitFor();
    await button(tab, last.import).click();
    await tab.getByText('It does not expire').waitFor();
    assert.equal(await decrypt(), '4,2');
  });

  it('takes a CloudHSM key store through its life: each connection error is caused and fixed by the page', async () => {
    await page.goto(`${server.url}#/key-stores`);
    await button(page, STORES.create).click();
    const form = page.locator('strong-create-key-store');
    await form.getByLabel(STORES.form.name).fill('hsm-store');
    await form.getByLabel(STORES.form.password).fill('kmsPswd');
    await page.waitForFunction(
      () =>
        document
          .querySelector('strong-app')
          ?.shadowRoot?.querySelector('strong-key-stores-page')
          ?.shadowRoot?.querySelector('strong-create-key-store')
          ?.shadowRoot?.querySelector('textarea')
          ?.value.includes('BEGIN CERTIFICATE') ?? false,
    );
    await button(form, STORES.form.submit).click();
    await page.waitForURL(/#\/key-stores\/cks-/);
    const address = page.url();
    const store = page.locator('strong-key-store-page');
    const connection = store.locator('strong-connection-state').first();
    const { actions, states, problems } = STORES;
    const settle = async (action: string, state: string, code = '') => {
      await button(store, action).click();
      await button(store, actions.advance).click();
      await connection.getByText(state, { exact: true }).waitFor();
      if (code) await connection.getByText(code, { exact: true }).waitFor();
    };

    await settle(actions.connect, states.CONNECTED);
    await button(store, actions.createKey).click();
    await page.waitForURL(/#\/keys\//);
    const KeyId = page.url().split('/').at(-1) ?? '';
    assert.equal(await stateOf(KeyId), 'Enabled');
    const dataKey = await page.evaluate(async (id) => {
      const { CiphertextBlob } = await strongroom.kms().generateDataKey({ KeyId: id, KeySpec: 'AES_256' });
      return [...(CiphertextBlob ?? [])];
    }, KeyId);
    const decrypt = () =>
      page.evaluate(async (bytes) => {
        const reply = await strongroom.kms().call('Decrypt', { CiphertextBlob: Uint8Array.from(bytes) });
        return reply.ok ? 'decrypted' : reply.error.name;
      }, dataKey);

    await page.goto(address);
    await settle(actions.disconnect, states.DISCONNECTED);
    assert.equal(await stateOf(KeyId), 'Unavailable');
    assert.equal(await decrypt(), 'KMSInvalidStateException');
    await page.goto(`${server.url}#/keys/${KeyId}/state`);
    const cause = page.locator('[data-cause=cloudHsm].now');
    await cause.getByText('DISCONNECTED', { exact: true }).waitFor();
    // The principal that received the data key can go on using it.
    await page.locator('strong-key-state-tab tbody').getByText('user/admin').waitFor();
    await button(cause, STATE.actions.connect).click();
    await cause.getByText('CONNECTING').waitFor();
    await advance(60);
    await page.locator('[data-cause=cloudHsm]:not(.now)').waitFor();
    assert.equal(await decrypt(), 'decrypted');

    await page.goto(address);
    await settle(actions.disconnect, states.DISCONNECTED);
    for (const { code } of CLUSTER_PROBLEMS) {
      await button(store, `${problems.cause}: ${code}`).click();
      await button(store, `${problems.cause}: ${code}`).and(store.locator('[aria-disabled=false]')).waitFor();
      await settle(actions.connect, states.FAILED, code);
      await settle(actions.disconnect, states.DISCONNECTED);
      await button(store, `${problems.fix}: ${code}`).click();
      await button(store, `${problems.fix}: ${code}`).and(store.locator('[aria-disabled=false]')).waitFor();
      await settle(actions.connect, states.CONNECTED);
      assert.equal(await decrypt(), 'decrypted', `after the fix of ${code}`);
      await settle(actions.disconnect, states.DISCONNECTED);
    }

    // A key store can be deleted once its keys are.
    await page.evaluate(
      (id) =>
        strongroom
          .kms()
          .scheduleKeyDeletion({ KeyId: id, PendingWindowInDays: 7 })
          .then(() => undefined),
      KeyId,
    );
    await advance(7 * DAY + 1);
    assert.equal(await stateOf(KeyId), 'NotFoundException');
    await button(store, actions.delete).click();
    await store.locator('#delete').getByRole('button', { name: STORES.remove.submit }).click();
    await page.getByText(STORES.table.none).waitFor();
  });

  it('creates a replica, makes it the primary key, and deletes both in 7 and 7 days', async () => {
    const KeyId = await page.evaluate(
      async () => (await strongroom.kms().createKey({ MultiRegion: true })).KeyMetadata?.KeyId ?? '',
    );
    await page.goto(`${server.url}#/keys/${KeyId}/regionality`);
    const tab = page.locator('strong-key-regionality-tab');
    await button(tab, REPLICAS.replicate.open).click();
    await tab.getByLabel(REPLICAS.replicate.region, { exact: true }).selectOption('eu-west-1');
    await button(tab, REPLICAS.replicate.create(1)).click();
    await tab.getByRole('row', { name: /eu-west-1/ }).waitFor();
    await advance(5);
    assert.equal(await stateOf(KeyId, 'eu-west-1'), 'Enabled');

    await button(tab, REPLICAS.move.open).click();
    await tab.getByLabel(REPLICAS.move.region).selectOption('eu-west-1');
    await button(tab, REPLICAS.move.run).click();
    await tab.getByText('Multi-Region replica key.').waitFor();
    await advance(5);
    assert.equal(await stateOf(KeyId), 'Enabled');

    const scheduleDeletion = (region: string) =>
      page.evaluate(
        ([id, place]) =>
          strongroom
            .kms(place)
            .scheduleKeyDeletion({ KeyId: id, PendingWindowInDays: 7 })
            .then(({ KeyState }) => KeyState),
        [KeyId, region] as const,
      );
    assert.equal(await scheduleDeletion('eu-west-1'), 'PendingReplicaDeletion');
    assert.equal(await scheduleDeletion('us-east-1'), 'PendingDeletion');
    await page.goto(`${server.url}#/keys/${KeyId}/state`);
    await page.locator('[data-cause=deletion].now').waitFor();
    await advance(7 * DAY - 60);
    assert.deepEqual(
      [await stateOf(KeyId), await stateOf(KeyId, 'eu-west-1')],
      ['PendingDeletion', 'PendingReplicaDeletion'],
    );
    await advance(120);
    assert.deepEqual(
      [await stateOf(KeyId), await stateOf(KeyId, 'eu-west-1')],
      ['NotFoundException', 'PendingDeletion'],
    );
    await advance(7 * DAY - 300);
    assert.equal(await stateOf(KeyId, 'eu-west-1'), 'PendingDeletion');
    await advance(300);
    assert.equal(await stateOf(KeyId, 'eu-west-1'), 'NotFoundException');
  });
});
