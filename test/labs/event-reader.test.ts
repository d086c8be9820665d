/** Reading the audit log of a lab: only what is new, and nothing of the lab's start. */
import { expect } from 'chai';
import type { EventQuery } from '../../src/model/audit.ts';
import { EventReader, newestEventId } from '../../src/labs/event-reader.ts';
import { createStrongroom } from '../../src/memory.ts';

const DATA = Uint8Array.of(1);

async function scene() {
  const strongroom = createStrongroom();
  const kms = strongroom.kms();
  const { KeyMetadata } = await kms.createKey({});
  const KeyId = KeyMetadata?.Arn ?? '';
  const encrypt = async (count: number) => {
    for (let index = 0; index < count; index++) await kms.encrypt({ KeyId, Plaintext: DATA });
  };
  const asked: EventQuery[] = [];
  let received = 0;
  const { sandbox } = strongroom;
  const counting = {
    events: {
      ...sandbox.events,
      async query(query: EventQuery = {}) {
        asked.push(query);
        const page = await sandbox.events.query(query);
        received += page.events.length;
        return page;
      },
    },
  };
  return { strongroom, encrypt, asked, received: () => received, counting };
}

describe('EventReader', () => {
  it('reads events after the start, oldest first', async () => {
    const { encrypt, counting, strongroom } = await scene();
    const reader = new EventReader(counting, await newestEventId(strongroom.sandbox));
    expect((await reader.read())?.all).to.deep.equal([]);
    await encrypt(50);
    const found = await reader.read();
    const { events } = await strongroom.sandbox.events.query({ limit: 50 });
    expect(found?.all.map(({ id }) => id)).to.deep.equal(events.map(({ record }) => record.eventID).toReversed());
  });

  it('asks for one short page when there is little new, however long the log is', async () => {
    const { encrypt, counting, strongroom, asked, received } = await scene();
    const reader = new EventReader(counting, await newestEventId(strongroom.sandbox));
    await encrypt(1200);
    expect((await reader.read())?.all).to.have.length(1200);
    const [pages, events] = [asked.length, received()];
    await encrypt(3);
    expect((await reader.read())?.all).to.have.length(1203);
    expect(asked.length - pages).to.equal(1);
    expect(received() - events).to.be.at.most(20);
  });

  it('returns the same facts while nothing is new', async () => {
    const { encrypt, counting } = await scene();
    const reader = new EventReader(counting, undefined);
    await encrypt(2);
    expect(await reader.read()).to.equal(await reader.read());
  });

  it('finds that the log no longer has the end of the start', async () => {
    const { counting, strongroom } = await scene();
    const reader = new EventReader(counting, await newestEventId(strongroom.sandbox));
    await strongroom.sandbox.reset();
    expect(await reader.read()).to.equal(undefined);
  });

  it('gives the time since the start of the lab', async () => {
    const { encrypt, counting, strongroom } = await scene();
    await strongroom.sandbox.clock.pause();
    const startedAt = (await strongroom.sandbox.clock.now()).getTime();
    const reader = new EventReader(counting, await newestEventId(strongroom.sandbox), startedAt);
    await strongroom.sandbox.clock.advance(90);
    await encrypt(1);
    expect((await reader.read())?.all.map(({ elapsed }) => elapsed)).to.deep.equal([90]);
  });
});
