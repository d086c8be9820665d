/** How an element keeps in step with the sandbox: which notices count, once for many, and none for what it has seen. */
import { expect } from 'chai';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangeNotice, Strongroom } from '../../../src/client/strongroom.ts';
import { FollowingController } from '../../../src/ui/page/following-controller.ts';
import { WorldController, type WorldOptions } from '../../../src/ui/page/world-controller.ts';

/** A connected controller: `tell` gives it a notice, `calls` counts `onChange`. */
function connected<Kind extends WorldController = WorldController>(
  options: Pick<WorldOptions, 'stores'> = {},
  Controller = WorldController as new (...given: ConstructorParameters<typeof WorldController>) => Kind,
) {
  /** By the sandbox that they listen to. */
  const listeners = new Map<string, (notice: ChangeNotice) => void>();
  const world = (id: string) =>
    ({
      id,
      onChange(listener: (notice: ChangeNotice) => void) {
        listeners.set(id, listener);
        return () => listeners.delete(id);
      },
    }) as unknown as Strongroom;
  let strongroom = world('default');
  const controllers: ReactiveController[] = [];
  const host = {
    addController: (one: ReactiveController) => controllers.push(one),
  } as unknown as ReactiveControllerHost;
  let calls = 0;
  let called = () => {};
  const controller = new Controller(host, {
    ...options,
    strongroom: () => strongroom,
    onChange: () => {
      calls += 1;
      called();
    },
  });
  for (const one of controllers) one.hostConnected?.();
  return {
    controller,
    listeners,
    /** Gives the element another sandbox. */
    switchTo: (id: string) => (strongroom = world(id)),
    calls: () => calls,
    tell: (notice: Partial<ChangeNotice>) => {
      for (const listener of listeners.values()) listener({ world: 'default', own: false, touched: [], ...notice });
    },
    /** The next call of `onChange`. */
    next: () => new Promise<void>((resolve) => (called = resolve)),
  };
}

const KEY = { store: 'keys', key: 'a' } as const;
const PRINCIPAL = { store: 'principals', key: 'b' } as const;

describe('WorldController', () => {
  it('calls once for changes that come together', async () => {
    const { tell, next, calls } = connected({ stores: ['keys'] });
    const called = next();
    tell({ seq: 1, changedSeq: 1, changes: [KEY] });
    tell({ seq: 2, changedSeq: 2, changes: [KEY] });
    await called;
    expect(calls()).to.equal(1);
  });

  const counted: [string, Partial<ChangeNotice>, Pick<WorldOptions, 'stores'>, number][] = [
    ['a change of its stores', { seq: 1, changedSeq: 1, changes: [KEY] }, { stores: ['keys'] }, 1],
    ['a change of other stores', { seq: 1, changedSeq: 1, changes: [PRINCIPAL] }, { stores: ['keys'] }, 0],
    ['a reset', { seq: 1, changedSeq: 1, changes: 'all' }, { stores: ['keys'] }, 1],
    ['a call that changed nothing, with stores', { seq: 1, changes: [] }, { stores: ['keys'] }, 0],
    ['a call that changed nothing, without stores', { seq: 1, changes: [] }, {}, 1],
    ['an own call whose changes are not known', { own: true }, {}, 0],
  ];
  for (const [what, notice, options, times] of counted) {
    it(`${times === 1 ? 'counts' : 'ignores'} ${what}`, async () => {
      const { tell, next, calls } = connected(options);
      tell(notice);
      // A notice that surely counts ends the wait.
      const called = next();
      tell({ seq: 1000, changedSeq: 1000, changes: 'all' });
      await called;
      const all = connected(options);
      all.tell(notice);
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect([calls(), all.calls()]).to.deep.equal([1, times]);
    });
  }

  it('ignores commits whose result the element has seen, and counts later ones', async () => {
    const { controller, tell, next, calls } = connected({ stores: ['keys'] });
    const reply = controller.saw({ requestId: 'r', seq: 5, ok: true, output: {} });
    expect(reply.requestId).to.equal('r');
    // Later commits that changed nothing are in the same notice.
    tell({ seq: 9, changedSeq: 5, changes: [KEY] });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(calls()).to.equal(0);
    const called = next();
    tell({ seq: 9, changedSeq: 6, changes: [KEY] });
    await called;
    expect(calls()).to.equal(1);
  });

  it('listens only while the element is connected', () => {
    const { controller, listeners } = connected();
    expect(listeners.size).to.equal(1);
    controller.hostDisconnected();
    expect(listeners.size).to.equal(0);
  });
});

describe('FollowingController', () => {
  it('listens to the sandbox that the element now shows, whose commits have numbers of their own', async () => {
    const { controller, switchTo, tell, next, calls, listeners } = connected({ stores: ['keys'] }, FollowingController);
    controller.saw({ requestId: 'r', seq: 5, ok: true, output: {} });
    switchTo('lab-L02');
    controller.hostUpdate();
    expect([...listeners.keys()]).to.deep.equal(['lab-L02']);
    const called = next();
    tell({ seq: 1, changedSeq: 1, changes: [KEY] });
    await called;
    controller.hostUpdate();
    expect(calls()).to.equal(1);
    expect(listeners.size).to.equal(1);
    controller.hostDisconnected();
    switchTo('default');
    controller.hostUpdate();
    expect(listeners.size).to.equal(0);
  });
});
