import { expect } from 'chai';
import { openDB } from 'idb';
import { databaseName } from '../../src/storage/indexeddb.ts';
import { SCHEMA_VERSION } from '../../src/storage/migrations.ts';
import { openWorld } from '../../src/storage/open-storage.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { intercept } from './intercept.ts';
import { commit, keyRecord, put, rejection } from './records.ts';
import { deleteDatabase, freshName } from './worlds.ts';

describe('opening a world', () => {
  let name: string;
  beforeEach(() => {
    name = freshName();
  });
  afterEach(() => deleteDatabase(name));

  const failing = (error: DOMException) => () => () => {
    throw error;
  };

  it('finds it in IndexedDB', async () => {
    const { database, state } = await openWorld(name);
    expect(state).to.deep.equal({ kind: 'indexeddb' });
    await commit(database, put(keyRecord('a')));
    database.close();
    const again = await openWorld(name);
    expect(await again.database.lastSeq()).to.equal(1);
    again.database.close();
  });

  it("keeps it in memory where storage is blocked, and says why with the browser's words", async () => {
    const blocked = failing(new DOMException('planted refusal', 'SecurityError'));
    const { database, state } = await intercept(IDBFactory.prototype, 'open', blocked, () => openWorld(name));
    expect(state.kind).to.equal('memory');
    expect(state.reason).to.match(/blocks storage.*private windows.*memory.*SecurityError: planted refusal/);
    const key = keyRecord('a');
    await commit(database, put(key));
    expect(await database.get('keys', key.arn)).to.deep.equal(key);
    expect((await indexedDB.databases()).map((found) => found.name)).not.to.include(databaseName(name));
  });

  it('never puts memory in the place of a world of a newer schema', async () => {
    (await openDB(databaseName(name), SCHEMA_VERSION + 1)).close();
    expect(await rejection(openWorld(name)))
      .to.be.instanceOf(StorageError)
      .with.property('kind', 'newer');
  });

  it('never puts memory in the place of a world on a full disk', async () => {
    const full = failing(new DOMException('planted', 'QuotaExceededError'));
    const error = await intercept(IDBFactory.prototype, 'open', full, () => rejection(openWorld(name)));
    expect(error).to.be.instanceOf(StorageError).with.property('kind', 'full');
  });
});
