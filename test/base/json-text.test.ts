import { expect } from 'chai';
import { duplicateMembers, firstJsonError, jsonTree } from '../../src/base/json-text.ts';

describe('the first error of a JSON text', () => {
  const ROWS: readonly (readonly [text: string, error: object | undefined])[] = [
    ['{"a": [1, "x", null, true]}', undefined],
    ['{"a": 1 "b": 2}', { offset: 8, kind: 'comma-missing' }],
    ['["a" "b"]', { offset: 5, kind: 'comma-missing' }],
    ['{"a": 1,}', { offset: 8, kind: 'comma-extra' }],
    ['["a",]', { offset: 5, kind: 'comma-extra' }],
    ['{"a": }', { offset: 6, kind: 'other' }],
    ['{"a": 1 // no', { kind: 'other' }],
    ['', { offset: 0, kind: 'other' }],
    ['{"a": 1', { offset: 7, kind: 'other' }],
  ];
  for (const [text, error] of ROWS) {
    it(`is found in ${JSON.stringify(text)}`, () => {
      const found = firstJsonError(text);
      if (error === undefined) expect(found).to.equal(undefined);
      else expect(found).to.include(error);
    });
  }

  it('exists wherever JSON.parse refuses, and nowhere else', () => {
    for (const text of ['\ufeff{}', '{"a": 01}', '"\t"', "{'a': 1}", '{"a": NaN}', '[1,,2]', '{} {}', 'nul', '"\\x"']) {
      let refused = false;
      try {
        JSON.parse(text);
      } catch {
        refused = true;
      }
      expect(firstJsonError(text) !== undefined, JSON.stringify(text)).to.equal(refused);
    }
  });
});

describe('a member that an object has twice', () => {
  const ROWS: readonly (readonly [text: string, path: readonly (string | number)[] | undefined])[] = [
    ['{"a": 1, "b": {"a": 2}}', undefined],
    ['{"a": 1, "a": 2}', ['a']],
    ['{"s": [{}, {"x": 1, "y": 2, "x": 3}]}', ['s', 1, 'x']],
    ['{"a": 1, "\\u0061": 2}', ['a']],
    ['{"a": "{\\"b\\": 1, \\"b\\": 2}"}', undefined],
    ['[]', undefined],
  ];
  for (const [text, path] of ROWS)
    it(`is ${path ? path.join('.') : 'not'} in ${text}`, () =>
      expect(duplicateMembers(text)).to.deep.equal(path ? [path] : []));

  it('is found in a text that is nested deeper than the stack allows', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(jsonTree(deep)).to.equal(undefined);
    expect(firstJsonError(`${deep}]`)).to.exist;
    expect(duplicateMembers(deep)).to.deep.equal([]);
    expect(duplicateMembers(`{"a": ${deep}, "a": 1}`)).to.deep.equal([['a']]);
  });

  it('is found each time', () => {
    expect(duplicateMembers('{"a": {"b": 1, "b": 2}, "a": [{"c": 1, "c": 2}]}')).to.deep.equal([
      ['a', 'b'],
      ['a'],
      ['a', 0, 'c'],
    ]);
  });
});
