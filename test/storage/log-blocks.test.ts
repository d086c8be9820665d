import { expect } from 'chai';
import type { LogBlock } from '../../src/model/log-block.ts';
import type { LogFold } from '../../src/model/log-fold.ts';
import type { LogSummary } from '../../src/model/log-summary.ts';
import type { Database } from '../../src/model/ports.ts';
import { commit } from './records.ts';
import { IMPLEMENTATIONS, type TestWorld } from './worlds.ts';

const block = (first: number, last: number): LogBlock => ({
  first,
  last,
  isClosed: true,
  version: 2,
  runs: Uint32Array.of(0),
  times: Float64Array.of(1, 2),
  hashes: Uint32Array.of(7),
  masks: Uint32Array.of(1),
  filter: Uint32Array.of(5, 6),
  checksum: 9,
});

const summary = (first: number, last: number): LogSummary => ({
  first,
  last,
  version: 1,
  times: Float64Array.of(1, 2),
  filter: Uint32Array.of(5, 6),
  checksum: 9,
});

for (const { name, create } of IMPLEMENTATIONS) {
  describe(`blocks of the log index, ${name}`, () => {
    let world: TestWorld;
    let database: Database;
    beforeEach(async () => {
      world = create();
      database = await world.connect();
      for (const first of [30, 10, 20]) await database.writeLogBlock(block(first, first + 9));
    });
    afterEach(() => world.destroy());

    const firsts = async (from: number, to: number) =>
      (await database.readLogBlocks(from, to)).map(({ first }) => first);

    it('are read newest first, by the number of their first segment', async () => {
      expect(await firsts(1, Infinity)).to.deep.equal([30, 20, 10]);
      expect(await firsts(20, 30)).to.deep.equal([30, 20]);
      expect(await firsts(11, 29)).to.deep.equal([20]);
      expect(await firsts(21, 29)).to.deep.equal([]);
      expect(await firsts(1, 0)).to.deep.equal([]);
    });

    it('are replaced by one with the same first segment, and come back as they were', async () => {
      await database.writeLogBlock(block(20, 25));
      expect(await database.readLogBlocks(20, 20)).to.deep.equal([block(20, 25)]);
      expect(await firsts(1, Infinity)).to.deep.equal([30, 20, 10]);
    });

    it('are cleared with the log', async () => {
      await commit(database, []);
      expect(await firsts(1, Infinity)).to.have.length(3);
      await commit(database, [], { clear: true });
      expect(await firsts(1, Infinity)).to.deep.equal([]);
    });

    it('have summaries, which are read, replaced and cleared as they are', async () => {
      for (const first of [30, 10, 20]) await database.writeLogSummary(summary(first, first + 9));
      await database.writeLogSummary(summary(20, 25));
      expect(await database.readLogSummaries(1, Infinity)).to.deep.equal([
        summary(30, 39),
        summary(20, 25),
        summary(10, 19),
      ]);
      expect(await database.readLogSummaries(11, 29)).to.deep.equal([summary(20, 25)]);
      expect(await database.readLogSummaries(1, 0)).to.deep.equal([]);
      expect(await firsts(1, Infinity)).to.deep.equal([30, 20, 10]);
      await commit(database, [], { clear: true });
      expect(await database.readLogSummaries(1, Infinity)).to.deep.equal([]);
    });

    it('do not include folds, which are read, replaced and cleared by their own IDs', async () => {
      const fold = (id: string, last: number): LogFold => ({ id, last, version: 1, data: '{}', checksum: 3 });
      expect(await database.readLogFold('one')).to.equal(undefined);
      for (const one of [fold('one', 1), fold('two', 2), fold('one', 3)]) await database.writeLogFold(one);
      expect(await database.readLogFold('one')).to.deep.equal(fold('one', 3));
      expect(await database.readLogFold('two')).to.deep.equal(fold('two', 2));
      await commit(database, []);
      expect(await database.readLogFold('two')).to.deep.equal(fold('two', 2));
      await commit(database, [], { clear: true });
      expect(await database.readLogFold('two')).to.equal(undefined);
    });
  });
}
