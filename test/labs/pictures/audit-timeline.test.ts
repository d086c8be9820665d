/** The picture of lab L14: the events of the log, and those that the answers name. */
import { expect } from 'chai';
import { loadAuditTimeline } from '../../../src/ui/pictures/load-audit-timeline.ts';
import { playLab } from './play-lab.ts';

describe('audit-timeline', () => {
  it('shows the events before there is an answer, then the events that each answer names', async () => {
    const lab = await playLab('L14');
    const start = await loadAuditTimeline(lab.source);
    expect(start.answers).to.deep.equal([]);
    expect(start.events.length).to.be.above(500);
    await lab.solve();
    const { answers, events } = await loadAuditTimeline(lab.source);
    expect(answers.map(({ tag }) => tag)).to.include.members(['readers', 'changes', 'personal-data', 'cross-account']);
    const changes = answers.find(({ tag }) => tag === 'changes');
    expect(changes?.events.map(({ record }) => record.eventName)).to.have.members([
      'PutKeyPolicy',
      'CreateGrant',
      'TagResource',
    ]);
    for (const { events: named, unknown } of answers) {
      expect(unknown).to.equal(0);
      for (const event of named) expect(events).to.include(event);
    }
  });

  it('counts IDs that no event has', async () => {
    const lab = await playLab('L16');
    const { KeyMetadata } = await lab.source.strongroom.kms().createKey({});
    const Tags = [{ TagKey: 'readers', TagValue: 'see 00000000-0000-4000-8000-000000000000' }];
    await lab.source.strongroom.kms().tagResource({ KeyId: KeyMetadata?.KeyId, Tags });
    const { answers } = await loadAuditTimeline(lab.source);
    expect(answers.map(({ tag, events, unknown }) => [tag, events, unknown])).to.deep.equal([['readers', [], 1]]);
  });
});
