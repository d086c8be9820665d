/** Damaged records over IndexedDB. `test/faults/damaged.test.ts` has the same over the memory database. */
import { expect } from 'chai';
import { openDB } from 'idb';
import { isDamaged } from '../../src/model/damaged-record.ts';
import type { Database } from '../../src/model/ports.ts';
import { STORES, type DamagedRecord, type StoreName } from '../../src/model/records.ts';
import { DamagedRecordError, StorageError } from '../../src/model/storage-error.ts';
import { checkRecords } from '../../src/storage/checked-database.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { damagedSuite, hostOver, make, type Plain, type RawStorage } from '../faults/damaged-suite.ts';
import { intercept } from './intercept.ts';
import { deleteDatabase, freshName } from './worlds.ts';

function indexedDbStorage(): RawStorage & { readonly world: string } {
  const name = freshName();
  const open: Database[] = [];

  async function change(
    store: string,
    key: string | number,
    next: (record: Plain) => Plain | undefined,
  ): Promise<void> {
    const raw = await openDB(databaseName(name));
    const after = next((await raw.get(store, key)) as Plain);
    if (after === undefined) await raw.delete(store, key);
    else await raw.put(store, after);
    raw.close();
  }

  return {
    world: name,
    async connect() {
      const database = await openIndexedDb(name);
      open.push(database);
      return database;
    },
    change,
    changeSegment: (seq, next) => change('segments', seq, next),
    async destroy() {
      for (const database of open) database.close();
      await deleteDatabase(name);
    },
  };
}

damagedSuite('IndexedDB', indexedDbStorage);

const failure = (): DOMException => new DOMException('Failed to read large IndexedDB value', 'UnknownError');

/** Runs `work` while the browser cannot read the value under `key` of a store, and answers `lists` for its lists. */
function withUnreadable<T>(
  store: string,
  key: IDBValidKey,
  lists: (values: Promise<Plain[]>) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  // idb passes on what is no request, such as these promises.
  const requestOf = (request: IDBRequest<Plain[]>): Promise<Plain[]> =>
    new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
  const isIt = (value: Plain): boolean => value['seq'] === key || value['arn'] === key;
  const listOf = async (values: Promise<Plain[]>) => ((await values).some(isIt) ? lists(values) : values);
  return intercept(
    IDBObjectStore.prototype,
    'get',
    (original) =>
      function get(this: IDBObjectStore, asked) {
        if (this.name === store && asked === key) return Promise.reject(failure()) as never;
        return original.call(this, asked);
      },
    () =>
      intercept(
        IDBObjectStore.prototype,
        'getAll',
        (original) =>
          function getAll(this: IDBObjectStore, ...range) {
            const request = original.apply(this, range);
            return this.name === store ? (listOf(requestOf(request)) as never) : request;
          },
        () =>
          intercept(
            IDBIndex.prototype,
            'getAll',
            (original) =>
              function getAll(this: IDBIndex, ...range) {
                const request = original.apply(this, range);
                return this.objectStore.name === store ? (listOf(requestOf(request)) as never) : request;
              },
            work,
          ),
      ),
  );
}

describe('a stored value that the browser cannot read', () => {
  const FORMS = {
    'fails the request': () => Promise.reject(failure()),
    'is answered as null': async (values: Promise<Plain[]>) => (await values).map((one, at) => (at === 0 ? null : one)),
  } as const;
  let storage: ReturnType<typeof indexedDbStorage>;
  beforeEach(() => (storage = indexedDbStorage()));
  afterEach(() => storage.destroy());

  for (const [what, lists] of Object.entries(FORMS)) {
    it(`and ${what}: of the segments, the others are read`, async () => {
      await make(hostOver(storage));
      const database = await storage.connect();
      const all = await database.readSegments(undefined, 100);
      // The first of a list: `null` takes its place.
      const { seq } = all.at(-1)!;
      const read = await withUnreadable('segments', seq, lists, () => database.readSegments(undefined, 100));
      expect(read.map((one) => one.seq)).to.deep.equal(all.map((one) => one.seq));
      expect(read.at(-1)).to.deep.include({ damaged: { store: 'segments', id: String(seq) }, events: [] });
      expect(read.slice(0, -1)).to.deep.equal(all.slice(0, -1));
    });

    it(`and ${what}: a list has the other records whole, and this one as damaged`, async () => {
      const { key, other } = await make(hostOver(storage));
      const found: DamagedRecord[] = [];
      const database = checkRecords(await storage.connect(), (damaged) => found.push(damaged));
      const page = () => database.page('keys', 'place', ['111122223333', 'us-east-1'], 10);
      const [first] = await page();
      const records = await withUnreadable('keys', first!.arn, lists, page);
      expect(records.map(({ arn }) => arn))
        .to.include.members([key, other])
        .and.to.have.length(3);
      expect(records.map(isDamaged)).to.deep.equal([true, false, false]);
      expect(() => records[0]!.policy).to.throw(DamagedRecordError);
      expect(found[0]).to.include({ store: 'keys', id: first!.arn });
    });
  }

  it('is named by the call that needs it, and the connection goes on', async () => {
    const { key, other } = await make(hostOver(storage));
    const found: DamagedRecord[] = [];
    const database = checkRecords(await storage.connect(), (damaged) => found.push(damaged));
    await withUnreadable('keys', key, FORMS['fails the request'], async () => {
      const error: unknown = await database.get('keys', key).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(DamagedRecordError);
      expect(await database.get('keys', other)).to.have.property('arn', other);
    });
    expect(found).to.deep.equal([{ store: 'keys', id: key }]);
  });

  it('is no damage while no value can be read', async () => {
    await make(hostOver(storage));
    const database = await storage.connect();
    await withUnreadable('world', 'clock', FORMS['fails the request'], () =>
      intercept(
        IDBObjectStore.prototype,
        'getAll',
        () => () => Promise.reject(failure()) as never,
        async () => {
          const read = () => database.readSegments(undefined, 100);
          const others = () => () => Promise.reject(failure()) as never;
          const error: unknown = await intercept(IDBObjectStore.prototype, 'get', others, () =>
            read().catch((cause: unknown) => cause),
          );
          expect(error).to.be.instanceOf(StorageError).and.to.have.property('kind', 'failed');
        },
      ),
    );
  });
});

describe('a record that lost a member of an index', () => {
  let storage: ReturnType<typeof indexedDbStorage>;
  beforeEach(() => (storage = indexedDbStorage()));
  afterEach(() => storage.destroy());

  /** Resolves with the damaged records, once there are any. */
  async function damagedIn(host: ReturnType<typeof hostOver>) {
    for (;;) {
      const { damaged } = await host.ask('storage');
      if (damaged !== undefined) return damaged;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('is missing from a list, and then named as damaged', async () => {
    const { key } = await make(hostOver(storage));
    await storage.change('keys', key, ({ account: _lost, ...record }) => record);
    const host = hostOver(storage);
    expect((await host.ok('ListKeys', {})).Keys).to.have.length(2);
    expect(await damagedIn(host)).to.deep.equal([{ store: 'keys', id: key, member: 'account' }]);
  });

  it('is found in each store and by each index that every record is in', async () => {
    await make(hostOver(storage));
    const database = await storage.connect();
    const found: string[] = [];
    const checked = checkRecords(database, ({ store, id, member }) => found.push(`${store} ${id} ${member}`), 0);
    const expected: string[] = [];
    const raw = await openDB(databaseName(storage.world));
    for (const store of Object.keys(STORES) as StoreName[]) {
      for (const [index, row] of Object.entries(STORES[store].indexes)) {
        if ('partial' in row || store === 'sessions' || store === 'endpoints' || store === 'groups') continue;
        const lost = row.on.find((member: string) => member !== STORES[store].key);
        const [record] = (await raw.getAll(store)) as Plain[];
        if (lost === undefined || record === undefined) continue;
        const id = `${String(record[STORES[store].key])}-${index}`;
        const { [lost]: _lost, ...rest } = record;
        await raw.put(store, { ...rest, [STORES[store].key]: id });
        expected.push(`${store} ${id} ${lost}`);
      }
    }
    raw.close();
    for (const line of expected) {
      const store = line.split(' ')[0] as StoreName;
      const [index] = Object.keys(STORES[store].indexes);
      await checked.page(store, index as never, [], 1);
    }
    while (found.length < expected.length) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(found).to.have.members(expected);
    expect(new Set(expected.map((line) => line.split(' ')[0]))).to.include.all.keys('keys', 'grants', 'materials');
  });
});
