/** AWS CloudTrail by an unmodified SDK client. The facts and their sources are in docs/aws-services.md. */
import {
  InvalidLookupAttributesException,
  InvalidMaxResultsException,
  InvalidNextTokenException,
  InvalidTimeRangeException,
  ListPublicKeysCommand,
  LookupEventsCommand,
  paginateLookupEvents,
  type LookupAttributeKey,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand, DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { ADMIN_CREDENTIALS } from '../../../src/model/documented-world.ts';
import type { Database } from '../../../src/model/ports.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../../src/storage/memory.ts';
import { createHost } from '../../../src/worker/host.ts';
import { failure, OTHER_ACCOUNT, serviceWorld, type Clients, type ServiceWorld } from './service-clients.ts';

const lookup = ({ cloudTrail }: Clients, input: LookupEventsCommandInput = {}) =>
  cloudTrail.send(new LookupEventsCommand(input));

const by = (AttributeKey: LookupAttributeKey, AttributeValue: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

const namesOf = async (answer: ReturnType<typeof lookup>): Promise<(string | undefined)[]> =>
  ((await answer).Events ?? []).map(({ EventName }) => EventName);

/** A sandbox with a key and a few events. */
async function busyWorld(): Promise<ServiceWorld & { readonly keyArn: string }> {
  const world = serviceWorld();
  const { KeyMetadata } = await world.kms.send(new CreateKeyCommand({}));
  const keyArn = KeyMetadata?.Arn ?? '';
  for (let times = 0; times < 5; times++) await world.kms.send(new DescribeKeyCommand({ KeyId: keyArn }));
  await world.kms.send(new ListKeysCommand({}));
  return { ...world, keyArn };
}

describe('CloudTrail: LookupEvents', () => {
  it('returns the records of the caller’s account and Region, newest first', async () => {
    const world = await busyWorld();
    await world.as(ADMIN_CREDENTIALS, 'us-east-1').kms.send(new ListKeysCommand({}));
    const { Events = [] } = await lookup(world);
    expect(Events.map(({ EventName }) => EventName)).to.deep.equal([
      'ListKeys',
      ...Array<string>(5).fill('DescribeKey'),
      'CreateKey',
    ]);
    const created = Events.at(-1);
    expect(created).to.deep.include({
      EventSource: 'kms.amazonaws.com',
      Username: 'admin',
      ReadOnly: 'false',
      AccessKeyId: ADMIN_CREDENTIALS.accessKeyId,
      Resources: [{ ResourceType: 'AWS::KMS::Key', ResourceName: world.keyArn }],
    });
    const record = JSON.parse(created?.CloudTrailEvent ?? '') as Record<string, unknown>;
    expect(record).to.include({ eventID: created?.EventId, awsRegion: 'eu-west-1', eventName: 'CreateKey' });
  });

  it('takes a reset by another host meanwhile for no fault', async () => {
    const data = new MemoryDatabaseState();
    const faults: unknown[] = [];
    const hostOver = (database: Database) =>
      createHost({
        onFault: (cause) => faults.push(cause),
        openStorage: () => Promise.resolve({ database, state: { kind: 'memory', reason: 'a test' } }),
        initialSettings: { signatures: 'ignored' },
      });
    const database = createMemoryDatabase(data);
    const host = hostOver(database);
    const other = hostOver(createMemoryDatabase(data));
    for (let times = 0; times < 3; times++)
      await host.call('default', { operation: 'ListKeys', input: {}, region: 'us-east-1' });
    const readSegments = database.readSegments.bind(database);
    database.readSegments = async (...range) => {
      const found = await readSegments(...range);
      database.readSegments = readSegments;
      await other.sandbox('default', 'reset', []);
      return found;
    };
    const answer = await host.http('default', {
      method: 'POST',
      url: 'https://cloudtrail.us-east-1.amazonaws.com/',
      headers: {
        'x-amz-target': 'CloudTrail_20131101.LookupEvents',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: '{"MaxResults":1}',
    });
    expect(answer.status).to.equal(200);
    expect(JSON.parse(answer.body)).to.not.have.property('NextToken');
    expect(faults).to.deep.equal([]);
  });

  it('filters by each of its attributes', async () => {
    const world = await busyWorld();
    const [newest] = (await lookup(world)).Events ?? [];
    expect(await namesOf(lookup(world, by('EventId', newest?.EventId ?? '')))).to.deep.equal(['ListKeys']);
    expect(await namesOf(lookup(world, by('EventName', 'CreateKey')))).to.deep.equal(['CreateKey']);
    expect(await namesOf(lookup(world, by('ReadOnly', 'false')))).to.deep.equal(['CreateKey']);
    expect(await namesOf(lookup(world, by('ReadOnly', 'no')))).to.deep.equal([]);
    expect(await namesOf(lookup(world, by('ResourceName', world.keyArn)))).to.have.length(6);
    expect(await namesOf(lookup(world, by('ResourceType', 'AWS::KMS::Key')))).to.have.length(6);
    expect(await namesOf(lookup(world, by('Username', 'nobody')))).to.deep.equal([]);
    expect(await namesOf(lookup(world, by('AccessKeyId', ADMIN_CREDENTIALS.accessKeyId)))).to.have.length.above(7);
    expect(new Set(await namesOf(lookup(world, by('EventSource', 'cloudtrail.amazonaws.com'))))).to.deep.equal(
      new Set(['LookupEvents']),
    );
  });

  it('finds the name of a session, also of the caller of another account, whose own trail has it', async () => {
    const world = await busyWorld();
    const arn = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Worker/monday`;
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } as const;
    const session = world.as(await world.strongroom.sandbox.principals.put({ arn, policies: [policy] }));
    await session.kms.send(new ListKeysCommand({}));
    expect(await namesOf(lookup(session, by('Username', 'monday')))).to.deep.equal(['ListKeys']);
    expect(await namesOf(lookup(world, by('Username', 'monday')))).to.deep.equal([]);
  });

  it('pages without gaps while events are added', async () => {
    const world = await busyWorld();
    const found: (string | undefined)[] = [];
    const pages = paginateLookupEvents(
      { client: world.cloudTrail, pageSize: 2 },
      by('EventSource', 'kms.amazonaws.com'),
    );
    for await (const { Events = [] } of pages) {
      expect(Events.length).to.be.at.most(2);
      found.push(...Events.map(({ EventId }) => EventId));
      await world.kms.send(new ListKeysCommand({}));
    }
    expect(found).to.have.length(7);
    expect(new Set(found).size).to.equal(7);
  });

  it('looks back 90 days of the simulated clock, within a range', async () => {
    const world = await busyWorld();
    const { clock, events } = world.strongroom.sandbox;
    const start = await clock.now();
    const newest = new Date((await events.query({ limit: 1 })).events[0]?.at ?? 0);
    await clock.advance(10 * 86_400);
    await world.kms.send(new ListKeysCommand({}));
    const later = new Date(start.getTime() + 86_400_000);
    const kms = by('EventSource', 'kms.amazonaws.com');
    expect(await namesOf(lookup(world, { ...kms, StartTime: later }))).to.deep.equal(['ListKeys']);
    expect(await namesOf(lookup(world, { ...kms, EndTime: later }))).to.have.length(7);
    // The end belongs to the range.
    expect(await namesOf(lookup(world, { ...kms, EndTime: newest }))).to.have.length(7);
    const before = new Date(newest.getTime() - 1);
    expect(await namesOf(lookup(world, { ...kms, EndTime: before }))).to.have.length.below(7);
    await clock.advance(85 * 86_400);
    expect(await namesOf(lookup(world, kms))).to.deep.equal(['ListKeys']);
  });

  it('throws its declared errors', async () => {
    const world = await busyWorld();
    const error = (input: LookupEventsCommandInput): Promise<unknown> =>
      lookup(world, input).catch((thrown: unknown) => thrown);
    expect(await error({ MaxResults: 51 })).to.be.instanceOf(InvalidMaxResultsException);
    expect(await error({ MaxResults: 0 })).to.be.instanceOf(InvalidMaxResultsException);
    const two = [by('EventName', 'a'), by('EventName', 'b')].flatMap(({ LookupAttributes = [] }) => LookupAttributes);
    expect(await error({ LookupAttributes: two })).to.be.instanceOf(InvalidLookupAttributesException);
    expect(await error(by('Username', '')))
      .to.be.instanceOf(Error)
      .with.property('name', 'ValidationException');
    expect(await error(by('Colour' as LookupAttributeKey, 'red'))).to.be.instanceOf(InvalidLookupAttributesException);
    expect(await error({ StartTime: new Date(2), EndTime: new Date(1) })).to.be.instanceOf(InvalidTimeRangeException);
    const { NextToken } = await lookup(world, { MaxResults: 1 });
    expect(await error({ ...by('EventName', 'CreateKey'), NextToken })).to.be.instanceOf(InvalidNextTokenException);
    for (const token of ['x', 'W10=', NextToken?.slice(1)])
      expect(await error({ NextToken: token ?? '' }), token).to.be.instanceOf(InvalidNextTokenException);
  });

  it('is recorded with the origin of the request, within the limits of CloudTrail', async () => {
    const { strongroom } = serviceWorld();
    await strongroom.sandbox.settings.set({ signatures: 'ignored' });
    await strongroom.http({
      method: 'POST',
      url: 'https://cloudtrail.us-east-1.amazonaws.com/',
      headers: {
        'x-amz-target': 'CloudTrail_20131101.LookupEvents',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({ LookupAttributes: [{ AttributeKey: 'é'.repeat(900), AttributeValue: 'x' }] }),
      requestContext: { 'aws:VpcSourceIp': '10.0.0.7', 'aws:UserAgent': 'a'.repeat(3000) },
    });
    const { events } = await strongroom.sandbox.events.query({ operation: 'LookupEvents' });
    const { sourceIPAddress, userAgent, errorMessage } = events[0]?.record ?? {};
    expect([sourceIPAddress, userAgent]).to.deep.equal(['10.0.0.7', 'a'.repeat(1024)]);
    expect(new TextEncoder().encode(errorMessage).length).to.be.within(1000, 1024);
  });

  it('needs a permission', async () => {
    const world = serviceWorld();
    const arn = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;
    const bob = world.as(await world.strongroom.sandbox.principals.put({ arn, policies: [], accessKey: true }));
    expect(await failure(lookup(bob))).to.equal(
      `400 AccessDeniedException: User: ${arn} is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action`,
    );
    const { events } = await world.strongroom.sandbox.events.query({ operation: 'LookupEvents' });
    expect(events[0]?.record).to.include({ errorCode: 'AccessDenied', recipientAccountId: OTHER_ACCOUNT });
  });

  it('lists no public keys where there are no digest files', async () => {
    const { cloudTrail } = serviceWorld();
    const { PublicKeyList } = await cloudTrail.send(new ListPublicKeysCommand({}));
    expect(PublicKeyList).to.deep.equal([]);
  });
});
