/**
 * `npm test`: installs missing packages, runs the checks, the tests in Node, the tests in Chromium and the tests on the
 * built app. The last line is `N passed, N failed`; each check counts as one test.
 * Above it is the time that each part took.
 *
 * - `npm test -- --only checks,unit,browser,node`: some of the parts. `unit` are the tests in Node, `node` those on the
 *   built app.
 * - `npm test -- --files 'test/ui/key/*.test.ts'`: the tests in Chromium in these files; for the other parts, a part of
 *   the path.
 */
import { parseArgs } from 'node:util';
import { builtAppTests } from './built-app-tests.mjs';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { packOnce } from './pack-once.mjs';
import { nodeTest, runChecks, runNode, secondsSince, VITEST } from './steps.mjs';
import { Tally } from './tally.mjs';

const PARTS = ['checks', 'unit', 'browser', 'node'];
const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string' } } });
const parts = values.only?.split(',') ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}; not ${unknown.join(', ')}`);

/** Limit of a test that hangs. A loaded machine is many times slower than a quiet one. */
const TEST_TIMEOUT_MS = 900_000;

const tally = new Tally();
/** @type {string[]} */
const times = [];

/** Runs a part, if it is wanted. @param {string} part @param {string} title @param {() => Promise<void>} run */
async function runPart(part, title, run) {
  if (!parts.includes(part)) return;
  console.log(`\n== ${title}`);
  const start = performance.now();
  await run();
  times.push(`${title} ${secondsSince(start)}`);
}

ensureInstalled();

await runPart('checks', 'checks', async () => {
  for (const [name, isPassed] of await runChecks()) tally.addCheck(name, isPassed);
});

await runPart('unit', 'tests in Node', async () => {
  const files = values.files ? [values.files, '--passWithNoTests'] : [];
  tally.add('tests in Node', await runNode([...VITEST, 'run', ...files]));
});

if (parts.includes('browser') || parts.includes('node')) {
  process.env['CHROME_PATH'] = findChromium();
  console.log(`\nChromium: ${process.env['CHROME_PATH']}`);
}

await runPart('browser', 'tests in Chromium', async () => {
  const files = values.files ? ['--files', values.files] : [];
  tally.add(
    'tests in Chromium',
    await runNode(['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/support/wtr.config.mjs', ...files]),
  );
});

await runPart('node', 'tests on the built app', async () => {
  const { together, alone, usesPackedLibrary } = builtAppTests(values.files ?? '');
  const packed = usesPackedLibrary ? await packOnce() : undefined;
  try {
    for (const [files, concurrency] of /** @type {const} */ ([
      [together, 2],
      [alone, 1],
    ]))
      if (files.length > 0)
        tally.add(
          'tests on the built app',
          await runNode([...nodeTest(concurrency), `--test-timeout=${TEST_TIMEOUT_MS}`, ...files]),
        );
  } finally {
    packed?.remove();
  }
});

console.log(`\nTimes: ${times.join(', ')}`);
tally.close();
