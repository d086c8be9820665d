/**
 * ESLint rule: an import that the table of rooms (tools/rooms.js) does not allow is an error. It sees every way to name
 * a module (import, export from, import(), import types) and works on the text alone: the target need not exist.
 */
import path from 'node:path';
import { ROOMS } from './rooms.js';

/** Workers are named by URL and not imported: with this query the entry of a worker is open to every room. */
const WORKER_URL = /(?:^|\/)(?:worker\/main|worker\/app|[^/]+-worker)\.ts\?worker&url$/;

/** Whether a file (from `src/`, with `/`) lies in a room. @param {string} file @param {string} room */
const liesIn = (file, room) => file === room || file.startsWith(`${room}/`);

/** The row that governs a file of `src/`, if any. @param {string} file from `src/`, with `/` */
const rowOf = (file) => ROOMS.findLast((row) => liesIn(file, row.room) && (row.files?.test(file) ?? true));

/**
 * Whether a row's list of packages holds the package that a specifier names.
 * @param {string[]} packages
 * @param {string} specifier
 * @param {boolean} typeOnly
 */
function packageAllowed(packages, specifier, typeOnly) {
  return packages.some((entry) => {
    const name = entry.replace(/^type:/, '').replace(/\/\*$/, '');
    return (typeOnly || !entry.startsWith('type:')) && liesIn(specifier, name);
  });
}

/**
 * What is wrong with one import, in words; undefined when the table allows it.
 * @param {string} file importing file, from `src/`, with `/`
 * @param {string} specifier what it names
 * @param {boolean} typeOnly whether nothing of it is left at run time
 */
function breach(file, specifier, typeOnly) {
  const row = rowOf(file);
  if (!row) return `src/${file} lies in no room of tools/rooms.js: add a row`;
  if (WORKER_URL.test(specifier)) return undefined;
  if (!specifier.startsWith('.')) {
    if (packageAllowed(row.packages, specifier, typeOnly)) return undefined;
    return `${row.room} may not import the package ${specifier}${packageAllowed(row.packages, specifier, true) ? ' but as a type' : ''}`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  const refused = row.never?.find((room) => (room instanceof RegExp ? room.test(target) : liesIn(target, room)));
  if (!refused && [row.room, ...row.may].some((room) => liesIn(target, room))) return undefined;
  return `${row.room} may not import ${typeof refused === 'string' ? refused : refused ? target : (rowOf(target)?.room ?? target)}`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const dependencyRule = {
  meta: { type: 'problem', schema: [], messages: { breach: '{{what}} (the dependency rule, tools/rooms.js).' } },
  create(context) {
    const file = path.relative(path.join(context.cwd, 'src'), context.filename).replaceAll(path.sep, '/');
    if (file.startsWith('..')) return {};

    /** @param {any} source the node of the module's name @param {boolean} typeOnly */
    const check = (source, typeOnly) => {
      if (source?.type !== 'Literal') return;
      const what = breach(file, String(source.value), typeOnly);
      if (what) context.report({ node: source, messageId: 'breach', data: { what } });
    };
    /** @param {any} node */
    const declaration = (node) => check(node.source, node.importKind === 'type' || node.exportKind === 'type');
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      /** @param {any} node */
      ImportExpression: (node) => check(node.source, false),
      /** @param {any} node */
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};
