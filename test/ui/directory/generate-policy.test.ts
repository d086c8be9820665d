/** A policy that is generated from calls allows them all again, and nothing that was not called. */
import { expect } from 'chai';
import { generatePolicy } from '../../../src/ui/directory/generate-policy.ts';
import { questionOf } from '../../../src/ui/decision/simulation.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
const AUDITOR = 'arn:aws:iam::444455556666:user/auditor';
/** No call is left out. */
const NONE_LEFT = { consoleReads: 0, inexpressible: 0 };
const NO_CONTEXT = { Null: { 'kms:EncryptionContextKeys': 'true' } };
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

async function world(policies: object[] = [ALL]) {
  const context = pageContext();
  const { sandbox } = context.strongroom;
  await sandbox.principals.put({ arn: ZOE, policies: policies as never });
  const [one, two] = [await newKey(context), await newKey(context)].map(({ Arn = '' }) => Arn);
  const zoe = context.strongroom.kms('us-east-1', ZOE);
  const read = async (principal = ZOE) =>
    generatePolicy((await sandbox.events.query({ principal, limit: 1_000 })).events);
  return { context, sandbox, zoe, one: one ?? '', two: two ?? '', read };
}

describe('leastPolicy', () => {
  it('allows every call again, those of several resources too, and nothing else', async () => {
    const { sandbox, zoe, one, two, read } = await world();
    const { CiphertextBlob } = await zoe.encrypt({ KeyId: one, Plaintext: new Uint8Array(1) });
    await zoe.reEncrypt({ CiphertextBlob, DestinationKeyId: two });
    await zoe.createAlias({ AliasName: 'alias/zoe', TargetKeyId: two });
    await zoe.listKeys({});
    await zoe.describeKey({ KeyId: two });
    const { document, ...counts } = await read();
    expect(counts).to.deep.equal({ calls: 5, needed: 5, denied: 0, unrecorded: 0, ...NONE_LEFT });
    expect(document).to.deep.equal({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'kms:CreateAlias', Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/zoe` },
        { Effect: 'Allow', Action: ['kms:CreateAlias', 'kms:DescribeKey'], Resource: two },
        { Effect: 'Allow', Action: 'kms:Encrypt', Resource: one, Condition: NO_CONTEXT },
        {
          Effect: 'Allow',
          Action: 'kms:ListKeys',
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
        },
        {
          Effect: 'Allow',
          Action: 'kms:ReEncryptFrom',
          Resource: one,
          Condition: { ...NO_CONTEXT, Bool: { 'kms:ReEncryptOnSameKey': 'false' } },
        },
        {
          Effect: 'Allow',
          Action: 'kms:ReEncryptTo',
          Resource: two,
          Condition: { ...NO_CONTEXT, Bool: { 'kms:ReEncryptOnSameKey': 'false' } },
        },
      ],
    });
    await sandbox.principals.put({ arn: ZOE, policies: [document ?? {}] });
    const { events } = await sandbox.events.query({ principal: ZOE });
    for (const event of events) {
      const question = questionOf(event);
      if (question && question.operation !== 'CreateAlias')
        expect((await sandbox.simulate(question)).allowed, question.operation).to.equal(true);
    }
    expect(
      (await sandbox.simulate({ principal: ZOE, operation: 'DescribeKey', input: { KeyId: one } })).allowed,
    ).to.equal(false);
    expect((await sandbox.simulate({ principal: ZOE, operation: 'ListAliases', input: {} })).allowed).to.equal(false);
  });

  it('holds what was denied for want of one, and would let it through', async () => {
    const { sandbox, zoe, one, read } = await world([]);
    expect((await zoe.call('DescribeKey', { KeyId: one })).ok).to.equal(false);
    const { document, ...counts } = await read();
    expect(counts).to.deep.equal({ calls: 1, needed: 1, denied: 1, unrecorded: 0, ...NONE_LEFT });
    await sandbox.principals.put({ arn: ZOE, policies: [document ?? {}] });
    expect((await zoe.call('DescribeKey', { KeyId: one })).ok).to.equal(true);
  });

  it('leaves out what the key policy or a grant allows, and what a statement denies', async () => {
    const { context, sandbox, zoe, one, two, read } = await world([]);
    await context.kms.createGrant({ KeyId: one, GranteePrincipal: ZOE, Operations: ['DescribeKey'] });
    expect((await zoe.call('DescribeKey', { KeyId: one })).ok).to.equal(true);
    await sandbox.principals.put({
      arn: ZOE,
      policies: [
        ALL,
        { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'kms:GetKeyPolicy', Resource: '*' }] },
      ],
    });
    expect((await zoe.call('GetKeyPolicy', { KeyId: two })).ok).to.equal(false);
    expect(await read()).to.deep.equal({ calls: 2, needed: 0, denied: 0, unrecorded: 0, ...NONE_LEFT });
  });

  it('across accounts is needed beside the key policy', async () => {
    const { context, sandbox, one, read } = await world();
    await sandbox.principals.put({ arn: AUDITOR, policies: [ALL] });
    const auditor = context.strongroom.kms('us-east-1', AUDITOR);
    // In vain: the key policy does not name the account. The half that is the auditor's own is needed all the same.
    expect((await auditor.call('DescribeKey', { KeyId: one })).ok).to.equal(false);
    const { document, ...counts } = await read(AUDITOR);
    expect(counts).to.deep.equal({ calls: 1, needed: 1, denied: 1, unrecorded: 0, ...NONE_LEFT });
    expect(document).to.have.deep.property('Statement', [
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: one },
    ]);
  });

  it('says nothing of calls that nobody decided about', async () => {
    const { zoe, read } = await world();
    await zoe.call('DescribeKey', { KeyId: 'alias/none' });
    expect(await read()).to.deep.equal({ calls: 0, needed: 0, denied: 0, unrecorded: 0, ...NONE_LEFT });
  });

  it('leaves out calls of an earlier version, whose events do not record what they needed, and counts them', async () => {
    const { sandbox, zoe, one } = await world();
    await zoe.describeKey({ KeyId: one });
    const { events } = await sandbox.events.query({ principal: ZOE });
    const old = events.map((event) => {
      const { resources: _resources, ...decision } = event.decision!;
      return { ...event, decision };
    });
    expect(generatePolicy(old)).to.deep.equal({ calls: 1, needed: 0, denied: 0, unrecorded: 1, ...NONE_LEFT });
  });
});
