/**
 * `npm run sbom` and `npm run audit:bundled`: npm's own SBOM and audit of what the app contains.
 *
 * The bundled packages are devDependencies, because who installs the library needs none of them: they are inside.
 * `npm audit --omit=dev` would see nothing. This makes a project whose dependencies are the bundled packages, with the
 * versions of this lock file, and runs npm on it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLED = path.join(ROOT, 'dist/.vite/bundled-packages.json');

/** @type {Record<string, string[]>} */
const COMMANDS = {
  sbom: ['sbom', '--omit=dev', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'],
  audit: ['audit', '--omit=dev', '--package-lock-only'],
};

/** @typedef {{version: string, dependencies?: Record<string, string>, dev?: boolean, devOptional?: boolean}} Locked */

/**
 * The part of the lock file that the packages in `folders` need, as a lock file in which they are the dependencies.
 * @param {string[]} folders paths of bundled packages, as the lock file names them
 */
function productionLock(folders) {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  /** @type {Record<string, Locked>} */
  const all = lock.packages;
  /**
   * The folder that holds `name` for the package in `folder`: its own node_modules, else those above.
   * @param {string} folder
   * @param {string} name
   * @returns {string}
   */
  const resolved = (folder, name) => {
    const own = `${folder}/node_modules/${name}`.replace(/^\//, '');
    const above = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
    return all[own] || folder === '' ? own : resolved(above, name);
  };
  const wanted = new Set(folders);
  for (const folder of wanted)
    for (const name of Object.keys(all[folder]?.dependencies ?? {})) wanted.add(resolved(folder, name));
  const packages = Object.fromEntries(
    Object.entries(all).flatMap(([folder, { dev: _dev, devOptional: _devOptional, ...rest }]) =>
      wanted.has(folder) ? [[folder, rest]] : [],
    ),
  );
  const dependencies = Object.fromEntries(
    folders
      .filter((folder) => folder.lastIndexOf('node_modules/') === 0)
      .map((folder) => [folder.slice('node_modules/'.length), all[folder]?.version]),
  );
  const { name, version, license } = lock.packages[''];
  const root = { name, version, license, dependencies };
  return { root, lock: { ...lock, packages: { '': root, ...packages } } };
}

const command = COMMANDS[process.argv[2] ?? ''];
if (command === undefined) throw new Error(`Usage: production-dependencies.mjs ${Object.keys(COMMANDS).join(' | ')}`);
const folder = mkdtempSync(path.join(tmpdir(), 'strongroom-dependencies-'));
try {
  /** @type {{folder: string, helper?: boolean}[]} */
  const bundled = JSON.parse(readFileSync(BUNDLED, 'utf8'));
  // A bundler leaves a few helpers of its own in a build; what it depends on is not in it.
  const { root, lock } = productionLock(bundled.filter(({ helper }) => !helper).map(({ folder }) => folder));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(root));
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
  const { status } = spawnSync('npm', command, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
