/** The list of tasks to come, the jump to the next one, and a year in which they all run. */
import { expect } from 'chai';
import type { UpcomingOptions } from '../../../src/model/upcoming-tasks.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

const DAY = 86_400;
const DAY_MS = DAY * 1000;
const MINUTE_MS = 60_000;
const GRANTEE = 'arn:aws:iam::111122223333:role/Learner';

/** The events of an operation, oldest first. */
async function eventsOf(world: TestWorld, operation: string) {
  const events: Awaited<ReturnType<typeof world.engine.events>>['events'][number][] = [];
  for (let before: { seq: number; index: number } | undefined; ;) {
    const page = await world.engine.events({ operation, limit: 1000, ...(before && { before }) });
    events.push(...page.events);
    if (page.next === undefined) return events.reverse();
    before = page.next;
  }
}

async function rotatingKey(world: TestWorld, RotationPeriodInDays: number): Promise<string> {
  const KeyId = await world.key();
  await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays });
  return KeyId;
}

/** The list with times as days after the start. */
const upcoming = async (world: TestWorld, options?: UpcomingOptions) =>
  (await world.engine.upcomingTasks(options)).map(({ at, ...task }) => ({
    ...task,
    days: (at.getTime() - START) / DAY_MS,
  }));

describe('the list of upcoming tasks', () => {
  it('has the next task of each key in order of time, up to a limit and a time', async () => {
    const world = await testWorld();
    const late = await rotatingKey(world, 200);
    const early = await rotatingKey(world, 110);
    const doomed = await rotatingKey(world, 90);
    await world.ok('ScheduleKeyDeletion', { KeyId: doomed, PendingWindowInDays: 10 });
    const all = [
      { kind: 'deletion', days: 10, keyArn: doomed },
      { kind: 'rotation', days: 110, keyArn: early },
      { kind: 'rotation', days: 200, keyArn: late },
    ];
    expect(await upcoming(world)).to.deep.equal(all);
    expect(await upcoming(world, { limit: 1 })).to.deep.equal(all.slice(0, 1));
    expect(await upcoming(world, { until: new Date(START + 110 * DAY_MS) })).to.deep.equal(all.slice(0, 2));
    await world.engine.advanceClock(110 * DAY);
    expect(await upcoming(world)).to.deep.equal([
      { kind: 'rotation', days: 200, keyArn: late },
      { kind: 'rotation', days: 220, keyArn: early },
    ]);
  });

  it('has changes that wait for their propagation delay, and increases that wait for approval', async () => {
    const world = await testWorld();
    const keyArn = await world.key();
    const other = await world.key();
    await world.ok('CreateAlias', { AliasName: 'alias/early', TargetKeyId: keyArn });
    await world.engine.runClock(false);
    await world.engine.setSettings({ propagationDelaySeconds: 60 });
    const given = await world.ok('CreateGrant', {
      KeyId: keyArn,
      GranteePrincipal: GRANTEE,
      Operations: ['Encrypt'],
    });
    const GrantId = given.GrantId ?? '';
    await world.engine.advanceClock(10);
    await world.ok('TagResource', { KeyId: keyArn, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await world.engine.advanceClock(10);
    await world.ok('UpdateAlias', { AliasName: 'alias/early', TargetKeyId: other });
    await world.engine.advanceClock(10);
    await world.ok('RevokeGrant', { KeyId: keyArn, GrantId });
    await world.engine.requestQuotaIncrease({ code: 'GrantsPerKey', value: 60_000 });
    const tasks = (await world.engine.upcomingTasks()).map(({ at, ...task }) => ({
      ...task,
      seconds: (at.getTime() - START) / 1000,
    }));
    const [first, second, ...rest] = tasks;
    expect(first).to.deep.equal({ kind: 'tag-propagation', seconds: 70, keyArn });
    expect([second, rest[0]]).to.have.deep.members([
      { kind: 'alias-propagation', seconds: 80, keyArn },
      { kind: 'alias-propagation', seconds: 80, keyArn: other },
    ]);
    expect(rest.slice(1)).to.deep.equal([
      { kind: 'grant-propagation', seconds: 90, keyArn, grantId: GrantId, change: 'ended' },
      {
        kind: 'quota-increase',
        seconds: 30 + 30 * 60,
        account: '111122223333',
        region: 'us-east-1',
        code: 'GrantsPerKey',
      },
    ]);
    await world.engine.advanceClock((30 * MINUTE_MS) / 1000);
    expect(await world.engine.upcomingTasks()).to.deep.equal([]);
  });

  it('has a new grant until it is effective', async () => {
    const world = await testWorld();
    const keyArn = await world.key();
    await world.engine.setSettings({ propagationDelaySeconds: 60 });
    const { GrantId } = await world.ok('CreateGrant', {
      KeyId: keyArn,
      GranteePrincipal: GRANTEE,
      Operations: ['Encrypt'],
    });
    expect(await world.engine.upcomingTasks()).to.deep.equal([
      { kind: 'grant-propagation', at: new Date(START + MINUTE_MS), keyArn, grantId: GrantId, change: 'created' },
    ]);
    await world.engine.advanceClockToNext();
    expect(await world.engine.upcomingTasks()).to.deep.equal([]);
  });

  it('refuses an invalid option', async () => {
    const world = await testWorld();
    const invalid = [
      { limit: 0 },
      { limit: 1001 },
      { limit: 1.5 },
      { until: new Date(NaN) },
      { until: 5 },
      { before: new Date(START) },
    ];
    for (const options of invalid) {
      const error: unknown = await world.engine.upcomingTasks(options as UpcomingOptions).catch((thrown) => thrown);
      expect(error, JSON.stringify(options)).to.be.instanceOf(TypeError);
    }
  });
});

describe('an advance to the next task', () => {
  it('reaches one task after the other, also when asked twice at once', async () => {
    const world = await testWorld();
    await rotatingKey(world, 100);
    await rotatingKey(world, 150);
    const states = await Promise.all([world.engine.advanceClockToNext(), world.engine.advanceClockToNext()]);
    expect(states.map((state) => state?.now)).to.deep.equal([START + 100 * DAY_MS, START + 150 * DAY_MS]);
    expect((await eventsOf(world, 'RotateKey')).map(({ at }) => (at - START) / DAY_MS)).to.deep.equal([100, 150]);
  });

  it('is never taken back by another host that has advanced further', async () => {
    const world = await testWorld();
    await rotatingKey(world, 100);
    const other = await testWorld(world.database);
    const [next, year] = await Promise.all([world.engine.advanceClockToNext(), other.engine.advanceClock(365 * DAY)]);
    expect(next?.now).to.be.at.least(START + 100 * DAY_MS);
    expect((await world.engine.clock()).now).to.be.at.least(Math.max(next?.now ?? 0, year.now));
    const times = (await eventsOf(world, 'RotateKey')).map(({ at }) => (at - START) / DAY_MS);
    expect(times.slice(0, 3)).to.deep.equal([100, 200, 300]);
    expect(new Set(times).size).to.equal(times.length);
  });

  it('changes nothing without a task to come', async () => {
    const world = await testWorld();
    await world.key();
    const before = await world.database.lastSeq();
    expect(await world.engine.advanceClockToNext()).to.equal(undefined);
    expect(await world.database.lastSeq()).to.equal(before);
    expect((await world.engine.clock()).now).to.equal(START);
  });
});

describe('a simulated year', () => {
  it('runs every rotation of 100 keys once, at its time, and deletes the material of a deleted key', async () => {
    let time = START;
    const world = await testWorld(undefined, {}, () => time);
    const keys: string[] = [];
    const scheduled = new Map<string, number[]>();
    for (let i = 0; i < 100; i++) {
      time = START + i * MINUTE_MS;
      const key = await rotatingKey(world, 90);
      keys.push(key);
      scheduled.set(
        key,
        [90, 180, 270, 360].map((days) => time + days * DAY_MS),
      );
    }
    const doomed = await world.key();
    await world.ok('ScheduleKeyDeletion', { KeyId: doomed, PendingWindowInDays: 7 });
    const [keyId = ''] = doomed.split('/').slice(-1);
    const materials = () => world.database.page('materials', 'key', [keyId], 10);
    expect(await materials()).to.have.length(1);

    await world.engine.advanceClock(365 * DAY);

    const ran = new Map<string, number[]>(keys.map((key) => [key, []]));
    for (const { at, record } of await eventsOf(world, 'RotateKey'))
      ran.get(record.resources?.[0]?.ARN ?? '')?.push(at);
    expect(Object.fromEntries(ran)).to.deep.equal(Object.fromEntries(scheduled));
    expect((await eventsOf(world, 'DeleteKey')).map(({ at }) => at)).to.deep.equal([time + 7 * DAY_MS]);
    expect(await world.engine.custody(doomed)).to.equal(undefined);
    expect(await materials()).to.deep.equal([]);
  });
});
