import { expect } from 'chai';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { testWorld } from './world.ts';

describe('what a call reads of the database', () => {
  it('is no grant for an Encrypt that the policies allow, however many grants the key has', async () => {
    const database = createMemoryDatabase();
    const world = await testWorld(database);
    const KeyId = await world.key();
    for (let grant = 0; grant < 5; grant++) {
      await world.ok('CreateGrant', {
        KeyId,
        GranteePrincipal: 'arn:aws:iam::111122223333:role/Learner',
        Operations: ['Encrypt'],
      });
    }
    // A second engine: it has nothing in memory.
    const fresh = await testWorld(database);
    const read: string[] = [];
    const page = database.page.bind(database);
    database.page = (store, ...rest) => {
      read.push(store);
      return page(store, ...rest);
    };
    await fresh.ok('Encrypt', { KeyId, Plaintext: new Uint8Array(8) });
    expect(read).to.include('accessKeys');
    expect(read).to.not.include('grants');
    read.length = 0;
    await fresh.ok('Encrypt', { KeyId, Plaintext: new Uint8Array(8) });
    expect(read).to.deep.equal([]);
  });
});
