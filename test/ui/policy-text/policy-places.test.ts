import { expect } from 'chai';
import { changeFor, changed, cursorAt, lineOf, placeOf } from '../../../src/ui/policy-text/policy-places.ts';
import type { PolicyEdit, PolicyPath } from '../../../src/model/policy-check.ts';

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "One", "Effect": "Allow", "Action": "kms:*" },
    {
      "Sid": "Two",
      "Action": ["kms:Encrypt", "kms:Decrypt"],
      "Condition": { "StringEquals": { "kms:ViaService": "s3" } }
    }
  ]
}`;
const marked = (text: string, path: PolicyPath): string => {
  const { from, to } = placeOf(text, path);
  return text.slice(from, to);
};
const mended = (text: string, mend: PolicyEdit): string => {
  const change = changeFor(text, mend);
  expect(change).to.exist;
  return changed(text, change!);
};

describe('places in a policy', () => {
  it('marks names of members, items of lists, and opening brackets', () => {
    expect(marked(TEXT, ['Version'])).to.equal('"Version"');
    expect(marked(TEXT, ['Statement', 1, 'Action', 1])).to.equal('"kms:Decrypt"');
    expect(marked(TEXT, ['Statement', 1, 'Condition', 'StringEquals', 'kms:ViaService'])).to.equal('"kms:ViaService"');
    expect(marked(TEXT, ['Statement', 0])).to.equal('{');
    expect(lineOf(TEXT, placeOf(TEXT, ['Statement', 1, 'Action', 0]).from)).to.equal(7);
  });

  it('treats a scalar or an object as a list of one', () => {
    const single = '{"Statement": {"Action": "kms:X"}}';
    expect(marked(single, ['Statement', 0, 'Action'])).to.equal('"Action"');
    expect(mended(single, { kind: 'replace', path: ['Statement', 0, 'Action', 0], value: 'kms:Y' })).to.equal(
      '{"Statement": {"Action": "kms:Y"}}',
    );
  });

  it('marks the last existing ancestor of a path', () => {
    expect(marked(TEXT, ['Statement', 1, 'Principal'])).to.equal('{');
    expect(marked(TEXT, ['Id'])).to.equal('{');
    expect(marked('', ['Id'])).to.equal('');
  });

  const MENDS: readonly { what: string; mend: PolicyEdit; gives: (document: typeof PARSED) => unknown; is: unknown }[] =
    [
      {
        what: 'replaces an item',
        mend: { kind: 'replace', path: ['Statement', 1, 'Action', 0], value: 'kms:Sign' },
        gives: (document) => document.Statement[1]?.['Action'],
        is: ['kms:Sign', 'kms:Decrypt'],
      },
      {
        what: 'replaces a member',
        mend: { kind: 'replace', path: ['Version'], value: 'now' },
        gives: ({ Version }) => Version,
        is: 'now',
      },
      {
        what: 'renames a member',
        mend: { kind: 'rename', path: ['Statement', 1, 'Condition', 'StringEquals'], name: 'StringLike' },
        gives: (document) => document.Statement[1]?.['Condition'],
        is: { StringLike: { 'kms:ViaService': 's3' } },
      },
      {
        what: 'removes the first item',
        mend: { kind: 'remove', path: ['Statement', 1, 'Action', 0] },
        gives: (document) => document.Statement[1]?.['Action'],
        is: ['kms:Decrypt'],
      },
      {
        what: 'removes the last item',
        mend: { kind: 'remove', path: ['Statement', 1, 'Action', 1] },
        gives: (document) => document.Statement[1]?.['Action'],
        is: ['kms:Encrypt'],
      },
      {
        what: 'adds a member to an object on one line',
        mend: { kind: 'add', path: ['Statement', 0], name: 'Resource', value: '*' },
        gives: (document) => document.Statement[0],
        is: { Sid: 'One', Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      },
      {
        what: 'adds a member to an object on several lines',
        mend: { kind: 'add', path: ['Statement', 1], name: 'Resource', value: ['*'] },
        gives: (document) => document.Statement[1]?.['Resource'],
        is: ['*'],
      },
    ];
  const PARSED = JSON.parse(TEXT) as { Version: string; Statement: Record<string, unknown>[] };
  for (const { what, mend, gives, is } of MENDS) {
    it(`${what}, and leaves the rest of the text`, () => {
      const after = mended(TEXT, mend);
      expect(gives(JSON.parse(after) as typeof PARSED)).to.deep.equal(is);
      const lines = TEXT.split('\n');
      const kept = after.split('\n').filter((line) => lines.includes(line));
      expect(kept.length).to.be.greaterThanOrEqual(lines.length - 2);
    });
  }

  it('has no change for a path that does not exist', () => {
    expect(changeFor(TEXT, { kind: 'replace', path: ['Statement', 4, 'Action'], value: 'x' })).to.equal(undefined);
    expect(changeFor(TEXT, { kind: 'remove', path: ['Statement', 1, 'Action', 7] })).to.equal(undefined);
  });

  /** The bar stands for the cursor. */
  const CURSORS: readonly [string, unknown][] = [
    ['{"|"}', { kind: 'name', path: [], quoted: true }],
    ['{ | }', { kind: 'name', path: [], quoted: false }],
    ['{"Statement": [{"Sid": "a", "Ef|"}]}', { kind: 'name', path: ['Statement', 0], quoted: true }],
    ['{"Statement": [{"Effect": |}]}', { kind: 'value', path: ['Statement', 0, 'Effect'], quoted: false }],
    ['{"Statement": [{"Effect": "Al|"}]}', { kind: 'value', path: ['Statement', 0, 'Effect'], quoted: true }],
    [
      '{"Statement": [{}, {"Action": ["kms:Encrypt", "kms:|"]}]}',
      { kind: 'value', path: ['Statement', 1, 'Action', 1], quoted: true },
    ],
    [
      '{"Statement": [{"Action": ["kms:Encrypt", |]}]}',
      { kind: 'value', path: ['Statement', 0, 'Action', 1], quoted: false },
    ],
    ['{"Statement": [{"Condition": {"|"}}]}', { kind: 'name', path: ['Statement', 0, 'Condition'], quoted: true }],
    [
      '{"Statement": [{"Condition": {"Bool": {"|"}}}]}',
      { kind: 'name', path: ['Statement', 0, 'Condition', 'Bool'], quoted: true },
    ],
    [
      '{"Statement": [{"Condition": {"Bool": {"a": "|"}}}]}',
      { kind: 'value', path: ['Statement', 0, 'Condition', 'Bool', 'a'], quoted: true },
    ],
    ['{"Version"|: 1}', undefined],
  ];
  for (const [text, cursor] of CURSORS) {
    it(`finds the place of the cursor in ${text}`, () => {
      const found = cursorAt(text.replace('|', ''), text.indexOf('|'));
      const { at: _at, ...rest } = found ?? {};
      expect(found && rest).to.deep.equal(cursor);
    });
  }
});
