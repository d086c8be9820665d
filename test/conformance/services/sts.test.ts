/** AWS STS by an unmodified SDK client. The facts and their sources are in docs/aws-services.md. */
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  MalformedPolicyDocumentException,
  type AssumeRoleCommandInput,
} from '@aws-sdk/client-sts';
import { expect } from 'chai';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import {
  ADMIN,
  credentialsOf,
  failure,
  LEARNER,
  OTHER_ACCOUNT,
  serviceWorld,
  type Clients,
  type ServiceWorld,
} from './service-clients.ts';

const ROLE = 'arn:aws:iam::111122223333:role/team/Worker';
const ANA = 'arn:aws:iam::111122223333:user/ana';

const policy = (...statements: readonly object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: string | readonly string[], more: object = {}) => ({ Effect: 'Allow', Action: action, ...more });
const trust = (principal: string, more: object = {}, action: string | readonly string[] = 'sts:AssumeRole') =>
  policy(allow(action, { Principal: { AWS: principal }, ...more }));

const assume = ({ sts }: Pick<Clients, 'sts'>, more: Partial<AssumeRoleCommandInput> = {}) =>
  sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'session', ...more }));

/** The newest record of an operation. */
async function newestRecord({ strongroom }: ServiceWorld, operation: string) {
  const { events } = await strongroom.sandbox.events.query({ operation, limit: 1 });
  const [event] = events;
  if (event === undefined) throw new Error(`There is no event of ${operation}.`);
  return event;
}

/** A sandbox with a role that may list keys, and a user without policies. */
async function worldOf(trustPolicy?: PolicyDocument): Promise<ServiceWorld & { readonly ana: Clients }> {
  const world = serviceWorld();
  const { principals } = world.strongroom.sandbox;
  const ana = await principals.put({ arn: ANA, policies: [], accessKey: true });
  await principals.put({
    arn: ROLE,
    policies: [policy(allow(['kms:ListKeys', 'sts:AssumeRole', 'sts:TagSession'], { Resource: '*' }))],
    ...(trustPolicy === undefined ? {} : { trustPolicy }),
    accessKey: false,
  });
  return { ...world, ana: world.as(ana) };
}

describe('STS: who calls', () => {
  it('GetCallerIdentity is never denied', async () => {
    const world = await worldOf();
    await world.strongroom.sandbox.principals.put({
      arn: ANA,
      policies: [policy({ Effect: 'Deny', Action: '*', Resource: '*' })],
      accessKey: false,
    });
    const { Arn, Account, UserId } = await world.ana.sts.send(new GetCallerIdentityCommand({}));
    expect([Arn, Account]).to.deep.equal([ANA, '111122223333']);
    expect(UserId).to.match(/^AIDA[A-Z2-7]{17}$/);
    const { record } = await newestRecord(world, 'GetCallerIdentity');
    expect(record).to.include({ eventSource: 'sts.amazonaws.com', readOnly: true, awsRegion: 'eu-west-1' });
    expect(record.tlsDetails).to.deep.equal({
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: 'sts.eu-west-1.amazonaws.com',
    });
  });

  it('GetSessionToken gives temporary credentials of the same user, which cannot get others', async () => {
    const world = await worldOf();
    const { Credentials, ...output } = await world.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const session = world.as(credentialsOf({ Credentials, ...output }));
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).to.equal(ADMIN);
    await session.kms.send(new ListKeysCommand({}));
    const { record } = await newestRecord(world, 'ListKeys');
    expect(record.userIdentity).to.include({ type: 'IAMUser', accessKeyId: Credentials?.AccessKeyId });
    expect(record.userIdentity.sessionContext).to.have.nested.property('attributes.mfaAuthenticated', 'false');
    expect(await failure(session.sts.send(new GetSessionTokenCommand({})))).to.equal(
      '403 AccessDenied: Cannot call GetSessionToken with session credentials',
    );
  });
});

describe('STS: AssumeRole', () => {
  it('returns credentials that work at once and end by the simulated clock', async () => {
    const world = await worldOf();
    const before = Date.now();
    const output = await assume(world, { DurationSeconds: 900 });
    expect(output.AssumedRoleUser?.Arn).to.equal('arn:aws:sts::111122223333:assumed-role/Worker/session');
    expect(output.AssumedRoleUser?.AssumedRoleId).to.match(/^AROA[A-Z2-7]{17}:session$/);
    const lifetime = (output.Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(lifetime).to.be.within(900_000, 960_000);

    const worker = world.as(credentialsOf(output));
    await worker.kms.send(new ListKeysCommand({}));
    expect(await failure(worker.kms.send(new CreateKeyCommand({})))).to.contain('AccessDeniedException');
    await world.strongroom.sandbox.clock.advance(899);
    await worker.kms.send(new ListKeysCommand({}));
    await world.strongroom.sandbox.clock.advance(60);
    const expired = 'The security token included in the request is expired';
    expect(await failure(worker.kms.send(new ListKeysCommand({})))).to.equal(`400 ExpiredTokenException: ${expired}`);
    expect(await failure(worker.sts.send(new GetCallerIdentityCommand({})))).to.equal(`403 ExpiredToken: ${expired}`);
  });

  it('the expiry of credentials is an upcoming task of the clock', async () => {
    const world = await worldOf();
    const { clock } = world.strongroom.sandbox;
    await clock.pause();
    const start = await clock.now();
    const credentials = credentialsOf(await assume(world, { DurationSeconds: 900 }));
    const expiry = {
      kind: 'credential-expiry',
      at: new Date(start.getTime() + 900_000),
      principal: 'arn:aws:sts::111122223333:assumed-role/Worker/session',
      accessKeyId: credentials.accessKeyId,
    };
    expect(await clock.upcoming()).to.deep.equal([expiry]);
    expect(await clock.advanceToNext()).to.deep.equal(expiry.at);
    expect(await failure(world.as(credentials).kms.send(new ListKeysCommand({})))).to.contain('ExpiredTokenException');
    expect(await clock.upcoming()).to.deep.equal([]);
  });

  it('is recorded with the role, and without the session token', async () => {
    const world = await worldOf();
    const output = await assume(world, { ExternalId: 'ext-1' });
    const { record, decision } = await newestRecord(world, 'AssumeRole');
    expect(record.requestParameters).to.deep.equal({
      roleArn: ROLE,
      roleSessionName: 'session',
      externalId: 'ext-1',
    });
    expect(record.resources).to.deep.equal([{ accountId: '111122223333', type: 'AWS::IAM::Role', ARN: ROLE }]);
    expect(JSON.stringify(record)).to.not.contain(output.Credentials?.SessionToken);
    expect(JSON.stringify(record)).to.not.contain(output.Credentials?.SecretAccessKey);
    expect(decision).to.include({ allowed: true });
    expect(decision?.resources?.[0]?.policyTypes.map(({ type }) => type)).to.include('trust-policy');
  });

  it('names caller, action and role in a denial, whether the role exists or not', async () => {
    const { ana } = await worldOf();
    const denied = (arn: string) =>
      `403 AccessDenied: User: ${ANA} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    expect(await failure(assume(ana))).to.equal(denied(ROLE));
    const nobody = 'arn:aws:iam::111122223333:role/Nobody';
    expect(await failure(assume(ana, { RoleArn: nobody }))).to.equal(denied(nobody));
  });

  it('needs no identity policy if the trust policy names the user', async () => {
    const world = await worldOf(trust(ANA));
    await assume(world.ana);
    // A new user of the same name is another one.
    await world.strongroom.sandbox.principals.remove(ANA);
    const again = await world.strongroom.sandbox.principals.put({ arn: ANA, policies: [], accessKey: true });
    expect(await failure(assume(world.as(again)))).to.contain('sts:AssumeRole');
  });

  it('names the policy type of an explicit deny', async () => {
    const world = await worldOf(
      policy(...(trust('*').Statement as object[]), { Effect: 'Deny', Action: 'sts:*', Principal: { AWS: ANA } }),
    );
    expect(await failure(assume(world.ana))).to.equal(
      `403 AccessDenied: User: ${ANA} is not authorized to perform: sts:AssumeRole on resource: ${ROLE} with an explicit deny in a resource-based policy`,
    );
    await world.strongroom.sandbox.accounts.put({
      id: '111122223333',
      organization: { id: 'o-1', path: 'o-1/r-1/' },
      scps: [policy({ Effect: 'Deny', Action: 'sts:*', Resource: '*' })],
    });
    expect(await failure(assume(world))).to.contain('with an explicit deny in a service control policy');
  });

  it('across accounts needs the trust policy and an identity policy, and is in both trails', async () => {
    const world = await worldOf(trust(`arn:aws:iam::${OTHER_ACCOUNT}:root`));
    const bob = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;
    const { principals } = world.strongroom.sandbox;
    const clients = world.as(await principals.put({ arn: bob, policies: [], accessKey: true }));
    expect(await failure(assume(clients))).to.contain('AccessDenied');
    await principals.put({
      arn: bob,
      policies: [policy(allow('sts:AssumeRole', { Resource: ROLE }))],
      accessKey: false,
    });
    await assume(clients);
    const { record, copies } = await newestRecord(world, 'AssumeRole');
    expect([record, ...(copies ?? [])].map(({ recipientAccountId }) => recipientAccountId)).to.deep.equal([
      OTHER_ACCOUNT,
      '111122223333',
    ]);
    expect(copies?.[0]?.sharedEventID).to.equal(record.sharedEventID).and.to.be.a('string');
    // The account of the administrator is not trusted.
    expect(await failure(assume(world))).to.contain('AccessDenied');
  });

  it('compares the external ID', async () => {
    const world = await worldOf(trust(ADMIN, { Condition: { StringEquals: { 'sts:ExternalId': 'ext-1' } } }));
    await assume(world, { ExternalId: 'ext-1' });
    expect(await failure(assume(world, { ExternalId: 'ext-2' }))).to.contain('AccessDenied');
    expect(await failure(assume(world))).to.contain('AccessDenied');
  });

  it('limits the session by a session policy', async () => {
    const world = await worldOf();
    const Policy = JSON.stringify(policy(allow('kms:DescribeKey', { Resource: '*' })));
    const limited = world.as(credentialsOf(await assume(world, { Policy })));
    expect(await failure(limited.kms.send(new ListKeysCommand({})))).to.contain('session policy');
    // Another session of the same name has none.
    await world.as(credentialsOf(await assume(world))).kms.send(new ListKeysCommand({}));
    const { decision } = await newestRecord(world, 'ListKeys');
    expect(decision?.allowed).to.equal(true);
  });

  it('passes session tags if sts:TagSession is allowed, and transitive ones down a chain', async () => {
    const tagged = trust('*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } } }, 'sts:TagSession');
    const world = await worldOf(policy(...(trust('*').Statement as object[]), ...(tagged.Statement as object[])));
    expect(await failure(assume(world, { Tags: [{ Key: 'team', Value: 'blue' }] }))).to.contain('sts:TagSession');
    const first = world.as(
      credentialsOf(await assume(world, { Tags: [{ Key: 'team', Value: 'red' }], TransitiveTagKeys: ['team'] })),
    );
    await world.strongroom.sandbox.principals.put({
      arn: LEARNER,
      policies: [
        policy(allow('kms:*', { Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })),
      ],
      accessKey: false,
    });
    const learner = { RoleArn: LEARNER };
    expect(await failure(assume(first, { ...learner, Tags: [{ Key: 'Team', Value: 'blue' }] }))).to.contain(
      '400 ValidationError',
    );
    await world.as(credentialsOf(await assume(first, learner))).kms.send(new ListKeysCommand({}));
    const untagged = world.as(credentialsOf(await assume(world, learner)));
    expect(await failure(untagged.kms.send(new ListKeysCommand({})))).to.contain('AccessDenied');
  });

  for (const tag of [
    { Key: 'aws:team', Value: 'red' },
    { Key: 'AWS:team', Value: 'red' },
    { Key: 'team', Value: 'aws:red' },
  ])
    it(`refuses the reserved session tag ${tag.Key} = ${tag.Value}`, async () => {
      const world = await worldOf();
      const message = await failure(assume(world, { Tags: [tag] }));
      expect(message)
        .to.contain('400 ValidationError')
        .and.to.contain(tag.Key === 'team' ? tag.Value : tag.Key);
    });

  it('keeps the source identity of a chain', async () => {
    const world = await worldOf();
    const first = world.as(credentialsOf(await assume(world, { SourceIdentity: 'maria' })));
    await first.kms.send(new ListKeysCommand({}));
    const { record } = await newestRecord(world, 'ListKeys');
    expect(record.userIdentity.sessionContext).to.include({ sourceIdentity: 'maria' });
    expect(await failure(assume(first, { SourceIdentity: 'other' }))).to.contain('sts:SetSourceIdentity');
  });

  it('limits durations', async () => {
    const world = await worldOf();
    const role = '400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    expect(await failure(assume(world, { DurationSeconds: 3601 }))).to.equal(role);
    await world.strongroom.sandbox.principals.put({ arn: ROLE, maxSessionDuration: 7200, accessKey: false });
    const worker = world.as(credentialsOf(await assume(world, { DurationSeconds: 7200 })));
    expect(await failure(assume(worker, { DurationSeconds: 3601 }))).to.equal(
      '400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
    expect(await failure(assume(world, { DurationSeconds: 43_201 }))).to.equal(
      "400 ValidationError: 1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    );
  });

  it('refuses root users, invalid names, policies and MFA', async () => {
    const world = await worldOf();
    const root = world.as(await world.strongroom.sandbox.accessKeys.create('arn:aws:iam::111122223333:root'));
    expect(await failure(assume(root))).to.equal('403 AccessDenied: Roles may not be assumed by root accounts.');
    expect(await failure(assume(world, { RoleSessionName: 'a/<b>&"c"' }))).to.contain(
      "400 ValidationError: 1 validation error detected: Value 'a/<b>&\"c\"' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
    );
    expect(await failure(assume(world, { RoleArn: 'arn:aws:iam::111122223333:user/x' }))).to.equal(
      '400 ValidationError: Request ARN is invalid',
    );
    for (const Policy of ['{', '{"Version":"2012-10-17"}']) {
      const error: unknown = await assume(world, { Policy }).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(MalformedPolicyDocumentException);
    }
    expect(await failure(assume(world, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] }))).to.contain(
      'MalformedPolicyDocument',
    );
    expect(
      await failure(assume(world, { SerialNumber: 'arn:aws:iam::111122223333:mfa/ana', TokenCode: '123456' })),
    ).to.contain('403 AccessDenied: MultiFactorAuthentication failed');
  });
});
