/** Request quotas of STS and CloudTrail, by unmodified SDK clients. docs/aws-services.md has the facts. */
import { ListPublicKeysCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect } from 'chai';
import { ADMIN, failure, LEARNER, OTHER_ACCOUNT, serviceWorld, type ServiceWorld } from './service-clients.ts';

/** A sandbox that throttles, with a clock that stands still. */
async function throttlingWorld(): Promise<ServiceWorld> {
  const world = serviceWorld();
  await world.strongroom.sandbox.settings.set({ requestQuotas: 'real' });
  await world.strongroom.sandbox.clock.pause();
  return world;
}

/** Calls until one fails. Returns the number of successes, and the failure. */
async function callUntilThrottled(call: () => Promise<unknown>): Promise<readonly [number, string]> {
  for (let done = 0; ; done++) {
    let isDone = false;
    const text = await failure(
      call().then(() => {
        isDone = true;
        throw new Error('done');
      }),
    );
    if (!isDone) return [done, text];
    if (done > 1000) throw new Error('No call was throttled.');
  }
}

describe('request quotas of STS and CloudTrail', () => {
  it('LookupEvents is throttled at two per second, and a record says so', async () => {
    const { cloudTrail, strongroom } = await throttlingWorld();
    const lookUp = () => cloudTrail.send(new LookupEventsCommand({}));
    expect(await callUntilThrottled(lookUp)).to.deep.equal([2, '400 ThrottlingException: Rate exceeded']);
    const { events } = await strongroom.sandbox.events.query({ operation: 'LookupEvents', limit: 1 });
    expect(events[0]?.record).to.include({ errorCode: 'ThrottlingException', errorMessage: 'Rate exceeded' });
    expect(events[0]?.sidecar).to.deep.equal({ quota: 'CloudTrailLookupEvents', quotaAccount: '111122223333' });
    await strongroom.sandbox.clock.advance(1);
    expect((await callUntilThrottled(lookUp))[0]).to.equal(2);
  });

  it('ListPublicKeys has a quota of its own', async () => {
    const { cloudTrail } = await throttlingWorld();
    await callUntilThrottled(() => cloudTrail.send(new LookupEventsCommand({})));
    expect(await callUntilThrottled(() => cloudTrail.send(new ListPublicKeysCommand({})))).to.deep.equal([
      10,
      '400 ThrottlingException: Rate exceeded',
    ]);
  });

  it('the operations of STS share 600 per second, of each account and Region', async () => {
    const world = await throttlingWorld();
    const identify = () => world.sts.send(new GetCallerIdentityCommand({}));
    const assume = () => world.sts.send(new AssumeRoleCommand({ RoleArn: LEARNER, RoleSessionName: 'session' }));
    await Promise.all(Array.from({ length: 598 }, identify));
    await assume();
    await identify();
    expect(await failure(assume())).to.equal('400 Throttling: Rate exceeded');
    expect(await failure(identify())).to.equal('400 Throttling: Rate exceeded');
    const { principals } = world.strongroom.sandbox;
    const other = await principals.put({ arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`, accessKey: true });
    const { accessKeyId = '', secretAccessKey = '' } = other;
    await world.as({ accessKeyId, secretAccessKey }).sts.send(new GetCallerIdentityCommand({}));
    const own = await principals.put({ arn: ADMIN, accessKey: true });
    const credentials = { accessKeyId: own.accessKeyId ?? '', secretAccessKey: own.secretAccessKey ?? '' };
    await world.as(credentials, 'us-east-1').sts.send(new GetCallerIdentityCommand({}));
  });

  it('an invalid call does not count, and nothing counts with request quotas off', async () => {
    const world = await throttlingWorld();
    const attribute = { AttributeKey: 'EventId', AttributeValue: '' } as const;
    const invalid = () => world.cloudTrail.send(new LookupEventsCommand({ LookupAttributes: [attribute] }));
    for (let i = 0; i < 5; i++) expect(await failure(invalid())).to.contain('ValidationException');
    await world.cloudTrail.send(new LookupEventsCommand({}));
    await world.strongroom.sandbox.settings.set({ requestQuotas: 'off' });
    for (let i = 0; i < 5; i++) await world.cloudTrail.send(new LookupEventsCommand({}));
  });

  it('the quotas are listed; those of CloudTrail cannot be increased', async () => {
    const { sandbox } = (await throttlingWorld()).strongroom;
    const quotas = await sandbox.quotas.list();
    expect(quotas.filter(({ service }) => service).map(({ code, value, level }) => [code, value, level])).to.deep.equal(
      [
        ['Sts', 600, 600],
        ['CloudTrailLookupEvents', 2, 2],
        ['CloudTrailReads', 10, 10],
      ],
    );
    const increase = await sandbox.quotas.requestIncrease({ code: 'Sts', value: 1200 });
    expect(increase.status).to.equal('PENDING');
    expect(await failure(sandbox.quotas.requestIncrease({ code: 'CloudTrailReads', value: 20 }))).to.contain(
      'IllegalArgumentException',
    );
  });
});
