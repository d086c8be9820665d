/** The summary of a request, and how its keys were identified. */
import { expect } from 'chai';
import type { Identification, TraceStep } from '../../../src/model/decision.ts';
import { askedFacts, keyFacts } from '../../../src/ui/decision/request-summary.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const ID = '12345678-1234-1234-1234-1234567890ab';
const OTHER = 'abcdefab-1234-1234-1234-1234567890cd';
const arn = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`;
const KEY = 'key 1234…90ab in account 1111-2222-3333';

/** A decision about keys, each identified in its way. */
function decided(...keys: readonly (readonly [action: string, id: string, identifiedBy?: Identification])[]) {
  const allowed = { allowed: true, decidedBy: { kind: 'none' }, policyTypes: [] } as const;
  return {
    trace: keys.map(([action, id]): TraceStep => ({ gate: 'key-policy', action, resource: arn(id), outcome: 'allow' })),
    resources: keys.map(([action, id, identifiedBy]) => ({
      ...allowed,
      action,
      resource: arn(id),
      ...(identifiedBy && { identifiedBy }),
    })),
  };
}

describe('the summary of a request', () => {
  const alias = 'alias/app';
  const cases: readonly (readonly [name: string, identifiedBy: Identification, says: string])[] = [
    ['its ID', { by: 'key-id' }, 'identified by key ID'],
    ['its ARN', { by: 'key-arn' }, 'identified by ARN'],
    ['an alias', { by: 'alias-name', alias }, 'identified by alias/app'],
    ['the ARN of an alias', { by: 'alias-arn', alias }, 'identified by the ARN of alias/app'],
    ['a ciphertext', { by: 'ciphertext' }, 'identified by the ciphertext'],
    ['a grant token', { by: 'grant-token' }, 'identified by the grant token'],
    ['the alias to change', { by: 'alias-target', alias }, 'identified as the target of alias/app'],
  ];
  for (const [name, identifiedBy, says] of cases) {
    it(`says that the key was identified by ${name}`, () => {
      expect(keyFacts(decided(['kms:Decrypt', ID, identifiedBy]))).to.deep.equal([['Key', `${KEY} (${says})`]]);
    });
  }

  it('does not say how a key was identified if the event does not record it', () => {
    expect(keyFacts(decided(['kms:Decrypt', ID]))).to.deep.equal([['Key', KEY]]);
    const { trace } = decided(['kms:Decrypt', ID]);
    expect(keyFacts({ trace })).to.deep.equal([['Key', KEY]]);
  });

  it('distinguishes the two keys of ReEncrypt and of UpdateAlias', () => {
    const reEncrypt = decided(
      ['kms:ReEncryptFrom', ID, { by: 'ciphertext' }],
      ['kms:ReEncryptTo', OTHER, { by: 'alias-name', alias: 'alias/new' }],
    );
    expect(keyFacts(reEncrypt)).to.deep.equal([
      ['Source key', `${KEY} (identified by the ciphertext)`],
      ['Destination key', 'key abcd…90cd in account 1111-2222-3333 (identified by alias/new)'],
    ]);
    const update = decided(
      ['kms:UpdateAlias', ID, { by: 'alias-target', alias }],
      ['kms:UpdateAlias', OTHER, { by: 'key-id' }],
    );
    expect(keyFacts(update)).to.deep.equal([
      ['Key', `${KEY} (identified as the target of alias/app)`],
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
