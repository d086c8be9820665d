/** Request quotas of the built app: one limit for three tabs and `POST /kms/`. Time is that of the simulated clock. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

/** 100,000 requests per second, divided. */
const DIVIDE_BY = 1000;
const LIMIT = 100;
const TICKS_PER_SECOND = 10;
const SECONDS = 2;

/** Makes `count` calls at once. Returns how many were admitted. */
const callFromTab = (page: Page, count: number) =>
  page.evaluate(async (calls) => {
    const kms = strongroom.kms('us-east-1', undefined, undefined, { maxAttempts: 1 });
    const replies = await Promise.all(
      Array.from({ length: calls }, () => kms.call('GenerateRandom', { NumberOfBytes: 8 })),
    );
    for (const reply of replies)
      if (!reply.ok && reply.error.name !== 'ThrottlingException') throw new Error(reply.error.name);
    return replies.filter(({ ok }) => ok).length;
  }, count);

/** The same by the service worker. */
const callByEndpoint = (page: Page, count: number) =>
  page.evaluate(async (calls) => {
    const answers = await Promise.all(
      Array.from({ length: calls }, async () => {
        const answer = await fetch('./kms/', {
          method: 'POST',
          headers: {
            'X-Amz-Target': 'TrentService.GenerateRandom',
            'Content-Type': 'application/x-amz-json-1.1',
          },
          body: '{"NumberOfBytes":8}',
        });
        return { status: answer.status, body: await answer.text() };
      }),
    );
    for (const { status, body } of answers)
      if (status !== 200 && !body.includes('ThrottlingException')) throw new Error(body);
    return answers.filter(({ status }) => status === 200).length;
  }, count);

it('a divided quota lets a loop at twice the limit through at the limit, in three tabs and POST /kms/', async () => {
  const server = await startServer();
  const browser = await launch();
  try {
    const tabs = [browser.page, await browser.context.newPage(), await browser.context.newPage()];
    for (const page of tabs) {
      await page.goto(server.url);
      await page.waitForFunction(() => 'strongroom' in globalThis && navigator.serviceWorker.controller !== null);
    }
    await browser.page.evaluate(async (divideBy) => {
      await strongroom.sandbox.clock.pause();
      await strongroom.sandbox.settings.set({ requestQuotas: { divideBy }, signatures: 'ignored' });
    }, DIVIDE_BY);

    const callers = 4;
    const each = (2 * LIMIT) / TICKS_PER_SECOND / callers;
    const admitted: number[] = [];
    for (let second = 0; second < SECONDS; second++) {
      let passed = 0;
      for (let tick = 0; tick < TICKS_PER_SECOND; tick++) {
        const counts = await Promise.all([
          ...tabs.map((page) => callFromTab(page, each)),
          callByEndpoint(tabs[tick % tabs.length] as Page, each),
        ]);
        passed += counts.reduce((sum, count) => sum + count, 0);
        await (tabs[tick % tabs.length] as Page).evaluate((seconds) => strongroom.sandbox.clock.advance(seconds), 0.1);
      }
      admitted.push(passed);
    }
    const [first = 0, ...others] = admitted;
    // A full bucket, and what it refills meanwhile.
    assert.ok(first >= 0.9 * LIMIT && first <= 2 * LIMIT, `${first} in the first second`);
    for (const passed of others)
      assert.ok(Math.abs(passed - LIMIT) <= LIMIT / 10, `${passed} per second at a limit of ${LIMIT}`);

    const events = await browser.page.evaluate(async () => {
      const { events: found } = await strongroom.sandbox.events.query({ operation: 'GenerateRandom', limit: 1000 });
      return found.map(({ record }) => record.errorCode ?? '');
    });
    assert.equal(events.length, SECONDS * 2 * LIMIT, 'each call has one event');
    assert.equal(
      events.filter((code) => code === '').length,
      admitted.reduce((sum, passed) => sum + passed, 0),
    );
    assert.deepEqual([...new Set(events)].toSorted(), ['', 'ThrottlingException']);
  } finally {
    await browser.close();
    await server.close();
  }
});
