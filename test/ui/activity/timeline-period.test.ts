import { expect } from 'chai';
import {
  isWholePeriod,
  momentsOf,
  movePeriod,
  periodBetween,
  zoomPeriod,
} from '../../../src/ui/activity/timeline-period.ts';

const WHOLE = { from: 1000, to: 2000 };

describe('the period of the timeline', () => {
  it('zooms around a place, which stays where it is', () => {
    expect(zoomPeriod(WHOLE, WHOLE, 0.5)).to.deep.equal({ from: 1250, to: 1750 });
    expect(zoomPeriod(WHOLE, WHOLE, 0.5, 0)).to.deep.equal({ from: 1000, to: 1500 });
    expect(zoomPeriod(WHOLE, WHOLE, 0.5, 1)).to.deep.equal({ from: 1500, to: 2000 });
  });

  it('zooms out to all events at most, also from an end', () => {
    expect(zoomPeriod({ from: 1900, to: 2000 }, WHOLE, 2)).to.deep.equal({ from: 1800, to: 2000 });
    expect(zoomPeriod({ from: 1900, to: 2000 }, WHOLE, 100)).to.deep.equal(WHOLE);
    expect(isWholePeriod(zoomPeriod({ from: 1900, to: 2000 }, WHOLE, 100), WHOLE)).to.equal(true);
  });

  it('has a minimum length, also where all events are nearer to each other', () => {
    expect(zoomPeriod(WHOLE, WHOLE, 1e-9)).to.deep.equal({ from: 1490, to: 1510 });
    expect(zoomPeriod({ from: 5, to: 8 }, { from: 5, to: 8 }, 0.5)).to.deep.equal({ from: 5, to: 8 });
    expect(zoomPeriod({ from: 5, to: 5 }, { from: 5, to: 5 }, 0.5)).to.deep.equal({ from: 5, to: 5 });
  });

  it('moves within the time of the events', () => {
    const period = { from: 1400, to: 1600 };
    expect(movePeriod(period, WHOLE, 0.5)).to.deep.equal({ from: 1500, to: 1700 });
    expect(movePeriod(period, WHOLE, -9)).to.deep.equal({ from: 1000, to: 1200 });
    expect(movePeriod(period, WHOLE, Infinity)).to.deep.equal({ from: 1800, to: 2000 });
  });

  it('is selected in either direction', () => {
    for (const [a, b] of [
      [0.2, 0.6],
      [0.6, 0.2],
    ] as const)
      expect(periodBetween(WHOLE, WHOLE, a, b)).to.deep.equal({ from: 1200, to: 1600 });
  });

  it('is shown with milliseconds when it is short', () => {
    expect(momentsOf({ from: 1, to: 21 }).map((text) => /\.\d{3}/.exec(text)?.[0])).to.deep.equal(['.001', '.021']);
    expect(momentsOf({ from: 0, to: 86_400_000 }).some((text) => /\.\d{3}/.test(text))).to.equal(false);
  });
});
