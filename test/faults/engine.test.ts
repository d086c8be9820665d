/** Storage that fails, and input that no caller should send. */
import { expect } from 'chai';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { StorageError } from '../../src/model/storage-error.ts';
import { START, testWorld } from '../engine/world.ts';
import { PortFaults } from '../../src/worker/port-faults.ts';
import { anyInput } from './any-input.ts';

describe('storage that is full', () => {
  it('rejects the call with its own error, stores no half of it, and lets the engine go on', async () => {
    const database = createMemoryDatabase();
    const world = await testWorld(database);
    const faults = new PortFaults();
    faults.attach({ database, clock: { now: () => START } });
    const arn = await world.key();
    const before = await database.lastSeq();
    faults.set('storage-full');
    const answers = await Promise.allSettled([
      world.reply('CreateKey', {}),
      world.reply('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) }),
    ]);
    for (const answer of answers) expect(answer.status === 'rejected' && answer.reason).to.be.instanceOf(StorageError);
    faults.clear();
    expect(await database.lastSeq()).to.equal(before);
    expect((await world.ok('ListKeys', {})).Keys).to.have.length(1);
    await world.ok('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) });
  });
});

describe('any input', () => anyInput(10));
