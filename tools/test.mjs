/**
 * `npm test`: installs missing packages, runs the checks, the tests in Node, the tests in Chromium and the tests on the
 * built app. The last line is `N passed, N failed`; each check counts as one test.
 *
 * - `npm test -- --only checks,unit,browser,node`: some of the parts. `unit` are the tests in Node, `node` those on the
 *   built app.
 * - `npm test -- --files 'test/ui/key/*.test.ts'`: the tests in Chromium in these files; for the other parts, a part of
 *   the path.
 */
import { parseArgs } from 'node:util';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { CHECKS, filesUnder, NODE_TEST, runCheck, runNode, VITEST } from './steps.mjs';
import { Tally } from './tally.mjs';

const PARTS = ['checks', 'unit', 'browser', 'node'];
const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string' } } });
const parts = values.only?.split(',') ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}; not ${unknown.join(', ')}`);

const tally = new Tally();

ensureInstalled();

if (parts.includes('checks')) {
  for (const step of CHECKS) {
    tally.addCheck(step.name, await runCheck(step));
  }
}

if (parts.includes('unit')) {
  console.log('\n== tests in Node');
  const files = values.files ? [values.files, '--passWithNoTests'] : [];
  tally.add('tests in Node', await runNode([...VITEST, 'run', ...files]));
}

if (parts.includes('browser') || parts.includes('node')) {
  process.env['CHROME_PATH'] = findChromium();
  console.log(`\nChromium: ${process.env['CHROME_PATH']}`);
}

if (parts.includes('browser')) {
  console.log('\n== tests in Chromium');
  const files = values.files ? ['--files', values.files] : [];
  tally.add(
    'tests in Chromium',
    await runNode(['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/support/wtr.config.mjs', ...files]),
  );
}

if (parts.includes('node')) {
  console.log('\n== tests on the built app');
  const files = ['test/architecture', 'test/bundlers', 'test/e2e']
    .flatMap((folder) => filesUnder(folder, '.e2e.ts'))
    .filter((file) => file.includes(values.files ?? ''));
  if (files.length > 0)
    tally.add('tests on the built app', await runNode([...NODE_TEST, '--test-timeout=300000', ...files]));
}

tally.close();
