/** Requests of any size get an answer of AWS and never a server fault. No answer is much longer than its request. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import { MAX_POLICY_LENGTH, MAX_REQUEST_LENGTH } from '../../src/model/quotas.ts';
import { fixture } from './cases.ts';
import { largeMembers, membersOfEachKind } from './large-members.ts';

const items = <T>(count: number, item: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => item(at));

describe('large requests on the wire', () => {
  largeMembers(membersOfEachKind());

  it('with an encryption context of the maximum size are served', async () => {
    const strongroom = createStrongroom();
    await strongroom.sandbox.settings.set({ signatures: 'ignored' });
    const KeyId = (await strongroom.kms().createKey()).KeyMetadata?.KeyId;
    const EncryptionContext = Object.fromEntries(items(40_000, (at) => [`k${at}`, '']));
    const answer = await strongroom.http({
      method: 'POST',
      url: 'https://kms.us-east-1.amazonaws.com/',
      headers: { 'X-Amz-Target': 'TrentService.Encrypt' },
      body: JSON.stringify({ KeyId, Plaintext: 'AA==', EncryptionContext }),
    });
    expect(answer.status).to.equal(200);
  });

  it('over the maximum are refused as a whole', async () => {
    const { status, body } = await createStrongroom().http({
      method: 'POST',
      url: 'https://kms.us-east-1.amazonaws.com/',
      headers: { 'X-Amz-Target': 'TrentService.ListKeys' },
      body: `{"Marker":"${'x'.repeat(MAX_REQUEST_LENGTH)}"}`,
    });
    expect(status).to.equal(413);
    expect((JSON.parse(body) as { __type: string }).__type).to.equal('RequestEntityTooLargeException');
  });
});

describe('very many invalid items', () => {
  it('are answered with the first 100 violations', async () => {
    const { world, key } = await fixture();
    const answer = await world.error('CreateGrant', {
      KeyId: key,
      GranteePrincipal: 'arn:aws:iam::111122223333:root',
      Operations: items(80_000, () => 'Wrong' as 'Decrypt'),
    });
    expect(answer).to.match(/^ValidationException: 100 validation errors detected: Value 'Wrong' at 'operations\.1\./);
    expect(answer.length).to.be.below(100_000);
  });

  it('are accepted where only their number is large: operations of a grant, each kept once', async () => {
    const { world, key } = await fixture();
    const Operations = items(50_000, (at) => (at % 2 ? 'Decrypt' : 'Encrypt') as 'Decrypt' | 'Encrypt');
    await world.ok('CreateGrant', { KeyId: key, GranteePrincipal: 'arn:aws:iam::111122223333:root', Operations });
    const { Grants = [] } = await world.ok('ListGrants', { KeyId: key });
    expect(Grants.map((grant) => grant.Operations?.toSorted())).to.deep.include(['Decrypt', 'Encrypt']);
  });
});

/** The error of `act`, whether it throws or rejects. */
async function errorOf(act: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await act();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

describe('a large policy', () => {
  const many = JSON.stringify({
    Version: '2012-10-17',
    Statement: items(100_000, () => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' })),
  });
  const texts: readonly [string, string][] = [
    ['10 MB of wildcards', '*'.repeat(10_000_000)],
    ['100,000 statements', many],
    ['one character too many', ' '.repeat(MAX_POLICY_LENGTH + 1)],
    ['100,000 brackets', '['.repeat(100_000)],
  ];
  for (const [what, text] of texts) {
    it(`of ${what} is a finding of the preview and an error of PutKeyPolicy`, async () => {
      const { world, key } = await fixture();
      const tests = [{ principal: 'arn:aws:iam::111122223333:root', operation: 'DescribeKey', input: { KeyId: key } }];
      const preview = await world.engine.previewPolicy(key, text, { tests: tests as never });
      expect(preview.findings[0]?.severity).to.equal('error');
      expect(preview.tests).to.have.length(1);
      expect(preview.tests[0]?.before).to.deep.equal({ allowed: true });
      expect(preview.tests[0]?.after).to.have.property('error');
      expect((await world.error('PutKeyPolicy', { KeyId: key, Policy: text })).split(':')[0]).to.be.oneOf([
        'ValidationException',
        'LimitExceededException',
        'RequestEntityTooLargeException',
      ]);
    });
  }

  it('over 32,768 bytes is refused before it is parsed, in CreateKey as in PutKeyPolicy', async () => {
    const { world, key } = await fixture();
    for (const Policy of ['*'.repeat(32_769), `${'é'.repeat(16_384)}*`, '['.repeat(40_000)]) {
      expect(await world.error('CreateKey', { Policy })).to.equal('LimitExceededException');
      expect(await world.error('PutKeyPolicy', { KeyId: key, Policy })).to.equal('LimitExceededException');
    }
    expect(await world.error('CreateKey', { Policy: '*'.repeat(32_768) })).to.equal('MalformedPolicyDocumentException');
  });

  it('is refused in a simulation, and so are very many tests of a preview', async () => {
    const { world, key } = await fixture();
    const policy = ' '.repeat(MAX_POLICY_LENGTH + 1);
    const call = {
      principal: 'arn:aws:iam::111122223333:root',
      operation: 'DescribeKey',
      input: { KeyId: key },
    } as const;
    const errors = [
      await errorOf(() => world.engine.simulate({ ...call, keyPolicy: { keyArn: key, policy } })),
      await errorOf(() => world.engine.previewPolicy(key, '{}', { tests: items(1001, () => call) })),
    ];
    expect(errors.map(String)).to.deep.equal([
      'TypeError: keyPolicy.policy must have at most 131072 characters.',
      'TypeError: tests must be an array of at most 1000 calls.',
    ]);
  });

  const documents: readonly [string, number, (policy: object) => object][] = [
    ['identity policy', 10_240, (policy) => ({ arn: 'arn:aws:iam::111122223333:user/ann', policies: [policy] })],
    ['permissions boundary', 6144, (policy) => ({ arn: 'arn:aws:iam::111122223333:user/ann', boundary: policy })],
    [
      'session policy',
      2048,
      (policy) => ({ arn: 'arn:aws:sts::111122223333:federated-user/fed', sessionPolicy: policy }),
    ],
  ];
  for (const [kind, max, principal] of documents) {
    it(`as ${kind} has the limit of IAM`, async () => {
      const { world } = await fixture();
      const of = (length: number): object => {
        const policy = (Action: string) => ({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
        });
        return policy(`kms:${'x'.repeat(length - JSON.stringify(policy('kms:')).length)}`);
      };
      await world.engine.directory.putPrincipal(principal(of(max)) as never);
      const error = await errorOf(() => world.engine.directory.putPrincipal(principal(of(max + 1)) as never));
      expect(error).to.be.instanceOf(TypeError);
      expect(error?.message).to.equal(
        `The policy is ${max + 1} characters. The maximum for this policy type is ${max}.`,
      );
    });
  }

  it('of tags has the limits of IAM', async () => {
    const { world } = await fixture();
    const put = async (tags: Record<string, string>) =>
      (await errorOf(() => world.engine.directory.putPrincipal({ arn: 'arn:aws:iam::111122223333:user/ann', tags })))
        ?.name;
    const numbered = (count: number) => Object.fromEntries(items(count, (at) => [`t${at}`, '']));
    expect(await put(numbered(50))).to.equal(undefined);
    expect(await put({ ['k'.repeat(128)]: 'v'.repeat(256) })).to.equal(undefined);
    for (const tags of [numbered(51), { ['k'.repeat(129)]: '' }, { '': '' }, { k: 'v'.repeat(257) }])
      expect(await put(tags)).to.equal('TypeError');
  });
});
