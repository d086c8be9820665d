/**
 * B12: from the navigation to the first answered GenerateDataKey, with a warm service worker and no server ÷ to the
 * first message of an empty worker of an empty page. Builds the app.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { ROOT } from '../../tools/steps.mjs';

/** The middle one of an odd number of values, the upper of the two middle ones else. @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const EMPTY_PAGE = `<!doctype html><title>Empty</title><script type="module">
  new Worker('worker.js', { type: 'module' }).onmessage = () => (globalThis.answered = performance.now());
</script>`;

/** Serves an empty page with an empty worker. */
async function serveEmpty() {
  const server = createServer(({ url }, response) => {
    const isWorker = url === '/worker.js';
    response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? 'postMessage(0);' : EMPTY_PAGE);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

/** Calls GenerateDataKey as soon as the page has its client. Times count from the start of the navigation. */
const CALL_FIRST = `Object.defineProperty(globalThis, 'strongroom', {
  configurable: true,
  set(value) {
    Object.defineProperty(globalThis, 'strongroom', { value, writable: true });
    value.kms().generateDataKey({ KeyId: 'alias/bench', KeySpec: 'AES_256' })
      .then(() => (globalThis.answered = performance.now()), (error) => (globalThis.failed = String(error)));
  },
});`;

/**
 * Milliseconds from the navigation to `url` until its page has its answer.
 * @param {import('playwright-core').BrowserContext} context @param {string} url @param {string} [script] runs first
 */
async function timeOf(context, url, script) {
  const page = await context.newPage();
  if (script) await page.addInitScript(script);
  await page.goto(url);
  const answered = await page.waitForFunction(() => {
    const { failed, answered } = /** @type {{failed?: string, answered?: number}} */ (globalThis);
    return failed ?? answered;
  });
  const time = await answered.jsonValue();
  await page.close();
  if (typeof time !== 'number') throw new Error(`GenerateDataKey: ${time}`);
  return time;
}

/** The row of B12, in milliseconds. @param {{rounds?: number}} [effort] */
export async function b12({ rounds = 15 } = {}) {
  const { build } = await import('vite');
  await build({ root: ROOT, logLevel: 'error' });
  const app = await serve();
  const empty = await serveEmpty();
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: CHROMIUM_FLAGS });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.url);
    await page.waitForFunction(() => 'strongroom' in globalThis && navigator.serviceWorker.controller !== null);
    await page.evaluate(`strongroom.kms().createKey({}).then(({ KeyMetadata }) =>
      strongroom.kms().createAlias({ AliasName: 'alias/bench', TargetKeyId: KeyMetadata.KeyId }))`);
    await page.close();
    await app.close();
    /** @type {{app: number[], empty: number[]}} */
    const times = { app: [], empty: [] };
    // The first of each warms up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const [mine, theirs] = [await timeOf(context, app.url, CALL_FIRST), await timeOf(context, empty.url)];
      if (round === 0) continue;
      times.app.push(mine);
      times.empty.push(theirs);
    }
    return [
      {
        id: 'B12',
        what: 'cold start: navigation to first answered GenerateDataKey, offline, service worker warm ÷ an empty page with an empty worker',
        ratio: median(times.app.map((time, round) => time / (times.empty[round] ?? NaN))),
        goal: 3,
        goalIs: 'most',
        unit: 'ms',
        sides: { strongroom: median(times.app), empty: median(times.empty) },
      },
    ];
  } finally {
    await browser.close();
    empty.close();
    await app.close();
  }
}
