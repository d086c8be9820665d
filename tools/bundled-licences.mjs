/**
 * The licences of everything that a build contains: packages of every graph (page, workers, service worker) and fonts,
 * in `licences.txt`. The packages are listed in `.vite/bundled-packages.json` too, for `npm run sbom`.
 */
import { mkdirSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{name: string, version: string, licence: string, text: string, folder?: string, helper?: boolean}} Entry
 */

const LICENCE_FILE = /^(?:licen[cs]e|copying)/i;

/** The licence that applies here, of packages that offer a choice. @type {Record<string, string>} */
const CHOSEN = { 'node-forge': 'BSD-3-Clause' };

/**
 * Licence texts of packages that publish none. Those of @cfworker/json-schema are LICENSE.md and THIRD_PARTY_NOTICES.md
 * of its repository. Source: https://github.com/cfworker/cfworker, LICENSE.md of commit 5409fdc2.
 * @type {Record<string, readonly string[]>}
 */
const TEXTS = { '@cfworker/json-schema': ['json-schema.licence.txt', 'json-schema.notices.txt'] };

/**
 * Helpers that the bundler adds by itself: the start of their module's name, and the folder of the project that they
 * come from.
 */
const HELPERS = [
  { prefix: '\0rolldown/', name: 'rolldown', folder: 'node_modules/rolldown' },
  { prefix: '\0vite/', name: 'vite', folder: 'node_modules/vite' },
  { prefix: '\0@oxc-project', name: '@oxc-project/runtime', folder: 'node_modules/@oxc-project/types' },
];

/** The folder of the package that holds a module, or undefined for a module of this project. @param {string} id */
function packageFolderOf(id) {
  const at = id.lastIndexOf('/node_modules/');
  if (id.startsWith('\0') || at < 0) return undefined;
  const [scopeOrName = '', name = ''] = id.slice(at + '/node_modules/'.length).split('/');
  return id.slice(0, at) + '/node_modules/' + (scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName);
}

/** @param {string} folder @param {string} [name] @returns {Entry} */
function entryOf(folder, name) {
  const data = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const own = readdirSync(folder).find((one) => LICENCE_FILE.test(one));
  const files =
    own === undefined
      ? TEXTS[data.name]?.map((file) => fileURLToPath(new URL(file, import.meta.url)))
      : [path.join(folder, own)];
  if (files === undefined || typeof data.license !== 'string')
    throw new Error(`${data.name} is bundled, but has no licence text or no licence name: ${folder}`);
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return {
    name: name ?? data.name,
    version: data.version,
    licence: CHOSEN[data.name] ?? data.license,
    // Vite's file goes on with the licences of its own tool chain, none of which is in a build.
    text: (text.split(/^# Licenses of bundled dependencies/m)[0] ?? '').trim(),
    folder,
  };
}

/**
 * A font's licence stands beside it: `source-sans-3-latin-wght-normal.woff2` and `source-sans-3.licence.txt`.
 * @param {string} file
 * @returns {Entry}
 */
function fontEntryOf(file) {
  const folder = path.dirname(file);
  const licence = readdirSync(folder).find(
    (one) => one.endsWith('.licence.txt') && path.basename(file).startsWith(one.slice(0, -'.licence.txt'.length)),
  );
  if (licence === undefined) throw new Error(`The font ${file} is bundled, but no *.licence.txt for it is beside it.`);
  const name = licence.slice(0, -'.licence.txt'.length);
  return { name, version: 'font', licence: 'OFL-1.1', text: readFileSync(path.join(folder, licence), 'utf8').trim() };
}

/** @param {Entry[]} entries */
function licencesText(entries) {
  const line = '='.repeat(80);
  const parts = entries.map(
    ({ name, version, licence, text }) => `${line}\n${name} ${version}\nLicence: ${licence}\n${line}\n\n${text}\n`,
  );
  return [
    'Strongroom is released under the MIT licence. It contains the following software and fonts under licences of their own.\n',
    ...parts,
  ].join('\n');
}

/**
 * A collector for one configuration. Its plugin goes into every graph of the build; a graph that is written later
 * completes the files.
 * @param {{root: string, list: boolean}} options `list`: also write `.vite/bundled-packages.json`
 */
export function bundledLicences({ root, list }) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @param {Entry} entry */
  const add = (entry) => entries.set(`${entry.name} ${entry.version}`, entry);

  /** @returns {import('vite').Plugin} */
  const collect = () => ({
    name: 'strongroom-bundled-licences',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'asset') {
          for (const file of output.originalFileNames)
            if (/\.(?:woff2?|ttf|otf)$/.test(file)) add(fontEntryOf(path.join(root, file)));
          continue;
        }
        for (const id of output.moduleIds) {
          const folder = packageFolderOf(id);
          const helper = HELPERS.find(({ prefix }) => id.startsWith(prefix));
          if (folder) add(entryOf(folder));
          else if (helper) add({ ...entryOf(path.join(root, helper.folder), helper.name), helper: true });
        }
      }
    },
  });

  /** @param {string} outDir */
  function write(outDir) {
    const sorted = [...entries.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
    writeFileSync(path.join(outDir, 'licences.txt'), licencesText(sorted));
    if (!list) return;
    const packages = sorted.flatMap(({ name, version, licence, folder, helper }) =>
      folder === undefined ? [] : [{ name, version, licence, folder: path.relative(root, folder), helper }],
    );
    if (!existsSync(path.join(outDir, '.vite'))) mkdirSync(path.join(outDir, '.vite'));
    writeFileSync(path.join(outDir, '.vite/bundled-packages.json'), `${JSON.stringify(packages, null, 2)}\n`);
  }

  return {
    /** For the graphs of workers, whose files the page's build writes. */
    collect,
    /** For the page's build and the service worker's. @returns {import('vite').Plugin} */
    collectAndWrite: () => ({
      ...collect(),
      writeBundle: ({ dir }) => {
        if (dir !== undefined) write(dir);
      },
    }),
  };
}
