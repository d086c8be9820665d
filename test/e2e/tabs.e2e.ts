/**
 * Two tabs. In the first part they hear nothing of each other: BroadcastChannel is taken away in both, so only the log
 * tells them what the other did.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';
import { settled } from './settled.ts';

declare const strongroom: StrongroomLibrary;

describe('two tabs without BroadcastChannel', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let a: Page;
  let b: Page;

  before(async () => {
    server = await startServer();
    browser = await launch();
    await browser.context.addInitScript(() => void Reflect.deleteProperty(globalThis, 'BroadcastChannel'));
    a = browser.page;
    await openQuietly(a);
    b = await browser.context.newPage();
    await openQuietly(b);
    await a.evaluate(() => strongroom.sandbox.settings.set({ requestQuotas: 'off' }));
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Opens a page that makes no calls of its own: their reads would wait for the transactions of the tests. */
  async function openQuietly(page: Page): Promise<void> {
    await page.goto(`${server.url}#/nowhere`);
    await settled(page);
  }

  /** Notes the changes that the worker of a page stores. Returns what waits for the next one that names a store. */
  async function noteCommits(page: Page): Promise<(store: string) => Promise<void>> {
    const worker = page.workers().find((each) => each.url().includes('/worker-'));
    assert.ok(worker, 'the page has no worker');
    const named = await worker.evaluateHandle(() => {
      const names: string[] = [];
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const list = typeof stores === 'string' ? [stores] : [...stores];
        if (mode === 'readwrite') names.push(...list);
        return Reflect.apply(transaction, this, [list, mode, options]) as IDBTransaction;
      };
      return names;
    });
    return async (store) => {
      while (!(await named.evaluate((names, name) => names.includes(name), store))) await page.waitForTimeout(20);
    };
  }

  const newKey = (page: Page) =>
    page.evaluate(async () => (await strongroom.kms().createKey({})).KeyMetadata?.Arn ?? '');

  it('one finds a record that it had missed once the other has created it', async () => {
    const name = 'alias/seen-late';
    const missing = await a.evaluate(
      async (alias) => (await strongroom.kms().call('DescribeKey', { KeyId: alias })).ok,
      name,
    );
    assert.equal(missing, false);
    const arn = await newKey(b);
    await b.evaluate(([alias, key]) => strongroom.kms().createAlias({ AliasName: alias, TargetKeyId: key }), [
      name,
      arn,
    ] as const);
    assert.equal(
      await a.evaluate(async (alias) => (await strongroom.kms().describeKey({ KeyId: alias })).KeyMetadata?.Arn, name),
      arn,
    );
  });

  it('Encrypt fails with DisabledException if the other tab disables the key before the commit', async () => {
    const arn = await newKey(a);
    await a.evaluate((KeyId) => strongroom.kms().encrypt({ KeyId, Plaintext: new Uint8Array(1) }), arn);
    // Both have read all that their calls need: nothing but the commits has to wait.
    await b.evaluate((KeyId) => strongroom.kms().describeKey({ KeyId }), arn);
    // A third page keeps the stores busy until DisableKey and then Encrypt wait for their transactions, in this order.
    // It is no page of the app, whose worker would make commits of its own.
    const third = await browser.context.newPage();
    await third.goto(`${server.url}icon-192.png`);
    const hold = await third.evaluateHandle(async () => {
      const busy = { until: Infinity };
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('strongroom-default');
        opening.onsuccess = () => resolve(opening.result);
      });
      const store = database.transaction([...database.objectStoreNames], 'readwrite').objectStore('world');
      await new Promise<void>((started) => {
        const again = () => {
          started();
          if (performance.now() < busy.until) store.get('clock').onsuccess = again;
        };
        store.get('clock').onsuccess = again;
      });
      return busy;
    });
    const [commitOfA, commitOfB] = await Promise.all([a, b].map((page) => noteCommits(page)));
    const disabled = b.evaluate((KeyId) => strongroom.kms().disableKey({ KeyId }), arn);
    await commitOfB?.('keys');
    const encrypted = a.evaluate(async (KeyId) => {
      const reply = await strongroom.kms().call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
      return reply.ok ? 'ok' : reply.error.name;
    }, arn);
    await commitOfA?.('segments');
    await hold.evaluate((busy) => void (busy.until = 0));
    await disabled;
    assert.equal(await encrypted, 'DisabledException');
    await third.close();
  });

  it('a key with 49 aliases accepts only one of two new ones', async () => {
    const arn = await newKey(a);
    await a.evaluate(async (TargetKeyId) => {
      for (let i = 0; i < 49; i++) await strongroom.kms().createAlias({ AliasName: `alias/full-${i}`, TargetKeyId });
    }, arn);
    const add = (page: Page, AliasName: string) =>
      page.evaluate(
        async ([name, TargetKeyId]) =>
          (await strongroom.kms().call('CreateAlias', { AliasName: name, TargetKeyId })).ok,
        [AliasName, arn] as const,
      );
    const both = await Promise.all([add(a, 'alias/full-a'), add(b, 'alias/full-b')]);
    assert.deepEqual(both.toSorted(), [false, true]);
  });

  it('no change of 200 parallel ones is lost', async () => {
    const keys = [await newKey(a), await newKey(b)];
    const tag = (page: Page, from: number) =>
      page.evaluate(
        async ([first, second, start]) => {
          const kms = strongroom.kms();
          await Promise.all(
            Array.from({ length: 100 }, (_, i) => {
              const n = start + i;
              return n % 4 === 0
                ? kms.tagResource({ KeyId: n % 8 === 0 ? first : second, Tags: [{ TagKey: `t${n}`, TagValue: 'x' }] })
                : kms
                    .createAlias({
                      AliasName: `alias/many-${n}`,
                      TargetKeyId: n % 4 === 1 ? first : n % 4 === 2 ? second : n % 8 === 3 ? first : second,
                    })
                    .catch((error: Error) => {
                      if (error.name !== 'LimitExceededException') throw error;
                    });
            }),
          );
        },
        [keys[0] ?? '', keys[1] ?? '', from] as const,
      );
    await Promise.all([tag(a, 0), tag(b, 100)]);
    const counts = await a.evaluate(async (both) => {
      const kms = strongroom.kms();
      const sum = { tags: 0, aliases: 0 };
      for (const KeyId of both) {
        sum.tags += (await kms.listResourceTags({ KeyId })).Tags?.length ?? 0;
        sum.aliases += (await kms.listAliases({ KeyId, Limit: 100 })).Aliases?.length ?? 0;
      }
      const events = await strongroom.sandbox.events.query({ operation: 'CreateAlias', limit: 1000 });
      const made = events.events.filter(({ record }) =>
        String(record.requestParameters?.['aliasName']).startsWith('alias/many-'),
      );
      return {
        ...sum,
        answered: made.length,
        refused: made.filter(({ record }) => record.errorCode !== undefined).length,
      };
    }, keys);
    assert.equal(counts.tags, 50);
    assert.equal(counts.answered, 150);
    assert.equal(counts.aliases, counts.answered - counts.refused);
  });

  it('a reset in one leaves no stale data in the other', async () => {
    const arn = await newKey(a);
    await b.evaluate((KeyId) => strongroom.kms().describeKey({ KeyId }), arn);
    await a.evaluate(() => strongroom.sandbox.reset());
    assert.equal(
      await b.evaluate(async (KeyId) => (await strongroom.kms().call('DescribeKey', { KeyId })).ok, arn),
      false,
    );
    assert.deepEqual(await b.evaluate(async () => (await strongroom.kms().listKeys()).Keys), []);
  });
});

describe('a tab that is opened during an advance of another one', () => {
  it('shows the advance until its end', async () => {
    const server = await startServer();
    const browser = await launch();
    const { page: first, context } = browser;
    await first.goto(server.url);
    await first.waitForFunction(() => 'strongroom' in globalThis);
    await first.evaluate(async () => {
      await strongroom.sandbox.settings.set({ requestQuotas: 'off' });
      const kms = strongroom.kms();
      await Promise.all(
        Array.from({ length: 300 }, async () => {
          const { KeyMetadata } = await kms.createKey({});
          await kms.enableKeyRotation({ KeyId: KeyMetadata?.KeyId ?? '', RotationPeriodInDays: 90 });
        }),
      );
      // Far more than this test waits for.
      const stop = new AbortController();
      const options = { signal: stop.signal };
      const ended = strongroom.sandbox.clock.advance(500 * 365 * 86_400, options).then(
        () => 'finished',
        () => 'stopped',
      );
      Object.assign(globalThis, { stopAdvance: () => (stop.abort(), ended) });
    });
    const second = await context.newPage();
    await second.goto(server.url);
    const button = second.locator('strong-clock button').first();
    const isShown = (shown: boolean) =>
      second.waitForFunction(
        (expected) => {
          const clock = document.querySelector('strong-app')?.shadowRoot?.querySelector('strong-clock');
          return clock?.shadowRoot?.querySelector('button')?.textContent?.includes('advancing') === expected;
        },
        shown,
        { timeout: 20_000 },
      );
    await isShown(true);
    await button.click();
    const progress = second.locator('strong-clock-popover #progress');
    await progress.waitFor();
    assert.match((await progress.textContent()) ?? '', /another tab/i);
    const timeOf = async () => (await second.evaluate(() => strongroom.sandbox.clock.now())).getTime();
    const before = await timeOf();
    await second.waitForFunction(
      (time) => strongroom.sandbox.clock.now().then((now) => now.getTime() > time + 30 * 86_400_000),
      before,
    );
    const ended = await first.evaluate(() => (Reflect.get(globalThis, 'stopAdvance') as () => Promise<string>)());
    assert.equal(ended, 'stopped');
    await isShown(false);
    await progress.waitFor({ state: 'detached' });
    assert.deepEqual(browser.complaints.console, []);
    await browser.close();
    await server.close();
  });
});
