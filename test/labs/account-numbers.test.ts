/** The texts of the course write account numbers as the pages do, so that a search of the page finds them. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { LABS } from '../../src/labs/labs.ts';

/** An account number without hyphens. In ARNs it has none, on pages as well. */
const BARE = /(?<![:\d])\d{12}(?![\d:]\S)/g;

describe('account numbers in the texts of labs', () => {
  for (const language of ['en', 'de'])
    it(`have hyphens, as those of the header, the callers and the directory: ${language}`, () => {
      const found = LABS.flatMap(({ id }) => {
        const text = readFileSync(new URL(`../../src/labs/${id}/${language}.json`, import.meta.url), 'utf8');
        return [...text.matchAll(BARE)].map(([account]) => `${id}: ${account}`);
      });
      expect(found).to.deep.equal([]);
    });
});
