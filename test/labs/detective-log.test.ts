/** The log of lab L14, without the predicates that judge its answers. */
import { expect } from 'chai';
import type { AuditEvent } from '../../src/model/audit.ts';
import { readLabs, startLab, type StartedLab } from './course-labs.ts';

const lab = readLabs().find(({ id }) => id === 'L14');
const MILLISECONDS_PER_DAY = 86_400_000;

async function startedLog(): Promise<StartedLab & { readonly events: readonly AuditEvent[] }> {
  if (lab === undefined) throw new Error('The course has no lab L14.');
  const started = await startLab(lab);
  const { events } = await started.world.sandbox.events.query({ limit: 1000 });
  return { ...started, events: events.toReversed() };
}

/** What is the same at each start. */
const outline = (events: readonly AuditEvent[]) =>
  events.map(({ record }) => [
    record.eventTime,
    record.eventName,
    record.errorCode,
    record.userIdentity.arn,
    record.requestParameters?.['encryptionContext'],
  ]);

describe('The log of lab L14', () => {
  it('has about 600 events of 14 days, two accounts and two Regions', async () => {
    const { events } = await startedLog();
    expect(events.length).to.be.within(550, 650);
    const days = ((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)) / MILLISECONDS_PER_DAY;
    expect(days).to.be.within(12, 14);
    expect(new Set(events.map(({ record }) => record.recipientAccountId))).to.have.keys('111122223333', '444455556666');
    expect(new Set(events.map(({ record }) => record.awsRegion))).to.have.keys('us-east-1', 'eu-west-1');
  });

  it('has the same events at the same times at each start, with other identifiers', async () => {
    const [one, other] = [await startedLog(), await startedLog()];
    expect(outline(one.events)).to.deep.equal(outline(other.events));
    const ids = new Set(one.events.map(({ record }) => record.eventID));
    expect(other.events.filter(({ record }) => ids.has(record.eventID))).to.deep.equal([]);
  });

  it('has the cause of each denial of the clinic in its message, as the hints say', async () => {
    const { events } = await startedLog();
    const words: Readonly<Record<string, string>> = {
      'key-policy': 'explicit deny in a resource-based policy',
      'identity-policy': 'explicit deny in an identity-based policy',
      none: 'no identity-based policy allows',
    };
    const denied = events.filter(
      ({ record }) => record.errorCode === 'AccessDenied' && record.recipientAccountId === '111122223333',
    );
    expect(denied.length).to.equal(5);
    for (const { record, decision } of denied)
      expect(record.errorMessage).to.include(words[decision?.decidedBy.kind ?? ''] ?? 'a cause');
  });

  it('has one customer key of the clinic in us-east-1 without a cryptographic use', async () => {
    const { world } = await startedLog();
    const keys = await world.sandbox.keys.list('111122223333', 'us-east-1');
    const kms = world.kms('us-east-1');
    const uses = await Promise.all(keys.map(({ arn }) => kms.getKeyLastUsage({ KeyId: arn })));
    const unused = keys.filter((_, index) => uses[index]?.KeyLastUsage?.Timestamp === undefined);
    expect(unused.map(({ aliases }) => aliases)).to.deep.equal([['alias/reports']]);
  });
});
