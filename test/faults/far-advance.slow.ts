/**
 * An advance of ten years with 100 keys that rotate every 90 days, and with 1,000 that rotate every 365 days, in the
 * built app: how long it takes, and how long other calls wait meanwhile.
 * Run: `npx vite build && node --import tsx --test test/faults/far-advance.slow.ts`
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

const YEARS = 10;
const CASES = [
  { keys: 100, periodDays: 90 },
  { keys: 1000, periodDays: 365 },
];

describe('a far advance', { timeout: 300_000 }, () => {
  for (const { keys: count, periodDays } of CASES)
    it(`of ${count} keys stores every rotation, answers other calls meanwhile, and reports where it has come to`, async (t) => {
      const server = await startServer();
      const { page, close } = await launch();
      // The compiler that runs this file wraps functions in a helper, which the page lacks.
      await page.addInitScript('globalThis.__name = (named) => named');
      await page.goto(server.url);
      await page.waitForFunction(() => 'strongroom' in globalThis);
      const seen = await page.evaluate(
        async ([keys, years, days]) => {
          const { sandbox } = strongroom;
          const kms = strongroom.kms();
          // A paused clock refills no quota.
          await sandbox.settings.set({ requestQuotas: 'off' });
          await sandbox.clock.pause();
          for (let i = 0; i < keys; i++) {
            const KeyId = (await kms.createKey({})).KeyMetadata?.KeyId ?? '';
            await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: days });
          }
          const progress: number[] = [];
          const waits: number[] = [];
          let advancing = true;
          const start = performance.now();
          const others = (async () => {
            while (advancing) {
              const asked = performance.now();
              await kms.generateRandom({ NumberOfBytes: 8 });
              waits.push(performance.now() - asked);
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
          })();
          await sandbox.clock.advance(years * 365 * 86_400, { onProgress: ({ now }) => progress.push(now.getTime()) });
          const took = performance.now() - start;
          advancing = false;
          await others;
          let rotations = 0;
          let query: Parameters<typeof sandbox.events.query>[0] = { operation: 'RotateKey', limit: 1000 };
          for (;;) {
            const found = await sandbox.events.query(query);
            rotations += found.events.length;
            if (found.next === undefined) break;
            query = { ...query, before: found.next };
          }
          return { took, waits: waits.toSorted((a, b) => a - b), progress, rotations };
        },
        [count, YEARS, periodDays] as const,
      );
      const slowest = seen.waits.at(-1) ?? 0;
      t.diagnostic(
        `${seen.rotations} rotations in ${Math.round(seen.took)} ms; ${seen.waits.length} calls meanwhile, median ${Math.round(seen.waits[seen.waits.length >> 1] ?? 0)} ms, slowest ${Math.round(slowest)} ms; ${seen.progress.length} reports`,
      );
      assert.equal(seen.rotations, count * Math.floor((YEARS * 365) / periodDays));
      assert.ok(seen.waits.length > 1 && slowest < seen.took / 2, 'other calls are answered meanwhile');
      assert.deepEqual(
        seen.progress,
        seen.progress.toSorted((a, b) => a - b),
      );
      await close();
      await server.close();
    });
});
