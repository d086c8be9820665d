/** A sandbox that nobody has open while tasks fall due: the hosts that open it later run each once, at its time. */
import { expect } from 'chai';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { createHost } from '../../src/worker/host.ts';
import { indexedDbWorld, memoryWorld, type TestWorld } from '../storage/worlds.ts';

const START = Date.UTC(2026, 0, 1);
const DAY = 86_400;
const DAY_MS = DAY * 1000;
/** More keys than a host rotates in one commit. */
const KEYS = 40;

const STORAGES = { memory: memoryWorld, IndexedDB: indexedDbWorld };

/** A client of a new host, as a tab that opens the sandbox at the real time `now`. */
function open(world: TestWorld, now: number): Strongroom {
  const host = createHost({
    openStorage: async () => ({ database: await world.connect(), state: { kind: 'memory', reason: 'test' } }),
    clock: { now: () => now },
  });
  return createSandboxClient(host, createChangeNotices(), 'default');
}

/** Times of the events of an operation in days after the start, by key, and all in the order of the log. */
async function ran({ sandbox }: Strongroom, operation: string) {
  const { events } = await sandbox.events.query({ operation, limit: 1000 });
  const oldestFirst = events.toReversed().map(({ at, record }) => ({ at, key: record.resources?.[0]?.ARN ?? '' }));
  return { keys: oldestFirst.map(({ key }) => key), days: oldestFirst.map(({ at }) => (at - START) / DAY_MS) };
}

for (const [storage, create] of Object.entries(STORAGES)) {
  describe(`a sandbox in ${storage} that was closed for a month`, () => {
    let world: TestWorld;
    beforeEach(() => (world = create()));
    afterEach(() => world.destroy());

    it('runs what was due once, in order and at its own time, by two hosts at once', async () => {
      const first = open(world, START);
      const kms = first.kms();
      const keys: string[] = [];
      for (let i = 0; i < KEYS; i++) {
        const KeyId = (await kms.createKey()).KeyMetadata?.Arn ?? '';
        await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 + (i % 20) });
        keys.push(KeyId);
      }
      await first.sandbox.clock.advance(80 * DAY);
      const doomed = (await kms.createKey()).KeyMetadata?.Arn ?? '';
      await kms.scheduleKeyDeletion({ KeyId: doomed, PendingWindowInDays: 7 });

      const hosts = [1, 2].map(() => open(world, START + 30 * DAY_MS));
      const states = await Promise.all(
        hosts
          .flatMap((host) => [host.kms().describeKey({ KeyId: doomed }), host.kms().listKeys()])
          .map((call) =>
            call.then(
              () => 'answered',
              (error: Error) => error.name,
            ),
          ),
      );
      expect(states).to.deep.equal(['NotFoundException', 'answered', 'NotFoundException', 'answered']);

      const [host] = hosts as [Strongroom];
      expect((await host.sandbox.clock.now()).getTime()).to.equal(START + 110 * DAY_MS);
      const rotations = await ran(host, 'RotateKey');
      expect(rotations.days).to.deep.equal(keys.map((_, i) => 90 + (i % 20)).toSorted((a, b) => a - b));
      expect(rotations.keys.toSorted()).to.deep.equal(keys.toSorted());
      expect(await ran(host, 'DeleteKey')).to.deep.equal({ keys: [doomed], days: [87] });
      expect(await host.sandbox.custody.get(doomed)).to.equal(undefined);
      const [next] = await host.sandbox.clock.upcoming({ limit: 1 });
      expect(next).to.include({ kind: 'rotation' });
      expect(next?.at.getTime()).to.equal(START + 180 * DAY_MS);
    });
  });
}

describe('a reopened sandbox', () => {
  it('runs what was due without a call', async () => {
    const world = memoryWorld();
    const first = open(world, START);
    const KeyId = (await first.kms().createKey()).KeyMetadata?.Arn ?? '';
    await first.kms().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    const later = open(world, START + 30 * DAY_MS);
    const isDeleted = new Promise<void>((resolve) => {
      const look = async () => {
        // Neither a custody nor an event look-up runs tasks: the timer of the host does.
        if ((await later.sandbox.custody.get(KeyId)) === undefined) resolve();
        else setTimeout(() => void look(), 5);
      };
      void look();
    });
    await isDeleted;
    expect(await ran(later, 'DeleteKey')).to.deep.equal({ keys: [KeyId], days: [7] });
  });
});
