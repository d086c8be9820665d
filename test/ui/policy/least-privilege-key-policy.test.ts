import { expect } from 'chai';
import { leastKeyPolicy } from '../../../src/ui/policy/least-privilege-key-policy.ts';
import { TEXTS } from '../../../src/ui/policy/policy-texts.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/App`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/App/web`;
const PARTNER = 'arn:aws:iam::444455556666:role/Partner';

describe('the least-privilege policy for logged calls', () => {
  it('allows the same operations, and no others', async () => {
    const context = pageContext();
    const { sandbox, kms } = context.strongroom;
    const all = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } }];
    for (const arn of [ANN, ROLE, PARTNER]) await sandbox.principals.put({ arn, policies: all });
    const { KeyId, Arn = '' } = await newKey(context);
    const { Policy = '' } = await context.kms.getKeyPolicy({ KeyId });
    const open = JSON.parse(Policy) as { Statement: object[] };
    open.Statement.push({ Effect: 'Allow', Principal: { AWS: PARTNER }, Action: 'kms:*', Resource: '*' });
    await kms('us-east-1', `arn:aws:iam::${ACCOUNT}:root`).putKeyPolicy({ KeyId, Policy: JSON.stringify(open) });
    const bytes = new Uint8Array(4);
    const { CiphertextBlob } = await kms('us-east-1', SESSION).encrypt({ KeyId, Plaintext: bytes });
    await kms('us-east-1', SESSION).reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId });
    await kms('us-east-1', PARTNER).decrypt({ KeyId: Arn, CiphertextBlob });
    await kms('us-east-1', ANN).generateDataKey({ KeyId, KeySpec: 'AES_256' });
    await kms('us-east-1', 'arn:aws:iam::444455556666:root')
      .decrypt({ KeyId: Arn, CiphertextBlob })
      .catch(() => undefined);
    const { events } = await sandbox.events.query({ keyArn: Arn });
    const least = leastKeyPolicy(events, Arn, context.caller);
    expect(least).to.deep.include({ principals: 5, inexpressible: 0 });
    const { Statement } = JSON.parse(least.text) as { Statement: { Principal: { AWS: string }; Action: string[] }[] };
    const of = (principal: string) =>
      Statement.filter(({ Principal }) => Principal.AWS === principal).map(({ Action }) => Action);
    expect(of(ROLE)).to.deep.equal([['kms:Encrypt'], ['kms:ReEncryptFrom', 'kms:ReEncryptTo']]);
    expect(of(`arn:aws:iam::${ACCOUNT}:root`)).to.deep.equal([['kms:PutKeyPolicy']]);
    expect(of(PARTNER)).to.deep.equal([['kms:Decrypt']]);
    expect((await sandbox.checkPolicy(Arn, least.text, context.caller)).findings).to.deep.equal([]);
    await context.kms.putKeyPolicy({ KeyId, Policy: least.text });
    await kms('us-east-1', SESSION).reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId });
    await kms('us-east-1', PARTNER).decrypt({ KeyId: Arn, CiphertextBlob });
    for (const who of [ANN, PARTNER]) {
      const reply = await kms('us-east-1', who).call('Encrypt', { KeyId: Arn, Plaintext: bytes });
      expect(reply.ok, who).to.equal(false);
    }
  });

  it('lets the keeper change the policy without any calls, and names the role of a session', () => {
    const { text, calls, principals } = leastKeyPolicy([], 'arn:key', SESSION);
    expect({ calls, principals }).to.deep.equal({ calls: 0, principals: 0 });
    expect((JSON.parse(text) as { Statement: object[] }).Statement).to.deep.equal([
      {
        Sid: TEXTS.sids.keeper,
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
        Resource: '*',
      },
    ]);
  });
});
