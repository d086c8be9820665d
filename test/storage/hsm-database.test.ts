/** The database of CloudHSM clusters, in memory and in IndexedDB. */
import { expect } from 'chai';
import { createMemoryHsmDatabase } from '../../src/cloudhsm/memory-hsm-database.ts';
import type { HsmClusterRecord, HsmDatabase, HsmKeyRecord } from '../../src/model/hsm-records.ts';
import { deleteHsmDatabase } from '../../src/storage/hsm-database-name.ts';
import { openIndexedDbHsms } from '../../src/storage/indexeddb-hsm.ts';

const cluster = (id: string): HsmClusterRecord => ({
  id,
  account: '111122223333',
  region: 'us-east-1',
  createdAt: 0,
  state: 'ACTIVE',
  hsms: [],
  subnets: [],
  securityGroup: { id: 'sg-1', areRulesIntact: true },
  backupHistory: id,
  trustAnchor: '',
  certificate: '',
  nextHandle: 1,
});

async function key(clusterId: string, backingKeyId: string): Promise<HsmKeyRecord> {
  return {
    id: `${clusterId}/${backingKeyId}`,
    clusterId,
    backingKeyId,
    keyHandle: '1',
    label: 'arn',
    createdAt: 0,
    key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  };
}

interface Implementation {
  readonly name: string;
  readonly open: () => Promise<HsmDatabase>;
  readonly destroy: () => Promise<void>;
}

const WORLD = 'hsm-database-test';

const IMPLEMENTATIONS: readonly Implementation[] = [
  { name: 'memory', open: () => Promise.resolve(createMemoryHsmDatabase()), destroy: () => Promise.resolve() },
  ...('indexedDB' in globalThis
    ? [{ name: 'IndexedDB', open: () => openIndexedDbHsms(WORLD), destroy: () => deleteHsmDatabase(WORLD) }]
    : []),
];

for (const { name, open, destroy } of IMPLEMENTATIONS) {
  describe(`the database of CloudHSM clusters in ${name}`, () => {
    let database: HsmDatabase;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(async () => {
      database.close();
      await destroy();
    });

    it('changes a cluster, and deletes it with its keys alone', async () => {
      await database.changeCluster('one', () => cluster('one'));
      await database.changeCluster('two', () => cluster('two'));
      await database.putKeys([await key('one', 'a'), await key('one', 'b'), await key('two', 'a')]);
      const changed = await database.changeCluster('one', (before) => before && { ...before, nextHandle: 2 });
      expect(changed?.nextHandle).to.equal(2);
      expect((await database.cluster('one'))?.nextHandle).to.equal(2);
      expect(await database.keys('one')).to.have.length(2);
      await database.changeCluster('one', () => undefined);
      expect((await database.clusters()).map(({ id }) => id)).to.deep.equal(['two']);
      expect(await database.keys('one')).to.deep.equal([]);
      expect(await database.key('one/a')).to.equal(undefined);
      expect((await database.key('two/a'))?.key.extractable).to.equal(false);
    });

    it('loses no change of two at the same time', async () => {
      await database.changeCluster('one', () => cluster('one'));
      const next = () =>
        database.changeCluster('one', (before) => before && { ...before, nextHandle: before.nextHandle + 1 });
      await Promise.all([next(), next(), next()]);
      expect((await database.cluster('one'))?.nextHandle).to.equal(4);
    });

    it('rejects with the error of a change, and changes nothing', async () => {
      await database.changeCluster('one', () => cluster('one'));
      const refuse = (): never => {
        throw new TypeError('refused');
      };
      const error: unknown = await database.changeCluster('one', refuse).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(TypeError);
      expect((await database.cluster('one'))?.nextHandle).to.equal(1);
    });

    it('deletes a key, and says whether it existed', async () => {
      await database.putKeys([await key('one', 'a')]);
      expect(await database.deleteKey('one/a')).to.equal(true);
      expect(await database.deleteKey('one/a')).to.equal(false);
    });

    it('clears everything', async () => {
      await database.changeCluster('one', () => cluster('one'));
      await database.putKeys([await key('one', 'a')]);
      await database.clear();
      expect([await database.clusters(), await database.keys('one')]).to.deep.equal([[], []]);
    });
  });
}
