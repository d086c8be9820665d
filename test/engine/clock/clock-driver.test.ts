/** Advances of the clock: bounded work, in order, with other calls in between, and an end that can be chosen. */
import { expect } from 'chai';
import type { AdvanceNotice } from '../../../src/model/contract.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import type { Batch, Database } from '../../../src/model/ports.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { yieldToEventLoop } from '../../../src/base/yield-to-event-loop.ts';
import { START, TestWorld, testWorld } from '../world.ts';

const DAY = 86_400;

/** A world whose generated symmetric keys are counted while `work` runs. */
async function countGenerated(work: () => Promise<unknown>): Promise<number> {
  const original = SubtleCrypto.prototype.generateKey;
  let generated = 0;
  SubtleCrypto.prototype.generateKey = function (this: SubtleCrypto, ...args: never[]) {
    generated++;
    return (original as (...given: never[]) => Promise<never>).apply(this, args);
  } as typeof original;
  try {
    await work();
  } finally {
    SubtleCrypto.prototype.generateKey = original;
  }
  return generated;
}

async function rotatingKeys(world: TestWorld, count: number): Promise<string[]> {
  const keys: string[] = [];
  for (let i = 0; i < count; i++) {
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 + i });
    keys.push(KeyId);
  }
  return keys;
}

/** A world that yields between steps as a worker does, with its commits. */
async function yieldingWorld(): Promise<{ world: TestWorld; batches: Batch[]; advances: AdvanceNotice[] }> {
  const advances: AdvanceNotice[] = [];
  const batches: Batch[] = [];
  const database = new Proxy(createMemoryDatabase(), {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        if (name === 'commit') batches.push(args[0] as Batch);
        return (member as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  }) as Database;
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const random = { bytes, publicBytes: bytes };
  const engine = await createEngine(
    { database, clock: { now: () => START }, random, yieldToEventLoop },
    { onAdvance: (advance) => void advances.push(advance) },
  );
  return { world: new TestWorld(engine, database), batches, advances };
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an advance of the clock', () => {
  it('makes one material for each rotation that it stores, also with calls and settle loops meanwhile', async () => {
    const { world } = await yieldingWorld();
    const keys = await rotatingKeys(world, 40);
    const generated = await countGenerated(async () => {
      const advance = world.engine.advanceClock(3 * 365 * DAY);
      const others = [world.engine.settle(), world.engine.settle()];
      for (let i = 0; i < 20; i++) await world.ok('ListKeys', {});
      await Promise.all([advance, ...others]);
    });
    let stored = 0;
    for (const KeyId of keys) stored += (await world.ok('ListKeyRotations', { KeyId })).Rotations?.length ?? 0;
    expect(stored).to.be.greaterThan(300);
    expect(generated).to.equal(stored);
  });

  it('stores the rotations in the order of time', async () => {
    const { world } = await yieldingWorld();
    await rotatingKeys(world, 40);
    await world.engine.advanceClock(2 * 365 * DAY);
    const times: number[] = [];
    for (let before: { seq: number; index: number } | undefined; ;) {
      const page = await world.engine.events({ operation: 'RotateKey', limit: 1000, ...(before && { before }) });
      times.push(...page.events.map(({ at }) => at));
      if (page.next === undefined) break;
      before = page.next;
    }
    expect(times.length).to.be.greaterThan(200);
    expect(times).to.deep.equal(times.toSorted((a, b) => b - a));
  });

  it('answers other calls meanwhile, at a time on the way', async () => {
    const { world, batches } = await yieldingWorld();
    await rotatingKeys(world, 40);
    const target = START + 10 * 365 * DAY * 1000;
    let done = false;
    const advance = world.engine.advanceClock(10 * 365 * DAY).then(() => (done = true));
    const begun = batches.length;
    const reply = await world.reply('GenerateRandom', { NumberOfBytes: 8 });
    expect(done).to.equal(false);
    expect(batches.length - begun).to.be.lessThan(12);
    expect(reply.event?.at).to.be.within(START, target - 1);
    expect(await world.engine.clock()).to.have.property('advancingTo', target);
    await advance;
    expect(await world.engine.clock()).to.deep.equal({ now: target, paused: false });
  });

  it('ends where it has come to when it is stopped, with nothing overdue', async () => {
    const { world } = await yieldingWorld();
    await rotatingKeys(world, 40);
    const advance = world.engine.advanceClock(10 * 365 * DAY);
    for (let i = 0; i < 3; i++) await world.ok('ListKeys', {});
    const stopped = await world.engine.stopClock();
    expect((await advance).now).to.equal(stopped.now);
    expect(stopped.now).to.be.within(START + 1, START + 10 * 365 * DAY * 1000 - 1);
    expect(await world.engine.getNextDueTime()).to.be.greaterThan(stopped.now);
    await world.engine.advanceClock(DAY);
    expect((await world.engine.clock()).now).to.equal(stopped.now + DAY * 1000);
  });

  it('is reported with its target at its start and at its end, also when it is stopped', async () => {
    const { world, advances } = await yieldingWorld();
    await rotatingKeys(world, 5);
    const to = START + 10 * 365 * DAY * 1000;
    const advance = world.engine.advanceClock(10 * 365 * DAY);
    await world.ok('ListKeys', {});
    expect(advances).to.deep.equal([{ to, isOver: false }]);
    await world.engine.stopClock();
    await advance;
    expect(advances).to.deep.equal([
      { to, isOver: false },
      { to, isOver: true },
    ]);
  });

  it('runs the tasks of many keys in few commits', async () => {
    const { world, batches } = await yieldingWorld();
    for (let i = 0; i < 300; i++) await world.ok('EnableKeyRotation', { KeyId: await world.key() });
    const before = batches.length;
    await world.engine.advanceClock(2 * 365 * DAY);
    expect(batches.slice(before).flatMap(({ segment }) => segment.events)).to.have.length(600);
    // Two for each year, and one for the target.
    expect(batches.length - before).to.be.at.most(6);
  });

  it('adds to another one that is under way', async () => {
    const { world } = await yieldingWorld();
    await rotatingKeys(world, 5);
    await Promise.all([world.engine.advanceClock(365 * DAY), world.engine.advanceClock(DAY)]);
    expect((await world.engine.clock()).now).to.equal(START + 366 * DAY * 1000);
  });

  it('refuses a time that the clock cannot show, also after many advances, and leaves the world as it was', async () => {
    const world = await testWorld();
    for (const seconds of [1e13, 1e300, Infinity, NaN, -1])
      expect(await rejection(world.engine.advanceClock(seconds)), String(seconds)).to.be.instanceOf(TypeError);
    for (const time of [-1, 8.64e15, Infinity, NaN])
      expect(await rejection(world.engine.setClock(time)), String(time)).to.be.instanceOf(TypeError);
    const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    await world.engine.setClock(last - 1000);
    await world.engine.advanceClock(1);
    expect(await rejection(world.engine.advanceClock(1))).to.be.instanceOf(TypeError);
    expect(await world.engine.clock()).to.deep.equal({ now: last, paused: false });
    await world.key();
    expect((await world.engine.events({ limit: 1 })).events[0]?.record.eventTime).to.equal('9999-12-31T23:59:59Z');
  });
});
