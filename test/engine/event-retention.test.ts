/** The option `events: { keep }` of the memory library: old events go, and what was computed from them stays. */
import { expect } from 'chai';
import { createStrongroom, type MemoryOptions } from '../../src/memory.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import { testWorld, type TestWorld } from './world.ts';

const KEEP = 50;
/** As EventRetention: events beyond the limit that are dropped together. */
const EXCESS = 1_000;
const BATCH = 100;

/** Makes calls that each add an event, some together. */
async function callOften(world: TestWorld, calls: number): Promise<void> {
  for (let made = 0; made < calls; made += BATCH)
    await Promise.all(Array.from({ length: BATCH }, () => world.ok('GenerateRandom', { NumberOfBytes: 8 })));
  // A drop under way ends within a few microtasks of memory.
  await new Promise((resolve) => setTimeout(resolve));
}

/** Segments and events that are held in memory. */
function held({ log }: MemoryDatabaseState): { segments: number; events: number } {
  return { segments: log.length, events: log.reduce((sum, segment) => sum + segment.read().events.length, 0) };
}

describe('an engine that keeps a number of events', () => {
  it('holds no more after many calls than after some, and as many as were asked for', async () => {
    const data = new MemoryDatabaseState();
    const world = await testWorld(createMemoryDatabase(data), { keepEvents: KEEP });
    for (let round = 0; round < 3; round++) {
      await callOften(world, 3 * EXCESS);
      const { segments, events } = held(data);
      expect(events).to.be.within(KEEP, KEEP + EXCESS + BATCH);
      expect(segments).to.be.at.most(KEEP + EXCESS + BATCH);
    }
    const page = await world.engine.events({ limit: 1000 });
    expect(page.events.length).to.be.at.least(KEEP);
    expect(page).not.to.have.property('damaged');
  });

  it('keeps everything without the option', async () => {
    const data = new MemoryDatabaseState();
    await callOften(await testWorld(createMemoryDatabase(data)), 2 * EXCESS);
    expect(held(data).events).to.equal(2 * EXCESS);
  });

  it('still knows keys, their last use, the numbers of commits, and that the clock has been used', async () => {
    const data = new MemoryDatabaseState();
    const world = await testWorld(createMemoryDatabase(data), { keepEvents: 1 });
    const key = await world.key();
    const used = await world.reply('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1) });
    const before = await world.ok('GetKeyLastUsage', { KeyId: key });
    const seq = await world.database.lastSeq();
    await callOften(world, 2 * EXCESS);

    expect((await world.engine.events({ requestId: used.requestId })).events).to.have.length(0);
    expect(await world.engine.explain(used.requestId)).to.equal(undefined);
    expect(before.KeyLastUsage).to.have.property('KmsRequestId', used.requestId);
    expect(await world.ok('GetKeyLastUsage', { KeyId: key })).to.deep.equal(before);
    expect(await world.database.lastSeq()).to.be.at.least(seq + 2 * (EXCESS / BATCH));
    expect((await world.ok('ListKeys', {})).Keys).to.have.length(1);
    let refused: unknown;
    await world.engine.setClock(Date.UTC(2020, 0, 1)).catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(TypeError);
  });

  it('learns the last use of a key that nobody asked for before its event was dropped', async () => {
    const world = await testWorld(createMemoryDatabase(), { keepEvents: 1 });
    const key = await world.key();
    const used = await world.reply('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1) });
    await callOften(world, 2 * EXCESS);
    expect((await world.ok('GetKeyLastUsage', { KeyId: key })).KeyLastUsage).to.have.property(
      'KmsRequestId',
      used.requestId,
    );
  });

  it('lets another engine that is behind see every change, also those of dropped segments', async () => {
    const data = new MemoryDatabaseState();
    const world = await testWorld(createMemoryDatabase(data), { keepEvents: 1 });
    const other = await testWorld(createMemoryDatabase(data));
    const KeyId = await world.key({ Description: 'old' });
    const description = async () => (await other.ok('DescribeKey', { KeyId })).KeyMetadata?.Description;
    expect(await description()).to.equal('old');
    await world.ok('UpdateKeyDescription', { KeyId, Description: 'new' });
    await callOften(world, 2 * EXCESS);
    expect(data.dropped).to.be.greaterThan(0);
    expect(await description()).to.equal('new');
  });

  it('starts again after a reset', async () => {
    const data = new MemoryDatabaseState();
    const world = await testWorld(createMemoryDatabase(data), { keepEvents: KEEP });
    await callOften(world, 2 * EXCESS);
    const seq = await world.database.lastSeq();
    await world.engine.reset();
    expect(await world.database.lastSeq()).to.equal(seq + 1);
    expect((await world.engine.events()).events).to.have.length(0);
    await callOften(world, 2 * EXCESS);
    expect(held(data).events).to.be.within(KEEP, KEEP + EXCESS + BATCH);
  });
});

describe('createStrongroom of strongroom/memory', () => {
  it('refuses a number of events that is none', () => {
    for (const keep of [0, -1, 1.5, NaN, Infinity, '5', null, undefined])
      expect(() => createStrongroom({ events: { keep } } as MemoryOptions), String(keep)).to.throw(
        TypeError,
        /^events\.keep must be an integer of 1 or greater/,
      );
    expect(() => createStrongroom({ events: null } as unknown as MemoryOptions)).to.throw(TypeError);
  });

  it('refuses an option that does not exist, and options that are no object', () => {
    expect(() => createStrongroom({ seeds: { version: 1 } } as MemoryOptions)).to.throw(
      TypeError,
      'createStrongroom has no option seeds. The options are events, seed.',
    );
    for (const options of [null, 'seed', [], () => 1])
      expect(() => createStrongroom(options as unknown as MemoryOptions), String(options)).to.throw(
        TypeError,
        'The options of createStrongroom must be an object.',
      );
    expect(() => createStrongroom(undefined)).not.to.throw();
  });

  it('keeps the newest events that were asked for', async () => {
    const { kms, sandbox } = createStrongroom({ events: { keep: 5 } });
    for (let made = 0; made < 20; made++)
      await Promise.all(Array.from({ length: BATCH }, () => kms().generateRandom({ NumberOfBytes: 8 })));
    const { events } = await sandbox.events.query({ limit: 1000 });
    expect(events.length).to.be.within(5, EXCESS);
  });
});
