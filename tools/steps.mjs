/**
 * The checks of the project, each one command: `npm run check` runs the first table, `npm test` both. Plain Node, no
 * packages.
 */
import { existsSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{name: string, run: string[][], needs?: string, after?: string}} Step `run`: commands, first word a script
 *   under node_modules or of the project; `after`: an earlier step that must have ended
 */

/** @param {string} bin @param {...string} args */
const node = (bin, ...args) => [path.join('node_modules', bin), ...args];
const TSC = 'typescript/bin/tsc';
const CSPELL_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/cspell'];

/** The command of the tests in Node; what follows is Vitest's own. */
export const VITEST = node('vitest/vitest.mjs', '--config', 'test/support/vitest.config.mjs');

/**
 * The command of tests of node:test, `concurrency` files at a time; what follows are options and files. The output of
 * each file comes in one piece.
 * @param {number} concurrency
 */
export const nodeTest = (concurrency) => [
  '--import',
  'tsx',
  '--test',
  `--test-concurrency=${concurrency}`,
  ...['spec', './test/support/node-reporter.mjs'].flatMap((name) => [
    '--test-reporter',
    name,
    '--test-reporter-destination',
    'stdout',
  ]),
];

/** Checks that run at a time. Each keeps one core busy. */
const CONCURRENT_CHECKS = 2;

/** The longest come first, so that none is left alone at the end. @type {Step[]} */
export const CHECKS = [
  { name: 'eslint', run: [node('eslint/bin/eslint.js', '.', '--max-warnings', '0')] },
  {
    name: 'typecheck',
    run: [
      node(TSC, '-p', 'tsconfig.json'),
      node(TSC, '-p', 'src/worker/tsconfig.json'),
      node(TSC, '-p', 'tools/tsconfig.json'),
    ],
  },
  {
    name: 'lit-analyzer',
    needs: 'src/ui',
    run: [node('lit-analyzer/cli.js', 'src/ui/**/*.ts', '--strict', '--quiet')],
  },
  {
    name: 'spelling',
    run: [
      node('cspell/bin.mjs', 'lint', '--config', 'tools/cspell.json', '--no-progress', '--no-summary', ...CSPELL_CACHE),
      ['tools/check-prose.mjs'],
    ],
  },
  { name: 'prettier', run: [node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')] },
  { name: 'build', run: [node('vite/bin/vite.js', 'build', '--logLevel', 'warn')] },
  { name: 'knip', run: [node('knip/bin/knip.js')] },
  { name: 'budget', run: [['tools/budget.mjs']], after: 'build' },
];

/** Files under a folder whose name ends so. @param {string} folder @param {string} ending @returns {string[]} */
export function filesUnder(folder, ending) {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name))
    .sort();
}

/**
 * Runs one command to its end. Its output is passed on as it comes, unless `isHeld`.
 * @param {string[]} command
 * @param {{isHeld?: boolean}} options
 * @returns {Promise<{code: number, output: string}>}
 */
export function runNode(command, { isHeld = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {NodeJS.WriteStream} to */
    const passOn = (to) => (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (!isHeld) to.write(chunk);
    };
    child.stdout.on('data', passOn(process.stdout));
    child.stderr.on('data', passOn(process.stderr));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Seconds since a moment of `performance.now()`, as text. @param {number} start */
export const secondsSince = (start) => `${Math.round((performance.now() - start) / 1000)} s`;

/**
 * Runs a check and prints its output in one piece. True when every command of it ended well.
 * @param {Step} step
 */
export async function runCheck(step) {
  const start = performance.now();
  let output = '';
  let isPassed = true;
  if (step.needs && !existsSync(path.join(ROOT, step.needs))) output = `nothing to check: no ${step.needs}\n`;
  else
    for (const command of step.run) {
      const result = await runNode(command, { isHeld: true });
      output += result.output;
      isPassed = result.code === 0;
      if (!isPassed) break;
    }
  process.stdout.write(`\n== ${step.name}: ${isPassed ? 'passed' : 'FAILED'}, ${secondsSince(start)}\n${output}`);
  return isPassed;
}

/** Runs all checks, two at a time. Returns which passed, by name. @returns {Promise<Map<string, boolean>>} */
export async function runChecks() {
  const waiting = [...CHECKS];
  /** @type {Map<string, Promise<boolean>>} */
  const started = new Map();
  const takeSteps = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const current = step;
      const earlier = current.after === undefined ? Promise.resolve(true) : started.get(current.after);
      if (earlier === undefined) throw new Error(`${current.name} must come after ${current.after}.`);
      const running = earlier.then(() => runCheck(current));
      started.set(current.name, running);
      await running;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_CHECKS }, takeSteps));
  /** @type {Map<string, boolean>} */
  const results = new Map();
  for (const { name } of CHECKS) results.set(name, (await started.get(name)) ?? false);
  return results;
}
