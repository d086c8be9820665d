/** The form in which GetKeyPolicy returns policies. */
import { expect } from 'chai';
import { formatPolicy } from '../../../src/engine/policies/format-policy.ts';
import { testWorld } from '../world.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const READERS = ['arn:aws:iam::111122223333:role/one', 'arn:aws:iam::111122223333:user/two'];

/** Whitespace as in the answer recorded in https://github.com/aws/aws-cli/issues/9456, with other names. */
const RETURNED = `{
  "Version" : "2012-10-17",
  "Id" : "example",
  "Statement" : [ {
    "Sid" : "Account",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "${ROOT}"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  }, {
    "Sid" : "Say \\": hello",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : [ "${READERS[0]}", "${READERS[1]}" ]
    },
    "Action" : [ "kms:Decrypt", "kms:GenerateDataKey" ],
    "Resource" : "*",
    "Condition" : {
      "StringEquals" : {
        "kms:EncryptionContext:tenant" : "eu"
      }
    }
  } ]
}`;

const SENT = {
  Statement: [
    { Action: 'kms:*', Effect: 'Allow', Principal: { AWS: ROOT }, Resource: '*', Sid: 'Account' },
    {
      Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Effect: 'Allow',
      Principal: { AWS: READERS },
      Resource: '*',
      Sid: 'Say ": hello',
    },
  ],
  Id: 'example',
  Version: '2012-10-17',
};

describe('formatPolicy', () => {
  it('prints a policy as AWS returns it, whatever the order of its members', () => {
    expect(formatPolicy(SENT)).to.equal(RETURNED);
  });

  it('changes nothing when applied to its own result', () => {
    expect(formatPolicy(JSON.parse(RETURNED) as typeof SENT)).to.equal(RETURNED);
  });

  it('prints empty lists and objects, and keeps members that AWS does not name', () => {
    expect(formatPolicy({ Other: {}, Version: '2012-10-17', Statement: [] })).to.equal(
      '{\n  "Version" : "2012-10-17",\n  "Statement" : [ ],\n  "Other" : { }\n}',
    );
  });
});

describe('GetKeyPolicy', () => {
  it('returns a policy that was sent on one line in this form', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const policy = { ...SENT, Statement: SENT.Statement.slice(0, 1) };
    await world.ok('PutKeyPolicy', { KeyId, Policy: JSON.stringify(policy) });
    const { Policy } = await world.ok('GetKeyPolicy', { KeyId });
    expect(Policy).to.equal(formatPolicy(policy));
  });
});
