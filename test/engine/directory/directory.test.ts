/** The directory: role sessions that have something of their own, and what goes when something is removed. */
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { createRequestHandler } from '../../../src/client/request-handler.ts';
import type { Strongroom } from '../../../src/client/strongroom.ts';
import { createStrongroom } from '../../../src/memory.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Learner';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Learner/monday';
const NOTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

describe('role sessions of the directory', () => {
  it('are listed with their role, and go without it', async () => {
    const { kms, sandbox } = createStrongroom();
    const learner = async () => (await sandbox.principals.list()).find(({ arn }) => arn === ROLE);
    expect(await learner()).not.to.have.property('sessions');
    await sandbox.principals.put({ arn: SESSION, sessionPolicy: NOTHING });
    expect((await learner())?.sessions).to.deep.equal([SESSION]);
    expect((await kms('us-east-1', SESSION).call('ListKeys', {})).ok).to.equal(false);
    await sandbox.principals.remove(SESSION);
    expect(await learner()).not.to.have.property('sessions');
    expect(await sandbox.principals.get(ROLE)).to.exist;
    // A session of that name is again one like any other.
    expect((await kms('us-east-1', SESSION).call('ListKeys', {})).ok).to.equal(true);
  });
});

const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const OTHER = '444455556666';
const ZOE = `arn:aws:iam::${OTHER}:user/zoe`;
const DEV = 'arn:aws:iam::111122223333:group/dev';
const ANA = 'arn:aws:iam::111122223333:user/ana';

/** The TypeError with which `promise` is refused. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(TypeError);
    return (error as Error).message;
  }
  return 'nothing was refused';
}

describe('what the directory lets go', () => {
  it('a group: its users stay, without its policies', async () => {
    const { kms, sandbox } = createStrongroom();
    await sandbox.groups.put({ arn: DEV, policies: [ALLOW] });
    await sandbox.groups.put({ arn: `${DEV}s`, policies: [] });
    await sandbox.principals.put({ arn: ANA, groups: ['dev', 'devs'] });
    expect((await kms('us-east-1', ANA).call('ListKeys', {})).ok).to.equal(true);
    await sandbox.groups.remove(DEV);
    expect((await sandbox.groups.list()).map(({ name }) => name)).to.deep.equal(['devs']);
    expect((await sandbox.principals.get(ANA))?.groups).to.deep.equal(['devs']);
    expect((await kms('us-east-1', ANA).call('ListKeys', {})).ok).to.equal(false);
    expect(await refusal(sandbox.groups.remove(DEV))).to.equal(`Group ${DEV} does not exist in this sandbox.`);
  });

  it('a VPC endpoint, and with it its policy', async () => {
    const { kms, sandbox } = createStrongroom();
    const through = kms('us-east-1', undefined, { 'aws:SourceVpce': 'vpce-1' });
    await sandbox.endpoints.put({
      id: 'vpce-1',
      vpc: 'vpc-1',
      policy: { ...NOTHING, Statement: [{ ...NOTHING.Statement[0], Principal: '*' }] },
    });
    expect((await through.call('ListKeys', {})).ok).to.equal(false);
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: null });
    expect(await sandbox.endpoints.list()).to.deep.equal([{ id: 'vpce-1', vpc: 'vpc-1' }]);
    expect((await through.call('ListKeys', {})).ok).to.equal(true);
    await sandbox.endpoints.remove('vpce-1');
    expect(await sandbox.endpoints.list()).to.deep.equal([]);
    expect(await refusal(sandbox.endpoints.remove('vpce-1'))).to.equal(
      'Endpoint vpce-1 does not exist in this sandbox.',
    );
  });

  it('an account with everybody in it, their access keys, sessions, groups and AWS managed keys', async () => {
    const { kms, http, sandbox } = createStrongroom();
    const { accessKeyId } = await sandbox.principals.put({ arn: ZOE, policies: [ALLOW] });
    await sandbox.principals.put({ arn: `arn:aws:sts::${OTHER}:assumed-role/App/night`, sessionTags: { a: 'b' } });
    await sandbox.groups.put({ arn: `arn:aws:iam::${OTHER}:group/dev`, policies: [] });
    const { KeyMetadata } = await kms('eu-west-3', ZOE, { 'kms:ViaService': 's3.eu-west-3.amazonaws.com' }).describeKey(
      { KeyId: 'alias/aws/s3' },
    );
    expect(KeyMetadata?.KeyManager).to.equal('AWS');
    await sandbox.accounts.remove(OTHER);
    expect((await sandbox.accounts.list()).map(({ id }) => id)).to.deep.equal(['111122223333']);
    expect((await sandbox.principals.list()).filter(({ account }) => account === OTHER)).to.deep.equal([]);
    expect(await sandbox.groups.list()).to.deep.equal([]);
    expect(await sandbox.whereIs(KeyMetadata?.Arn ?? '')).to.deep.equal([]);
    expect(await refusal(kms('us-east-1', ZOE).call('ListKeys', {}))).to.contain(
      `Principal ${ZOE} does not exist in this sandbox`,
    );
    await sandbox.settings.set({ signatures: 'ignored' });
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/kms/aws4_request`,
      'x-amz-target': 'TrentService.ListKeys',
    };
    await http({ method: 'POST', url: 'https://kms.us-east-1.amazonaws.com/', headers, body: '{}' });
    const { events } = await sandbox.events.query({ operation: 'ListKeys', limit: 1 });
    // An unknown access key calls as the root of the default account, where signatures are ignored.
    expect(events[0]?.record.userIdentity.arn).to.equal('arn:aws:iam::111122223333:root');
    // The account can be made again, and is as empty as a new one.
    await sandbox.accounts.put({ id: OTHER });
    expect(
      (await sandbox.principals.list()).filter(({ account }) => account === OTHER).map(({ kind }) => kind),
    ).to.deep.equal(['root']);
  });

  it('no account that still has a key, in whatever Region, nor the default account', async () => {
    const { kms, sandbox } = createStrongroom();
    const root = `arn:aws:iam::${OTHER}:root`;
    const { KeyMetadata } = await kms('xx-somewhere-1', root).createKey({});
    expect(await refusal(sandbox.accounts.remove(OTHER))).to.equal(
      `Account ${OTHER} has customer managed keys, for example ${KeyMetadata?.Arn}. Delete them first.`,
    );
    await kms('xx-somewhere-1', root).scheduleKeyDeletion({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 });
    expect(await refusal(sandbox.accounts.remove(OTHER))).to.contain('has customer managed keys');
    await sandbox.clock.advance(8 * 86_400);
    await sandbox.accounts.remove(OTHER);
    expect(await refusal(sandbox.accounts.remove(OTHER))).to.equal(`Account ${OTHER} does not exist in this sandbox.`);
    expect(await refusal(sandbox.accounts.remove('111122223333'))).to.contain('is the default account');
    expect(await sandbox.principals.list()).not.to.deep.equal([]);
  });

  it('an account from its organization, whose policies stay behind', async () => {
    const { kms, sandbox } = createStrongroom();
    const id = '111122223333';
    const organization = { id: 'o-example1', path: 'o-example1/r-1/' };
    const list = async () => (await kms().call('ListKeys', {})).ok;
    await sandbox.accounts.put({ id, organization, scps: [NOTHING], rcps: [] });
    expect(await list()).to.equal(false);
    expect(await sandbox.accounts.put({ id, name: 'Here' })).to.deep.include({ organization, scps: [NOTHING] });
    expect(await sandbox.accounts.put({ id, organization: null })).to.deep.equal({ id, name: 'Here' });
    expect(await list()).to.equal(true);
    expect(await sandbox.accounts.put({ id, name: null, organization: null, scps: [NOTHING] })).to.deep.equal({
      id,
      scps: [NOTHING],
    });
    expect(await sandbox.accounts.put({ id, scps: [] })).to.deep.equal({ id, scps: [] });
    expect(await list()).to.equal(true);
  });

  it('and takes no document that is none, and no tag that is no text', async () => {
    const { sandbox } = createStrongroom();
    const arn = 'arn:aws:iam::111122223333:user/eve';
    type Input = Parameters<typeof sandbox.principals.put>[0];
    for (const wrong of [
      { policies: [null] },
      { policies: {} },
      { policies: ['{}'] },
      { tags: { a: 1 } },
      { tags: [] },
      { boundary: 'x' },
    ]) {
      expect(
        await refusal(sandbox.principals.put({ arn, ...wrong } as unknown as Input)),
        JSON.stringify(wrong),
      ).to.match(/must be an object|array of policy documents|object with string values/);
    }
    for (const wrong of [{ scps: [null] }, { rcps: null }]) {
      type Account = Parameters<typeof sandbox.accounts.put>[0];
      expect(await refusal(sandbox.accounts.put({ id: OTHER, ...wrong } as unknown as Account))).to.match(
        /must be an object|array of policy documents/,
      );
    }
    expect(await sandbox.principals.get(arn)).to.equal(undefined);
  });

  it('and says what a group and an organization are made of', async () => {
    const { sandbox } = createStrongroom();
    expect(
      await refusal(sandbox.groups.put({ arn: DEV } as unknown as Parameters<typeof sandbox.groups.put>[0])),
    ).to.contain('array of policy documents');
    expect(
      await refusal(sandbox.accounts.put({ id: OTHER, organization: { id: 'o-1' } as { id: string; path: string } })),
    ).to.contain('an id and a path');
  });
});

describe('access keys of the directory', () => {
  const sign = async (
    credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
    http: Strongroom['http'],
  ) => {
    const client = new KMSClient({ region: 'us-east-1', credentials, requestHandler: createRequestHandler(http) });
    try {
      await client.send(new ListKeysCommand({}));
      return 'answered';
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    } finally {
      client.destroy();
    }
  };

  it('are listed with who calls by them, and each is removed by itself', async () => {
    const { http, sandbox } = createStrongroom();
    const first = await sandbox.principals.put({ arn: ANA, policies: [ALLOW], accessKey: true });
    await sandbox.clock.pause();
    await sandbox.clock.advance(60);
    const second = await sandbox.accessKeys.create(ANA);
    const now = (await sandbox.clock.now()).getTime();
    const listed = await sandbox.accessKeys.list(ANA);
    expect(listed.map(({ id, callerArn }) => ({ id, callerArn }))).to.deep.equal([
      { id: first.accessKeyId, callerArn: ANA },
      { id: second.accessKeyId, callerArn: ANA },
    ]);
    expect(listed[1]?.createdAt).to.equal(now);
    expect(listed[0]).not.to.have.property('secret');
    await sandbox.clock.run();
    expect(await sign(first, http)).to.equal('answered');
    await sandbox.accessKeys.remove(first.accessKeyId);
    expect(await sign(first, http)).to.equal(
      'UnrecognizedClientException: The security token included in the request is invalid.',
    );
    expect(await sign(second, http)).to.equal('answered');
    expect((await sandbox.accessKeys.list(ANA)).map(({ id }) => id)).to.deep.equal([second.accessKeyId]);
    expect(await refusal(sandbox.accessKeys.remove(first.accessKeyId))).to.equal(
      `Access key ${first.accessKeyId} does not exist in this sandbox.`,
    );
    expect(await refusal(sandbox.accessKeys.list(`${ANA}s`))).to.equal(
      `Principal ${ANA}s does not exist in this sandbox.`,
    );
  });

  it('of a role are those of all its sessions; of a session its own', async () => {
    const { sandbox } = createStrongroom();
    await sandbox.clock.advance(1);
    const { accessKeyId } = await sandbox.principals.put({ arn: SESSION, sessionTags: { a: 'b' } });
    expect((await sandbox.accessKeys.list(SESSION)).map(({ id }) => id)).to.deep.equal([accessKeyId]);
    const ofRole = await sandbox.accessKeys.list(ROLE);
    // The fresh world's own session of the role has one.
    expect(ofRole.map(({ callerArn }) => callerArn.split('/').at(-1))).to.deep.equal(['strongroom', 'monday']);
  });

  it('leave the caller of the page where it is: a call without a program needs none', async () => {
    const { kms, sandbox } = createStrongroom();
    const [documented] = await sandbox.accessKeys.list('arn:aws:iam::111122223333:user/admin');
    expect(documented?.id).to.equal('AKIAIOSFODNN7EXAMPLE');
    await sandbox.accessKeys.remove('AKIAIOSFODNN7EXAMPLE');
    expect((await kms().call('ListKeys', {})).ok).to.equal(true);
    const { events } = await sandbox.events.query({ operation: 'ListKeys', limit: 1 });
    expect(events[0]?.record.userIdentity).not.to.have.property('accessKeyId');
  });
});

describe('validatePolicy', () => {
  const statement = ALLOW.Statement[0];

  it('returns every error for which the directory would refuse the document', async () => {
    const { sandbox } = createStrongroom();
    expect(await sandbox.validatePolicy(ALLOW, 'identity')).to.deep.equal([]);
    const wrong = { Version: '2012', Statement: [{ ...statement, Effect: 'allow' }] };
    const findings = await sandbox.validatePolicy(wrong, 'identity');
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([
      ['InvalidValue', ['Version']],
      ['InvalidValue', ['Statement', 0, 'Effect']],
    ]);
    const large = { ...ALLOW, Statement: [{ ...statement, Sid: 'a'.repeat(2048) }] };
    expect((await sandbox.validatePolicy(large, 'session'))[0]).to.include({ code: 'TooLarge', severity: 'error' });
  });

  it('knows the rules of each kind, and rejects a kind that does not exist', async () => {
    const { sandbox } = createStrongroom();
    const open = { Version: '2012-10-17', Statement: [{ ...statement, Principal: '*' }] };
    expect(await sandbox.validatePolicy(open, 'endpoint')).to.deep.equal([]);
    expect((await sandbox.validatePolicy(open, 'scp'))[0]).to.include({ code: 'UnknownElement' });
    const trust = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
    expect(await sandbox.validatePolicy({ ...open, Statement: [trust] }, 'trust')).to.deep.equal([]);
    expect((await sandbox.validatePolicy(open, 'trust'))[0]).to.include({ code: 'UnknownElement' });
    for (const kind of ['key', 'other'])
      await sandbox.validatePolicy(ALLOW, kind as 'scp').then(
        () => expect.fail('nothing was thrown'),
        (error: unknown) => expect(error).to.be.instanceOf(TypeError),
      );
  });
});
