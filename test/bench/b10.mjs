/**
 * B10: the peak memory of a tab that encrypts a file of 2 GiB ÷ of one with 64 MiB. What a tab takes is looked up in
 * /proc.
 */
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { serveBench } from './build.mjs';

const MIB = 2 ** 20;
const SIZES = { 'with 2 GiB': 2048 * MIB, 'with 64 MiB': 64 * MIB };

/** The middle one of an odd number of values, the upper of the two middle ones else. @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The most memory that a process ever had resident, in MiB. @param {number} pid */
const peakOf = (pid) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

/**
 * The peak of a fresh browser's largest tab when the file has gone through. @param {string} url @param {number} bytes
 */
async function peakWith(url, bytes) {
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const read = await page.evaluate(`bench.encryptFile(${bytes})`);
    if (read !== bytes) throw new Error(`${read} of ${bytes} bytes were read.`);
    const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
    return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id)));
  } finally {
    await browser.close();
  }
}

/**
 * The rows of B10, in MiB; none where there is no /proc. The bench page is built. @param {{rounds?: number}} [effort]
 */
export async function b10({ rounds = 3 } = {}) {
  if (!existsSync('/proc/self/status')) return [];
  const server = await serveBench(0);
  try {
    /** @type {Record<string, number[]>} */
    const peaks = {};
    for (let round = 0; round < rounds; round++) {
      for (const [name, bytes] of Object.entries(SIZES)) (peaks[name] ??= []).push(await peakWith(server.url, bytes));
    }
    const [large = [], small = []] = Object.values(peaks);
    return [
      {
        id: 'B10',
        what: 'peak memory of the tab, encrypting 2 GiB ÷ 64 MiB',
        ratio: median(large.map((peak, round) => peak / (small[round] ?? NaN))),
        goal: 1.2,
        goalIs: 'most',
        unit: 'MiB',
        sides: Object.fromEntries(Object.entries(peaks).map(([name, values]) => [name, median(values)])),
      },
    ];
  } finally {
    server.close();
  }
}
