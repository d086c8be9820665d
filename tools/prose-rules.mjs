/** Forms that prose and names of the project do not use. tools/check-prose.mjs applies the table. */

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

/**
 * What a comment may name after `Source:`: a URL, a package in backticks, a test (tools/check-prose.mjs looks for the
 * file), or a standard by its number.
 */
export const SOURCE_NAMES = {
  url: /https:\/\/[^\s)]+\.[^\s)]+/,
  package: /`@?[a-z][a-z0-9-]*(?:\/[a-z0-9-]+)?`/,
  test: /\btest\/[\w/.-]+\.(?:ts|json)\b/g,
  standard: /\b(?:RFC|FIPS|GM\/T|NIST SP) \d/,
};

/** Comments that name no source; a test sees each refused. */
export const UNNAMED_SOURCES = [
  "/** Maximum length. Source: the guide's page on quotas. */",
  '/**\n * Maximum length.\n * Sources: recorded answers\n * of the operation.\n */',
  '// Source: test/conformance/no-such-file.test.ts',
];

/** Comments that name a source in each of the allowed ways. */
export const NAMED_SOURCES = [
  '/** Maximum length. Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */',
  '/**\n * Maximum length.\n * Source: the enums of\n * `@aws-sdk/client-kms`.\n */',
  'const limit = 1; // Source: recorded answers (test/conformance/errors.test.ts)',
  '/** Sources: RFC 5915 (private keys), GM/T 0006. */',
];
