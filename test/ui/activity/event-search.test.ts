import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import type { AuditEvent, EventQuery } from '../../../src/model/audit.ts';
import type { ReadEvents } from '../../../src/ui/activity/event-filter.ts';
import { EventSearch, MAX_WHOLE } from '../../../src/ui/activity/event-search.ts';
import { until } from '../fixture.ts';

function event(index: number): AuditEvent {
  return { at: index, record: { eventID: `${index}`, eventName: 'Encrypt' } } as unknown as AuditEvent;
}

/** A log of `size` events, read as the engine reads it: newest first, at most `limit` of them. */
function logOf(size: number): ReadEvents & { reads: EventQuery[] } {
  const reads: EventQuery[] = [];
  const read: ReadEvents = (query, { signal }) => {
    reads.push(query);
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const newest = query.before?.seq ?? size;
    const oldest = Math.max(newest - (query.limit ?? 100), 0);
    const events = Array.from({ length: newest - oldest }, (_one, index) => event(newest - 1 - index));
    return Promise.resolve({ events, ...(oldest > 0 ? { next: { seq: oldest, index: 0 } } : {}) });
  };
  return Object.assign(read, { reads });
}

/** A search in `log`, and how often its element was updated. */
function searchIn(log: ReadEvents, isWhole: boolean) {
  const scope = { filters: new URLSearchParams(), region: 'us-east-1', isWhole };
  const sizes: number[] = [];
  const element = {
    addController: () => undefined,
    requestUpdate: () => void sizes.push(search.found?.events.length ?? 0),
  } as unknown as ReactiveControllerHost;
  const search: EventSearch = new EventSearch(element, {
    scope: () => scope,
    read: () => log,
    onFound: () => Promise.resolve(),
  });
  return { search, scope, sizes };
}

describe('EventSearch', () => {
  it('loads one page for the table, and older ones on request', async () => {
    const { search } = searchIn(logOf(120), false);
    await search.search();
    expect(search.found?.events).to.have.length(50);
    await search.more();
    await search.more();
    expect(search.found?.events.map(({ at }) => at)).to.deep.equal(Array.from({ length: 120 }, (_one, at) => 119 - at));
    expect(search.found?.next).to.equal(undefined);
  });

  it('loads all events of a view that shows all, in parts that are shown meanwhile', async () => {
    const { search, sizes } = searchIn(logOf(6000), true);
    await search.search();
    expect(search.found?.events).to.have.length(6000);
    expect(new Set(search.found?.events.map(({ at }) => at)).size).to.equal(6000);
    expect([...new Set(sizes)]).to.deep.equal([0, 2500, 5000, 6000]);
    expect(search.isCut).to.equal(false);
    expect(search.isIncomplete).to.equal(false);
  });

  it('stops at the maximum of the view, and says that older events exist', async () => {
    const { search } = searchIn(logOf(MAX_WHOLE + 700), true);
    await search.search();
    expect(search.found?.events).to.have.length(MAX_WHOLE);
    expect(search.found?.events.at(-1)?.at).to.equal(700);
    expect([search.isCut, search.isIncomplete]).to.deep.equal([true, false]);
  });

  it('loads the rest when the view changes from the table to all events', async () => {
    const { search, scope } = searchIn(logOf(700), false);
    await search.search();
    expect(search.isIncomplete).to.equal(true);
    scope.isWhole = true;
    await search.more();
    expect(search.found?.events).to.have.length(700);
  });

  it('keeps the events in view until a repeated search has read all of them', async () => {
    const { search, sizes } = searchIn(logOf(6000), true);
    await search.search();
    sizes.length = 0;
    await search.search();
    expect([...new Set(sizes)]).to.deep.equal([6000]);
  });

  it('keeps what it found when it is stopped, and continues on request', async () => {
    const log = logOf(6000);
    let isHeld = true;
    const read: ReadEvents = async (query, options) => {
      if (isHeld && log.reads.length === 6) await until(() => options.signal?.aborted);
      return log(query, options);
    };
    const { search } = searchIn(read, true);
    const ended = search.search();
    await until(() => log.reads.length === 6);
    search.stop();
    await ended;
    expect([search.found?.events.length, search.found?.isStopped]).to.deep.equal([3000, true]);
    expect(search.isIncomplete).to.equal(false);
    isHeld = false;
    await search.more();
    expect(new Set(search.found?.events.map(({ at }) => at)).size).to.equal(6000);
  });

  it('shows why the log cannot be read, and does not try again by itself', async () => {
    const { search } = searchIn(() => Promise.reject(new Error('no log')), true);
    await search.search();
    expect(search.problem).to.not.equal(undefined);
    expect([search.isSearching, search.isIncomplete]).to.deep.equal([false, false]);
  });
});
