/** The summary of a request, and how its keys were identified. */
import { expect } from 'chai';
import { askedFacts, keyFacts } from '../../../src/ui/decision/request-summary.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const ID = '12345678-1234-1234-1234-1234567890ab';
const OTHER = 'abcdefab-1234-1234-1234-1234567890cd';
const arn = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`;
const step = (action: string, id = ID) =>
  ({ gate: 'key-policy', action, resource: arn(id), outcome: 'allow' }) as const;
const KEY = 'key 1234…90ab in account 1111-2222-3333';

describe('the summary of a request', () => {
  const cases: readonly (readonly [name: string, input: object, action: string, says: string])[] = [
    ['its ID', { KeyId: ID }, 'kms:Encrypt', `${KEY} (identified by key ID)`],
    ['its ARN', { KeyId: arn(ID) }, 'kms:Encrypt', `${KEY} (identified by ARN)`],
    ['an alias', { KeyId: 'alias/app' }, 'kms:Encrypt', `${KEY} (identified by alias/app)`],
    [
      'the ARN of an alias',
      { KeyId: 'arn:aws:kms:us-east-1:111122223333:alias/app' },
      'kms:Encrypt',
      `${KEY} (identified by alias/app)`,
    ],
    ['a ciphertext', { EncryptionContext: { a: 'b' } }, 'kms:Decrypt', `${KEY} (identified by the ciphertext)`],
    ['a grant token', { GrantToken: 'AQ' }, 'kms:RetireGrant', `${KEY} (identified by the grant token)`],
    [
      'the target of an alias',
      { AliasName: 'alias/app', TargetKeyId: ID },
      'kms:CreateAlias',
      `${KEY} (identified by key ID)`,
    ],
    [
      'the alias that is to be deleted',
      { AliasName: 'alias/app' },
      'kms:DeleteAlias',
      `${KEY} (identified by alias/app)`,
    ],
  ];
  for (const [name, input, action, says] of cases) {
    it(`says that the key was identified by ${name}`, () => {
      expect(keyFacts({ input }, { trace: [step(action), step(action)] })).to.deep.equal([['Key', says]]);
    });
  }

  it('distinguishes the two keys of ReEncrypt and of UpdateAlias', () => {
    const trace = [step('kms:ReEncryptFrom'), step('kms:ReEncryptTo', OTHER)];
    expect(keyFacts({ input: { DestinationKeyId: 'alias/new' } }, { trace })).to.deep.equal([
      ['Source key', `${KEY} (identified by the ciphertext)`],
      ['Destination key', 'key abcd…90cd in account 1111-2222-3333 (identified by alias/new)'],
    ]);
    const update = { input: { AliasName: 'alias/app', TargetKeyId: OTHER } };
    expect(keyFacts(update, { trace: [step('kms:UpdateAlias'), step('kms:UpdateAlias', OTHER)] })).to.deep.equal([
      ['Key', `${KEY} (identified by alias/app)`],
      ['Key', 'key abcd…90cd in account 1111-2222-3333 (identified by key ID)'],
    ]);
  });

  it('contains caller, operation, Region, encryption contexts, grant tokens and condition keys', () => {
    const input = { KeyId: ID, SourceEncryptionContext: { tenant: 'red', job: '7' }, GrantTokens: ['a'] };
    const requestContext = { 'aws:SourceVpce': 'vpce-1', 'aws:CalledVia': ['a.amazonaws.com', 'b.amazonaws.com'] };
    expect(
      askedFacts({ principal: ADMIN, operation: 'ReEncrypt', region: 'us-east-1', input, requestContext }),
    ).to.deep.equal([
      ['Caller', 'user admin in account 1111-2222-3333'],
      ['Operation', 'ReEncrypt'],
      ['Region', 'us-east-1'],
      ['Source encryption context', 'tenant = red, job = 7'],
      ['Grant tokens', '1'],
      ['aws:SourceVpce', 'vpce-1'],
      ['aws:CalledVia', 'a.amazonaws.com, b.amazonaws.com'],
    ]);
    expect(
      askedFacts({ principal: 's3.amazonaws.com', operation: 'ListKeys', region: 'us-east-1' }, { trace: [] })[0],
    ).to.deep.equal(['Caller', 'the service s3.amazonaws.com']);
  });
});
