/**
 * Bundle budget (gzip): what the page loads before the first interaction, and the worker. Reads dist/ as Vite's
 * manifest describes it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const KIB = 1024;
const BUDGETS = [
  { what: 'page, initial JavaScript', limit: 60 * KIB, files: pageFiles },
  { what: 'worker', limit: 110 * KIB, files: workerFiles },
];
const IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** The entry of index.html and the page Home, with everything that both import statically. */
function pageFiles() {
  /** @type {Record<string, {file: string, name?: string, isEntry?: boolean, imports?: string[]}>} */
  const manifest = JSON.parse(readFileSync(path.join(DIST, '.vite/manifest.json'), 'utf8'));
  const seen = new Set();
  /** @param {string} key */
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  visit('index.html');
  const home = Object.keys(manifest).find((key) => manifest[key]?.name === 'home');
  if (!home) throw new Error('The build has no chunk of the page Home.');
  visit(home);
  return [...seen].filter((file) => file.endsWith('.js'));
}

/**
 * The worker's entry with everything that it imports statically. Vite's manifest does not list what workers import, the
 * files themselves do.
 */
function workerFiles() {
  const assets = path.join(DIST, 'assets');
  const entry = existsSync(assets) ? readdirSync(assets).find((name) => /^worker-[\w-]{8}\.js$/.test(name)) : undefined;
  const seen = new Set(entry ? [`assets/${entry}`] : []);
  for (const file of seen) {
    for (const [, specifier = ''] of readFileSync(path.join(DIST, file), 'utf8').matchAll(IMPORT)) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      if (existsSync(path.join(DIST, target))) seen.add(target);
    }
  }
  return [...seen];
}

/** Sizes against their limits. @returns {{what: string, size: number, limit: number}[]} bytes after gzip */
export function measureBundles() {
  return BUDGETS.map(({ what, limit, files }) => ({
    what,
    limit,
    size: files().reduce((sum, file) => sum + gzipSync(readFileSync(path.join(DIST, file)), { level: 9 }).length, 0),
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = measureBundles();
  for (const { what, size, limit } of rows) {
    console.log(
      `${size > limit ? 'OVER' : 'ok  '} ${(size / KIB).toFixed(1).padStart(6)} of ${limit / KIB} KiB  ${what}${size === 0 ? ' (not built yet)' : ''}`,
    );
  }
  if (rows.some(({ size, limit }) => size > limit)) process.exitCode = 1;
}
