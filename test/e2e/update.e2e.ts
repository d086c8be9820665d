/**
 * A new version of the app: it waits, says so, takes over when the visitor wants it or at the next start, and never by
 * itself.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build, type Plugin } from 'vite';
import type { StrongroomLibrary } from '../../src/library.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { untilTrue } from './settled.ts';

declare const strongroom: StrongroomLibrary;

const VERSIONS = ['first', 'second'] as const;
type Version = (typeof VERSIONS)[number];

const MARK = /SIMULATED/;

/** Puts the name of a version into the mark in the header of the app: the source is otherwise the same. */
function named(version: Version): Plugin {
  return {
    name: 'named-version',
    transform(code, id) {
      if (!id.endsWith('/src/ui/shell/shell-texts.ts')) return undefined;
      assert.match(code, MARK);
      return code.replace(MARK, `SIMULATED ${version}`);
    },
  };
}

describe('an update', () => {
  let dir: string;
  let site: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  /** Puts a version on the server, in the place of what is there. */
  async function deploy(version: Version): Promise<void> {
    await rm(site, { recursive: true, force: true });
    await cp(path.join(dir, version), site, { recursive: true });
  }

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'strongroom-update-'));
    site = path.join(dir, 'site');
    for (const version of VERSIONS) {
      await build({
        configFile: 'vite.config.ts',
        logLevel: 'error',
        plugins: [named(version)],
        build: { outDir: path.join(dir, version), emptyOutDir: true },
      });
    }
  });

  after(() => rm(dir, { recursive: true, force: true }));

  beforeEach(async () => {
    await browser?.close();
    await server?.close();
    await deploy('first');
    server = await startServer({ dir: site, base: '/app/', changing: true });
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  /** A tab, and how often it has loaded a document. */
  interface Tab {
    readonly page: Page;
    loads: number;
  }

  async function open(page?: Page): Promise<Tab> {
    const tab: Tab = { page: page ?? (await browser.context.newPage()), loads: 0 };
    tab.page.on('domcontentloaded', () => (tab.loads += 1));
    await tab.page.goto(server.url);
    await tab.page.waitForFunction(() => 'strongroom' in globalThis);
    return tab;
  }

  const shows = (page: Page, version: Version) => page.getByText(`SIMULATED ${version}`, { exact: true }).waitFor();
  const button = (page: Page) => page.getByRole('button', { name: 'Reload to update' });

  /** The service worker serves this tab. */
  const served = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

  /** What the browser does by itself now and then. */
  const look = (page: Page) => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));

  /**
   * After an answer of the worker and one of the service worker, nothing is on its way that would still reload the tab.
   */
  async function settle({ page }: Tab): Promise<void> {
    await untilTrue(page, async () => (await navigator.serviceWorker.getRegistration())?.waiting === null);
    await served(page);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async () => {
      await strongroom.kms().generateRandom({ NumberOfBytes: 1 });
      await fetch('kms/');
    });
  }

  it('during the first visit waits, and reloads the tab once after consent', async () => {
    const tab = await open(browser.page);
    await served(tab.page);
    await shows(tab.page, 'first');
    await deploy('second');
    await look(tab.page);
    await button(tab.page).waitFor();
    await shows(tab.page, 'first');
    assert.equal(
      tab.loads,
      1,
      'no reload without consent, neither when the first worker took over nor when the second was ready',
    );
    await button(tab.page).click();
    await shows(tab.page, 'second');
    await settle(tab);
    assert.equal(tab.loads, 2);
    assert.equal(await button(tab.page).count(), 0);
    // The second worker now serves the tab, without the server too.
    await server.close();
    await tab.page.reload();
    await shows(tab.page, 'second');
    assert.deepEqual([...browser.complaints.policy, ...browser.complaints.foreign], []);
  });

  it('reaches every tab, reloads each once and only after consent, and loses no data', async () => {
    const one = await open(browser.page);
    await served(one.page);
    const arn = await one.page.evaluate(
      async () => (await strongroom.kms().createKey({ Description: 'stays' })).KeyMetadata?.Arn ?? '',
    );
    await one.page.reload();
    const two = await open();
    await served(two.page);
    await deploy('second');
    // A visit is enough for the browser to look: the visitor goes on with the version that is here.
    await one.page.reload();
    for (const { page } of [one, two]) {
      await button(page).waitFor();
      await shows(page, 'first');
    }
    await one.page.reload();
    await button(one.page).waitFor();
    await shows(one.page, 'first');
    assert.deepEqual([one.loads, two.loads], [4, 1], 'only the reloads of the visitor');
    await button(two.page).click();
    for (const tab of [one, two]) {
      await shows(tab.page, 'second');
      await settle(tab);
    }
    assert.deepEqual([one.loads, two.loads], [5, 2]);
    assert.equal(
      await one.page.evaluate(
        async (KeyId) => (await strongroom.kms().describeKey({ KeyId })).KeyMetadata?.Description,
        arn,
      ),
      'stays',
    );
    assert.deepEqual(
      allComplaints(browser).filter((line) => !line.includes('status of 405')),
      [],
    );
  });

  it('is active at the next start without consent', async () => {
    const tab = await open();
    await served(tab.page);
    await deploy('second');
    await look(tab.page);
    await button(tab.page).waitFor();
    // Outside of the app's scope, so no visitor of it: from here its worker can be watched.
    await browser.page.goto(server.origin);
    await tab.page.close();
    await untilTrue(browser.page, async () => {
      const registration = await navigator.serviceWorker.getRegistration('/app/');
      return registration?.waiting === null && registration.active?.state === 'activated';
    });
    const next = await open();
    await shows(next.page, 'second');
    await settle(next);
    assert.equal(next.loads, 1);
    assert.equal(await button(next.page).count(), 0);
  });
});
