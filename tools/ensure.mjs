/**
 * Makes node_modules agree with package-lock.json before anything imports from it. Plain Node, no packages.
 * A folder that `npm install` already brought to the lock's versions is kept as it is; anything else gets `npm ci`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = path.join(ROOT, 'package-lock.json');
const MARK = path.join(ROOT, 'node_modules/.strongroom-lock');
const INSTALLED = path.join(ROOT, 'node_modules/.package-lock.json');

/** @param {string} file */
const readOrEmpty = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Whether npm's own record of what it installed holds every package of the lock (optional ones of other platforms
 * aside).
 * @param {string} lock
 */
function agrees(lock) {
  const record = readOrEmpty(INSTALLED);
  if (!record) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([where, wanted]) =>
      where === '' || wanted.optional || wanted.devOptional || installed[where]?.version === wanted.version,
  );
}

/** Installs what is missing. Ends the process with npm's code when npm fails. */
export function ensureInstalled() {
  const lock = readFileSync(LOCK, 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readOrEmpty(MARK) === hash) return;
  if (!agrees(lock)) {
    console.log('Installing packages (npm ci) ...');
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  writeFileSync(MARK, hash);
}
