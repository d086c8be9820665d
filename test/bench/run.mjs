/**
 * `npm run bench`: builds the bench page, runs it in a Chromium with a fresh profile, prints the table and writes
 * test/bench/results.json.
 *   npm run bench -- --only B1,B2 --rounds 15 --scale 0.25     some of it: printed, not written
 *   npm run bench -- --only B10 --rounds 1 --large             B10 with 5 GiB too: slow, and 10 GiB of disk
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../../tools/ensure.mjs';

ensureInstalled();
const { chromium } = await import('playwright-core');
const { CHROMIUM_FLAGS, findChromium } = await import('../../tools/chromium.mjs');
const { buildBench, serveBench } = await import('./build.mjs');
const { b10 } = await import('./b10.mjs');
const { b11 } = await import('./b11.mjs');
const { b12 } = await import('./b12.mjs');
const { b14 } = await import('./b14.mjs');
const { printTable } = await import('./table.mjs');

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    scale: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    large: { type: 'boolean', default: false },
  },
});
/** @param {string} id */
const wanted = (id) => values.only === undefined || values.only.split(',').includes(id);

/** Runs the benchmarks of the page, each in a page of its own. @param {(rows: any[]) => void} onRows */
async function runInBrowser(onRows) {
  await buildBench();
  const server = await serveBench(Number(values.port));
  const profile = mkdtempSync(path.join(os.tmpdir(), 'strongroom-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && console.error(message.text())));
    page.on('pageerror', (error) => void console.error(error));
    await page.goto(server.url);
    /** @type {string[]} */
    const ids = await page.evaluate('bench.ids');
    for (const id of ids.filter(wanted)) {
      await page.goto(server.url);
      const effort = JSON.stringify({
        scale: Number(values.scale),
        ...(values.rounds ? { rounds: Number(values.rounds) } : {}),
      });
      onRows(await page.evaluate(`bench.run('${id}', ${effort})`));
    }
    return context.browser()?.version();
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @type {any[]} */
const rows = [];
const add = (/** @type {any[]} */ found) => {
  rows.push(...found);
  for (const { id, what, ratio } of found) console.log(`${id}  ${ratio.toFixed(2)}  ${what}`);
};
const browser = await runInBrowser(add);
if (wanted('B10')) {
  const effort = { scale: Number(values.scale), isLarge: values.large };
  add(await b10(values.rounds ? { ...effort, rounds: Number(values.rounds) } : effort));
}
if (wanted('B11')) add(await b11());
if (wanted('B12')) add(await b12(values.rounds ? { rounds: Number(values.rounds) } : {}));
if (wanted('B14')) add(await b14(values.rounds ? { rounds: Number(values.rounds) } : {}));
printTable(rows);

if (values.only === undefined && values.rounds === undefined && values.scale === '1') {
  const machine = {
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.arch()}`,
    node: process.version,
    chromium: browser,
  };
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rows }, undefined, 2)}\n`,
  );
}
