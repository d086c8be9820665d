/**
 * `npm test`: installs what is missing, runs the checks, the tests in Node, the tests in Chromium and the tests on the built app.
 * The last line is `N passed, N failed`; each check counts as one test.
 *   npm test -- --only checks,unit,browser,node   some of the parts: unit are the tests in Node, node those on the built app
 *   npm test -- --files 'test/ui/key/*.test.ts'   tests in Chromium of these files; for the others a part of the path
 */
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { CHECKS, filesUnder, runCheck, runNode, VITEST } from './steps.mjs';

const PARTS = ['checks', 'unit', 'browser', 'node'];
const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string' } } });
const parts = values.only?.split(',') ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}; not ${unknown.join(', ')}`);

let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];

/** Adds the counts of a runner's closing line; a runner that ends badly without one counts as one failure. @param {string} name @param {{code: number, output: string}} result */
function count(name, { code, output }) {
  const [, good, bad] = [...stripVTControlCharacters(output).matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  passed += Number(good ?? 0);
  const broken = Number(bad ?? 0) || (code !== 0 || good === undefined ? 1 : 0);
  failed += broken;
  if (broken > 0) failures.push(`${name} (${broken})`);
}

ensureInstalled();

if (parts.includes('checks')) {
  for (const step of CHECKS) {
    if (await runCheck(step)) passed += 1;
    else {
      failures.push(step.name);
      failed += 1;
    }
  }
}

if (parts.includes('unit')) {
  console.log('\n== tests in Node');
  const files = values.files ? [values.files, '--passWithNoTests'] : [];
  count('tests in Node', await runNode([...VITEST, 'run', ...files]));
}

if (parts.includes('browser') || parts.includes('node')) {
  process.env['CHROME_PATH'] = findChromium();
  console.log(`\nChromium: ${process.env['CHROME_PATH']}`);
}

if (parts.includes('browser')) {
  console.log('\n== tests in Chromium');
  const files = values.files ? ['--files', values.files] : [];
  count(
    'tests in Chromium',
    await runNode(['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/support/wtr.config.mjs', ...files]),
  );
}

if (parts.includes('node')) {
  console.log('\n== tests on the built app');
  const files = ['test/architecture', 'test/e2e']
    .flatMap((folder) => filesUnder(folder, '.e2e.ts'))
    .filter((file) => file.includes(values.files ?? ''));
  const reporters = ['spec', './test/support/node-reporter.mjs'].flatMap((name) => [
    '--test-reporter',
    name,
    '--test-reporter-destination',
    'stdout',
  ]);
  if (files.length > 0)
    count(
      'tests on the built app',
      await runNode([
        '--import',
        'tsx',
        '--test',
        '--test-concurrency=1',
        '--test-timeout=300000',
        ...reporters,
        ...files,
      ]),
    );
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
