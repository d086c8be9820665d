/** Plants comparisons of sentences and sees the linter refuse each of them. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ESLint } from 'eslint';

const RULE = 'strongroom/no-message-matching';
// With CI in the environment the parser would read the file from disk in place of the planted text.
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});

const IMPORTS = [
  "import { INVALID_PRINCIPALS } from '../authorization/policy/parse-principals.ts';",
  "import { GAPS } from '../../model/gaps.ts';",
];

/**
 * How often the rule refuses each expression, as if they stood in a file that a TypeScript project has. They are linted
 * as one text, an expression on a line: each further text would check the types of the whole project again.
 */
async function refusals(expressions: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const lines = expressions.map(
    (expression, at) => `export const found${at} = (said: string): unknown => ${expression};`,
  );
  const [result] = await eslint.lintText(`${[...IMPORTS, ...lines].join('\n')}\n`, {
    filePath: 'src/engine/policies/validate-key-policy.ts',
  });
  const messages = result?.messages ?? [];
  assert.deepEqual(
    messages.filter(({ fatal }) => fatal),
    [],
  );
  const lineOf = (at: number) => IMPORTS.length + at + 1;
  return new Map(
    expressions.map((expression, at) => [
      expression,
      messages.filter(({ ruleId, line }) => ruleId === RULE && line === lineOf(at)).length,
    ]),
  );
}

/** Expressions over `said`, a text. */
const BREACHES: readonly string[] = [
  'said === INVALID_PRINCIPALS',
  'INVALID_PRINCIPALS !== said',
  'said.includes(INVALID_PRINCIPALS)',
  'Object.values(GAPS).some((gap) => said.includes(gap.message))',
  'said === GAPS.recipient.message',
  "said === 'The key is no longer there.'",
  "said.startsWith('The policy has an unknown element')",
  'said.endsWith(`${said} is not in the directory`)',
  '/has an unknown element (.+)\\.$/.exec(said)',
  'said.match(/there is no condition operator (.+)/)',
  "(() => { switch (said) { case 'Nothing here allows it.': return 1; default: return 2; } })()",
];

const ALLOWED: readonly string[] = [
  'said === INVALID_PRINCIPALS.slice(1)',
  "said === 'MalformedPolicyDocumentException'",
  "said.startsWith('key policy')",
  '/^arn:(.+)$/.exec(said)',
  "said === 'Allow'",
  'said + INVALID_PRINCIPALS',
  "said === 'key and CreateKey'",
];

describe('the rule that sentences are not matched', () => {
  let found: ReadonlyMap<string, number>;

  before(async () => {
    found = await refusals([...BREACHES, ...ALLOWED]);
  });

  for (const expression of BREACHES) {
    it(`refuses ${expression}`, () => assert.equal(found.get(expression), 1));
  }
  for (const expression of ALLOWED) {
    it(`allows ${expression}`, () => assert.equal(found.get(expression), 0));
  }
});
