/** The rules about words: each one sees what it is for, and the exempt list holds nothing that is clean. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { checkProse, findBannedForms, findUnnamedSources } from '../../tools/check-prose.mjs';
import { NAMED_SOURCES, PROSE_RULES, UNNAMED_SOURCES } from '../../tools/prose-rules.mjs';

/** Returns what cspell finds in a text by the project's settings, as if it stood in a document. No file is written. */
function misspelled(text: string): string {
  const file = 'stdin://docs/planted.md';
  const command = ['node_modules/cspell/bin.mjs', 'lint', '--config', 'tools/cspell.json', '--no-progress', file];
  return spawnSync(process.execPath, command, { encoding: 'utf8', input: text }).stdout;
}

describe('the rules about words', () => {
  for (const { example, say } of PROSE_RULES) {
    it(`refuse "${example}"`, () => {
      const [found, more] = findBannedForms(`A line.\n${example}\n`);
      assert.deepEqual({ line: found?.line, say: found?.say }, { line: 2, say });
      assert.equal(more, undefined);
      assert.deepEqual(findBannedForms(say), []);
    });
  }

  for (const comment of UNNAMED_SOURCES) {
    it(`refuse ${JSON.stringify(comment)}`, () => {
      assert.equal(findUnnamedSources(`export {};\n${comment}\n`).length, 1);
    });
  }

  for (const comment of NAMED_SOURCES) {
    it(`accept ${JSON.stringify(comment)}`, () => {
      assert.deepEqual(findUnnamedSources(`export {};\n${comment}\n`), []);
    });
  }

  it('find nothing in the tree, and no exemption without need', () => {
    assert.deepEqual(checkProse(), []);
  });
});

describe('the spelling', () => {
  it('finds a misspelled word in a document and accepts the words of the project', () => {
    const text = 'The request is received. comlink, AKIAIOSFODNN7EXAMPLE\nThe request is recieved.\n';
    const words = [...misspelled(text).matchAll(/Unknown word \((\w+)/g)].map(([, word]) => word);
    assert.deepEqual(words, ['recieved']);
  });
});
