/** Properties of the log, and of two engines over one database that exchange no messages, for any sequence of calls. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createEngine } from '../../src/engine/engine.ts';
import type { Call, Reply } from '../../src/model/contract.ts';
import type { Database, Random } from '../../src/model/ports.ts';
import { START, TestWorld } from '../engine/world.ts';

/** A step: what is asked of which engine, about one of four names. */
interface Step {
  readonly engine: 0 | 1;
  readonly act:
    'create' | 'describe' | 'disable' | 'enable' | 'encrypt' | 'rename' | 'unname' | 'tag' | 'list' | 'delete';
  readonly name: 0 | 1 | 2 | 3;
}

const steps = fc.array(
  fc.record<Step>({
    engine: fc.constantFrom(0, 1),
    act: fc.constantFrom(
      'create',
      'describe',
      'disable',
      'enable',
      'encrypt',
      'rename',
      'unname',
      'tag',
      'list',
      'delete',
    ),
    name: fc.constantFrom(0, 1, 2, 3),
  }),
  { minLength: 1, maxLength: 30 },
);

/** The call of a step. Keys are found by alias, as operations that take no alias are asked by what `ids` holds. */
function callOf({ act, name }: Step, ids: readonly string[]): Call {
  const alias = `alias/n${name}`;
  const KeyId = ids[name] ?? '00000000-0000-4000-8000-000000000000';
  const call = <I>(operation: Call['operation'], input: I): Call => ({
    operation,
    input: input as Call['input'],
    region: 'us-east-1',
  });
  switch (act) {
    case 'create':
      return call('CreateKey', { Description: alias });
    case 'describe':
      return call('DescribeKey', { KeyId: alias });
    case 'disable':
      return call('DisableKey', { KeyId });
    case 'enable':
      return call('EnableKey', { KeyId });
    case 'encrypt':
      return call('Encrypt', { KeyId: alias, Plaintext: Uint8Array.of(1) });
    case 'rename':
      return call('CreateAlias', { AliasName: alias, TargetKeyId: KeyId });
    case 'unname':
      return call('DeleteAlias', { AliasName: alias });
    case 'tag':
      return call('TagResource', { KeyId, Tags: [{ TagKey: 'n', TagValue: String(name) }] });
    case 'list':
      return call('ListAliases', {});
    case 'delete':
      return call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  }
}

/** Chance that is the same each time: names and ids of two runs can be compared. */
function seeded(): Random {
  let state = 1;
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
  return { bytes, publicBytes: bytes };
}

/** Two engines over `database`, with `remember` as given. */
async function pair(database: Database, remember: boolean): Promise<readonly [TestWorld, TestWorld]> {
  const random = seeded();
  const engines = [];
  for (let i = 0; i < 2; i++)
    engines.push(
      new TestWorld(
        await createEngine({ database, clock: { now: () => START }, random }, { cacheReads: remember }),
        database,
      ),
    );
  return engines as unknown as [TestWorld, TestWorld];
}

const learn = (ids: string[], step: Step, reply: Reply): void => {
  const output = reply.ok ? (reply.output as { KeyMetadata?: { Arn?: string } }) : {};
  if (step.act === 'create' && output.KeyMetadata?.Arn !== undefined) ids[step.name] = output.KeyMetadata.Arn;
};

/** What of a reply may be compared between runs: everything but ciphertext, whose key is never the same. */
const shown = (reply: Reply): string =>
  JSON.stringify(reply.ok ? reply.output : reply.error, (name, value: unknown) =>
    name === 'CiphertextBlob' ? '…' : value,
  );

async function sequentially(engines: readonly [TestWorld, TestWorld], script: readonly Step[]): Promise<string[]> {
  const ids: string[] = [];
  const answers: string[] = [];
  for (const step of script) {
    const reply = await engines[step.engine].engine.call(callOf(step, ids));
    learn(ids, step, reply);
    answers.push(shown(reply));
  }
  return answers;
}

async function expectGapless(database: Database, calls: number): Promise<void> {
  const segments = await database.readSegments(undefined, 100_000);
  expect(segments.map((segment) => segment.seq)).to.deep.equal(segments.map((_, index) => segments.length - index));
  const events = segments.flatMap((segment) => segment.events);
  expect(events).to.have.length(calls);
  expect(new Set(events.map((event) => event.record.requestID)).size).to.equal(calls);
}

/**
 * What holds of two engines over one world in `name`. `runs`: examples for each property; `open` gives a fresh
 * database.
 */
export function logSuite(name: string, runs: number, open: () => Promise<Database>): void {
  describe(`two engines over ${name}`, () => {
    it('answer one after the other as one engine would, remembering or not, with one event each and no gap', async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (script) => {
          const answers = [];
          for (const remember of [true, false]) {
            const database = await open();
            answers.push(await sequentially(await pair(database, remember), script));
            await expectGapless(database, script.length);
            database.close();
          }
          const alone = await open();
          const one = new TestWorld(
            await createEngine({ database: alone, clock: { now: () => START }, random: seeded() }),
            alone,
          );
          const single = await sequentially([one, one], script);
          alone.close();
          expect(answers[0]).to.deep.equal(answers[1]);
          // Two engines draw a fresh world twice from one chance, so ids differ from a single engine's; the kinds of
          // answer do not.
          const kinds = (list: readonly string[] | undefined) =>
            list?.map((answer) => (/"name":"(\w+)"/.exec(answer) ?? [])[1] ?? 'ok');
          expect(kinds(answers[0])).to.deep.equal(kinds(single));
        }),
        { numRuns: runs },
      );
    });

    it('asked all at once lose nothing: one event for each answer, no gap, and what was answered is there', async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (script) => {
          const database = await open();
          const engines = await pair(database, true);
          const keys: string[] = [];
          for (let i = 0; i < 4; i++) keys.push(await engines[0].key());
          const burst = script.filter((step) => step.act !== 'create');
          const replies = await Promise.all(burst.map((step) => engines[step.engine].engine.call(callOf(step, keys))));
          await expectGapless(database, keys.length + burst.length);
          // The last change of each alias in the log is what both engines see afterwards.
          const order = (await database.readSegments(undefined, 100_000))
            .toReversed()
            .flatMap((segment) => segment.events);
          const place = new Map(order.map((event, index) => [event.record.requestID, index]));
          for (const which of [0, 1, 2, 3]) {
            const changes = burst
              .map((step, index) => ({ step, reply: replies[index] as Reply }))
              .filter(
                ({ step, reply }) =>
                  step.name === which && reply.ok && (step.act === 'rename' || step.act === 'unname'),
              )
              .sort((a, b) => (place.get(a.reply.requestId) ?? 0) - (place.get(b.reply.requestId) ?? 0));
            const exists = changes.at(-1)?.step.act === 'rename';
            for (const engine of engines)
              expect((await engine.reply('DescribeKey', { KeyId: `alias/n${which}` })).ok).to.equal(exists);
          }
          database.close();
        }),
        { numRuns: runs },
      );
    });

    it('reset in one leaves nothing stale in the other, and the numbers go on', async () => {
      const database = await open();
      const [a, b] = await pair(database, true);
      const arn = await a.key();
      await b.ok('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) });
      const before = await database.lastSeq();
      await a.engine.reset();
      expect(await b.error('Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) })).to.equal(
        `NotFoundException: Key '${arn}' does not exist`,
      );
      expect(await database.lastSeq()).to.be.greaterThan(before + 1);
      database.close();
    });
  });
}
