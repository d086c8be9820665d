import { expect } from 'chai';
import { openDB } from 'idb';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import {
  LOG_STORE,
  migrate,
  MIGRATIONS,
  SCHEMA_VERSION,
  type Migration,
  type Upgrade,
} from '../../src/storage/migrations.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { intercept } from './intercept.ts';
import { keyRecord, rejection, segment } from './records.ts';
import { SCHEMAS, type RecordedSchema } from './schemas.ts';
import { deleteDatabase, freshName } from './worlds.ts';

/** Makes a database as it was at a recorded version, with one key and one segment in it. */
async function makeRecorded(name: string, { version, stores }: RecordedSchema): Promise<void> {
  const database = await openDB(databaseName(name), version, {
    upgrade(upgraded) {
      for (const [store, [keyPath, indexes]] of Object.entries(stores)) {
        const made = upgraded.createObjectStore(store, { keyPath });
        for (const [index, members] of Object.entries(indexes)) made.createIndex(index, [...members]);
      }
    },
  });
  await database.put('keys', keyRecord('a'));
  await database.put(LOG_STORE, segment(7));
  database.close();
}

/** What the database is made of, in the form of the records. */
async function schemaOf(name: string): Promise<RecordedSchema> {
  const database = await openDB(databaseName(name));
  const transaction = database.transaction(database.objectStoreNames);
  const stores = [...database.objectStoreNames].map((storeName) => {
    const store = transaction.objectStore(storeName);
    const indexes = [...store.indexNames].map((index) => [index, store.index(index).keyPath]);
    return [storeName, [store.keyPath, Object.fromEntries(indexes)]];
  });
  database.close();
  return { version: database.version, stores: Object.fromEntries(stores) };
}

describe('the schema', () => {
  let name: string;
  beforeEach(() => {
    name = freshName();
  });
  afterEach(() => deleteDatabase(name));

  /** Opens the database with other migrations than the app's. */
  const openWith = (migrations: readonly Migration[]) =>
    openDB(databaseName(name), migrations.at(-1)!.version, {
      upgrade: (database, from, _to, upgrade) => void migrate(database, from, upgrade, migrations),
    });

  it('has one row for each version, in order, and each is recorded', () => {
    expect(MIGRATIONS.map(({ version }) => version)).to.deep.equal(
      Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1),
    );
    expect(SCHEMAS.map(({ version }) => version)).to.deep.equal(MIGRATIONS.map(({ version }) => version));
  });

  it('of a new world is the one recorded for this version: a changed STORES needs a new version', async () => {
    (await openIndexedDb(name)).close();
    expect(await schemaOf(name)).to.deep.equal(SCHEMAS.at(-1));
  });

  for (const recorded of SCHEMAS) {
    it(`opens a world of version ${recorded.version} with everything in it`, async () => {
      await makeRecorded(name, recorded);
      const database = await openIndexedDb(name);
      expect(await database.lastSeq()).to.equal(7);
      expect(await database.get('keys', keyRecord('a').arn)).to.deep.equal(keyRecord('a'));
      expect(await database.page('keys', 'place', [], 10)).to.deep.equal([keyRecord('a')]);
      database.close();
      expect(await schemaOf(name)).to.deep.equal(SCHEMAS.at(-1));
    });
  }

  it('gets the stores and indexes that an older version lacked, and loses an index that is no more', async () => {
    const { stores } = SCHEMAS[0]!;
    const older = {
      version: 1,
      stores: {
        [LOG_STORE]: stores[LOG_STORE]!,
        keys: ['arn', { place: ['account', 'keyId'], odd: ['spec'] }] as const,
      },
    };
    await makeRecorded(name, older);
    (await openWith([...MIGRATIONS, { version: SCHEMA_VERSION + 1, description: 'planted' }])).close();
    expect((await schemaOf(name)).stores).to.deep.equal(SCHEMAS.at(-1)!.stores);
  });

  it('runs the moves of later versions alone, in their order', async () => {
    await makeRecorded(name, SCHEMAS[0]!);
    const describeKey = (from: string, to: string) => async (upgrade: Upgrade) => {
      const store = upgrade.objectStore('keys');
      for (const record of await store.getAll())
        if (record.description === from) await store.put({ ...record, description: to });
    };
    const rows: Migration[] = [
      { version: 1, description: 'must not run again', move: describeKey('', 'from 1') },
      ...MIGRATIONS.slice(1),
      { version: SCHEMA_VERSION + 1, description: 'planted', move: describeKey('', 'from the next') },
      { version: SCHEMA_VERSION + 2, description: 'planted', move: describeKey('from the next', 'from the last') },
    ];
    const database = await openWith(rows);
    expect(await database.get('keys', keyRecord('a').arn)).to.have.property('description', 'from the last');
    database.close();
  });
});

describe('a failed migration', () => {
  const planted = new Error('planted');

  it('leaves the world at its old version, and opening rejects with what went wrong', async () => {
    const name = freshName();
    await makeRecorded(name, { ...SCHEMAS[0]!, version: SCHEMA_VERSION });
    const row: Migration = {
      version: SCHEMA_VERSION + 1,
      description: 'planted',
      async move(upgrade) {
        await upgrade.objectStore('keys').clear();
        throw planted;
      },
    };
    const rows = MIGRATIONS as readonly Migration[] as Migration[];
    rows.push(row);
    try {
      const open = (original: IDBFactory['open']): IDBFactory['open'] =>
        function (this: IDBFactory, database, version) {
          return original.call(this, database, version === undefined ? undefined : row.version);
        };
      const error = await intercept(IDBFactory.prototype, 'open', open, () => rejection(openStorage(name)));
      expect(error).to.equal(planted);
    } finally {
      rows.pop();
    }
    const database = await openIndexedDb(name);
    expect(await database.get('keys', keyRecord('a').arn)).to.deep.equal(keyRecord('a'));
    database.close();
    await deleteDatabase(name);
  });
});
