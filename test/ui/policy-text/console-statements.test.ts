import { expect } from 'chai';
import type { KeyMetadata } from '../../../src/model/sdk.ts';
import {
  consoleView,
  defaultPolicy,
  formatted,
  withAccount,
  withDeletion,
  withoutPrincipal,
  withPrincipal,
} from '../../../src/ui/policy-text/console-statements.ts';
import { pageContext, newKey } from '../context.ts';

const ACCOUNT = '111122223333';
const ANN = 'arn:aws:iam::111122223333:user/ann';
const BEN = 'arn:aws:iam::111122223333:role/ben';
const OTHER = 'arn:aws:iam::444455556666:root';
const KEY: KeyMetadata = { KeyId: 'k', KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' };
const statements = (text: string) => (JSON.parse(text) as { Statement: Record<string, unknown>[] }).Statement;
const view = (text: string) => consoleView(text, ACCOUNT);

describe('the statements of the console', () => {
  it('reads the default policy', () => {
    const none = { administrators: [], deletion: false, users: [], accounts: [], odd: [], others: 0 };
    expect(view(defaultPolicy(ACCOUNT))).to.deep.equal({ delegates: true, ...none });
  });

  it('reads back what it writes, and restores the original', () => {
    const first = formatted(defaultPolicy(ACCOUNT)) ?? '';
    let text = withPrincipal(first, 'administrators', ANN, KEY);
    text = withPrincipal(text, 'users', ANN, KEY);
    text = withPrincipal(text, 'users', BEN, KEY);
    text = withPrincipal(text, 'users', OTHER, KEY);
    expect(view(text)).to.deep.include({
      administrators: [ANN],
      deletion: true,
      users: [ANN, BEN],
      accounts: ['444455556666'],
      others: 0,
    });
    expect(withPrincipal(text, 'users', BEN, KEY)).to.equal(text);
    expect(withDeletion(withDeletion(text, false), true)).to.equal(text);
    expect(view(withDeletion(text, false))?.deletion).to.equal(false);
    for (const principal of [ANN, BEN, '444455556666']) text = withoutPrincipal(text, 'users', principal);
    expect(withoutPrincipal(text, 'administrators', ANN)).to.equal(first);
  });

  it('keeps all other statements', () => {
    const own = {
      Sid: 'Mine',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { Bool: { 'aws:x': 'true' } },
    };
    const start = JSON.stringify({ Version: '2012-10-17', Id: 'a', Statement: [own] });
    const text = withoutPrincipal(withPrincipal(start, 'users', ANN, KEY), 'users', BEN);
    expect(statements(text)[0]).to.deep.equal(own);
    expect(statements(text)).to.have.length(3);
    expect(view(text)).to.deep.include({ others: 1, delegates: false, users: [ANN] });
    expect(JSON.parse(text)).to.include({ Version: '2012-10-17', Id: 'a' });
  });

  it('keeps a statement that has its Sid and another format', () => {
    const odd = { Sid: 'Allow use of the key', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };
    const start = JSON.stringify({ Statement: odd });
    expect(view(start)?.odd).to.deep.equal(['Allow use of the key']);
    const text = withPrincipal(start, 'users', ANN, KEY);
    expect(statements(text)[0]).to.deep.equal(odd);
  });

  it('allows users the operations of the key usage', () => {
    const actionsOf = (key: KeyMetadata): unknown =>
      statements(withPrincipal('{"Statement":[]}', 'users', ANN, key))[0]?.['Action'];
    expect(actionsOf(KEY)).to.include.members(['kms:Encrypt', 'kms:GenerateDataKey*']);
    expect(actionsOf({ ...KEY, KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })).to.have.members([
      'kms:DescribeKey',
      'kms:GenerateMac',
      'kms:VerifyMac',
    ]);
    expect(actionsOf({ ...KEY, KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }))
      .to.include('kms:Sign')
      .and.not.to.include('kms:Encrypt');
    expect(actionsOf({ ...KEY, KeySpec: 'RSA_2048' }))
      .to.include('kms:ReEncrypt*')
      .and.not.to.include('kms:GenerateDataKey*');
  });

  it('writes policies that KMS accepts without a finding', async () => {
    for (const input of [{}, { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' }] as const) {
      const context = pageContext();
      await context.strongroom.sandbox.principals.put({ arn: ANN });
      const key = await newKey(context, input);
      let text = defaultPolicy(ACCOUNT);
      for (const principal of [ANN, OTHER]) text = withPrincipal(text, 'users', principal, key);
      text = withPrincipal(text, 'administrators', ANN, key);
      const { findings, alters } = await context.strongroom.sandbox.checkPolicy(key.Arn ?? '', text, context.caller);
      expect(findings).to.deep.equal([]);
      expect(alters.some(({ principal, operation }) => principal === ANN && operation === 'PutKeyPolicy')).to.equal(
        true,
      );
    }
  });

  it('restores the account statement', () => {
    const text = withAccount('{"Statement":[{"Sid":"Mine"}]}', ACCOUNT);
    expect(statements(text).map(({ Sid }) => Sid)).to.deep.equal(['Enable IAM User Permissions', 'Mine']);
    expect(withAccount('not JSON', ACCOUNT)).to.equal(defaultPolicy(ACCOUNT));
  });

  it('has no view of a text that is not a policy, and does not change it', () => {
    for (const text of ['', '[]', '{"Statement": [1]}']) {
      expect(view(text)).to.equal(undefined);
      expect(withPrincipal(text, 'users', ANN, KEY)).to.equal(text);
      expect(withoutPrincipal(text, 'users', ANN)).to.equal(text);
      expect(withDeletion(text, true)).to.equal(text);
    }
    expect(formatted('{')).to.equal(undefined);
  });
});
