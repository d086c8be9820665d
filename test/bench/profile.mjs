/**
 * Where the time of a benchmark goes: `node test/bench/profile.mjs B1` prints the functions of page and workers by
 * their own time, and how long each thread was looked at. Nothing is minified. Further arguments: rounds, functions
 * printed, and of B3 the case: `… B3 5 45 Decrypt`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { buildBench, serveBench } from './build.mjs';

const [id = 'B1', rounds = '5', most = '45', only = ''] = process.argv.slice(2);

await buildBench({ minify: false });
const server = await serveBench(0);
const profile = mkdtempSync(path.join(os.tmpdir(), 'strongroom-bench-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: findChromium(),
  headless: true,
  args: CHROMIUM_FLAGS,
});

/**
 * @typedef {{nodes: {id: number, callFrame: {functionName: string, url: string, lineNumber: number}}[], samples?:
 * number[], timeDeltas?: number[]}} Profile
 */

/** @param {string} name @param {Profile} measured */
function print(name, { nodes, samples = [], timeDeltas = [] }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  /** @type {Map<string, number>} */
  const own = new Map();
  let total = 0;
  samples.forEach((sample, index) => {
    const frame = byId.get(sample);
    if (frame === undefined) return;
    const label = `${frame.functionName || '(anonymous)'}  ${path.basename(frame.url)}:${frame.lineNumber + 1}`;
    const time = timeDeltas[index] ?? 0;
    total += time;
    own.set(label, (own.get(label) ?? 0) + time);
  });
  console.log(`\n== ${name}: ${(total / 1000).toFixed(0)} ms`);
  for (const [label, time] of [...own].sort((a, b) => b[1] - a[1]).slice(0, Number(most))) {
    console.log(`${((time / total) * 100).toFixed(1).padStart(6)} %  ${label}`);
  }
}

try {
  const page = await context.newPage();
  await page.goto(server.url);
  const session = await context.newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 100 });
  await session.send('Profiler.start');

  // Workers are spoken to through the page's session.
  let next = 1;
  /** @type {Map<number, (result: any) => void>} */
  const waiting = new Map();
  /** @type {Map<string, string>} */
  const workers = new Map();
  /** @param {string} sessionId @param {string} method @param {object} [params] @returns {Promise<any>} */
  const ask = (sessionId, method, params = {}) =>
    new Promise((resolve) => {
      waiting.set(next, resolve);
      void session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id: next++, method, params }),
      });
    });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id: answered, result } = JSON.parse(message);
    waiting.get(answered)?.(result);
  });
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    workers.set(sessionId, path.basename(targetInfo.url));
    void (async () => {
      await ask(sessionId, 'Profiler.enable');
      await ask(sessionId, 'Profiler.setSamplingInterval', { interval: 100 });
      await ask(sessionId, 'Profiler.start');
    })();
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

  console.log(
    JSON.stringify(
      await page.evaluate(`bench.run('${id}', {rounds: ${rounds}, scale: 0.25, only: ${JSON.stringify(only)}})`),
      undefined,
      1,
    ),
  );
  print('page', (await session.send('Profiler.stop')).profile);
  for (const [sessionId, name] of workers) print(name, (await ask(sessionId, 'Profiler.stop')).profile);
} finally {
  await context.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
