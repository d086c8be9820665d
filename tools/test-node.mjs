/** `npm run test:node [-- --watch] [part of a path]`: the tests in Node, once, or again at each change. */
import { ensureInstalled } from './ensure.mjs';
import { spawnSync } from 'node:child_process';
import { VITEST } from './steps.mjs';

ensureInstalled();
const given = process.argv.slice(2);
const isWatching = given.includes('--watch');
const { status } = spawnSync(
  process.execPath,
  [...VITEST, isWatching ? 'watch' : 'run', ...given.filter((one) => one !== '--watch')],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
