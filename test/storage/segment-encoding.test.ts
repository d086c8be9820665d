/**
 * The form in which segments are stored: whatever the events, what comes out is what went in, member for member in
 * their order.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AuditEvent, CloudTrailRecord } from '../../src/model/audit.ts';
import type { Segment } from '../../src/model/segment.ts';
import { encodeSegment, decodeSegment } from '../../src/storage/segment-encoding.ts';
import { event } from './records.ts';

const segmentOf = (...events: readonly AuditEvent[]): Segment => ({ seq: 3, events, touched: ['keys/a'] });

/** As IndexedDB would give it back. */
const stored = (segment: Segment) => structuredClone(encodeSegment(segment));

const withRecord = (change: Partial<CloudTrailRecord>, id = 'r'): AuditEvent => ({
  ...event(id),
  record: { ...event(id).record, ...change },
});

/** Number of templates of the stored form. */
const countTemplates = (segment: Segment): number =>
  (encodeSegment(segment).templates ?? []).reduce((sum, { count }) => sum + count, 0);

/** Compared as text, so that the order of members counts. */
const expectWhole = (segment: Segment) =>
  expect(JSON.stringify(decodeSegment(stored(segment)))).to.equal(JSON.stringify(segment));

describe('the stored form of segments', () => {
  it('keeps what events have in common once', () => {
    const segment = segmentOf(event('r1'), { ...event('r2'), at: 7 }, event('r3'));
    expect(countTemplates(segment)).to.equal(1);
    expectWhole(segment);
  });

  it('keeps events apart that differ in a member, in its absence or in nested ones', () => {
    const { requestID: _none, ...anonymous } = event('r4').record;
    const segment = segmentOf(
      event('r1'),
      { ...event('r2'), note: 'why' },
      withRecord({ errorCode: 'AccessDenied' }),
      { ...event('r4'), record: anonymous },
      withRecord({ userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } }),
      event('r5'),
    );
    expect(countTemplates(segment)).to.be.greaterThan(4);
    expectWhole(segment);
  });

  it('keeps the request parameters of each event', () => {
    const segment = segmentOf(
      withRecord({ requestParameters: { keyId: 'a', encryptionContext: { one: '1' } } }),
      withRecord({ requestParameters: { keyId: 'b' } }, 'r2'),
      withRecord({ requestParameters: null }, 'r3'),
    );
    expect(countTemplates(segment)).to.equal(1);
    expectWhole(segment);
  });

  it('gives the events of one kind no object in common that a reader could change for all', () => {
    const [first, second] = decodeSegment(stored(segmentOf(event('r1'), event('r2')))).events;
    expect(first?.record).not.to.equal(second?.record);
  });

  it('packs what differs in sidecars, and keeps one template', () => {
    const hash = (digit: string) => digit.repeat(64);
    const sidecars = [
      { ctSha: hash('a'), edkSha: hash('a'), plaintextLen: 5, materialId: 'm', attempt: 1, delayMs: 0 },
      { ctSha: hash('0'), edkSha: hash('0'), plaintextLen: 6, materialId: 'm', attempt: 2, delayMs: 12.5 },
    ];
    const segment = segmentOf(...sidecars.map((sidecar, index) => ({ ...event(`r${index}`), sidecar })));
    const encoded = encodeSegment(segment);
    expect(countTemplates(segment)).to.equal(1);
    expect(encoded.hashes?.length).to.equal(64);
    expectWhole(segment);
  });

  it('keeps sidecars apart that have one hash twice or two hashes', () => {
    const hash = (digit: string) => digit.repeat(64);
    const segment = segmentOf(
      { ...event('r1'), sidecar: { ctSha: hash('a'), edkSha: hash('a') } },
      { ...event('r2'), sidecar: { ctSha: hash('a'), edkSha: hash('b') } },
      { ...event('r3'), sidecar: { ctSha: hash('c'), edkSha: hash('c') } },
    );
    expect(countTemplates(segment)).to.equal(2);
    expectWhole(segment);
  });

  it('keeps events apart of which one has a further nested member', () => {
    const userIdentity = { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } as const;
    const segment = segmentOf(
      withRecord({ userIdentity: { ...userIdentity, accountId: '111122223333' } }),
      withRecord({ userIdentity }, 'r2'),
      withRecord({ userIdentity: { ...userIdentity, accountId: '111122223333' } }, 'r3'),
    );
    expect(countTemplates(segment)).to.equal(2);
    expectWhole(segment);
  });

  it('keeps sidecars of other shapes apart, and events without one', () => {
    const segment = segmentOf(
      { ...event('r1'), sidecar: { ctSha: 'a'.repeat(64) } },
      event('r2'),
      { ...event('r3'), sidecar: { edkSha: 'b'.repeat(64), plaintextLen: 0 } },
      { ...event('r4'), sidecar: { ctSha: 'c'.repeat(64), edkSha: 'd'.repeat(64) } },
    );
    expectWhole(segment);
  });

  it('keeps the request of each denied call', () => {
    const denied = (keyId: string, id: string): AuditEvent => ({
      ...withRecord({ requestParameters: null }, id),
      request: { requestParameters: { keyId } },
    });
    const segment = segmentOf(denied('a', 'r1'), denied('b', 'r2'), withRecord({ requestParameters: null }, 'r3'));
    expect(countTemplates(segment)).to.equal(2);
    expectWhole(segment);
  });

  it('keeps what events of different keys and callers have in common once, and no time or ID in templates', () => {
    const used = (number: number): AuditEvent => ({
      ...withRecord(
        {
          userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/user-${number}` },
          resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: `key-${number}` }],
        },
        `r${number}`,
      ),
      at: number,
    });
    const segment = segmentOf(...Array.from({ length: 64 }, (_, number) => used(number)));
    const [run, ...others] = encodeSegment(segment).templates ?? [];
    expect(others).to.deep.equal([]);
    expect(run?.count).to.equal(64);
    expect(run?.rows).to.have.length(2 * 64);
    expectWhole(segment);
  });

  it('reads a segment of an earlier version: whole templates, without hashes and numbers', () => {
    const events = [event('r1'), { ...event('r2'), note: 'why' }];
    const rows = events.flatMap(({ at, record }, index) => [index, at, record.requestID, record.eventID, undefined]);
    expect(decodeSegment({ seq: 3, touched: ['keys/a'], kinds: events, rows })).to.deep.equal(segmentOf(...events));
  });

  it('takes a segment without its templates as damaged', () => {
    const { templates: _lost, ...rest } = stored(segmentOf(event('r1')));
    expect(decodeSegment(rest)).to.deep.equal({
      seq: 3,
      events: [],
      touched: ['*'],
      damaged: { store: 'segments', id: '3' },
    });
  });

  it('reads a segment that was stored as it is', () => {
    const plain = segmentOf(event('r1'));
    expect(decodeSegment(plain)).to.equal(plain);
  });

  it('holds for any mixture', () => {
    const mixture = fc.array(
      fc.record({
        eventName: fc.constantFrom('Encrypt', 'Decrypt', 'CreateKey'),
        requestParameters: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: null }),
        errorMessage: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
        at: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(mixture, (facts) => {
        const events = facts.map(({ at, errorMessage, ...change }, index) => ({
          ...withRecord({ ...change, ...(errorMessage === undefined ? {} : { errorMessage }) }, `r${index}`),
          at,
        }));
        const segment = segmentOf(...events);
        expect(decodeSegment(stored(segment))).to.deep.equal(structuredClone(segment));
      }),
    );
  });
});
