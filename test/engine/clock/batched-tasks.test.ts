/** Steps of the clock with many keys: they have the result of one step for each task. */
import { expect } from 'chai';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Batch } from '../../../src/model/ports.ts';
import { withoutDamaged } from '../../../src/model/damaged-record.ts';
import type { KeyRecord } from '../../../src/model/records.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { importMaterial } from '../import/import-scene.ts';
import { START, TestWorld } from '../world.ts';

const DAY_SECONDS = 86_400;
const YEARS = 3;
const REPLICA_REGIONS = ['eu-central-1', 'ap-southeast-2'] as const;

/** A world whose key IDs are the same in each run, with its commits. */
async function createWorld(): Promise<{ world: TestWorld; batches: Batch[] }> {
  const database = createMemoryDatabase();
  const batches: Batch[] = [];
  const commit = database.commit.bind(database);
  database.commit = (batch, ...args) => {
    batches.push(batch);
    return commit(batch, ...args);
  };
  let seed = 1;
  const publicBytes = (length: number) =>
    Uint8Array.from({ length }, () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const ports = { database, clock: { now: () => START }, random: { bytes, publicBytes } };
  return { world: new TestWorld(await createEngine(ports), database), batches };
}

const inDays = (days: number) => ({ ValidTo: new Date(START + days * DAY_SECONDS * 1000) });
const material = (value: number) => new Uint8Array(32).fill(value);

/** A primary key with replicas in each of `regions`. */
async function multiRegionKey(world: TestWorld, regions: readonly string[]): Promise<string> {
  const KeyId = (await world.key({ MultiRegion: true })).split('/')[1] ?? '';
  for (const ReplicaRegion of regions) await world.ok('ReplicateKey', { KeyId, ReplicaRegion });
  return KeyId;
}

/** Keys with tasks of every kind, several of them at the same time. */
async function createKeys(world: TestWorld): Promise<void> {
  // Replicas that are still Creating when the clock advances, and keys that rotate.
  for (let index = 0; index < 6; index++) {
    const KeyId = await multiRegionKey(world, REPLICA_REGIONS.slice(0, index % 3));
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 + (index % 3) });
  }
  for (let index = 0; index < 6; index++)
    await world.ok('EnableKeyRotation', { KeyId: await world.key(), RotationPeriodInDays: 91 + (index % 4) });
  // The waiting period of the primary key begins with the deletion of its last replica.
  const deleted = await multiRegionKey(world, REPLICA_REGIONS);
  await world.engine.advanceClock(10);
  await world.ok('ScheduleKeyDeletion', { KeyId: deleted, PendingWindowInDays: 8 });
  for (const [index, region] of REPLICA_REGIONS.entries())
    await world.ok('ScheduleKeyDeletion', { KeyId: deleted, PendingWindowInDays: 7 + index }, { region });
  for (const PendingWindowInDays of [14, 15, 16, 16])
    await world.ok('ScheduleKeyDeletion', { KeyId: await world.key(), PendingWindowInDays });
  // Materials of one key that expire one after the other, and at the time of other keys.
  for (const days of [[14.5, 20], [20], [16, 30, 100]]) {
    const KeyId = await world.key({ Origin: 'EXTERNAL' });
    for (const [version, day] of days.entries()) {
      const isNew = version > 0 ? ({ ImportType: 'NEW_KEY_MATERIAL' } as const) : {};
      await importMaterial(world, KeyId, material(version + 1), { ...inDays(day), ...isNew });
      if (version > 0 && version + 1 < days.length) await world.ok('RotateKeyOnDemand', { KeyId });
    }
  }
  // Imported material of related keys, the last of which waits for its rotation.
  const KeyId = (await world.key({ Origin: 'EXTERNAL', MultiRegion: true })).split('/')[1] ?? '';
  await importMaterial(world, KeyId, material(1), inDays(20));
  await world.ok('ReplicateKey', { KeyId, ReplicaRegion: 'eu-central-1' });
  await world.engine.advanceClock(10);
  await importMaterial(world, KeyId, material(1), inDays(20), { region: 'eu-central-1' });
  await importMaterial(world, KeyId, material(2), { ...inDays(25), ImportType: 'NEW_KEY_MATERIAL' });
  await importMaterial(world, KeyId, material(2), inDays(40), { region: 'eu-central-1' });
  // Both keys are Updating while a rotation becomes due.
  const moved = await multiRegionKey(world, REPLICA_REGIONS.slice(0, 1));
  await world.ok('EnableKeyRotation', { KeyId: moved, RotationPeriodInDays: 90 });
  await world.engine.advanceClock(90 * DAY_SECONDS - 2);
  await world.ok('UpdatePrimaryRegion', { KeyId: moved, PrimaryRegion: 'eu-central-1' });
}

/** The events of the log, oldest first, without the members that differ in each run. */
async function eventsOf({ engine }: TestWorld): Promise<readonly string[]> {
  const found: string[] = [];
  for (let before: { seq: number; index: number } | undefined; ;) {
    const page = await engine.events({ limit: 1000, ...(before && { before }) });
    for (const { at, record } of page.events) {
      const { eventName, awsRegion, eventType, resources = [] } = record;
      const arns = resources.map(({ ARN }) => ARN).join();
      found.unshift(`${new Date(at).toISOString()} ${eventName} ${awsRegion} ${eventType} ${arns}`);
    }
    if (page.next === undefined) return found;
    before = page.next;
  }
}

/** All keys, with the number of their materials instead of the ID. */
async function keysOf({ database }: TestWorld): Promise<readonly Omit<KeyRecord, 'materialId'>[]> {
  const keys = withoutDamaged(await database.page('keys', 'place', [], 1000));
  return keys.map(({ materialId: _different, ...key }) => key);
}

describe('Steps of the clock', () => {
  it('run the tasks of many keys as one step for each task does', async () => {
    const [together, single] = [await createWorld(), await createWorld()];
    for (const { world } of [together, single]) await createKeys(world);
    const { now } = await single.world.engine.clock();
    const end = now + YEARS * 365 * DAY_SECONDS * 1000;
    const before = [together.batches.length, single.batches.length] as const;
    await together.world.engine.setClock(end);
    for (let due: number | undefined; (due = await single.world.engine.getNextDueTime()) !== undefined && due <= end;)
      await single.world.engine.setClock(due);
    await single.world.engine.setClock(end);
    const events = await eventsOf(single.world);
    expect(events.filter((event) => event.includes('RotateKey ')).length).to.be.greaterThan(100);
    for (const name of ['DeleteKey ', 'DeleteExpiredKeyMaterial ', 'SynchronizeMultiRegionKey '])
      expect(events.filter((event) => event.includes(name)).length, name).to.be.greaterThan(6);
    expect(await eventsOf(together.world)).to.deep.equal(events);
    expect(await keysOf(together.world)).to.deep.equal(await keysOf(single.world));
    expect((together.batches.length - before[0]) * 2).to.be.lessThan(single.batches.length - before[1]);
  });

  it('take hundreds of multi-Region keys, and of keys whose material expires, in few commits', async () => {
    const { world, batches } = await createWorld();
    for (let index = 0; index < 150; index++)
      await world.ok('EnableKeyRotation', { KeyId: await world.key({ MultiRegion: true }) });
    for (let index = 0; index < 20; index++)
      await importMaterial(world, await world.key({ Origin: 'EXTERNAL' }), material(1), inDays(200 + index / 100));
    const before = batches.length;
    await world.engine.advanceClock(2 * 365 * DAY_SECONDS);
    expect(batches.slice(before).flatMap(({ segment }) => segment.events)).to.have.length(320);
    // One for each year, one for the materials, and one for the target.
    expect(batches.length - before).to.be.at.most(5);
  });
});
