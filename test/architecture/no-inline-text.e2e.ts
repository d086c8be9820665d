/** Plants texts in templates and sees the linter refuse each of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Linter } from 'eslint';
import { noInlineText } from '../../tools/no-inline-text.js';

const linter = new Linter();

const refusals = (template: string): number =>
  linter.verify(`html\`${template}\``, {
    plugins: { text: { rules: { 'no-inline-text': noInlineText } } },
    rules: { 'text/no-inline-text': 'error' },
  }).length;

const BREACHES: readonly string[] = [
  '<p>Keys in this account</p>',
  '<p>${name} is deleted.</p>',
  '<input aria-label="Filter keys" />',
  '<input placeholder="Alias, ${name}" />',
  '<strong-state heading="No keys"></strong-state>',
  'Enabled',
];

const ALLOWED: readonly string[] = [
  '<p>${TEXTS.intro}</p>',
  '<code>kms:Decrypt</code>',
  '<input aria-label=${TEXTS.filter} id="filter-keys" class="wide field" />',
  '<span>${count} · 3 → 4</span>',
  '<span>&nbsp;</span><!-- a note for readers of the code -->',
];

describe('the rule that texts stand in catalogues', () => {
  for (const template of BREACHES) it(`refuses ${template}`, () => assert.equal(refusals(template), 1));
  for (const template of ALLOWED) it(`allows ${template}`, () => assert.equal(refusals(template), 0));
});
