/** Loads with retries in the log: how many succeeded, after which delays, and with how many calls. */
import { expect } from 'chai';
import type { EventFact } from '../../src/labs/event-facts.ts';
import { findRetries } from '../../src/labs/find-retries.ts';
import { retriedLoad } from '../../src/labs/retried-load.ts';
import type { LabStep } from '../../src/labs/lab-step.ts';
import type { Predicate, RetriesPattern } from '../../src/labs/predicate.ts';
import { readLabs } from './course-labs.ts';

const INPUT = { key: 'k', jobs: 200, perSecond: 25, quota: 20, attempts: 6, delays: 'jitter', seed: 15 };

const callsOf = (steps: readonly LabStep[]) => steps.flatMap((step) => ('call' in step ? [step] : []));

/** The events that the calls of a load leave. */
const eventsOf = (steps: readonly LabStep[] = []): readonly EventFact[] =>
  callsOf(steps).map(({ attempt, delayMs, expect: error }, at) => ({
    id: String(at),
    copyIds: [],
    at,
    operation: 'GenerateDataKey',
    elapsed: 0,
    ...(error === undefined ? {} : { error }),
    keys: [],
    callers: [],
    region: '',
    account: '',
    context: {},
    record: {},
    sidecar: attempt === undefined || delayMs === undefined ? {} : { attempt, delayMs },
    decision: {},
  }));

const find = (events: readonly EventFact[], pattern: Omit<RetriesPattern, 'calls'>) =>
  findRetries(events, { calls: { operation: 'GenerateDataKey' }, ...pattern }, () => undefined);

/** The pattern of the strictest part of the task about backoff. */
function taskPattern(): RetriesPattern {
  const task = readLabs()
    .find(({ id }) => id === 'L15')
    ?.tasks.find(({ id }) => id === 'backoff');
  const parts = (task?.done as Extract<Predicate, { readonly all: unknown }>).all;
  const last = parts.at(-1);
  return last !== undefined && 'retries' in last ? last.retries : expect.fail('the last part is no load');
}

describe('findRetries', () => {
  const load = eventsOf(retriedLoad(INPUT));

  it('finds a load with backoff and jitter, also after other calls', () => {
    const wanted = { jobs: 200, maxAttempt: 6, maxDelayMs: 20_000, varies: true, grows: true };
    expect(find(load, wanted)).to.have.length(load.length);
    const before = eventsOf(retriedLoad({ ...INPUT, jobs: 30, perSecond: 1 }));
    expect(find([...before, ...load], wanted)).not.to.equal(undefined);
  });

  it('finds none with too few successes, too many calls, attempts or too long delays', () => {
    expect(find(load, { jobs: 201 })).to.equal(undefined);
    expect(find(load, { jobs: 200, maxCalls: load.length - 1 })).to.equal(undefined);
    expect(find(load, { jobs: 200, maxCalls: load.length })).not.to.equal(undefined);
    expect(find(load, { jobs: 200, maxAttempt: 2 })).to.equal(undefined);
    expect(find(load, { jobs: 200, maxDelayMs: 500 })).to.equal(undefined);
  });

  it('finds no growth and no variance in fixed delays, and none without retries', () => {
    const fixed = eventsOf(retriedLoad({ ...INPUT, delays: 'fixed', attempts: 50 }));
    expect(find(fixed, { jobs: 200 })).not.to.equal(undefined);
    expect(find(fixed, { jobs: 200, varies: true })).to.equal(undefined);
    expect(find(fixed, { jobs: 200, grows: true })).to.equal(undefined);
    const slow = eventsOf(retriedLoad({ ...INPUT, perSecond: 10 }));
    expect(find(slow, { jobs: 200 })).to.have.length(200);
    expect(find(slow, { jobs: 200, varies: true })).to.equal(undefined);
  });

  it('counts a step for each hundred events that it compares', () => {
    let steps = 0;
    const fixed = eventsOf(retriedLoad({ ...INPUT, delays: 'fixed', attempts: 50 }));
    findRetries(fixed, { calls: { operation: 'GenerateDataKey' }, jobs: 100, varies: true }, () => steps++);
    expect(steps).to.be.greaterThan(100);
  });
});

describe('the task about backoff', () => {
  it('allows 1.3 times the calls of its solution', () => {
    const pattern = taskPattern();
    const calls = callsOf(retriedLoad(INPUT) ?? []).length;
    expect(pattern.maxCalls).to.equal(Math.floor(calls * 1.3));
  });

  it('names that number in its texts', () => {
    const lab = readLabs().find(({ id }) => id === 'L15');
    expect(lab?.texts.en.tasks.backoff?.text).to.contain(String(taskPattern().maxCalls));
  });
});
