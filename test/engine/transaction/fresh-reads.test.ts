/** Two hosts on one database: every read of a sandbox answers by what the other host has just stored. */
import { expect } from 'chai';
import { SANDBOX_METHODS, type SandboxMethod } from '../../../src/model/sandbox-methods.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../../src/storage/memory.ts';
import { exportSandbox } from '../../../src/worker/seed-documents.ts';
import { storeInput } from '../key-stores/key-store-scene.ts';
import { testWorld, type TestWorld } from '../world.ts';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const EVE = `arn:aws:iam::${ACCOUNT}:user/eve`;
const DAY = 86_400;

/** A read, and a change after which it answers differently. `key`: a signing key with a wrapped copy. */
interface Row {
  readonly read: (world: TestWorld, key: string) => Promise<unknown>;
  readonly change: (world: TestWorld, key: string) => Promise<unknown>;
}

const putEve = ({ engine }: TestWorld) => engine.directory.putPrincipal({ arn: EVE, tags: { team: 'red' } });
const newKey = (world: TestWorld) => world.key();
const rotate = async (world: TestWorld) =>
  world.ok('EnableKeyRotation', { KeyId: await world.key(), RotationPeriodInDays: 90 });
const denyEve = (world: TestWorld, KeyId: string) =>
  world.ok('PutKeyPolicy', {
    KeyId,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Principal: { AWS: EVE }, Action: 'kms:*', Resource: '*' },
      ],
    }),
  });

const ROWS: Partial<Record<SandboxMethod, Row>> = {
  settings: {
    read: ({ engine }) => engine.settings(),
    change: ({ engine }) => engine.setSettings({ propagationDelaySeconds: 7 }),
  },
  clock: { read: ({ engine }) => engine.clock(), change: ({ engine }) => engine.advanceClock(DAY) },
  upcomingTasks: { read: ({ engine }) => engine.upcomingTasks(), change: rotate },
  accounts: {
    read: ({ engine }) => engine.directory.accounts(),
    change: ({ engine }) => engine.directory.putAccount({ id: '999988887777' }),
  },
  principal: { read: ({ engine }) => engine.directory.principal(EVE), change: putEve },
  principals: { read: ({ engine }) => engine.directory.principals(), change: putEve },
  accessKeys: {
    read: async ({ engine }) => (await engine.directory.accessKeys(EVE)).length,
    change: ({ engine }) => engine.directory.createAccessKey(EVE),
  },
  groups: {
    read: ({ engine }) => engine.directory.groups(),
    change: ({ engine }) => engine.directory.putGroup({ arn: `arn:aws:iam::${ACCOUNT}:group/dev`, policies: [] }),
  },
  endpoints: {
    read: ({ engine }) => engine.directory.endpoints(),
    change: ({ engine }) => engine.directory.putEndpoint({ id: 'vpce-1', vpc: 'vpc-1' }),
  },
  simulate: {
    read: async ({ engine }, KeyId) => {
      const asked = await engine.simulate({ principal: EVE, operation: 'DescribeKey', input: { KeyId } });
      return asked.ok && asked.decision.allowed;
    },
    change: denyEve,
  },
  accessMatrix: { read: ({ engine }, key) => engine.accessMatrix(key), change: denyEve },
  previewPolicy: {
    read: async ({ engine }, key) => (await engine.previewPolicy(key, '{"Statement":[]}')).findings.length,
    // The findings do not depend on what is stored, whether the key exists does.
    change: async (world, KeyId) => {
      await world.ok('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      await world.engine.advanceClock(8 * DAY);
    },
  },
  policyVersions: { read: ({ engine }, key) => engine.policyVersions(key), change: denyEve },
  policyVersion: {
    read: ({ engine }, key) => engine.policyVersion({ kind: 'key-policy', owner: key, version: 1, index: 0 }),
    change: denyEve,
  },
  faults: {
    read: ({ engine }) => engine.faults.faults(),
    change: ({ engine }) => engine.faults.setFault('cloudhsm-network'),
  },
  quotas: {
    read: ({ engine }) => engine.quotas(),
    change: ({ engine }) => engine.requestQuotaIncrease({ code: 'CreateKey', value: 10 }),
  },
  events: { read: async ({ engine }) => (await engine.events({})).events.length, change: newKey },
  monthCost: { read: async ({ engine }) => JSON.stringify(await engine.cost.monthCost({})), change: newKey },
  whereIs: {
    read: ({ engine }) => engine.whereIs('alias/app'),
    change: (world, TargetKeyId) => world.ok('CreateAlias', { AliasName: 'alias/app', TargetKeyId }),
  },
  keys: { read: ({ engine }) => engine.keys(ACCOUNT, REGION), change: newKey },
  keyStores: {
    read: async ({ engine }) => (await engine.keyStores(ACCOUNT, REGION)).map(({ ConnectionState }) => ConnectionState),
    change: async (world) => {
      const [cluster] = await world.clusters.clusters();
      if (cluster === undefined) throw new Error('There is no default cluster.');
      return world.ok('CreateCustomKeyStore', storeInput(cluster));
    },
  },
  awsOwnedKeys: {
    read: async ({ engine }) => (await engine.awsOwnedKeys()).length,
    change: (world) => world.ok('CreateKey', {}, { caller: 'dynamodb.amazonaws.com' }),
  },
  serviceRecord: {
    read: ({ engine }) => engine.records.serviceRecord({ scope: 'notes', name: 'a' }),
    change: ({ engine }) =>
      engine.records.changeServiceRecords({ changes: [{ scope: 'notes', name: 'a', value: { text: 'hello' } }] }),
  },
  serviceRecords: {
    read: ({ engine }) => engine.records.serviceRecords({ scope: 'notes' }),
    change: ({ engine }) =>
      engine.records.changeServiceRecords({ changes: [{ scope: 'notes', name: 'a', value: { text: 'hello' } }] }),
  },
  exportDocument: {
    read: async ({ engine, database }) =>
      (await exportSandbox({ engine, ports: { database, clock: { now: () => 0 } } })).keys,
    change: newKey,
  },
  custody: {
    read: ({ engine }, key) => engine.custody(key),
    change: ({ engine }, key) => engine.dropWrapped(key),
  },
};

/** Reads of nothing that another host changes, of its own databases, and of one request, whose decision stays. */
const ELSEWHERE: readonly SandboxMethod[] = [
  'storage',
  // Snapshots belong to one host.
  'takeSnapshot',
  'snapshots',
  'removeSnapshot',
  'explain',
  'validatePolicy',
  'proxies',
  'proxyRequests',
  'externalKeys',
  'estimateCost',
  'prices',
  'validateEvents',
  'capabilities',
];

describe('a read of a sandbox', () => {
  it('is tested here for every method that reads', () => {
    const reads = Object.entries(SANDBOX_METHODS).flatMap(([name, { changes }]) => (changes ? [] : [name]));
    expect([...Object.keys(ROWS), ...ELSEWHERE].toSorted()).to.deep.equal(reads.toSorted());
  });

  for (const [method, { read, change }] of Object.entries(ROWS)) {
    it(`answers by what another host has just stored: ${method}`, async () => {
      const data = new MemoryDatabaseState();
      const [one, two] = [await testWorld(createMemoryDatabase(data)), await testWorld(createMemoryDatabase(data))];
      const policies = [
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] },
      ] as const;
      await one.engine.directory.putPrincipal({ arn: EVE, policies });
      await one.engine.setSettings({ custody: 'complete' });
      const key = await one.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      const answer = (world: TestWorld) => read(world, key).catch((error: Error) => error.message);
      const before = await answer(two);
      expect(await answer(two)).to.deep.equal(before);
      await change(one, key);
      const after = await answer(two);
      expect(after).not.to.deep.equal(before);
      // A host that has read nothing before.
      expect(after).to.deep.equal(await answer(await testWorld(createMemoryDatabase(data))));
    });
  }
});
