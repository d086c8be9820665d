import { expect } from 'chai';
import { attemptPaths } from '../../../src/ui/quotas/attempt-paths.ts';
import { DataKeyCache } from '../../../src/ui/quotas/data-key-cache.ts';
import { bySecond, type Attempt } from '../../../src/ui/quotas/run-results.ts';

const attempt = (members: Partial<Attempt>): Attempt => ({
  call: 0,
  attempt: 1,
  delayMs: 0,
  startedMs: 0,
  endedMs: 10,
  state: 'succeeded',
  ...members,
});

const ATTEMPTS = [
  attempt({ state: 'throttled' }),
  attempt({ call: 1, startedMs: 20, endedMs: 30 }),
  attempt({ attempt: 2, delayMs: 2400, startedMs: 2500, endedMs: 2510 }),
];

describe('attempts of a run', () => {
  it('are grouped by the second in which they started', () => {
    const seconds = bySecond(ATTEMPTS);
    expect(seconds.map(({ attempts, throttled, retries }) => [attempts, throttled, retries])).to.deep.equal([
      [2, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect(seconds[2]?.meanDelayMs).to.equal(2400);
    expect(seconds[0]?.meanDelayMs).to.equal(undefined);
  });

  it('are drawn in the row of their number, with a line for the delay', () => {
    const { lanes, marks, delays, isCut } = attemptPaths(ATTEMPTS, 5);
    expect(lanes).to.equal(2);
    expect(marks.throttled).to.equal('M0 11v18');
    expect(marks.succeeded).to.equal('M4 20h0M500 60h0');
    expect(delays).to.equal('M2 20L500 60');
    expect(isCut).to.equal(false);
  });
});

describe('DataKeyCache', () => {
  const key = { key: {} as CryptoKey, edkSha: 'a', keyArn: 'arn' };

  it('generates a key for each limit of messages and age, and once for messages that wait together', async () => {
    let now = 0;
    let generated = 0;
    const cache = new DataKeyCache({ maxMessages: 3, maxAgeSeconds: 10 }, undefined, () => now);
    const take = () => cache.take(() => Promise.resolve((generated++, key)));
    const first = await Promise.all([take(), take(), take(), take()]);
    expect(first.map(({ isCached }) => isCached)).to.deep.equal([false, true, true, false]);
    now = 9_999;
    expect((await take()).isCached).to.equal(true);
    now = 10_000;
    expect((await take()).isCached).to.equal(false);
    expect(generated).to.equal(3);
  });

  it('holds a key for each tenant, and tells what each key encrypted when it goes', async () => {
    const told: string[] = [];
    const cache = new DataKeyCache(
      { maxMessages: 2, maxAgeSeconds: 10 },
      {
        kept: ({ edkSha }, tenant) => told.push(`kept ${edkSha} ${tenant}`),
        dropped: ({ edkSha }, messages) => told.push(`dropped ${edkSha} ${messages}`),
      },
    );
    let generated = 0;
    const take = (tenant: string) => cache.take(() => Promise.resolve({ ...key, edkSha: String(++generated) }), tenant);
    for (const tenant of ['red', 'green', 'red', 'red']) await take(tenant);
    await cache.clear();
    expect(told).to.deep.equal([
      'kept 1 red',
      'kept 2 green',
      'dropped 1 2',
      'kept 3 red',
      'dropped 3 1',
      'dropped 2 1',
    ]);
  });

  it('keeps no key that could not be generated', async () => {
    const cache = new DataKeyCache({ maxMessages: 3, maxAgeSeconds: 10 });
    const failure = new Error('refused');
    const fail = () => cache.take(() => Promise.reject(failure));
    const outcomes = await Promise.allSettled([fail(), fail()]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect((await cache.take(() => Promise.resolve(key))).isCached).to.equal(false);
  });
});
