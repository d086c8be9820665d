/**
 * The worker of the built app is one host. A chunk that imports the script of the worker under another URL would run it
 * again, and two hosts would answer each call.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

const ADMIN = 'arn:aws:iam::111122223333:user/admin';

describe('the worker of the built app', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;

  before(async () => {
    server = await startServer();
    browser = await launch();
    await browser.page.goto(server.url);
    await browser.page.waitForFunction(() => 'strongroom' in globalThis);
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('makes each change once, also after it has loaded further code', async () => {
    const created = await browser.page.evaluate(async (admin) => {
      const { sandbox } = strongroom;
      // Each of them loads code that the worker does not start with.
      await sandbox.quotas.list();
      await sandbox.cost.month();
      await sandbox.clock.upcoming({ limit: 1 });
      const before = (await sandbox.accessKeys.list(admin)).length;
      await sandbox.accessKeys.create(admin);
      // A second host would answer too, in its own time.
      for (let i = 0; i < 5; i++) await sandbox.clock.state();
      await new Promise((done) => setTimeout(done, 500));
      return (await sandbox.accessKeys.list(admin)).length - before;
    }, ADMIN);
    assert.equal(created, 1);
  });
});
