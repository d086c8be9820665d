import { expect } from 'chai';
import { policyDiff, type DiffPart } from '../../../src/ui/policy-text/policy-diff.ts';

const policy = (...actions: string[]): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: actions }] }, undefined, 2);
const SIGNS = { same: ' ', gone: '-', new: '+' } as const;
const drawn = (parts: readonly DiffPart[]): string[] =>
  parts.flatMap((part) =>
    typeof part === 'number' ? [`… ${part}`] : part.map(({ kind, text }) => SIGNS[kind] + text.trim()),
  );

describe('the comparison of two policies', () => {
  it('has the removed and added lines with context, and counts the others', () => {
    const many = Array.from({ length: 12 }, (_, n) => `kms:A${n}`);
    const { parts, gone, added } = policyDiff(policy(...many), policy(...many.with(6, 'kms:New')));
    expect({ gone, added }).to.deep.equal({ gone: 1, added: 1 });
    expect(drawn(parts)).to.deep.equal([
      '… 8',
      ' "kms:A3",',
      ' "kms:A4",',
      ' "kms:A5",',
      '-"kms:A6",',
      '+"kms:New",',
      ' "kms:A7",',
      ' "kms:A8",',
      ' "kms:A9",',
      '… 6',
    ]);
  });

  it('numbers the lines of both policies', () => {
    const { parts } = policyDiff(policy('a', 'b'), policy('b'));
    const lines = parts.flatMap((part) => (typeof part === 'number' ? [] : part));
    expect(lines.find(({ text }) => text.includes('"a"'))).to.deep.include({ kind: 'gone', before: 6 });
    expect(lines.find(({ text }) => text.includes('"b"'))).to.deep.include({ kind: 'same', before: 7, after: 6 });
  });

  it('ignores formatting', () => {
    const text = policy('kms:*');
    expect(policyDiff(text, JSON.stringify(JSON.parse(text)))).to.deep.equal({ parts: [], gone: 0, added: 0 });
  });

  it('compares a text that is not JSON as it is', () => {
    expect(drawn(policyDiff('{\n  "a": 1\n}', '{\n  "a": 2\n').parts)).to.deep.equal([
      ' {',
      '-"a": 1',
      '-}',
      '+"a": 2',
      '+',
    ]);
    expect(drawn(policyDiff('', '{').parts)).to.deep.equal(['-', '+{']);
  });
});
