/**
 * Ends the built app in the middle of its work, again and again over one profile, and compares what was answered with
 * what is stored. Every call has a token of its own: nothing answered may be lost, nothing done twice, and no change
 * may be stored in part.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from './app.ts';
import { KEEP_WORKERS } from './keep-workers.ts';

declare const strongroom: StrongroomLibrary;

/** Ways to end the app. */
const KINDS = ['browser', 'worker', 'tab', 'renderer', 'reload'] as const;
type Kind = (typeof KINDS)[number];

/** Four loops of calls: 50 keys each, and calls that only add an event. They end with the page. */
const WORK = `
  (async (run) => {
    const kms = strongroom.kms();
    const call = async (operation, token, input) => {
      try {
        const reply = await kms.call(operation, input);
        if (reply.ok) void reportAnswer(token);
        return reply;
      } catch { return undefined; }
    };
    const loop = async (lane) => {
      for (let n = 0; n < 50; n++) {
        const token = run + '-' + lane + '-' + n;
        const made = await call('CreateKey', token, { Description: token });
        if (made === undefined) return;
        const KeyId = made.output.KeyMetadata.Arn;
        await Promise.all([
          call('CreateAlias', token + '-alias', { AliasName: 'alias/' + token + '-alias', TargetKeyId: KeyId }),
          call('Encrypt', token + '-use', { KeyId, Plaintext: new Uint8Array(9), EncryptionContext: { token: token + '-use' } }),
        ]);
      }
    };
    await strongroom.sandbox.settings.set({ requestQuotas: 'off' }).catch(() => undefined);
    for (let lane = 0; lane < 4; lane++) void loop(lane);
  })
`;

/** Everything that is stored, as the app shows it and as the database holds it. */
const readAll = () =>
  (async () => {
    const kms = strongroom.kms();
    const keys: Record<string, string> = {};
    const unusable: string[] = [];
    for (let Marker: string | undefined; ;) {
      const page = await kms.listKeys({ Limit: 1000, ...(Marker === undefined ? {} : { Marker }) });
      // Together: their events share a few commits.
      await Promise.all(
        (page.Keys ?? []).map(async ({ KeyArn = '' }) => {
          const [{ KeyMetadata }] = await Promise.all([
            kms.describeKey({ KeyId: KeyArn }),
            kms.encrypt({ KeyId: KeyArn, Plaintext: new Uint8Array(1) }).catch(() => unusable.push(KeyArn)),
          ]);
          keys[KeyMetadata?.Description ?? ''] = KeyArn;
        }),
      );
      if (page.NextMarker === undefined) break;
      Marker = page.NextMarker;
    }
    const aliases: string[] = [];
    for (let Marker: string | undefined; ;) {
      const page = await kms.listAliases({ Limit: 100, ...(Marker === undefined ? {} : { Marker }) });
      aliases.push(...(page.Aliases ?? []).map(({ AliasName = '' }) => AliasName));
      if (page.NextMarker === undefined) break;
      Marker = page.NextMarker;
    }
    const events: string[] = [];
    let next: Awaited<ReturnType<typeof strongroom.sandbox.events.query>>['next'];
    do {
      const page = await strongroom.sandbox.events.query({
        limit: 1000,
        ...(next === undefined ? {} : { before: next }),
      });
      for (const { record } of page.events) {
        const asked = record.requestParameters as Record<string, unknown> | null;
        const context = asked?.['encryptionContext'] as { token?: string } | undefined;
        const token =
          record.eventName === 'CreateKey'
            ? asked?.['description']
            : record.eventName === 'CreateAlias'
              ? String(asked?.['aliasName']).replace('alias/', '')
              : context?.token;
        if (typeof token === 'string' && token !== '') events.push(token);
      }
      next = page.next;
    } while (next !== undefined);
    const numbers = await new Promise<number[]>((resolve, reject) => {
      const opening = indexedDB.open('strongroom-default');
      opening.onerror = () => reject(opening.error ?? new Error('not opened'));
      opening.onsuccess = () => {
        const asking = opening.result.transaction('segments').objectStore('segments').getAllKeys();
        asking.onsuccess = () => {
          opening.result.close();
          resolve(asking.result as number[]);
        };
      };
    });
    return { keys, unusable, aliases, events, numbers };
  })();

/** The process of the browser. */
async function processOf({ context }: Browser): Promise<number> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  const info = await devtools?.send('SystemInfo.getProcessInfo');
  const pid = info?.processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('The process of the browser is not known.');
  return pid;
}

/** Waits until a process has ended. */
async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ends the app `count` times. Asserts after each that nothing is lost, doubled or stored in part. */
export async function killRepeatedly(count: number, note: (line: string) => void): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), 'strongroom-kills-'));
  const server = await startServer();
  const answered = new Set<string>();
  let browser: Browser | undefined;

  const open = async () => {
    if (browser === undefined) {
      browser = await launch({ profile });
      await browser.context.addInitScript(KEEP_WORKERS);
      await browser.context.exposeBinding('reportAnswer', (_source, token: string) => void answered.add(token));
    }
    const page = await browser.context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    return { page, running: browser };
  };

  try {
    for (let run = 0; run < count; run++) {
      const kind = KINDS[run % KINDS.length] as Kind;
      const { page, running } = await open();
      const before = answered.size;
      await page.evaluate(`${WORK}(${run})`);
      while (answered.size < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
      if (kind === 'browser') {
        const pid = await processOf(running);
        process.kill(pid, 'SIGKILL');
        await ended(pid);
        await running.close().catch(() => undefined);
        browser = undefined;
      } else if (kind === 'worker') {
        await page.evaluate('startedWorkers.at(-1).terminate()');
        await page.close();
      } else if (kind === 'tab') {
        await page.close();
      } else if (kind === 'renderer') {
        const devtools = await running.context.newCDPSession(page);
        const crashed = page.waitForEvent('crash');
        void devtools.send('Page.crash').catch(() => undefined);
        await crashed;
        await page.close();
      } else {
        await page.reload();
        await page.close();
      }

      const again = await open();
      const stored = await again.page.evaluate(readAll);
      await again.page.close();
      const counts = new Map<string, number>();
      for (const token of stored.events) counts.set(token, (counts.get(token) ?? 0) + 1);
      const where = `after kill ${run + 1} (${kind})`;
      assert.deepEqual(
        [...answered].filter((token) => !counts.has(token)),
        [],
        `nothing answered is lost ${where}`,
      );
      assert.deepEqual(
        [...counts].filter(([, times]) => times > 1),
        [],
        `nothing is doubled ${where}`,
      );
      assert.deepEqual(stored.unusable, [], `every key has its material ${where}`);
      const done = [...counts.keys()];
      const names = (tokens: string[]) => tokens.toSorted();
      assert.deepEqual(
        names(Object.keys(stored.keys)),
        names(done.filter((token) => /^\d+-\d+-\d+$/.test(token))),
        `keys and their events are stored together ${where}`,
      );
      assert.deepEqual(
        names(stored.aliases.filter((name) => /^alias\/\d/.test(name)).map((name) => name.replace('alias/', ''))),
        names(done.filter((token) => token.endsWith('-alias'))),
        `aliases and their events are stored together ${where}`,
      );
      const [first = 0] = stored.numbers;
      assert.deepEqual(
        stored.numbers,
        stored.numbers.map((_, index) => first + index),
        `the log has no gap ${where}`,
      );
      note(`${kind}: ${answered.size - before} calls answered, ${counts.size} stored in all`);
    }
  } finally {
    await browser?.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
