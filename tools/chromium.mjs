/**
 * Finds a Chromium for the tests: CHROME_PATH, then what is installed, then the system's packages (root with apt-get),
 * at last the one that the npm package @sparticuz/chromium carries, fetched into a temporary folder only then.
 * Plain Node, no packages. `node tools/chromium.mjs` prints the path.
 */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Flags of every Chromium that we start: quiet, no network of its own, fit for containers. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const CARRIED = '@sparticuz/chromium@153.0.0';

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Chromium that is already there. @returns {string | undefined} */
function installed() {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...PLACES].find(runs);
}

/** Debian's and Ubuntu's package, where we may install it. @returns {string | undefined} */
function fromSystem() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  console.error('No Chromium found: installing it with apt-get ...');
  /** @param {string[]} args */
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium') ? installed() : undefined;
}

/** The Chromium that an npm package carries. @returns {string | undefined} */
function fromNpm() {
  const folder = path.join(os.tmpdir(), `strongroom-${CARRIED.replace(/\W+/g, '-')}`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(path.join(folder, 'node_modules/@sparticuz/chromium'))) {
    console.error(`No Chromium found: fetching ${CARRIED} ...`);
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', CARRIED];
    if (spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }).status !== 0)
      return undefined;
  }
  // The package unpacks the system libraries that it carries only where it takes the machine for a bare one, by this
  // variable.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  const unpack = `const { default: chromium } = await import('@sparticuz/chromium'); console.log(await chromium.executablePath());`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
    env,
  });
  const file = stdout?.trim();
  if (status !== 0 || !file || !runs(file)) return undefined;
  // What the system has is preferred: these stand in for what it lacks. Set here, the browsers that we start inherit
  // them.
  if (/not found/.test(spawnSync('ldd', [file], { encoding: 'utf8' }).stdout ?? ''))
    process.env['LD_LIBRARY_PATH'] ??= path.join(folder, 'al2023/lib');
  if (!existsSync('/etc/fonts')) process.env['FONTCONFIG_PATH'] ??= path.join(folder, 'fonts');
  return file;
}

/**
 * The path of a Chromium. May install one; throws when that fails too.
 * @returns {string}
 */
export function findChromium() {
  const given = process.env['CHROME_PATH'];
  if (given && !runs(given)) throw new Error(`CHROME_PATH names ${given}, which cannot be run.`);
  const found = given || installed() || fromSystem() || fromNpm();
  if (!found) throw new Error('No Chromium found. Install one, or name it: CHROME_PATH=/path/to/chromium npm test');
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(findChromium());
