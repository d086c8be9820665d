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
 * @typedef {{name: string, run: string[][], needs?: string}} Step `run`: commands, first word a script under
 *   node_modules or of the project
 */

/** @param {string} bin @param {...string} args */
const node = (bin, ...args) => [path.join('node_modules', bin), ...args];
const TSC = 'typescript/bin/tsc';
const CSPELL_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/cspell'];

/** The command of the tests in Node; what follows is Vitest's own. */
export const VITEST = node('vitest/vitest.mjs', '--config', 'test/support/vitest.config.mjs');

/** The command of tests of node:test, one file after the other; what follows are options and files. */
export const NODE_TEST = [
  '--import',
  'tsx',
  '--test',
  '--test-concurrency=1',
  ...['spec', './test/support/node-reporter.mjs'].flatMap((name) => [
    '--test-reporter',
    name,
    '--test-reporter-destination',
    'stdout',
  ]),
];

/** @type {Step[]} */
export const CHECKS = [
  {
    name: 'typecheck',
    run: [
      node(TSC, '-p', 'tsconfig.json'),
      node(TSC, '-p', 'src/worker/tsconfig.json'),
      node(TSC, '-p', 'tools/tsconfig.json'),
    ],
  },
  { name: 'eslint', run: [node('eslint/bin/eslint.js', '.', '--max-warnings', '0')] },
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
  { name: 'knip', run: [node('knip/bin/knip.js')] },
  { name: 'prettier', run: [node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')] },
  { name: 'build', run: [node('vite/bin/vite.js', 'build', '--logLevel', 'warn')] },
  { name: 'budget', run: [['tools/budget.mjs']] },
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
 * Runs one command to its end, its output passed on as it comes.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{code: number, output: string}>}
 */
export function runNode(command, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {NodeJS.WriteStream} to */
    const passOn = (to) => (/** @type {Buffer} */ chunk) => {
      output += chunk;
      to.write(chunk);
    };
    child.stdout.on('data', passOn(process.stdout));
    child.stderr.on('data', passOn(process.stderr));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a check; true when every command of it ended well. @param {Step} step */
export async function runCheck(step) {
  console.log(`\n== ${step.name}`);
  if (step.needs && !existsSync(path.join(ROOT, step.needs))) {
    console.log(`nothing to check: no ${step.needs}`);
    return true;
  }
  for (const command of step.run) if ((await runNode(command)).code !== 0) return false;
  return true;
}
