/**
 * Files of any size with bounded memory, through the real worker: 50 MiB both ways while nobody may read more than 4
 * MiB of a file at once.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

describe('the envelope', () => {
  it('encrypts and decrypts 50 MiB in frames, never in one piece', async () => {
    const server = await startServer();
    const browser = await launch();
    const { page } = browser;
    await page.addInitScript(() => {
      const whole = Reflect.get(Blob.prototype, 'arrayBuffer') as Blob['arrayBuffer'];
      Blob.prototype.arrayBuffer = function (this: Blob) {
        if (this.size > 4 * 1024 * 1024) throw new Error(`arrayBuffer() of ${this.size} bytes`);
        return whole.call(this);
      };
    });
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    const result = await page.evaluate(async () => {
      const size = 50 * 1024 * 1024;
      const part = crypto.getRandomValues(new Uint8Array(65_536));
      const file = new Blob(Array.from({ length: size / part.length }, () => part));
      const kms = strongroom.kms();
      const keys = await Promise.all([kms.createKey({}), kms.createKey({})]);
      const keyIds = keys.map(({ KeyMetadata }) => KeyMetadata?.Arn ?? '');
      const sealing = strongroom.envelope.encrypt(file, { keyIds, encryptionContext: { purpose: 'test' } });
      const sealed = await new Response(sealing.stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
      // The second recipient opens it when the first one is disabled.
      await kms.disableKey({ KeyId: keyIds[0] ?? '' });
      const opening = strongroom.envelope.decrypt(sealed, { encryptionContext: { purpose: 'test' } });
      const reader = opening.stream.getReader();
      let at = 0;
      let largest = 0;
      let same = true;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        largest = Math.max(largest, value.length);
        for (let i = 0; i < value.length; i += 997) same &&= value[i] === part[(at + i) % part.length];
        at += value.length;
      }
      const { header } = await opening.result;
      return { at, same, largest, recipients: header.encryptedDataKeys.length, overhead: sealed.size - size };
    });
    assert.equal(result.at, 50 * 1024 * 1024);
    assert.ok(result.same);
    assert.ok(result.largest <= 256 * 1024);
    assert.equal(result.recipients, 2);
    assert.ok(result.overhead < 20_000);
    assert.deepEqual(allComplaints(browser), []);
    await browser.close();
    await server.close();
  });

  it('hashes a signed file in a worker that alone may compile WebAssembly, served by the host and by the service worker', async () => {
    const server = await startServer();
    const browser = await launch();
    const { page } = browser;
    for (const servedBy of ['host', 'service worker']) {
      const response = await page.goto(server.url);
      assert.equal(response?.fromServiceWorker(), servedBy === 'service worker');
      await page.waitForFunction(() => 'strongroom' in globalThis);
      const same = await page.evaluate(async () => {
        const part = crypto.getRandomValues(new Uint8Array(65_536));
        const file = new Blob(Array.from({ length: 100 }, () => part));
        const { KeyMetadata } = await strongroom.kms().createKey({});
        const sealed = strongroom.envelope.encrypt(file, { keyIds: [KeyMetadata?.Arn ?? ''], suite: 0x0578 });
        const opened = strongroom.envelope.decrypt(await new Response(sealed.stream).blob());
        const bytes = new Uint8Array(await new Response(opened.stream).arrayBuffer());
        return bytes.length === file.size && bytes.every((byte, at) => byte === part[at % part.length]);
      });
      assert.ok(same);
      const compiles = await Promise.all(
        page.workers().map(async (worker) => {
          const allowed = await worker.evaluate(() =>
            WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
              () => true,
              () => false,
            ),
          );
          return [/([\w-]+?)-[\w-]{8}\.js$/.exec(worker.url())?.[1], allowed];
        }),
      );
      assert.deepEqual(compiles.sort(), [
        ['hash-worker', true],
        ['worker', false],
      ]);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    }
    assert.deepEqual(browser.complaints.foreign, []);
    await browser.close();
    await server.close();
  });
});
