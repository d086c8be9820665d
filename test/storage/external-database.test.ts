import { expect } from 'chai';
import {
  MAX_LOGGED_REQUESTS,
  type ExternalDatabase,
  type ExternalKeyRecord,
} from '../../src/model/external-key-manager.ts';
import { deleteExternalDatabase, openExternalDatabase } from '../../src/storage/external-indexeddb.ts';
import { createExternalMemoryDatabase } from '../../src/storage/external-memory.ts';

const PROXY = 'https://xks.example.com/kms/xks/v1';

async function keyRecord(keyId: string, proxyId = PROXY): Promise<ExternalKeyRecord> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return {
    id: `${proxyId} ${keyId}`,
    proxyId,
    keyId,
    createdAt: 1,
    spec: 'AES_256',
    usage: ['ENCRYPT', 'DECRYPT'],
    status: 'ENABLED',
    versions: [key],
  };
}

const OPENERS: Readonly<Record<string, (world: string) => Promise<ExternalDatabase>>> = {
  IndexedDB: openExternalDatabase,
  memory: () => Promise.resolve(createExternalMemoryDatabase()),
};

for (const [name, open] of Object.entries(OPENERS)) {
  describe(`the database of external key managers in ${name}`, () => {
    let database: ExternalDatabase;
    let world: string;

    beforeEach(async () => {
      world = `external-${crypto.randomUUID()}`;
      database = await open(world);
    });
    afterEach(async () => {
      database.close();
      await deleteExternalDatabase(world);
    });

    it('keeps non-extractable keys, and lists those of one proxy by ID', async () => {
      for (const key of [await keyRecord('b'), await keyRecord('a'), await keyRecord('c', `${PROXY}1`)])
        await database.update('externalKeys', key.id, () => key);
      const listed = await database.list('externalKeys', `${PROXY} `);
      expect(listed.map(({ keyId }) => keyId)).to.deep.equal(['a', 'b']);
      expect(listed[0]?.versions[0]?.extractable).to.equal(false);
      expect(await database.list('externalKeys', '')).to.have.length(3);
      expect(await database.get('externalKeys', 'none')).to.equal(undefined);
    });

    it('changes and deletes a record, and leaves it if the change throws', async () => {
      const key = await keyRecord('a');
      await database.update('externalKeys', key.id, () => key);
      await database.update('externalKeys', key.id, (before) => before && { ...before, status: 'DISABLED' });
      const thrown = await database
        .update('externalKeys', key.id, () => {
          throw new TypeError('No');
        })
        .catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(TypeError);
      expect((await database.get('externalKeys', key.id))?.status).to.equal('DISABLED');
      await database.update('externalKeys', key.id, () => undefined);
      expect(await database.get('externalKeys', key.id)).to.equal(undefined);
    });

    it('keeps the newest requests, and returns those of a proxy, newest first', async () => {
      for (let at = 1; at <= MAX_LOGGED_REQUESTS + 2; at++)
        await database.log({ proxyId: at % 2 === 0 ? PROXY : 'other', at, status: 200 });
      const newest = await database.requests(PROXY, 2);
      expect(newest.map(({ at }) => at)).to.deep.equal([MAX_LOGGED_REQUESTS + 2, MAX_LOGGED_REQUESTS]);
      const all = [...(await database.requests(PROXY, 9999)), ...(await database.requests('other', 9999))];
      expect(all).to.have.length(MAX_LOGGED_REQUESTS);
      expect(Math.min(...all.map(({ at }) => at))).to.equal(3);
    });

    it('deletes everything', async () => {
      const key = await keyRecord('a');
      await database.update('externalKeys', key.id, () => key);
      await database.log({ proxyId: PROXY, at: 1, status: 200 });
      await database.clear();
      expect(await database.list('externalKeys', '')).to.deep.equal([]);
      expect(await database.requests(PROXY, 10)).to.deep.equal([]);
    });
  });
}
