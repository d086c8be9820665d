/** Plants comparisons of sentences and sees the linter refuse each of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';

const RULE = 'strongroom/no-message-matching';
// With CI in the environment the parser would read the file from disk in place of the planted text.
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});

/** How often the rule refuses a text, as if it stood in a file that a TypeScript project has. */
async function refusals(text: string): Promise<number> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: 'src/engine/policies/validate-key-policy.ts' });
  assert.deepEqual(
    (result?.messages ?? []).filter(({ fatal }) => fatal),
    [],
  );
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === RULE).length;
}

const IMPORTS =
  "import { INVALID_PRINCIPALS } from '../authorization/policy/parse-principals.ts';\nimport { GAPS } from '../../model/gaps.ts';";

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
  for (const expression of BREACHES) {
    it(`refuses ${expression}`, async () => {
      assert.equal(await refusals(`${IMPORTS}\nexport const found = (said: string): unknown => ${expression};`), 1);
    });
  }
  for (const expression of ALLOWED) {
    it(`allows ${expression}`, async () => {
      assert.equal(await refusals(`${IMPORTS}\nexport const found = (said: string): unknown => ${expression};`), 0);
    });
  }
});
