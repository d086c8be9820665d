/** Forms that prose and names of the project do not use, and the folders that still hold some. tools/check-prose.mjs applies the table. */

/**
 * @typedef {object} ProseRule
 * @property {RegExp} banned   global, so that every place is found
 * @property {string} say      what to write instead
 * @property {string} example  a text that the rule refuses; a test tries it
 */

/** @type {ProseRule[]} */
export const PROSE_RULES = [
  { banned: /\bcan not\b/gi, say: 'cannot', example: 'A page can not read it.' },
  { banned: /\b(?:MOST_\w+|LONGEST\w*|DEEPEST\w*)/g, say: 'MAX_…', example: 'const MOST_TURNS = 3;' },
  { banned: /\bcorridors?\b/gi, say: 'request pipeline', example: 'Step 7 of the corridor' },
  { banned: /\bsomebody\b/gi, say: 'a principal, a caller, a person', example: 'an ARN that somebody had' },
  { banned: /\bwho may what\b/gi, say: 'which principal is allowed which action', example: 'shows who may what' },
  { banned: /\bany more\b/gi, say: 'no longer', example: 'a user that does not exist any more' },
];

/** Folders and files whose texts are not rewritten yet. The list only shrinks: an entry that holds no banned form fails the check. */
export const EXEMPT = [
  'src/ui/decision',
  'src/ui/directory',
  'src/ui/grants',
  'src/ui/page',
  'src/ui/policy',
  'src/ui/policy-text',
  'src/ui/shell',
  'src/ui/simulator',
  'test/bench',
  'test/conformance',
  'test/e2e',
  'test/ui',
];
