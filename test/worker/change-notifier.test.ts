import { expect } from 'chai';
import type { ChangeMessage } from '../../src/model/contract.ts';
import { ChangeNotifier, postToChannel } from '../../src/worker/change-notifier.ts';

/** The next message on a channel. */
function nextMessage(name: string): Promise<ChangeMessage> {
  const channel = new BroadcastChannel(name);
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<ChangeMessage>) => {
      channel.close();
      resolve(data);
    };
  });
}

const KEY = { store: 'keys', key: 'a' } as const;
const ALIAS = { store: 'aliases', key: 'b' } as const;

describe('the notifier of changes', () => {
  it('merges the commits of a moment, each record once', async () => {
    const name = crypto.randomUUID();
    const message = nextMessage(name);
    const announcer = new ChangeNotifier(postToChannel(name));
    announcer.notify('default', { seq: 4, changes: [KEY, ALIAS] });
    announcer.notify('default', { seq: 5, changes: [KEY] });
    announcer.notify('default', { seq: 6, changes: [] });
    expect(await message).to.deep.equal({
      version: 2,
      world: 'default',
      seq: 6,
      changedSeq: 5,
      changes: [KEY, ALIAS],
    });
  });

  it('tells of commits that changed no record without a changedSeq', async () => {
    const name = crypto.randomUUID();
    const message = nextMessage(name);
    new ChangeNotifier(postToChannel(name)).notify('lab', { seq: 3, changes: [] });
    expect(await message).to.deep.equal({ version: 2, world: 'lab', seq: 3, changes: [] });
  });

  it('says all after a reset, whatever else changed', async () => {
    const name = crypto.randomUUID();
    const message = nextMessage(name);
    const announcer = new ChangeNotifier(postToChannel(name));
    announcer.notify('default', { seq: 1, changes: [KEY] });
    announcer.notify('default', { seq: 2, changes: 'all' });
    announcer.notify('default', { seq: 3, changes: [ALIAS] });
    expect(await message).to.deep.equal({ version: 2, world: 'default', seq: 3, changedSeq: 3, changes: 'all' });
  });

  it('sends the newest state of an advance of the clock', async () => {
    const name = crypto.randomUUID();
    const message = nextMessage(name);
    const announcer = new ChangeNotifier(postToChannel(name));
    announcer.notify('default', { seq: 1, changes: [KEY], advance: { to: 9, isOver: false } });
    announcer.notify('default', { seq: 1, changes: [], advance: { to: 9, isOver: true } });
    expect((await message).advance).to.deep.equal({ to: 9, isOver: true });
  });
});
