import { expect } from 'chai';
import type { AuditEvent, EventPage, EventQuery } from '../../../src/model/audit.ts';
import { filtersOf, findEvents, withOlder } from '../../../src/ui/activity/event-filter.ts';
import { SavedQueries } from '../../../src/ui/activity/saved-queries.ts';
import { drawnMarks, lanesOf } from '../../../src/ui/activity/timeline.ts';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The members of an event that a search and a timeline read. */
function event(id: string, record: object = {}, at = 0): AuditEvent {
  const parts = { eventID: id, eventName: 'Encrypt', readOnly: true, eventType: 'AwsApiCall', userIdentity: {} };
  return { at, record: { ...parts, requestParameters: null, ...record } } as unknown as AuditEvent;
}

const namesOf = ({ events }: EventPage): readonly string[] => events.map(({ record }) => record.eventID);

describe('the filters of Activity', () => {
  it('go to the engine where a value is exact', () => {
    const address = {
      text: 'eu',
      operation: 'decrypt',
      caller: 's3.amazonaws.com',
      key: KEY,
      error: 'accessDenied',
      errors: '1',
      readOnly: 'false',
      contextKey: 'tenant',
      contextValue: 'eu',
      account: '1111-2222-3333',
      source: 'sts.amazonaws.com',
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      grant: 'g',
      request: 'r',
      from: '2026-01-01T00:00Z',
      to: '2026-01-01T00:00Z',
    };
    const from = Date.UTC(2026, 0, 1);
    expect(filtersOf(new URLSearchParams(address))).to.deep.equal({
      query: {
        text: 'eu',
        operation: 'Decrypt',
        principal: 's3.amazonaws.com',
        keyArn: KEY,
        error: 'AccessDenied',
        errorsOnly: true,
        readOnly: false,
        contextKey: 'tenant',
        contextValue: 'eu',
        account: '111122223333',
        eventSource: 'sts.amazonaws.com',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        grantId: 'g',
        requestId: 'r',
        from,
        to: from + 60_000,
      },
      parts: [],
    });
    expect(filtersOf(new URLSearchParams({ key: 'alias/app' })).query).to.deep.equal({ alias: 'alias/app' });
  });

  it('are compared in the page where a value is a part', () => {
    const { query, parts } = filtersOf(new URLSearchParams({ operation: 'Decr', caller: 'user/zo', key: '1234' }));
    expect(query).to.deep.equal({});
    expect(parts.map(({ name }) => name)).to.deep.equal(['operation', 'caller', 'key']);
  });

  it('replace the Region of the page, also by all Regions', async () => {
    const asked: EventQuery[] = [];
    const read = (query: EventQuery) => {
      asked.push(query);
      return Promise.resolve({ events: [] });
    };
    for (const address of [{}, { region: 'eu-west-1' }, { region: 'all' }])
      await findEvents(read, { query: new URLSearchParams(address), base: { region: 'us-east-1' }, limit: 1 });
    expect(asked.map(({ region }) => region)).to.deep.equal(['us-east-1', 'eu-west-1', undefined]);
  });
});

describe('findEvents', () => {
  it('keeps what it found when it is stopped, and continues there', async () => {
    const stop = new AbortController();
    const pages = [
      { events: [event('1'), event('2')], next: { seq: 7, index: 1 } },
      { events: [event('3')], next: { seq: 6, index: 0 } },
    ];
    const read = (_query: EventQuery, { signal }: { readonly signal?: AbortSignal }) => {
      const page = pages.shift();
      if (page) return Promise.resolve(page);
      stop.abort();
      return Promise.reject(signal?.reason as Error);
    };
    const search = { query: new URLSearchParams({ text: 'a' }), base: {}, limit: 50 };
    const found = await findEvents(read, search, { stop: stop.signal });
    expect(namesOf(found)).to.deep.equal(['1', '2', '3']);
    expect(found.isStopped).to.equal(true);
    expect(found.next).to.deep.equal({ seq: 6, index: 0 });
    const more = withOlder(found, { events: [], hidden: 2, isStopped: true });
    expect([namesOf(more), more.next, more.hidden]).to.deep.equal([['1', '2', '3'], found.next, 2]);
  });

  it('rejects when the log cannot be read', async () => {
    const failure = new Error('no log');
    const search = { query: new URLSearchParams(), base: {}, limit: 1 };
    const reason: unknown = await findEvents(() => Promise.reject(failure), search).catch((error: unknown) => error);
    expect(reason).to.equal(failure);
  });
});

describe('the timeline', () => {
  const resources = [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: KEY }];
  const events = [
    event('5', { eventName: 'RotateKey', eventType: 'AwsServiceEvent', resources }, 50),
    event('4', { errorCode: 'ThrottlingException', resources }, 40),
    event('3', { errorCode: 'AccessDenied', resources }, 30),
    event('2', { readOnly: false, resources }, 20),
    event('1', { requestParameters: { encryptionContext: { tenant: 'eu' } } }, 10),
  ];

  it('has a lane per key with a kind for each mark, oldest first', () => {
    const [lane, ...others] = lanesOf(events, 'key');
    expect(others).to.deep.equal([]);
    expect(lane?.filters).to.deep.equal({ key: KEY });
    expect(lane?.marks.map(({ kind }) => kind)).to.deep.equal(['management', 'denied', 'throttled', 'service']);
    expect(lane?.failed).to.equal(2);
  });

  it('marks what KMS did by itself also where its record is that of an API call', () => {
    const userIdentity = { accountId: '111122223333', invokedBy: 'AWS Internal' };
    const synchronized = { eventName: 'SynchronizeMultiRegionKey', readOnly: false, userIdentity, resources };
    const [lane] = lanesOf([event('6', synchronized)], 'key');
    expect(lane?.marks.map(({ kind }) => kind)).to.deep.equal(['service']);
  });

  it('has a lane per pair of an encryption context', () => {
    expect(lanesOf(events, 'context').map(({ name }) => name)).to.deep.equal(['tenant=eu']);
  });

  it('merges marks of one kind at one place and counts them', () => {
    const [lane] = lanesOf(
      Array.from({ length: 1000 }, (_one, at) => event(`${at}`, { resources }, at)),
      'key',
    );
    const marks = lane ? drawnMarks(lane, { from: 0, to: 999 }, 80) : [];
    expect(marks).to.have.length(81);
    expect(marks.reduce((sum, mark) => sum + mark.count, 0)).to.equal(1000);
  });

  it('draws marks of several kinds at one place in rows, none over another', () => {
    const events = [
      event('1', { resources }, 0),
      event('2', { resources, errorCode: 'AccessDenied' }, 1),
      event('3', { resources }, 2),
      event('4', { resources, readOnly: false }, 3),
      event('5', { resources, errorCode: 'AccessDenied' }, 999),
    ];
    const [lane] = lanesOf(events, 'key');
    const marks = lane ? drawnMarks(lane, { from: 0, to: 999 }, 48) : [];
    expect(marks.map(({ kind, row, count }) => [kind, row, count])).to.deep.equal([
      ['success', 0, 2],
      ['denied', 1, 1],
      ['management', 2, 1],
      ['denied', 0, 1],
    ]);
  });
});

describe('SavedQueries', () => {
  it('reads nothing from a storage with other content, and says when nothing was stored', () => {
    for (const text of [
      '{',
      '[]',
      '{"default":[{"name":1}]}',
      '{"default":{}}',
      '{"default":[{"name":" ","filters":""}]}',
    ])
      expect(new SavedQueries({ getItem: () => text, setItem: () => undefined }, 'default').list()).to.deep.equal([]);
    expect(new SavedQueries(undefined, 'default').save({ name: 'a', filters: '' })).to.equal(false);
  });

  it('keeps the queries of each sandbox apart', () => {
    const items = new Map<string, string>();
    const storage = {
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, text: string) => void items.set(name, text),
    };
    const [a, b] = ['a', 'b'].map((id) => new SavedQueries(storage, id));
    a?.save({ name: 'one', filters: 'errors=1' });
    b?.save({ name: 'two', filters: '' });
    expect([a?.list(), b?.list()]).to.deep.equal([
      [{ name: 'one', filters: 'errors=1' }],
      [{ name: 'two', filters: '' }],
    ]);
  });
});
