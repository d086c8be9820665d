import { expect } from 'chai';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { CHANGES_CHANNEL, type ChangeMessage } from '../../src/model/contract.ts';
import type { ChangeNotice, Strongroom } from '../../src/client/strongroom.ts';
import { fakeStrongroom } from './fake-host.ts';

/** The next notice, and how to stop listening. */
function next(strongroom: Strongroom): { notice: Promise<ChangeNotice>; stop: () => void } {
  let stop = (): void => undefined;
  const notice = new Promise<ChangeNotice>((resolve) => {
    stop = strongroom.onChange(resolve);
  });
  return { notice, stop };
}

async function withoutBroadcastChannel(run: () => Promise<void>): Promise<void> {
  const kept = globalThis.BroadcastChannel;
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  try {
    await run();
  } finally {
    globalThis.BroadcastChannel = kept;
  }
}

describe('onChange', () => {
  it('notifies every listener although one throws, and reports that error', async () => {
    const { queueMicrotask: queue } = globalThis;
    const reported: unknown[] = [];
    globalThis.queueMicrotask = (task) => {
      queue(() => {
        try {
          task();
        } catch (error) {
          reported.push(error);
        }
      });
    };
    try {
      const notices = createChangeNotices();
      const bug = new Error('A bug of the listener.');
      const stop = notices.subscribe('default', () => {
        throw bug;
      });
      let stopOther = () => undefined as void;
      const heard = new Promise((resolve) => (stopOther = notices.subscribe('default', resolve)));
      notices.notifyLocal('default', 'call');
      expect(await heard).to.include({ world: 'default', own: true });
      stop();
      stopOther();
      await Promise.resolve();
      expect(reported).to.deep.equal([bug]);
    } finally {
      globalThis.queueMicrotask = queue;
    }
  });

  it('tells of what others say on the channel, for its own world', async () => {
    const { strongroom } = await fakeStrongroom();
    const here = next(strongroom);
    const lab = next(strongroom.world('lab'));
    const other = new BroadcastChannel(CHANGES_CHANNEL);
    other.postMessage('nonsense');
    const changes = [{ store: 'keys' as const, key: 'a' }];
    const labMessage = { version: 2, world: 'lab', seq: 7, changedSeq: 6, changes } satisfies ChangeMessage;
    other.postMessage(labMessage);
    other.postMessage({ version: 2, world: 'default', seq: 8, changes: 'all' } satisfies ChangeMessage);
    expect(await lab.notice).to.deep.equal({
      world: 'lab',
      own: false,
      seq: 7,
      changedSeq: 6,
      changes,
      touched: ['keys/a'],
    });
    expect(await here.notice).to.deep.equal({ world: 'default', own: false, seq: 8, changes: 'all', touched: ['*'] });
    for (const { stop } of [here, lab]) stop();
    other.close();
  });

  it('ignores the messages of another version', async () => {
    const { strongroom } = await fakeStrongroom();
    const here = next(strongroom);
    const other = new BroadcastChannel(CHANGES_CHANNEL);
    other.postMessage({ world: 'default', seq: 1, touched: ['keys/a'] });
    other.postMessage({ version: 3, world: 'default', seq: 2, changes: [] });
    other.postMessage({ version: 2, world: 'default', seq: 3, changes: [] } satisfies ChangeMessage);
    expect((await here.notice).seq).to.equal(3);
    here.stop();
    other.close();
  });

  it("tells of this tab's own calls, once for those that are answered together", async () => {
    const { strongroom } = await fakeStrongroom();
    const notices: ChangeNotice[] = [];
    const stop = strongroom.onChange((notice) => notices.push(notice));
    const kms = strongroom.kms();
    await Promise.all(Array.from({ length: 8 }, () => kms.disableKey({ KeyId: 'key-0' })));
    expect(notices).to.deep.equal([{ world: 'default', own: true, touched: [] }]);
    await strongroom.sandbox.reset();
    expect(notices).to.have.length(2);
    stop();
    await strongroom.sandbox.reset();
    expect(notices).to.have.length(2);
  });

  it('tells that storage fails when a call says so, whatever the call is', async () => {
    const failure = Object.assign(new Error('planted'), { name: 'StorageError' });
    const { strongroom } = await fakeStrongroom(() => Promise.reject(failure));
    const notices: ChangeNotice[] = [];
    const stop = strongroom.onChange((notice) => notices.push(notice));
    await strongroom
      .kms()
      .listKeys()
      .catch(() => undefined);
    await Promise.resolve();
    expect(notices).to.deep.equal([{ world: 'default', own: true, changes: [], storage: true, touched: [] }]);
    stop();
  });

  it('does not tell of looking', async () => {
    const { strongroom } = await fakeStrongroom();
    const notices: ChangeNotice[] = [];
    const stop = strongroom.onChange((notice) => notices.push(notice));
    await strongroom.sandbox.settings.get();
    await strongroom.sandbox.events.query();
    await strongroom.sandbox.clock.now();
    expect(notices).to.deep.equal([]);
    stop();
  });

  it('tells of own calls where BroadcastChannel is missing', async () => {
    await withoutBroadcastChannel(async () => {
      const { strongroom } = await fakeStrongroom();
      const { notice, stop } = next(strongroom);
      await strongroom.kms().disableKey({ KeyId: 'key-0' });
      expect(await notice).to.deep.equal({ world: 'default', own: true, touched: [] });
      stop();
    });
  });
});
