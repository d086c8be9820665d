/**
 * B10: the peak memory of a tab that processes a file of 2 GiB, or of 5 GiB, ÷ of one with 64 MiB. What a tab takes is
 * looked up in /proc.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { serveBench } from './build.mjs';

const MIB = 2 ** 20;
/** The ways of test/bench/b10.ts, with their goals. */
const WAYS = {
  'encrypted and decrypted by file workers': 1.2,
  'read as a stream, chunks released': 1.2,
  'read as a stream, chunks left to garbage collection': undefined,
};

/** The middle one of an odd number of values, the upper of the two middle ones else. @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The most memory that a process ever had resident, in MiB. @param {number} pid */
const peakOf = (pid) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

/**
 * The peak of a fresh browser's largest tab when the file has gone through.
 * @param {string} url @param {string} way @param {number} bytes
 */
async function peakWith(url, way, bytes) {
  // A profile on disk: a browser without one keeps the files of a page in memory, and fewer of them.
  const profile = mkdtempSync(path.join(os.tmpdir(), 'strongroom-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    const read = await page.evaluate(`bench.fileWays[${JSON.stringify(way)}](${bytes})`);
    if (read !== bytes) throw new Error(`${read} of ${bytes} bytes were read.`);
    const session = await context.browser()?.newBrowserCDPSession();
    if (session === undefined) throw new Error('The browser has no session of its own.');
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id)));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * The rows of B10, in MiB; none where there is no /proc. The bench page is built. `isLarge`: 5 GiB by file workers too,
 * which takes 10 GiB of disk.
 * @param {{rounds?: number, scale?: number, isLarge?: boolean}} [effort]
 */
export async function b10({ rounds = 3, scale = 1, isLarge = false } = {}) {
  if (!existsSync('/proc/self/status')) return [];
  const server = await serveBench(0);
  const gib = 1024 * MIB * scale;
  const small = { name: 'with 64 MiB', bytes: 64 * MIB };
  /** @param {string} way @param {number | undefined} goal @param {number} bytes */
  const row = async (way, goal, bytes) => {
    const size = `${Math.round((bytes / MIB / 1024) * 100) / 100} GiB`;
    const sides = [{ name: `with ${size}`, bytes }, small];
    /** @type {number[][]} */
    const peaks = sides.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, side] of sides.entries()) peaks[index]?.push(await peakWith(server.url, way, side.bytes));
    }
    const [large = [], little = []] = peaks;
    return {
      id: 'B10',
      what: `peak memory of the tab, ${size} ÷ 64 MiB ${way}`,
      ratio: median(large.map((peak, round) => peak / (little[round] ?? NaN))),
      goal,
      goalIs: 'most',
      unit: 'MiB',
      sides: Object.fromEntries(sides.map(({ name }, index) => [name, median(peaks[index] ?? [])])),
    };
  };
  try {
    const rows = [];
    for (const [way, goal] of Object.entries(WAYS)) rows.push(await row(way, goal, 2 * gib));
    if (isLarge) rows.push(await row('encrypted and decrypted by file workers', 1.2, 5 * gib));
    return rows;
  } finally {
    server.close();
  }
}
