import { expect } from 'chai';
import { deleteDB, openDB } from 'idb';
import type { Database } from '../../src/model/ports.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { SCHEMA_VERSION } from '../../src/storage/migrations.ts';
import { StorageError, type StorageErrorKind } from '../../src/model/storage-error.ts';
import { intercept } from './intercept.ts';
import { aesKey, commit, keyRecord, materialRecord, neverTaken, put, rejection, segment } from './records.ts';
import { deleteDatabase, freshName } from './worlds.ts';

async function expectKind(promise: Promise<unknown>, kind: StorageErrorKind, words: RegExp): Promise<void> {
  const error = await rejection(promise);
  expect(error).to.be.instanceOf(StorageError).with.property('kind', kind);
  expect((error as StorageError).message).to.match(words);
}

/** Opens databases as if the code knew one schema more. */
const asNewerCode = (open: IDBFactory['open']): IDBFactory['open'] =>
  function (this: IDBFactory, name, version) {
    return open.call(this, name, version === undefined ? undefined : version + 1);
  };

describe('a database in IndexedDB', () => {
  let name: string;
  let database: Database | undefined;

  beforeEach(() => {
    name = freshName();
    database = undefined;
  });
  afterEach(async () => {
    database?.close();
    await deleteDatabase(name);
  });

  it('keeps world and keys from one connection to the next', async () => {
    const material = await materialRecord('a');
    const first = await openIndexedDb(name);
    await commit(first, [...put(keyRecord('a')), { store: 'materials', after: material }]);
    first.close();
    database = await openIndexedDb(name);
    expect(await database.lastSeq()).to.equal(1);
    expect(await database.get('keys', keyRecord('a').arn)).to.deep.equal(keyRecord('a'));
    const key = aesKey((await database.get('materials', material.id))!);
    expect(key.extractable).to.equal(false);
    expect(await rejection(crypto.subtle.exportKey('raw', key))).to.have.property('name', 'InvalidAccessError');
  });

  it('keeps worlds apart', async () => {
    database = await openIndexedDb(name);
    await commit(database, put(keyRecord('a')));
    const otherName = freshName();
    const other = await openIndexedDb(otherName);
    expect(await other.lastSeq()).to.equal(0);
    other.close();
    await deleteDatabase(otherName);
  });

  it('leaves nothing behind of its trial with a key', async () => {
    database = await openIndexedDb(name);
    const raw = await openDB(databaseName(name));
    for (const store of raw.objectStoreNames) expect(await raw.count(store), store).to.equal(0);
    raw.close();
  });

  it('stores a committed segment with one add and one look, whatever it holds', async () => {
    database = await openIndexedDb(name);
    await commit(database, []);
    const requests: string[] = [];
    const counted = <F extends (...args: never[]) => unknown>(method: string) =>
      ((original: F) =>
        function (this: IDBObjectStore, ...args: never[]) {
          requests.push(method);
          return original.apply(this, args);
        }) as unknown as (original: F) => F;
    const { prototype } = IDBObjectStore;
    await intercept(prototype, 'add', counted('add'), () =>
      intercept(prototype, 'count', counted('count'), () =>
        intercept(prototype, 'getAll', counted('getAll'), () =>
          database!.commit({ segment: segment(2), changes: [] }, neverTaken, 'relaxed'),
        ),
      ),
    );
    expect(requests).to.deep.equal(['add', 'count']);
  });

  it('passes the durability on to the transaction', async () => {
    database = await openIndexedDb(name);
    const asked: unknown[] = [];
    await intercept(
      IDBDatabase.prototype,
      'transaction',
      (original) =>
        function (this: IDBDatabase, stores, mode, options) {
          asked.push(options?.durability);
          return original.call(this, stores, mode, options);
        },
      async () => {
        await database!.commit({ segment: segment(1), changes: [] }, neverTaken, 'strict');
        await database!.commit({ segment: segment(2), changes: [] }, neverTaken, 'relaxed');
      },
    );
    expect(asked).to.deep.equal(['strict', 'relaxed']);
  });

  describe('refuses, saying what to do:', () => {
    it('a database of a newer schema, which stays as it is', async () => {
      database = await openIndexedDb(name);
      await commit(database, put(keyRecord('a')));
      database.close();
      const newer = await openDB(databaseName(name), SCHEMA_VERSION + 1);
      newer.close();
      await expectKind(openIndexedDb(name), 'newer', /newer version.*Reload/);
      const still = await openDB(databaseName(name));
      expect(still.version).to.equal(SCHEMA_VERSION + 1);
      expect(await still.count('keys')).to.equal(1);
      still.close();
    });

    it('an upgrade that another tab blocks, and holds no lock once that tab lets go', async () => {
      (await openIndexedDb(name)).close();
      // A connection that does not listen to versionchange, unlike ours.
      const old = await openDB(databaseName(name), SCHEMA_VERSION);
      await intercept(IDBFactory.prototype, 'open', asNewerCode, () =>
        expectKind(openIndexedDb(name), 'blocked', /Close the other tabs/),
      );
      old.close();
      // The late connection closes itself; were it open, this deletion would be blocked.
      let blocked = false;
      await deleteDB(databaseName(name), { blocked: () => (blocked = true) });
      expect(blocked).to.equal(false);
    });

    it('calls after another tab upgraded the schema', async () => {
      database = await openIndexedDb(name);
      await commit(database, put(keyRecord('a')));
      const newer = await openDB(databaseName(name), SCHEMA_VERSION + 1);
      newer.close();
      await expectKind(database.get('keys', 'a'), 'gone', /upgraded or deleted.*Reload/);
      await expectKind(database.commit({ segment: segment(2), changes: [] }, neverTaken, 'relaxed'), 'gone', /Reload/);
    });

    it('calls after the database was deleted', async () => {
      database = await openIndexedDb(name);
      await deleteDatabase(name);
      await expectKind(database.lastSeq(), 'gone', /upgraded or deleted.*Reload/);
    });

    it('calls that are under way when the browser ends the connection, and calls after it', async () => {
      const opened: IDBDatabase[] = [];
      const open = (original: IDBFactory['open']): IDBFactory['open'] =>
        function (this: IDBFactory, ...args) {
          const request = original.apply(this, args);
          request.addEventListener('success', () => opened.push(request.result));
          return request;
        };
      database = await intercept(IDBFactory.prototype, 'open', open, () => openIndexedDb(name));
      // On a full disk Chromium was seen to leave a transaction without any answer.
      const silent = () =>
        function (this: IDBObjectStore) {
          const request = this.count();
          request.addEventListener('success', (event) => event.stopImmediatePropagation(), { capture: true });
          return request;
        };
      const hanging = intercept(IDBObjectStore.prototype, 'get', silent, () => rejection(database!.get('keys', 'a')));
      opened[0]!.dispatchEvent(new Event('close'));
      expect(await hanging).to.have.property('kind', 'failed');
      await expectKind(database.lastSeq(), 'failed', /disk is full.*try again/);
      opened[0]!.close();
    });

    it('a commit when the storage is full, and stores nothing of it', async () => {
      database = await openIndexedDb(name);
      const full = () => () => {
        throw new DOMException('planted', 'QuotaExceededError');
      };
      const key = keyRecord('a');
      await intercept(IDBObjectStore.prototype, 'put', full, () =>
        expectKind(
          database!.commit({ segment: segment(1), changes: put(key) }, neverTaken, 'relaxed'),
          'full',
          /[Ff]ree disk space/,
        ),
      );
      expect(await database.lastSeq()).to.equal(0);
      expect(await commit(database, put(key))).to.equal(1);
    });

    for (const [reported, kind, words] of [
      ['UnknownError', 'failed', /disk is full.*try again/],
      ['NotReadableError', 'failed', /disk is full.*try again/],
      ['QuotaExceededError', 'full', /[Ff]ree disk space/],
    ] as const) {
      it(`a read and a commit that end with ${reported}`, async () => {
        database = await openIndexedDb(name);
        await commit(database, []);
        const failing = () => () => {
          throw new DOMException('planted', reported);
        };
        await intercept(IDBObjectStore.prototype, 'get', failing, () =>
          expectKind(database!.get('keys', 'a'), kind, words),
        );
        for (const changes of [[], put(keyRecord('a'))]) {
          await intercept(IDBObjectStore.prototype, 'add', failing, () =>
            expectKind(database!.commit({ segment: segment(2), changes }, neverTaken, 'relaxed'), kind, words),
          );
        }
        expect(await database.lastSeq()).to.equal(1);
      });
    }

    it('a browser without IndexedDB', async () => {
      await intercept(
        globalThis,
        'indexedDB',
        () => undefined as unknown as IDBFactory,
        () => expectKind(openIndexedDb(name), 'unavailable', /private browsing/),
      );
    });

    it('a browser that stores no CryptoKey, at the first opening already', async () => {
      const refusing = () => () => {
        throw new DOMException('planted', 'DataCloneError');
      };
      await intercept(IDBObjectStore.prototype, 'put', refusing, () =>
        expectKind(openIndexedDb(name), 'unavailable', /private browsing/),
      );
    });
  });
});
