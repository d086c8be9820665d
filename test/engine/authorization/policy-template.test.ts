/** Policy variables as they are read. */
import { expect } from 'chai';
import { resolveTemplate, parseTemplate, variablesOf } from '../../../src/engine/authorization/policy/template.ts';
import { literalPattern } from '../../../src/engine/authorization/policy/pattern.ts';

const MANY = 1_000_000;

describe('policy variables', () => {
  it('have a name without the spaces around it', () => {
    for (const text of ['${aws:username}', '${ aws:username }', "${aws:username , 'x'}", "${ aws:username,'x'}"]) {
      expect(variablesOf(parseTemplate(text, true)), text).to.deep.equal(['aws:username']);
    }
  });

  it('have a default of any characters', () => {
    for (const otherwise of ['', 'x', "it's", 'a, b', 'two\nlines', '*']) {
      const pattern = resolveTemplate(parseTemplate(`\${aws:username, '${otherwise}'}`, true), () => undefined);
      expect(pattern && literalPattern(pattern)).to.equal(otherwise);
    }
  });

  it('are read in one go, however long they are', () => {
    const spaces = ' '.repeat(MANY);
    expect(variablesOf(parseTemplate(`\${a${spaces}b}`, true))).to.deep.equal([`a${spaces}b`]);
    expect(variablesOf(parseTemplate(`\${${spaces}}`, true))).to.deep.equal(['']);
  });
});
