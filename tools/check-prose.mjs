/**
 * Checks every tracked text for the banned forms of tools/prose-rules.mjs, and every comment in code
 * that says `Source:` for the name of a source. Prints one line per place.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROSE_RULES, SOURCE_NAMES } from './prose-rules.mjs';
import { ROOT } from './steps.mjs';

const CODE = /\.(?:ts|js|mjs)$/;
const TEXT = /\.(?:md|ts|js|mjs|json|html|css)$/;

/** Not prose of ours: generated, published by others, or the rules themselves. */
const SKIPPED = /^(?:package-lock\.json|test\/vectors\/.*|test\/bench\/results\.json|tools\/prose-rules\.mjs)$/;

/**
 * The banned forms in a text.
 * @param {string} text
 * @returns {{line: number, form: string, say: string}[]} `line` counts from 1
 */
export function findBannedForms(text) {
  return PROSE_RULES.flatMap(({ banned, say }) =>
    [...text.matchAll(banned)].map((match) => ({
      line: text.slice(0, match.index).split('\n').length,
      form: match[0],
      say,
    })),
  );
}

const SOURCE = /(?:\/\*|^\s*\*|\/\/).*?\bSources?: (?<named>.*)/;

/**
 * The comments of a file that say `Source:` without naming one.
 * @param {string} text
 * @returns {number[]} line numbers from 1
 */
export function findUnnamedSources(text) {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const named = [SOURCE.exec(line)?.groups?.['named']];
    if (named[0] === undefined) return [];
    for (let next = at + 1; !named.at(-1)?.includes('*/'); next += 1) {
      const more = /^\s*(?:\*|\/\/)(?<more>.*)/.exec(lines[next] ?? '')?.groups?.['more']?.trim();
      if (!more || more === '/') break;
      named.push(more);
    }
    const source = named.join(' ');
    const tests = source.match(SOURCE_NAMES.test) ?? [];
    const isNamed =
      tests.length > 0 ||
      SOURCE_NAMES.url.test(source) ||
      SOURCE_NAMES.package.test(source) ||
      SOURCE_NAMES.standard.test(source);
    return isNamed && tests.every((file) => existsSync(path.join(ROOT, file))) ? [] : [at + 1];
  });
}

/** Checks the tree. @returns {string[]} one complaint per place */
export function checkProse() {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => TEXT.test(file) && !SKIPPED.test(file) && existsSync(path.join(ROOT, file)));
  return files.flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const unnamed = CODE.test(file) ? findUnnamedSources(text) : [];
    return [
      ...findBannedForms(text).map(({ line, form, say }) => `${file}:${line}: "${form}": say "${say}"`),
      ...unnamed.map((line) => `${file}:${line}: "Source:" names no URL, package in backticks, test or standard`),
    ];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = checkProse();
  for (const complaint of complaints) console.log(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
