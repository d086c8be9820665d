import { expect } from 'chai';
import { unrefTimer } from '../../src/base/unref-timer.ts';

describe('unrefTimer', () => {
  it('calls unref of a timer object, as Node and Bun have', () => {
    let calls = 0;
    unrefTimer({ unref: () => (calls += 1) } as unknown as ReturnType<typeof setTimeout>);
    expect(calls).to.equal(1);
  });

  it('passes a number to Deno, and leaves the timers of a browser alone', () => {
    const ids: number[] = [];
    const timer = 7 as unknown as ReturnType<typeof setTimeout>;
    unrefTimer(timer);
    Reflect.set(globalThis, 'Deno', { unrefTimer: (id: number) => ids.push(id) });
    try {
      unrefTimer(timer);
    } finally {
      Reflect.deleteProperty(globalThis, 'Deno');
    }
    expect(ids).to.deep.equal([7]);
  });
});
