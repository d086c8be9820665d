import { expect } from 'chai';
import { openDB } from 'idb';
import { databaseName } from '../../src/storage/indexeddb.ts';
import { SCHEMA_VERSION } from '../../src/storage/migrations.ts';
import { deleteWorld, openStorage } from '../../src/storage/open-storage.ts';
import { StorageError } from '../../src/model/storage-error.ts';
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
    const { database, state } = await openStorage(name);
    expect(state).to.deep.equal({ kind: 'indexeddb' });
    await commit(database, put(keyRecord('a')));
    database.close();
    const again = await openStorage(name);
    expect(await again.database.lastSeq()).to.equal(1);
    again.database.close();
  });

  it("keeps it in memory where storage is blocked, and says why with the browser's words", async () => {
    const blocked = failing(new DOMException('planted refusal', 'SecurityError'));
    const { database, state } = await intercept(IDBFactory.prototype, 'open', blocked, () => openStorage(name));
    expect(state.kind).to.equal('memory');
    expect(state.reason).to.match(/storage is unavailable.*private window.*memory.*SecurityError: planted refusal/);
    const key = keyRecord('a');
    await commit(database, put(key));
    expect(await database.get('keys', key.arn)).to.deep.equal(key);
    expect((await indexedDB.databases()).map((found) => found.name)).not.to.include(databaseName(name));
  });

  it('never puts memory in the place of a world of a newer schema', async () => {
    (await openDB(databaseName(name), SCHEMA_VERSION + 1)).close();
    expect(await rejection(openStorage(name)))
      .to.be.instanceOf(StorageError)
      .with.property('kind', 'newer');
  });

  for (const [reported, kind] of [
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'failed'],
    ['AbortError', 'failed'],
    ['NotReadableError', 'failed'],
  ] as const) {
    it(`never puts memory in the place of a world that ${reported} keeps from being opened, stored before or not`, async () => {
      const failure = failing(new DOMException('planted', reported));
      const opening = () => intercept(IDBFactory.prototype, 'open', failure, () => rejection(openStorage(name)));
      expect(await opening())
        .to.be.instanceOf(StorageError)
        .with.property('kind', kind);
      const { database } = await openStorage(name);
      await commit(database, put(keyRecord('a')));
      database.close();
      expect(await opening())
        .to.be.instanceOf(StorageError)
        .with.property('kind', kind);
      const again = await openStorage(name);
      expect(await again.database.lastSeq()).to.equal(1);
      again.database.close();
    });

    it(`never puts memory in the place of a world whose first read ends with ${reported}`, async () => {
      const failure = failing(new DOMException('planted', reported));
      const error = await intercept(IDBObjectStore.prototype, 'openKeyCursor', failure, () =>
        rejection(openStorage(name)),
      );
      expect(error).to.be.instanceOf(StorageError).with.property('kind').that.is.oneOf([kind, 'gone']);
    });
  }

  it('keeps it in memory in private windows that answer "invalid state"', async () => {
    const failure = failing(new DOMException('planted', 'InvalidStateError'));
    const { state } = await intercept(IDBFactory.prototype, 'open', failure, () => openStorage(name));
    expect(state.kind).to.equal('memory');
  });

  it('deletes a world without opening it, and says so when the browser refuses', async () => {
    const { database } = await openStorage(name);
    await commit(database, put(keyRecord('a')));
    // The connection lets go by itself.
    await deleteWorld(name);
    expect((await indexedDB.databases()).map((found) => found.name)).not.to.include(databaseName(name));
    const failure = failing(new DOMException('planted', 'UnknownError'));
    const error = await intercept(IDBFactory.prototype, 'deleteDatabase', failure, () => rejection(deleteWorld(name)));
    expect(error).to.be.instanceOf(StorageError).with.property('kind', 'failed');
  });
});
