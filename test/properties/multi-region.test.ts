/**
 * Any sequence of calls and advances of the clock over three Regions keeps the invariants of related multi-Region keys:
 * one primary key, equal shared properties, one key material, ciphertexts that open in every Region with a related key.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { keyArn } from '../../src/model/arn.ts';
import type { KeyRecord } from '../../src/model/records.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

const ACCOUNT = '111122223333';
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-south-1'] as const;
const DAY = 86_400;

const region = fc.constantFrom(...REGIONS);

/** One step of a run. A call that the state of its key forbids fails, and must change nothing. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('replicate' as const), from: region, to: region }),
  fc.record({ kind: fc.constant('primary' as const), from: region, to: region }),
  fc.record({ kind: fc.constant('delete' as const), from: region, days: fc.integer({ min: 7, max: 9 }) }),
  fc.record({ kind: fc.constant('cancel' as const), from: region }),
  fc.record({ kind: fc.constant('switch' as const), from: region, isOn: fc.boolean() }),
  fc.record({ kind: fc.constant('rotate' as const), from: region }),
  fc.record({ kind: fc.constant('schedule' as const), from: region }),
  fc.record({ kind: fc.constant('encrypt' as const), from: region }),
  fc.record({ kind: fc.constant('advance' as const), seconds: fc.constantFrom(1, 5, 3600, DAY, 8 * DAY, 100 * DAY) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Run {
  readonly ciphertexts: Uint8Array[] = [];

  constructor(
    readonly world: TestWorld,
    readonly id: string,
  ) {}

  async make(one: Step): Promise<void> {
    const { world, id: KeyId } = this;
    if (one.kind === 'advance') {
      await world.engine.advanceClock(one.seconds);
      return;
    }
    const how = { region: one.from };
    // Tasks that are due run before any call, also before one that fails.
    await world.reply('ListKeys', {}, how);
    const before = await this.keys();
    const reply = await (() => {
      switch (one.kind) {
        case 'replicate':
          return world.reply('ReplicateKey', { KeyId, ReplicaRegion: one.to }, how);
        case 'primary':
          return world.reply('UpdatePrimaryRegion', { KeyId, PrimaryRegion: one.to }, how);
        case 'delete':
          return world.reply('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: one.days }, how);
        case 'cancel':
          return world.reply('CancelKeyDeletion', { KeyId }, how);
        case 'switch':
          return world.reply(one.isOn ? 'EnableKey' : 'DisableKey', { KeyId }, how);
        case 'rotate':
          return world.reply('RotateKeyOnDemand', { KeyId }, how);
        case 'schedule':
          return world.reply('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 }, how);
        case 'encrypt':
          return world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(7) }, how);
      }
    })();
    if (!reply.ok) expect(await this.keys()).to.deep.equal(before);
    else if ('CiphertextBlob' in reply.output) this.ciphertexts.push(reply.output.CiphertextBlob as Uint8Array);
  }

  /** The related keys that exist. */
  async keys(): Promise<readonly KeyRecord[]> {
    const found = await Promise.all(
      REGIONS.map((place) => this.world.database.get('keys', keyArn(place, ACCOUNT, this.id))),
    );
    return found.filter((key) => key !== undefined);
  }

  async check(): Promise<void> {
    const keys = await this.keys();
    const materials = await this.world.database.page('materials', 'key', [this.id], 1000);
    // The material exists as long as any related key.
    expect(materials.length).to.equal(keys[0]?.materials ?? 0);
    const [first] = keys;
    if (first === undefined) return;
    const { multiRegion, materialId, rotation } = first;
    for (const key of keys) expect(key).to.deep.include({ multiRegion, materialId, materials: first.materials });
    for (const key of keys) expect(key.rotation).to.deep.equal(rotation);
    expect([multiRegion?.primary, ...(multiRegion?.replicas ?? [])].toSorted()).to.deep.equal(
      keys.map((key) => key.region).toSorted(),
    );
    for (const key of keys) {
      // A primary key waits for its replicas, and starts its own waiting period without them.
      if (key.region !== multiRegion?.primary) expect(key.state).not.to.equal('PendingReplicaDeletion');
      if (key.state === 'PendingReplicaDeletion') expect(key.multiRegion?.replicas).not.to.deep.equal([]);
      if (key.region === multiRegion?.primary && key.state === 'PendingDeletion')
        expect(key.multiRegion?.replicas).to.deep.equal([]);
      expect(key.deletionAt !== undefined).to.equal(key.state === 'PendingDeletion');
      expect(key.transition !== undefined).to.equal(['Creating', 'Updating'].includes(key.state));
    }
    for (const key of keys.filter(({ state }) => state === 'Enabled' || state === 'Updating'))
      for (const CiphertextBlob of this.ciphertexts) {
        const { Plaintext } = await this.world.ok('Decrypt', { CiphertextBlob }, { region: key.region });
        expect([...(Plaintext ?? [])]).to.deep.equal([7]);
      }
  }
}

describe('related multi-Region keys', () => {
  it('keep their invariants in any sequence of calls', async () => {
    let deleted = 0;
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const world = await testWorld();
        const arn = await world.key({ MultiRegion: true });
        await world.ok('ReplicateKey', { KeyId: arn, ReplicaRegion: 'eu-west-1' });
        await world.engine.advanceClock(5);
        const run = new Run(world, arn.split('/')[1] ?? '');
        for (const one of steps) {
          await run.make(one);
          await run.check();
        }
        const ok = async (operation: string) =>
          (await world.engine.events({ operation, limit: 1000 })).events.filter(
            ({ record }) => record.errorCode === undefined,
          ).length;
        deleted += await ok('DeleteKey');
        moved += await ok('UpdatePrimaryRegion');
      }),
      { numRuns: 60 },
    );
    // The runs reach what they are about.
    expect(Math.min(deleted, moved)).to.be.greaterThan(0);
  });
});
