import { expect } from 'chai';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import { ACCOUNT, commit, keyRecord, put, REGION } from './records.ts';

const PLACE = [ACCOUNT, REGION];

describe('a database in memory', () => {
  it('is a world of its own unless it is given data', async () => {
    const data = new MemoryDatabaseState();
    const [one, two, other] = [createMemoryDatabase(data), createMemoryDatabase(data), createMemoryDatabase()];
    await commit(one, put(keyRecord('a')));
    expect(await two.count('keys', 'place', PLACE)).to.equal(1);
    expect(await other.count('keys', 'place', PLACE)).to.equal(0);
  });

  it('gives frozen records, and leaves those of the caller as they were', async () => {
    const database = createMemoryDatabase();
    const key = keyRecord('a', { tags: { Team: 'blue' } });
    await commit(database, put(key));
    const found = (await database.get('keys', key.arn))!;
    expect(found).to.be.frozen;
    expect(found.tags).to.be.frozen;
    expect(key).not.to.be.frozen;
    expect(key.tags).not.to.be.frozen;
  });

  it('bears 100,000 keys, written one by one with a page read between', async () => {
    const database = createMemoryDatabase();
    const SIZE = 100_000;
    const idAt = (i: number) => String((i * 7919) % SIZE).padStart(6, '0');
    for (let i = 0; i < SIZE; i++) {
      await commit(database, put(keyRecord(idAt(i))));
      const [next] = await database.page('keys', 'place', PLACE, 1, [...PLACE, 1000, idAt(i)]);
      if (next) expect(next.keyId > idAt(i)).to.equal(true);
    }
    expect(await database.count('keys', 'place', PLACE)).to.equal(SIZE);
    const page = await database.page('keys', 'place', PLACE, 3, [...PLACE, 1000, '099990']);
    expect(page.map(({ keyId }) => keyId)).to.deep.equal(['099991', '099992', '099993']);
    for (let i = 0; i < SIZE; i += 2) await commit(database, [{ store: 'keys', before: keyRecord(idAt(i)) }]);
    expect(await database.count('keys', 'place', PLACE)).to.equal(SIZE / 2);
  });
});
