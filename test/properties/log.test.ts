import { expect } from 'chai';
import type { Database } from '../../src/model/ports.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { testWorld } from '../engine/world.ts';
import { logSuite } from './log-suite.ts';

logSuite('memory', 60, () => Promise.resolve(createMemoryDatabase()));

describe('an Encrypt between its work and its commit', () => {
  it('answers DisabledException when the other engine’s DisableKey was answered meanwhile', async () => {
    const database = createMemoryDatabase();
    const gate: { hold?: Promise<void>; reached(): void; release(): void } = {
      reached: () => undefined,
      release: () => undefined,
    };
    const held: Database = {
      ...database,
      get: (store, key) => database.get(store, key),
      page: (...args) => database.page(...args),
      count: (...args) => database.count(...args),
      lastSeq: () => database.lastSeq(),
      readSegments: (...args) => database.readSegments(...args),
      readLogBlocks: (...args) => database.readLogBlocks(...args),
      writeLogBlock: (block) => database.writeLogBlock(block),
      readLogSummaries: (...args) => database.readLogSummaries(...args),
      writeLogSummary: (summary) => database.writeLogSummary(summary),
      readLogFold: (id) => database.readLogFold(id),
      writeLogFold: (fold) => database.writeLogFold(fold),
      close: () => database.close(),
      commit: async (...args) => {
        gate.reached();
        await gate.hold;
        return database.commit(...args);
      },
    };
    const slow = await testWorld(held);
    const other = await testWorld(database);
    const arn = await other.key();
    await slow.ok('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) });
    gate.hold = new Promise((resolve) => (gate.release = resolve));
    const atCommit = new Promise<void>((resolve) => (gate.reached = resolve));
    const encrypting = slow.reply('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) });
    await atCommit;
    await other.ok('DisableKey', { KeyId: arn });
    gate.release();
    const reply = await encrypting;
    expect(reply.ok ? 'ok' : reply.error.name).to.equal('DisabledException');
  });
});
