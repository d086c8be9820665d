/** Refuses the banned forms of tools/prose-rules.mjs in every tracked text that is not exempt. Prints one line per place. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXEMPT, PROSE_RULES } from './prose-rules.mjs';
import { ROOT } from './steps.mjs';

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

/** @param {string} file @param {string} entry */
const isUnder = (file, entry) => file === entry || file.startsWith(`${entry}/`);

/** Checks the tree. @returns {string[]} one complaint per place, and per exempt entry that needs no exemption */
export function checkProse() {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => TEXT.test(file) && !SKIPPED.test(file) && existsSync(path.join(ROOT, file)));
  /** @type {Set<string>} */
  const needed = new Set();
  const complaints = files.flatMap((file) => {
    const found = findBannedForms(readFileSync(path.join(ROOT, file), 'utf8'));
    const exempt = EXEMPT.find((entry) => isUnder(file, entry));
    if (exempt !== undefined && found.length > 0) needed.add(exempt);
    return exempt === undefined ? found.map(({ line, form, say }) => `${file}:${line}: "${form}": say "${say}"`) : [];
  });
  const unneeded = EXEMPT.filter((entry) => !needed.has(entry));
  return [...complaints, ...unneeded.map((entry) => `${entry} holds no banned form: remove it from EXEMPT`)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = checkProse();
  for (const complaint of complaints) console.log(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
