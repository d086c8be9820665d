/** Two hosts on one database: what reads without a commit answers by what the other one stored. */
import { expect } from 'chai';
import { namesTouchedBy } from '../../../src/engine/transaction/read-names.ts';
import { QUOTAS } from '../../../src/model/quotas.ts';
import type { Change, GrantRecord, KeyRecord } from '../../../src/model/records.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../../src/storage/memory.ts';
import { testWorld } from '../world.ts';

const EVE = 'arn:aws:iam::111122223333:user/eve';

describe('two hosts on one database', () => {
  async function hosts() {
    const data = new MemoryDatabaseState();
    const one = await testWorld(createMemoryDatabase(data));
    const two = await testWorld(createMemoryDatabase(data));
    await two.engine.directory.putPrincipal({
      arn: EVE,
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }],
    });
    const KeyId = await one.key();
    return { one, two, KeyId };
  }

  const policy = (statements: readonly object[]) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'kms:*',
          Resource: '*',
        },
        ...statements,
      ],
    });
  const deny = { Effect: 'Deny', Principal: { AWS: EVE }, Action: 'kms:DescribeKey', Resource: '*' };

  it('simulate, accessMatrix and previewPolicy know a policy that the other host has just stored', async () => {
    const { one, two, KeyId } = await hosts();
    const simulated = async () => {
      const answer = await two.engine.simulate({ principal: EVE, operation: 'DescribeKey', input: { KeyId } });
      return answer.ok && answer.decision.allowed;
    };
    const cell = async () =>
      (await two.engine.accessMatrix(KeyId)).find(
        ({ principal, operation }) => principal === EVE && operation === 'DescribeKey',
      )?.allowed;
    const changes = async () => JSON.stringify(await two.engine.previewPolicy(KeyId, policy([deny])));
    expect(await simulated()).to.equal(true);
    expect(await cell()).to.equal(true);
    const before = await changes();
    expect(before).to.contain(EVE);
    await one.ok('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: policy([deny]) });
    expect(await simulated()).to.equal(false);
    expect(await cell()).to.equal(false);
    expect(await changes()).not.to.equal(before);
  });

  it('a host misses no commit if another one follows while it reads them', async () => {
    const data = new MemoryDatabaseState();
    const one = await testWorld(createMemoryDatabase(data));
    const database = createMemoryDatabase(data);
    const lastSeq = database.lastSeq.bind(database);
    let follow = (): Promise<unknown> => Promise.resolve();
    database.lastSeq = async () => {
      const last = await lastSeq();
      await follow();
      return last;
    };
    const two = await testWorld(database);
    const code = 'CreateKey';
    await two.engine.quotas();
    await one.engine.requestQuotaIncrease({ code, value: 10 });
    follow = () => {
      follow = () => Promise.resolve();
      return one.engine.setSettings({ propagationDelaySeconds: 1 });
    };
    const error: unknown = await two.engine
      .requestQuotaIncrease({ code, value: 20 })
      .catch((thrown: unknown) => thrown);
    expect(error).to.have.property('name', 'ResourceAlreadyExistsException');
  });

  it('principals.put creates credentials for a user by one of two hosts, also when both put at once', async () => {
    const { one, two } = await hosts();
    const arn = 'arn:aws:iam::111122223333:user/both';
    const put = () => [one, two].map(({ engine }) => engine.directory.putPrincipal({ arn }));
    const created = await Promise.all([...put(), ...put()]);
    expect(created.filter(({ accessKeyId }) => accessKeyId !== undefined)).to.have.length(1);
    expect(await two.engine.directory.accessKeys(arn)).to.have.length(1);
    await one.engine.directory.createAccessKey(arn);
    expect(await two.engine.directory.accessKeys(arn)).to.have.length(2);
  });

  it('accessKeys.create knows a user that the other host has just created or removed', async () => {
    const { one, two } = await hosts();
    const { accessKeyId } = await one.engine.directory.createAccessKey(EVE);
    expect((await two.engine.directory.accessKeys(EVE)).map(({ id }) => id)).to.include(accessKeyId);
    await two.engine.directory.removePrincipal(EVE);
    const error: unknown = await one.engine.directory.createAccessKey(EVE).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal(`Principal ${EVE} does not exist in this sandbox.`);
  });

  it('whereIs finds a key and an account that the other host has just made', async () => {
    const { one, two } = await hosts();
    await two.engine.whereIs('alias/none');
    await one.engine.directory.putAccount({ id: '999988887777' });
    const arn = await one.key({}, { caller: 'arn:aws:iam::999988887777:root', region: 'eu-west-1' });
    expect((await two.engine.whereIs(arn.slice(arn.indexOf('/') + 1))).map((found) => found.arn)).to.deep.equal([arn]);
  });

  it('a caller that was missing is known once the other host made it', async () => {
    const { one, two } = await hosts();
    const arn = 'arn:aws:iam::111122223333:user/late';
    const ask = () => two.reply('ListKeys', {}, { caller: arn });
    const simulate = () => two.engine.simulate({ principal: arn, operation: 'ListKeys', input: {} });
    for (const question of [ask, simulate]) {
      const error: unknown = await question().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(TypeError);
    }
    await one.engine.directory.putPrincipal({ arn });
    expect((await ask()).ok).to.equal(false);
    expect((await simulate()).ok).to.equal(true);
  });

  it('the quota of keys holds when another host fills it after the count was read', async () => {
    const { one, two, KeyId } = await hosts();
    const key = (await two.database.get('keys', KeyId)) as KeyRecord;
    const room = 3;
    const changes = Array.from({ length: QUOTAS.keys - 1 - room }, (_, index): Change => {
      const keyId = `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
      return { store: 'keys', after: { ...key, keyId, arn: KeyId.replace(/[^/]+$/, keyId) } };
    });
    const seq = (await two.database.lastSeq()) + 1;
    const touched = [...new Set(changes.flatMap(namesTouchedBy))];
    await two.database.commit({ segment: { seq, events: [], touched }, changes }, () => undefined, 'relaxed');
    const replies = await Promise.all(Array.from({ length: 3 * room }, () => one.reply('CreateKey', {})));
    expect(replies.filter(({ ok }) => ok)).to.have.length(room);
    const errors = replies.flatMap((reply) => (reply.ok ? [] : [reply.error.name]));
    expect(new Set(errors)).to.deep.equal(new Set(['LimitExceededException']));
  });

  it('the quota of grants per key holds when another host fills it after the count was read', async () => {
    const { one, two, KeyId } = await hosts();
    const named = { KeyId, GranteePrincipal: EVE, Operations: ['Decrypt'], Name: 'same' } as const;
    await one.ok('CreateGrant', { ...named, Operations: [...named.Operations] });
    // It finds the grant again, so it stores none, and the count stays in memory.
    await one.ok('CreateGrant', { ...named, Operations: [...named.Operations] });
    const [grant] = await two.database.page('grants', 'key', [KeyId], 1);
    const room = 5;
    const changes = Array.from({ length: QUOTAS.grantsPerKey - 1 - room }, (_, index): Change => {
      const { name: _name, ...others } = grant as GrantRecord;
      return { store: 'grants', after: { ...others, id: index.toString(16).padStart(64, '0') } };
    });
    const seq = (await two.database.lastSeq()) + 1;
    const touched = [...new Set(changes.flatMap(namesTouchedBy))];
    await two.database.commit({ segment: { seq, events: [], touched }, changes }, () => undefined, 'relaxed');
    const replies = await Promise.all(
      Array.from({ length: 3 * room }, () =>
        one.reply('CreateGrant', { KeyId, GranteePrincipal: EVE, Operations: ['Encrypt'] }),
      ),
    );
    expect(replies.filter(({ ok }) => ok)).to.have.length(room);
    const errors = replies.flatMap((reply) => (reply.ok ? [] : [reply.error.name]));
    expect(new Set(errors)).to.deep.equal(new Set(['LimitExceededException']));
    expect(await two.database.count('grants', 'key', [KeyId])).to.equal(QUOTAS.grantsPerKey);
  });
});
