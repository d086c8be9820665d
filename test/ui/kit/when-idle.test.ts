/** Waiting for a pause of the page. */
import { expect } from 'chai';
import { whenIdle } from '../../../src/ui/kit/when-idle.ts';

describe('whenIdle', () => {
  it('resolves after a render that was requested before', async () => {
    const order: string[] = [];
    const idle = whenIdle().then(() => order.push('idle'));
    queueMicrotask(() => order.push('microtask'));
    expect(order).to.deep.equal([]);
    await idle;
    expect(order).to.deep.equal(['microtask', 'idle']);
  });

  it('resolves in a browser that has no idle callbacks', async () => {
    const { requestIdleCallback } = globalThis;
    Reflect.deleteProperty(globalThis, 'requestIdleCallback');
    try {
      await whenIdle();
    } finally {
      globalThis.requestIdleCallback = requestIdleCallback;
    }
  });
});
