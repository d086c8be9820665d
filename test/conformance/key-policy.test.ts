/** Key policies that PutKeyPolicy refuses, each with AWS's error and the reason; what is stored stays as it was. */
import { expect } from 'chai';
import type { PolicyDocument } from '../../src/model/policy-document.ts';
import { testWorld } from '../engine/world.ts';

const ROOT = 'arn:aws:iam::111122223333:root';

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string;
  readonly Resource: string;
}

const policy = (...Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Principal?: string, Sid?: string): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...(Principal === undefined ? {} : { Principal: { AWS: Principal } }),
  ...(Sid === undefined ? {} : { Sid }),
});
const KEEP = allow('kms:*', ROOT, 'Keep');

describe('a key policy', () => {
  const REFUSED: readonly { rule: string; text: string; error: string; note: RegExp }[] = [
    { rule: 'that is not JSON', text: '{', error: 'MalformedPolicyDocumentException', note: /not JSON/ },
    {
      rule: 'with an operator that does not exist',
      text: JSON.stringify(
        policy({ ...KEEP, ...{ Condition: { StringMatches: { 'aws:username': 'x' } } } } as Statement),
      ),
      error: 'MalformedPolicyDocumentException',
      note: /unknown condition operator StringMatches/,
    },
    {
      rule: 'with Null and IfExists',
      text: JSON.stringify(
        policy({ ...KEEP, ...{ Condition: { NullIfExists: { 'aws:username': 'true' } } } } as Statement),
      ),
      error: 'MalformedPolicyDocumentException',
      note: /unknown condition operator NullIfExists/,
    },
    {
      rule: 'with ForAllValues over a single-valued key',
      text: JSON.stringify(
        policy({
          ...KEEP,
          ...{ Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:a': 'x' } } },
        } as Statement),
      ),
      error:
        'MalformedPolicyDocumentException: OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.',
      note: /^$/,
    },
    {
      rule: 'with both Action and NotAction',
      text: JSON.stringify(policy({ ...KEEP, ...{ NotAction: 'kms:Encrypt' } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /both Action and NotAction/,
    },
    {
      rule: 'with an effect in another case',
      text: JSON.stringify(policy({ ...KEEP, Effect: 'allow' as 'Allow' })),
      error: 'MalformedPolicyDocumentException',
      note: /Effect/,
    },
    {
      rule: 'without a principal',
      text: JSON.stringify(policy(allow('kms:*'))),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with no principal.',
      note: /has no Principal/,
    },
    {
      rule: 'with an empty principal',
      text: JSON.stringify(policy({ ...KEEP, Principal: {} })),
      error: 'MalformedPolicyDocumentException',
      note: /Principal is empty/,
    },
    {
      rule: 'with an empty list of principals',
      text: JSON.stringify(policy({ ...KEEP, Principal: { AWS: [] } })),
      error: 'MalformedPolicyDocumentException',
      note: /Principal.AWS must be a string or an array of strings/,
    },
    {
      rule: 'without statements',
      text: JSON.stringify(policy()),
      error: 'MalformedPolicyDocumentException',
      note: /has no Statement/,
    },
    {
      rule: 'with an empty action',
      text: JSON.stringify(policy({ ...KEEP, Action: '' })),
      error: 'MalformedPolicyDocumentException',
      note: /is not a valid action/,
    },
    {
      rule: 'with an empty list of resources',
      text: JSON.stringify(policy({ ...KEEP, Resource: [] as unknown as string })),
      error: 'MalformedPolicyDocumentException',
      note: /Resource must be a string or an array of strings/,
    },
    {
      rule: 'with a condition key without a prefix',
      text: JSON.stringify(policy({ ...KEEP, ...{ Condition: { StringEquals: { username: 'x' } } } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /username is not a valid condition key/,
    },
    {
      rule: 'with an account that does not exist',
      text: JSON.stringify(policy(KEEP, allow('kms:*', '999988887777'))),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /principal 999988887777 does not exist/,
    },
    {
      rule: 'with an identity provider that is none',
      text: JSON.stringify(policy(KEEP, { ...KEEP, Principal: { Federated: 'example' } })),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /example is not an identity provider/,
    },
    {
      rule: 'with the unique ID of a deleted user',
      text: JSON.stringify(policy(KEEP, allow('kms:*', 'AIDACKCEVSQ6C2EXAMPLE'))),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /unique IDs/,
    },
    {
      rule: 'with a service that has no service name',
      text: JSON.stringify(policy({ ...KEEP, Principal: { Service: 's3' } })),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /principal s3 is not a service principal/,
    },
    {
      rule: 'with a resource that is no ARN',
      text: JSON.stringify(policy({ ...KEEP, Resource: 'key/x' })),
      error: 'MalformedPolicyDocumentException',
      note: /is not an ARN/,
    },
    {
      rule: 'with an unknown element',
      text: JSON.stringify(policy({ ...KEEP, ...{ Extra: 1 } } as Statement)),
      error: 'MalformedPolicyDocumentException',
      note: /unknown element Extra/,
    },
    {
      rule: 'with a group as principal',
      text: JSON.stringify(policy(allow('kms:*', 'arn:aws:iam::111122223333:group/all'))),
      error: 'InvalidArnException: An ARN in the specified key policy is invalid.',
      note: /group/,
    },
    {
      rule: 'with a principal that is not there',
      text: JSON.stringify(policy(KEEP, allow('kms:*', 'arn:aws:iam::111122223333:user/ghost'))),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /ghost/,
    },
    {
      rule: 'that locks its writer out',
      text: JSON.stringify(policy(allow('kms:Encrypt', ROOT))),
      error:
        'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
      note: /^$/,
    },
  ];
  for (const { rule, text, error, note } of REFUSED) {
    it(`${rule} is rejected, and the old one remains`, async () => {
      const world = await testWorld();
      const KeyId = await world.key();
      const before = await world.ok('GetKeyPolicy', { KeyId });
      const reply = await world.reply('PutKeyPolicy', { KeyId, Policy: text });
      expect(reply.ok ? 'ok' : [reply.error.name, reply.error.message].filter(Boolean).join(': ')).to.equal(error);
      expect(reply.ok ? '' : (reply.error.note ?? '')).to.match(note);
      expect(await world.ok('GetKeyPolicy', { KeyId })).to.deep.equal(before);
    });
  }

  const ACCEPTED: readonly { rule: string; statements: readonly object[] }[] = [
    { rule: 'one Sid twice', statements: [KEEP, KEEP] },
    { rule: 'a statement without Action', statements: [KEEP, { ...KEEP, Action: undefined }] },
    { rule: 'a statement without Resource', statements: [KEEP, { ...KEEP, Resource: undefined }] },
    { rule: 'a Sid with spaces', statements: [{ ...KEEP, Sid: 'Enable IAM policies' }] },
    { rule: 'an empty condition', statements: [{ ...KEEP, Condition: {} }] },
    { rule: 'a service principal', statements: [KEEP, { ...KEEP, Principal: { Service: 's3.amazonaws.com' } }] },
    { rule: 'a web identity', statements: [KEEP, { ...KEEP, Principal: { Federated: 'accounts.google.com' } }] },
    {
      rule: 'a SAML provider',
      statements: [KEEP, { ...KEEP, Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/x' } }],
    },
  ];
  for (const { rule, statements } of ACCEPTED) {
    it(`with ${rule} is stored and returned with the same contents`, async () => {
      const world = await testWorld();
      const KeyId = await world.key();
      const sent = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      await world.ok('PutKeyPolicy', { KeyId, Policy: sent });
      const { Policy = '' } = await world.ok('GetKeyPolicy', { KeyId });
      expect(JSON.parse(Policy)).to.deep.equal(JSON.parse(sent));
    });
  }

  it('may lock out its caller with BypassPolicyLockoutSafetyCheck', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('PutKeyPolicy', {
      KeyId,
      Policy: JSON.stringify(policy(allow('kms:Encrypt', ROOT))),
      BypassPolicyLockoutSafetyCheck: true,
    });
    expect(await world.error('DescribeKey', { KeyId })).to.contain('AccessDeniedException');
  });

  it('of 32,769 bytes exceeds the quota', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const text = JSON.stringify(policy(KEEP)).padEnd(32_769, ' ');
    expect(await world.error('PutKeyPolicy', { KeyId, Policy: text })).to.equal('LimitExceededException');
    await world.ok('PutKeyPolicy', { KeyId, Policy: text.slice(0, 32_768) });
  });
});
