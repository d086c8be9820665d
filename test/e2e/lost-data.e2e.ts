/** The built app after its database was deleted or rolled back: it says so, and waits for a decision. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

type ReadMarker = () => Promise<number>;

/** Installs `readMarker` in a page: it returns the number in the file of the newest commit. */
function installReadMarker(): void {
  const readMarker: ReadMarker = async () => {
    const folder = await navigator.storage.getDirectory();
    for (;;) {
      const file = await (await folder.getFileHandle('strongroom-default.commits')).getFile();
      try {
        return Number(await file.text());
      } catch (error) {
        // The worker has written a new number since: the file that was read is no longer there.
        if ((error as DOMException).name !== 'NotReadableError') throw error;
      }
    }
  };
  Reflect.set(globalThis, 'readMarker', readMarker);
}

describe('a database that lost stored data', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  const open = async () => {
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
  };
  const keys = () =>
    page.evaluate(() =>
      strongroom
        .kms()
        .listKeys({})
        .then(
          ({ Keys = [] }) => Keys.length,
          (error: Error) => `${error.name}: ${error.message}`,
        ),
    );
  /** Waits until the number of the newest commit is in its file. */
  const marked = async (at: number): Promise<void> => {
    const stored = () => page.evaluate(() => (Reflect.get(globalThis, 'readMarker') as ReadMarker)());
    while ((await stored()) < at) await page.waitForTimeout(50);
  };
  const missing = async (): Promise<{ found?: number; expected?: number }> =>
    (await page.evaluate(async () => (await strongroom.sandbox.storage()).missing)) ?? {};
  const alert = () => page.locator('header [role=alert]');
  const lastSeq = () =>
    page.evaluate(async () => {
      const reply = await strongroom.kms().call('ListKeys', {});
      return reply.seq ?? 0;
    });

  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  beforeEach(async () => {
    browser = await launch();
    page = browser.page;
    await page.addInitScript(installReadMarker);
    await open();
    await page.evaluate(async () => {
      for (let i = 0; i < 3; i++) await strongroom.kms().createKey({});
    });
    await marked(await lastSeq());
  });

  afterEach(() => browser.close());

  it('deleted: nothing is answered after a reload, by the page and the service worker, until that is accepted', async () => {
    const last = await lastSeq();
    await marked(last);
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('strongroom-default');
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error ?? new Error('not deleted'));
        }),
    );
    await open();
    const expected = new RegExp(`^StorageError: Stored data of this sandbox is missing: all of ${last} commits`);
    assert.match(String(await keys()), expected);
    await alert()
      .filter({ hasText: `None of ${last} commits is left.` })
      .waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const answer = await page.evaluate(async () => {
      const response = await fetch('kms/', {
        method: 'POST',
        headers: { 'x-amz-target': 'TrentService.ListKeys' },
        body: '{}',
      });
      return `${response.status} ${await response.text()}`;
    });
    assert.match(answer, /^500 .*Stored data of this sandbox is missing/);
    await page.getByRole('button', { name: 'Continue with what is left' }).click();
    await alert().waitFor({ state: 'detached' });
    assert.equal(await keys(), 0);
    await open();
    assert.equal(await keys(), 0);
    assert.equal(await alert().count(), 0);
  });

  it('rolled back: the number of lost commits is said, and reset is a way on', async () => {
    const last = await lastSeq();
    await marked(last);
    await page.evaluate(
      (from) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('strongroom-default');
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('segments', 'readwrite');
            transaction.objectStore('segments').delete(IDBKeyRange.lowerBound(from, true));
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
            transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
          };
        }),
      last - 2,
    );
    await open();
    const { found, expected = 0 } = await missing();
    assert.equal(found, last - 2);
    assert.ok(expected >= last, `${expected} of at least ${last}`);
    assert.match(String(await keys()), new RegExp(`is missing: ${expected - last + 2} of ${expected} commits`));
    await page.evaluate(() => strongroom.sandbox.reset());
    assert.equal(await keys(), 0);
    await open();
    assert.equal(await keys(), 0);
    assert.equal(await alert().count(), 0);
  });

  it('is noticed for the very last commit: its number is in the file before the call is answered', async () => {
    const seen = await page.evaluate(async () => {
      const numbers: [number, number][] = [];
      for (let i = 0; i < 5; i++) {
        const { seq = 0 } = await strongroom.kms().call('ListKeys', {});
        numbers.push([seq, await (Reflect.get(globalThis, 'readMarker') as ReadMarker)()]);
      }
      return numbers;
    });
    for (const [answered, stored] of seen) assert.ok(stored >= answered, `${stored} of ${answered}`);
  });

  it('cleared with all data of the site: a new sandbox, without a word', async () => {
    const devtools = await browser.context.newCDPSession(page);
    await page.goto('about:blank');
    await devtools.send('Storage.clearDataForOrigin', { origin: new URL(server.url).origin, storageTypes: 'all' });
    await open();
    assert.equal(await keys(), 0);
    assert.equal(await alert().count(), 0);
  });
});
