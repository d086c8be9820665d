/**
 * `npm run test:slow [part of a path]`: the long runs, `*.slow.ts` under `test/`, one after the other: many more
 * examples of a property, or a long repetition. `npm test` runs a short form of each. Builds the app first, because
 * many of them open it. The last line is `N passed, N failed`.
 */
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { CHECKS, filesUnder, nodeTest, runCheck, runNode } from './steps.mjs';
import { Tally } from './tally.mjs';

ensureInstalled();
process.env['CHROME_PATH'] = findChromium();
const [part = ''] = process.argv.slice(2);
const tally = new Tally();
for (const step of CHECKS.filter(({ name }) => name === 'build')) {
  if (!(await runCheck(step))) throw new Error('The app does not build: the long runs would open an older one.');
}
for (const file of filesUnder('test', '.slow.ts').filter((name) => name.includes(part))) {
  console.log(`\n== ${file}`);
  const start = performance.now();
  tally.add(
    file,
    await runNode(['--import', './test/support/node-globals.mjs', ...nodeTest(1), '--test-timeout=3600000', file]),
  );
  console.log(`${Math.round((performance.now() - start) / 1000)} s`);
}
tally.close();
