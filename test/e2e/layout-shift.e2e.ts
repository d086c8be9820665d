/** The pages do not jump while they load: the layout shift of each page, as Chromium measures it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { PAGE_NAMES } from '../../src/ui/page/parse-address.ts';
import { routeOf } from '../../src/ui/page/router.ts';
import { launch, startServer } from '../support/app.ts';
import { ADDRESSES } from './addresses.ts';
import { settled } from './settled.ts';
import { encryptSample } from './visit.ts';

/** Cumulative layout shift that no page may exceed; Lighthouse calls 0.1 good. */
const MAX_SHIFT = 0.02;

/** More keys than fit the window. */
const KEY_COUNT = 30;

const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 360, height: 780 },
];

/** A page that looks the same so many times in a row is loaded. */
const QUIET_LOOKS = 2;
const LOOK_MS = 100;

/** One shift: its value, and the elements that moved. */
interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

/** Records every layout shift of the page from its start. Shifts after input count too: the tests make no input. */
function recordShifts(): void {
  interface LayoutShift extends PerformanceEntry {
    readonly value: number;
    readonly sources: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }[];
  }
  const shifts: Shift[] = [];
  Reflect.set(globalThis, 'layoutShifts', shifts);
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as LayoutShift[])
      shifts.push({
        value,
        moved: sources.map(({ node, previousRect: from, currentRect: to }) => {
          const name = node instanceof Element ? `${node.localName}#${node.id}.${node.className}` : node?.nodeName;
          return `${name} from ${from.x}, ${from.y} to ${to.x}, ${to.y}`;
        }),
      });
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What the page has recorded, and its height. */
const measured = (page: Page) =>
  page.evaluate(() => ({
    shifts: Reflect.get(globalThis, 'layoutShifts') as Shift[],
    height: document.documentElement.scrollHeight,
  }));

/** The shifts of a page that is rendered and has not changed its height for a while. */
async function shiftsOf(page: Page): Promise<readonly Shift[]> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
  let last = await measured(page);
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet += 1) {
    await page.waitForTimeout(LOOK_MS);
    const now = await measured(page);
    if (now.height !== last.height || now.shifts.length !== last.shifts.length) quiet = 0;
    last = now;
  }
  return last.shifts;
}

describe('layout shift', () => {
  let server: Awaited<ReturnType<typeof startServer>>;

  before(async () => {
    server = await startServer();
  });

  after(() => server.close());

  it('is measured on every page', () => {
    const visited = new Set(ADDRESSES.map((address) => routeOf(address).page));
    assert.deepEqual(
      PAGE_NAMES.filter((name) => !visited.has(name)),
      [],
    );
  });

  for (const viewport of WINDOWS) {
    it(`is at most ${MAX_SHIFT} on every page, ${viewport.width} px wide`, async () => {
      const browser = await launch({ viewport });
      await encryptSample(browser.page, server.url);
      const keyId = await browser.page.evaluate(async (count) => {
        const { kms, sandbox } = Reflect.get(globalThis, 'strongroom') as {
          kms(): Record<string, (input: object) => Promise<{ KeyMetadata: { KeyId: string } }>>;
          sandbox: { settings: { set(change: object): Promise<unknown> } };
        };
        await sandbox.settings.set({ requestQuotas: 'off' });
        for (let number = 0; number < count; number += 1) {
          const { KeyMetadata } = await kms()['createKey']!({ Description: `Key ${number}` });
          if (number % 2)
            await kms()['createAlias']!({ AliasName: `alias/app-${number}`, TargetKeyId: KeyMetadata.KeyId });
        }
        return (await kms()['describeKey']!({ KeyId: 'alias/playground' })).KeyMetadata.KeyId;
      }, KEY_COUNT);
      const tooMuch: string[] = [];
      for (const address of ADDRESSES) {
        const page = await browser.context.newPage();
        await page.addInitScript(recordShifts);
        await page.goto(`${server.url}${address.replace('KEY', keyId)}`);
        const shifts = await shiftsOf(page);
        const sum = shifts.reduce((total, { value }) => total + value, 0);
        if (process.env['SHOW']) console.log(address, sum.toFixed(4));
        if (sum > MAX_SHIFT) tooMuch.push(`${address}: ${sum.toFixed(3)} ${JSON.stringify(shifts, undefined, 1)}`);
        await page.close();
      }
      await browser.close();
      assert.deepEqual(tooMuch, [], tooMuch.join('\n'));
    });
  }
});
