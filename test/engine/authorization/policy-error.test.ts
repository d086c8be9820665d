/** Refused policies: what is wrong, where, and what was meant, as data. */
import { expect } from 'chai';
import { parseDocument, parseKeyPolicy } from '../../../src/engine/authorization/policy/parse-policy.ts';
import { findingOf, PolicyError } from '../../../src/engine/authorization/policy/policy-error.ts';
import { KmsError } from '../../../src/model/errors.ts';

const STATEMENT = { Sid: 'One', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' };
const with_ = (change: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [STATEMENT, { ...STATEMENT, Sid: 'Odd', ...change }] });

function refused(act: () => unknown): PolicyError {
  try {
    act();
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const ROWS: readonly {
  text: string;
  code: string;
  path: readonly (string | number)[];
  value?: unknown;
  mend?: object;
}[] = [
  { text: '{"Version": ', code: 'NotJson', path: [] },
  { text: '['.repeat(30_000) + ']'.repeat(30_000), code: 'WrongType', path: [] },
  {
    text: '{"Statement": [{"Sid": "a", "Sid": "b"}]}',
    code: 'DuplicateMember',
    path: ['Statement', 0, 'Sid'],
    value: 'Sid',
  },
  { text: '[]', code: 'WrongType', path: [], value: [] },
  {
    text: JSON.stringify({ Version: '2012', Statement: [STATEMENT] }),
    code: 'InvalidValue',
    path: ['Version'],
    value: '2012',
    mend: { kind: 'replace', path: ['Version'], value: '2012-10-17' },
  },
  {
    text: JSON.stringify({ Statment: [STATEMENT] }),
    code: 'UnknownElement',
    path: ['Statment'],
    mend: { kind: 'rename', path: ['Statment'], name: 'Statement' },
  },
  { text: '{"Version": "2012-10-17"}', code: 'MissingElement', path: [], value: 'Statement' },
  {
    text: with_({ Efect: 'Allow' }),
    code: 'UnknownElement',
    path: ['Statement', 1, 'Efect'],
    value: 'Allow',
    mend: { kind: 'rename', path: ['Statement', 1, 'Efect'], name: 'Effect' },
  },
  {
    text: with_({ Effect: 'deny' }),
    code: 'InvalidValue',
    path: ['Statement', 1, 'Effect'],
    value: 'deny',
    mend: { kind: 'replace', path: ['Statement', 1, 'Effect'], value: 'Deny' },
  },
  { text: with_({ NotAction: 'kms:Sign' }), code: 'ConflictingElements', path: ['Statement', 1], value: 'Action' },
  {
    text: with_({ Action: ['kms:Sign', 'Sign'] }),
    code: 'InvalidValue',
    path: ['Statement', 1, 'Action', 1],
    value: 'Sign',
  },
  { text: with_({ Resource: 'key' }), code: 'InvalidValue', path: ['Statement', 1, 'Resource'], value: 'key' },
  {
    text: with_({ Principal: { AWS: ['*', 'nobody'] } }),
    code: 'InvalidPrincipal',
    path: ['Statement', 1, 'Principal', 'AWS', 1],
    value: 'nobody',
  },
  {
    text: with_({ Principal: { AWS: 'AIDAIOSFODNN7EXAMPLE' } }),
    code: 'RemovedPrincipal',
    path: ['Statement', 1, 'Principal', 'AWS'],
    value: 'AIDAIOSFODNN7EXAMPLE',
  },
  {
    text: with_({ Condition: { StringEqual: { 'kms:ViaService': 'x' } } }),
    code: 'UnknownOperator',
    path: ['Statement', 1, 'Condition', 'StringEqual'],
    value: 'StringEqual',
    mend: { kind: 'rename', path: ['Statement', 1, 'Condition', 'StringEqual'], name: 'StringEquals' },
  },
  {
    text: with_({ Condition: { StringEquals: { 'kms:ViaService': {} } } }),
    code: 'WrongType',
    path: ['Statement', 1, 'Condition', 'StringEquals', 'kms:ViaService'],
    value: {},
  },
  {
    text: with_({ Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:a': 'b' } } }),
    code: 'OverlyPermissiveCondition',
    path: ['Statement', 1, 'Condition', 'ForAllValues:StringEquals', 'kms:EncryptionContext:a'],
    value: 'ForAllValues:StringEquals',
  },
];

describe('a refused policy', () => {
  for (const { text, code, path, value, mend } of ROWS) {
    it(`says ${code} at ${path.join('.') || 'the document'}: ${text.slice(0, 60)}`, () => {
      const error = refused(() => parseKeyPolicy(text));
      expect(error.code).to.equal(code);
      expect(error.path).to.deep.equal(path);
      if (value !== undefined) expect(error.value).to.deep.equal(value);
      expect(error.suggestion).to.deep.equal(mend);
      expect(error).to.be.instanceOf(KmsError);
      expect(error.name).to.equal(
        code === 'InvalidPrincipal' ? 'InvalidArnException' : 'MalformedPolicyDocumentException',
      );
      if (path[0] === 'Statement' && path.length > 1 && code !== 'DuplicateMember')
        expect(findingOf(error)).to.include({ code, statement: 'Odd' });
    });
  }

  it('has as data the name, the text of AWS, the note and the reason', () => {
    const error = refused(() => parseKeyPolicy(with_({ Effect: 'deny' })));
    expect(error.toData()).to.deep.equal({
      name: 'MalformedPolicyDocumentException',
      note: 'Statement Odd: Effect must be "Allow" or "Deny" (case-sensitive).',
      reason: {
        check: 'policy-document',
        code: 'InvalidValue',
        path: ['Statement', 1, 'Effect'],
        statement: 'Odd',
        value: 'deny',
      },
    });
  });

  it('of another kind says where it is refused too', () => {
    const rcp = { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } };
    expect(refused(() => parseDocument(rcp, 'rcp')).path).to.deep.equal(['Statement', 0, 'Action']);
    const sids = { Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*', Sid: 'One' }] };
    const twice = { Statement: [...sids.Statement, ...sids.Statement] };
    expect(refused(() => parseDocument(twice, 'identity'))).to.deep.include({
      code: 'DuplicateSid',
      path: ['Statement', 1, 'Sid'],
    });
    const scp = { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } };
    expect(refused(() => parseDocument(scp, 'scp'))).to.include({ code: 'UnknownElement' });
  });
});
