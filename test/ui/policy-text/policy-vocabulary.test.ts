import { expect } from 'chai';
import { namesAt, valuesAt } from '../../../src/ui/policy-text/policy-vocabulary.ts';
import type { PolicyPath } from '../../../src/model/policy-check.ts';

const NAMEABLE = {
  principals: ['arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::111122223333:root'],
  accounts: ['111122223333'],
};
const names = (path: PolicyPath): string[] => namesAt(path).map(({ word }) => word);
const values = (path: PolicyPath): string[] => valuesAt(path, NAMEABLE).map(({ word }) => word);
const in_ = (...rest: (string | number)[]): PolicyPath => ['Statement', 0, ...rest];

describe('what the policy editor offers', () => {
  it('offers elements, operators and condition keys in their places only', () => {
    expect(names([])).to.deep.equal(['Version', 'Id', 'Statement']);
    expect(names(in_())).to.include.members(['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']);
    expect(names(in_('Principal'))).to.deep.equal(['AWS', 'Service', 'Federated']);
    expect(names(in_('Condition'))).to.include.members(['StringEquals', 'Null', 'ForAnyValue:StringLike']);
    expect(names(in_('Condition', 'Bool'))).to.include.members([
      'kms:GrantIsForAWSResource',
      'kms:EncryptionContext:',
      'aws:PrincipalTag/',
    ]);
    expect(names(in_('Condition', 'Bool'))).not.to.include('kms:ResourceAliases');
    expect(names(in_('Effect'))).to.deep.equal([]);
    expect(names(['Version'])).to.deep.equal([]);
  });

  it('offers the KMS actions that a key policy can name', () => {
    const actions = values(in_('Action', 2));
    expect(actions).to.include.members([
      'kms:*',
      'kms:Encrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:PutKeyPolicy',
      'kms:Decapsulate',
    ]);
    for (const none of ['kms:ReEncrypt', 'kms:CreateKey', 'kms:ListKeys', 'kms:RetireGrant'])
      expect(actions).not.to.include(none);
    expect(new Set(actions).size).to.equal(actions.length);
  });

  it('offers the principals of the directory, each once', () => {
    expect(values(in_('Principal', 'AWS', 0))).to.deep.equal([...NAMEABLE.principals, '*']);
    expect(values(in_('Principal'))).to.deep.equal(['*']);
    expect(values(in_('Principal', 'Service'))).to.deep.equal([]);
  });

  it('offers the values of a condition key', () => {
    expect(values(in_('Condition', 'Bool', 'kms:MultiRegion'))).to.deep.equal(['true', 'false']);
    expect(values(in_('Condition', 'Null', 'kms:KeySpec'))).to.deep.equal(['true', 'false']);
    expect(values(in_('Condition', 'StringEquals', 'KMS:keyspec', 0))).to.include('SYMMETRIC_DEFAULT');
    expect(values(in_('Condition', 'StringEquals', 'kms:CallerAccount'))).to.deep.equal(['111122223333']);
    expect(values(in_('Condition', 'ArnLike', 'aws:PrincipalArn'))).to.deep.equal(NAMEABLE.principals);
    expect(values(in_('Condition', 'StringEquals', 'kms:EncryptionContext:a'))).to.deep.equal([]);
    expect(values(in_('Effect'))).to.deep.equal(['Allow', 'Deny']);
  });
});
