/** Packs the library once for all tests that install it: `npm pack` builds it, which takes longer than most tests. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './steps.mjs';

/** The variable that names the tarball to the tests. Without it, each packs one of its own. */
export const TARBALL_VARIABLE = 'STRONGROOM_TARBALL';

/**
 * Packs the library into a temporary folder and sets the variable. If that fails, the variable is not set and the tests
 * report why.
 */
export async function packOnce() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'strongroom-packed-'));
  const output = await new Promise((resolve) => {
    const child = spawn('npm', ['pack', '--loglevel=error', '--pack-destination', dir], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let text = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => (text += chunk));
    child.on('error', () => resolve(''));
    child.on('close', (code) => resolve(code === 0 ? text : ''));
  });
  const name = String(output).trim().split('\n').at(-1);
  if (name) process.env[TARBALL_VARIABLE] = path.join(dir, name);
  return { remove: () => rmSync(dir, { recursive: true, force: true }) };
}
