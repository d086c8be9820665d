import { expect } from 'chai';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { testWorld } from '../world.ts';

const DAY = 86_400;

describe('two engines over one database, without any message between them', () => {
  it('finds a key whose absence it had read before', async () => {
    const database = createMemoryDatabase();
    const [a, b] = [await testWorld(database), await testWorld(database)];
    const arn = await b.key();
    const id = arn.split('/')[1] ?? '';
    await a.ok('CreateAlias', { AliasName: 'alias/other', TargetKeyId: await a.key() });
    expect(await a.error('DescribeKey', { KeyId: 'alias/x' })).to.contain('NotFoundException');
    await b.ok('CreateAlias', { AliasName: 'alias/x', TargetKeyId: id });
    expect((await a.ok('DescribeKey', { KeyId: 'alias/x' })).KeyMetadata?.Arn).to.equal(arn);
  });

  it('refuses at once with a key that the other one disabled', async () => {
    const database = createMemoryDatabase();
    const [a, b] = [await testWorld(database), await testWorld(database)];
    const arn = await a.key();
    await a.ok('Encrypt', { KeyId: arn, Plaintext: new Uint8Array(8) });
    await b.ok('DisableKey', { KeyId: arn });
    expect(await a.error('Encrypt', { KeyId: arn, Plaintext: new Uint8Array(8) })).to.equal(
      `DisabledException: ${arn} is disabled.`,
    );
  });

  it('gives a key with 49 aliases only one more', async () => {
    const database = createMemoryDatabase();
    const [a, b] = [await testWorld(database), await testWorld(database)];
    const arn = await a.key();
    for (let i = 0; i < 49; i++) await a.ok('CreateAlias', { AliasName: `alias/n${i}`, TargetKeyId: arn });
    const replies = await Promise.all([
      a.reply('CreateAlias', { AliasName: 'alias/from-a', TargetKeyId: arn }),
      b.reply('CreateAlias', { AliasName: 'alias/from-b', TargetKeyId: arn }),
    ]);
    expect(replies.filter((reply) => reply.ok)).to.have.length(1);
    const failed = replies.find((reply) => !reply.ok);
    expect(failed && !failed.ok && failed.error.message).to.equal(
      'Aliases per key quota for this account in this region is 50, current usage is 50.',
    );
  });

  it('loses none of 200 parallel changes of one key from both, and keeps the log gapless', async () => {
    const database = createMemoryDatabase();
    const [a, b] = [await testWorld(database), await testWorld(database)];
    const arn = await a.key();
    const calls = Array.from({ length: 200 }, (_, i) =>
      i % 4 === 0
        ? (i % 8 === 0 ? a : b).ok('TagResource', { KeyId: arn, Tags: [{ TagKey: `t${i}`, TagValue: 'x' }] })
        : (i % 2 === 0 ? a : b).ok('UpdateKeyDescription', { KeyId: arn, Description: `d${i}` }),
    );
    await Promise.all(calls);
    expect((await a.ok('ListResourceTags', { KeyId: arn })).Tags).to.have.length(50);
    const segments = await database.readSegments(undefined, 10_000);
    expect(segments.map((segment) => segment.seq)).to.deep.equal(
      Array.from({ length: segments.length }, (_, i) => segments.length - i),
    );
    const events = segments.flatMap((segment) => segment.events);
    expect(events.filter((event) => event.record.eventName === 'TagResource')).to.have.length(50);
    expect(events.filter((event) => event.record.eventName === 'UpdateKeyDescription')).to.have.length(150);
  });

  it('leaves no stale engine after a reset in the other one', async () => {
    const database = createMemoryDatabase();
    const [a, b] = [await testWorld(database), await testWorld(database)];
    const arn = await a.key();
    await b.ok('DescribeKey', { KeyId: arn });
    await a.engine.reset();
    expect(await b.error('DescribeKey', { KeyId: arn })).to.equal(`NotFoundException: Key '${arn}' does not exist`);
    expect((await b.ok('ListKeys', {})).Keys).to.deep.equal([]);
  });
});

describe('the clock', () => {
  it('deletes a key when its waiting period is over, with its aliases, and logs it', async () => {
    const world = await testWorld();
    const arn = await world.key();
    await world.ok('CreateAlias', { AliasName: 'alias/gone', TargetKeyId: arn });
    const scheduled = await world.ok('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
    expect(scheduled.KeyState).to.equal('PendingDeletion');
    await world.engine.advanceClock(7 * DAY - 1);
    expect((await world.ok('DescribeKey', { KeyId: 'alias/gone' })).KeyMetadata?.KeyState).to.equal('PendingDeletion');
    await world.engine.advanceClock(1);
    expect(await world.error('DescribeKey', { KeyId: arn })).to.equal(`NotFoundException: Key '${arn}' does not exist`);
    expect(
      (await world.ok('ListAliases', {})).Aliases?.filter(({ TargetKeyId }) => TargetKeyId !== undefined),
    ).to.deep.equal([]);
    const { events } = await world.engine.events({ operation: 'DeleteKey' });
    expect(events).to.have.length(1);
    expect(await world.database.page('materials', 'key', [arn.split('/')[1] ?? ''], 10)).to.deep.equal([]);
  });
});

describe('symmetric use', () => {
  it('opens what it sealed, only with the same context', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const { CiphertextBlob } = await world.ok('Encrypt', {
      KeyId,
      Plaintext: Uint8Array.of(1, 2, 3),
      EncryptionContext: { a: '1', b: '2' },
    });
    const opened = await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: { b: '2', a: '1' } });
    expect([...(opened.Plaintext ?? [])]).to.deep.equal([1, 2, 3]);
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: { a: '1' } })).to.equal(
      'InvalidCiphertextException',
    );
  });
});
