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
      rule: 'with one Sid twice',
      text: JSON.stringify(policy(KEEP, KEEP)),
      error: 'MalformedPolicyDocumentException',
      note: /Duplicate Sid: Keep/,
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
      error: 'MalformedPolicyDocumentException',
      note: /Principal/,
    },
    {
      rule: 'with a service that has no service name',
      text: JSON.stringify(policy({ ...KEEP, Principal: { Service: 's3' } })),
      error: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      note: /principal s3 does not exist/,
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
