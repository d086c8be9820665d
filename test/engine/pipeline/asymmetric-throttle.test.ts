import { expect } from 'chai';
import { AsymmetricThrottle } from '../../../src/engine/pipeline/asymmetric-throttle.ts';

/** Turns that end when the test says so. */
function turns() {
  const ends: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => void ends.push(resolve));
  const end = async () => {
    ends.shift()?.();
    for (let microtasks = 0; microtasks < 5; microtasks++) await Promise.resolve();
  };
  return { turn, end, ends };
}

/** `calls` calls that enter, and the numbers of those that were let in. */
function crowd(lane: AsymmetricThrottle, calls: number): number[] {
  const begun: number[] = [];
  for (let call = 0; call < calls; call++) void lane.acquire().then(() => begun.push(call));
  return begun;
}

const upTo = (end: number) => Array.from({ length: end }, (_, index) => index);

describe('the lane of slow work', () => {
  it('lets sixteen begin in each turn, in the order of asking', async () => {
    const { turn, end } = turns();
    const begun = crowd(new AsymmetricThrottle(turn), 40);
    await Promise.resolve();
    expect(begun).to.deep.equal(upTo(16));
    await end();
    expect(begun).to.deep.equal(upTo(32));
    await end();
    expect(begun).to.deep.equal(upTo(40));
  });

  it('waits for no turn when nobody has entered since the last', async () => {
    const { turn, end, ends } = turns();
    const lane = new AsymmetricThrottle(turn);
    const begun = crowd(lane, 3);
    await Promise.resolve();
    expect(begun).to.deep.equal(upTo(3));
    expect(ends).to.have.length(1);
    await end();
    expect(ends).to.have.length(0);
    const later = crowd(lane, 16);
    await Promise.resolve();
    expect(later).to.deep.equal(upTo(16));
  });

  it('counts those that come one by one within one turn', async () => {
    const { turn, end } = turns();
    const lane = new AsymmetricThrottle(turn);
    const first = crowd(lane, 12);
    await Promise.resolve();
    const second = crowd(lane, 12);
    await Promise.resolve();
    expect([first.length, second.length]).to.deep.equal([12, 4]);
    await end();
    expect([first.length, second.length]).to.deep.equal([12, 12]);
  });

  it('lets everybody in where there are no turns', async () => {
    const begun = crowd(new AsymmetricThrottle(undefined), 100);
    await Promise.resolve();
    expect(begun).to.have.length(100);
  });
});
