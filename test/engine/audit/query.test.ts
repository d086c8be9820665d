import { expect } from 'chai';
import type { EventQuery } from '../../../src/model/audit.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { testWorld, START, type TestWorld } from '../world.ts';

const ANA = 'arn:aws:iam::111122223333:user/ana';
const PLAIN = Uint8Array.of(1);

/** Operations of the events that a query finds, newest first. */
const found = async (world: TestWorld, query: EventQuery): Promise<readonly string[]> =>
  (await world.engine.events(query)).events.map(({ record }) => record.eventName);

const messageOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('A query of the audit log', () => {
  it('finds events by alias: named by the request, or a resource', async () => {
    const world = await testWorld();
    const arn = await world.key();
    const aliasArn = arn.replace(/key\/.*/, 'alias/a');
    await world.ok('CreateAlias', { AliasName: 'alias/a', TargetKeyId: arn });
    await world.ok('CreateAlias', { AliasName: 'alias/b', TargetKeyId: arn });
    await world.ok('Encrypt', { KeyId: 'alias/a', Plaintext: PLAIN });
    await world.ok('DescribeKey', { KeyId: aliasArn });
    await world.ok('DescribeKey', { KeyId: arn });
    const named = ['DescribeKey', 'Encrypt', 'CreateAlias'];
    expect(await found(world, { alias: 'alias/a' })).to.deep.equal(named);
    expect(await found(world, { alias: aliasArn })).to.deep.equal(named);
    expect(await found(world, { alias: aliasArn.replace('us-east-1', 'eu-west-1') })).to.deep.equal([]);
  });

  it('finds what a grant allowed, and the calls that created and ended it', async () => {
    const world = await testWorld();
    const arn = await world.key();
    await world.engine.directory.putPrincipal({ arn: ANA });
    const { GrantId: grantId = '' } = await world.ok('CreateGrant', {
      KeyId: arn,
      GranteePrincipal: ANA,
      Operations: ['Encrypt'],
    });
    await world.ok('Encrypt', { KeyId: arn, Plaintext: PLAIN }, { caller: ANA });
    await world.error('DescribeKey', { KeyId: arn }, { caller: ANA });
    await world.ok('RevokeGrant', { KeyId: arn, GrantId: grantId });
    expect(await found(world, { grantId })).to.deep.equal(['RevokeGrant', 'Encrypt', 'CreateGrant']);
    expect(await found(world, { grantId, principal: ANA })).to.deep.equal(['Encrypt']);
  });

  it('finds a retired grant although the request has only its token, and text of a note', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.engine.directory.putPrincipal({ arn: ANA });
    const { GrantId: grantId = '', GrantToken } = await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: ANA,
      RetiringPrincipal: ANA,
      Operations: ['Encrypt'],
    });
    await world.ok('RetireGrant', { GrantToken }, { caller: ANA });
    expect(await found(world, { grantId })).to.deep.equal(['RetireGrant', 'CreateGrant']);
    await world.error('RetireGrant', { GrantToken }, { caller: ANA });
    expect((await world.engine.events({ limit: 1 })).events[0]?.note).to.match(/retired or revoked/);
    expect(await found(world, { text: 'RETIRED or' })).to.deep.equal(['RetireGrant']);
  });

  it('finds text of what a denied call asked for', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.engine.directory.putPrincipal({ arn: ANA });
    const EncryptionContext = { tenant: 'North' };
    await world.error('Encrypt', { KeyId, Plaintext: PLAIN, EncryptionContext }, { caller: ANA });
    expect(await found(world, { text: 'north' })).to.deep.equal(['Encrypt']);
  });

  it('finds a context name, a value, and both only as one pair', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const encrypt = (EncryptionContext: Record<string, string>) =>
      world.ok('Encrypt', { KeyId, Plaintext: PLAIN, EncryptionContext });
    await encrypt({ tenant: 'a', user: 'b' });
    const { CiphertextBlob } = await encrypt({ tenant: 'b' });
    await world.ok('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: { tenant: 'b' },
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: { tenant: 'c' },
    });
    const count = async (query: EventQuery) => (await found(world, query)).length;
    expect(await count({ contextKey: 'tenant' })).to.equal(3);
    expect(await count({ contextKey: 'user' })).to.equal(1);
    expect(await count({ contextValue: 'b' })).to.equal(3);
    expect(await found(world, { contextKey: 'tenant', contextValue: 'b' })).to.deep.equal(['ReEncrypt', 'Encrypt']);
    expect(await found(world, { contextKey: 'tenant', contextValue: 'c' })).to.deep.equal(['ReEncrypt']);
    expect(await count({ contextKey: 'ten' })).to.equal(0);
  });

  it('finds errors by code, reads, and their combination', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('DisableKey', { KeyId });
    await world.error('Encrypt', { KeyId, Plaintext: PLAIN });
    await world.error('DescribeKey', { KeyId: 'alias/none' });
    expect(await found(world, { errorsOnly: true })).to.deep.equal(['DescribeKey', 'Encrypt']);
    expect(await found(world, { errorsOnly: false })).to.have.length(4);
    expect(await found(world, { error: 'DisabledException' })).to.deep.equal(['Encrypt']);
    expect(await found(world, { readOnly: false })).to.deep.equal(['DisableKey', 'CreateKey']);
    expect(await found(world, { readOnly: true, error: 'DisabledException' })).to.deep.equal(['Encrypt']);
    expect(await found(world, { readOnly: false, error: 'DisabledException' })).to.deep.equal([]);
  });

  it('finds a range of time: from included, to excluded, as Date or milliseconds', async () => {
    const world = await testWorld();
    await world.engine.runClock(false);
    for (const operation of ['ListKeys', 'ListAliases', 'ListKeys'] as const) {
      await world.ok(operation, {});
      await world.engine.advanceClock(10);
    }
    expect(await found(world, { from: new Date(START + 10_000) })).to.deep.equal(['ListKeys', 'ListAliases']);
    expect(await found(world, { to: START + 10_000 })).to.deep.equal(['ListKeys']);
    expect(await found(world, { from: START + 10_000, to: START + 20_000 })).to.deep.equal(['ListAliases']);
  });

  it('finds a part of a value or of a context name in any letter case', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ Description: 'Payroll' });
    await world.ok('Encrypt', { KeyId, Plaintext: PLAIN, EncryptionContext: { Tenant: 'Zürich' } });
    await world.error('DescribeKey', { KeyId: 'alias/none' });
    expect(await found(world, { text: 'PAYROLL' })).to.deep.equal(['CreateKey']);
    expect(await found(world, { text: 'zÜR' })).to.deep.equal(['Encrypt']);
    expect(await found(world, { text: 'tENANT' })).to.deep.equal(['Encrypt']);
    expect(await found(world, { text: 'ALIAS/NONE' })).to.deep.equal(['DescribeKey']);
    // A name of the record itself is in every record.
    expect(await found(world, { text: 'requestParameters' })).to.deep.equal([]);
  });

  it('finds the copy of a cross-account call by account and by ID', async () => {
    const world = await testWorld();
    const OTHER = 'arn:aws:iam::444455556666:root';
    await world.engine.directory.putAccount({ id: '444455556666' });
    const KeyId = await world.key();
    await world.ok('CreateGrant', { KeyId, GranteePrincipal: OTHER, Operations: ['Encrypt'] });
    await world.ok('Encrypt', { KeyId, Plaintext: PLAIN }, { caller: OTHER });
    const [event] = (await world.engine.events({ operation: 'Encrypt' })).events;
    const [copy] = event?.copies ?? [];
    for (const query of [
      { eventId: event?.record.eventID ?? '' },
      { eventId: copy?.eventID ?? '' },
      { account: '444455556666' },
      { account: '111122223333', operation: 'Encrypt' },
    ])
      expect(await found(world, query), JSON.stringify(query)).to.deep.equal(['Encrypt']);
  });

  it('finds the name of a user, of a session, of the root user and of a service', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const { directory } = world.engine;
    await directory.putPrincipal({ arn: ANA.replace('user/', 'user/team/') });
    for (const caller of [ANA.replace('user/', 'user/team/'), 'arn:aws:iam::111122223333:root', 's3.amazonaws.com'])
      await world.reply('DescribeKey', { KeyId }, { caller });
    const session = 'arn:aws:sts::111122223333:assumed-role/Learner/ana';
    await world.reply('GetKeyPolicy', { KeyId }, { caller: session });
    expect(await found(world, { userName: 'ana' })).to.deep.equal(['GetKeyPolicy', 'DescribeKey']);
    for (const userName of ['root', 's3.amazonaws.com'])
      expect(await found(world, { userName, operation: 'DescribeKey' }), userName).to.deep.equal(['DescribeKey']);
    expect(await found(world, { userName: 'team/ana' })).to.deep.equal([]);
  });

  it('finds the type of a resource', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('ListKeys', {});
    await world.ok('DescribeKey', { KeyId });
    expect(await found(world, { resourceType: 'AWS::KMS::Key' })).to.deep.equal(['DescribeKey', 'CreateKey']);
    expect(await found(world, { resourceType: 'AWS::KMS' })).to.deep.equal([]);
  });

  it('rejects every invalid member by its name', async () => {
    const world = await testWorld();
    const cases: readonly (readonly [Record<string, unknown>, string])[] = [
      [{ from: new Date(NaN) }, 'from must be a valid Date or milliseconds since 1970.'],
      [{ to: 'today' }, 'to must be a valid Date or milliseconds since 1970.'],
      [{ readOnly: 'yes' }, 'readOnly must be true or false.'],
      [{ alias: '' }, 'alias must be a string that is not empty.'],
      [{ text: 5 }, 'text must be a string that is not empty.'],
      [{ contextValue: null }, 'contextValue must be a string.'],
      [{ limit: 1001 }, 'limit must be an integer from 1 to 1,000.'],
      [{ before: { seq: 1 } }, 'before must be the `next` of a page.'],
      [{ operationName: 'Encrypt' }, 'operationName is not a member of a query.'],
    ];
    for (const [query, message] of cases)
      expect(await messageOf(world.engine.events(query as EventQuery))).to.equal(`TypeError: events.query: ${message}`);
    expect(await messageOf(world.engine.events({ keyArn: undefined } as never))).to.equal('no error');
  });
});

describe('The index of the audit log', () => {
  it('is built once no call commits, and cleared by a reset', async () => {
    const database = createMemoryDatabase();
    const world = await testWorld(database);
    const blocks = () => database.readLogBlocks(1, Infinity);
    const call = () => Promise.all(Array.from({ length: 70 }, () => world.ok('ListKeys', {})));
    expect(await blocks()).to.deep.equal([]);
    for (let round = 0; round < 40; round++) await call();
    await waitFor(async () => (await blocks()).some(({ isClosed }) => isClosed));
    const { requestId, decision } = await world.reply('ListAliases', {});
    await call();
    expect(decision).not.to.equal(undefined);
    expect(await world.engine.explain(requestId)).to.deep.equal(decision);
    for (const none of ['none', '']) expect(await world.engine.explain(none)).to.equal(undefined);
    await world.engine.reset();
    expect(await blocks()).to.deep.equal([]);
    expect((await world.engine.events({ requestId })).events).to.deep.equal([]);
  });

  it('is built by the first long query of a log that has none', async () => {
    const database = createMemoryDatabase();
    const world = await testWorld(database);
    await Promise.all(Array.from({ length: 200 }, () => world.ok('ListKeys', {})));
    const { events } = (await database.readSegments(undefined, 1000)).find((one) => one.events.length > 0)!;
    for (let seq = (await database.lastSeq()) + 1, end = seq + 100; seq < end; seq++) {
      const segment = { seq, events: Array.from({ length: 50 }, () => events[0]!), touched: [] };
      await database.commit({ segment, changes: [] }, () => undefined, 'relaxed');
    }
    const later = await testWorld(database);
    expect((await later.engine.events({ operation: 'Encrypt' })).searched).to.equal(5200);
    await waitFor(async () => (await database.readLogBlocks(1, Infinity)).length >= 2);
    expect((await later.engine.events({ operation: 'Encrypt' })).searched).to.be.lessThan(300);
  });
});

/** Waits until `isTrue` resolves to true. The time limit of the test ends it otherwise. */
async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 1));
}
