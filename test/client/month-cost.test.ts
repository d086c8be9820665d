import { expect } from 'chai';
import { monthCost } from '../../src/client/month-cost.ts';
import type { AskSandbox } from '../../src/client/ask-sandbox.ts';
import { createStrongroom } from '../../src/memory.ts';
import type { MonthCost, MonthCostProgress, MonthCostQuery } from '../../src/model/cost.ts';

const JANUARY = Date.UTC(2026, 0, 1);

/** A worker that counts in two steps, and the queries that it got. */
function twoSteps() {
  const queries: unknown[] = [];
  const ask = (_method: string, query: MonthCostQuery) => {
    queries.push(query);
    return Promise.resolve(
      queries.length === 1
        ? { isPartial: true, year: 2026, month: 1, counted: 10_000, reached: JANUARY }
        : { isPartial: false, cost: { total: 10_000 } as MonthCost },
    );
  };
  return { queries, ask: ask as unknown as AskSandbox };
}

describe('sandbox.cost.month', () => {
  it('reports progress, and keeps the month of the first step', async () => {
    const { queries, ask } = twoSteps();
    const progress: MonthCostProgress[] = [];
    const cost = await monthCost(ask, {}, { onProgress: (one) => progress.push(one) });
    expect(cost.total).to.equal(10_000);
    expect(progress).to.deep.equal([{ counted: 10_000, reached: new Date(JANUARY) }]);
    expect(queries).to.deep.equal([{}, { year: 2026, month: 1 }]);
  });

  it('stops when the signal is aborted', async () => {
    const { queries, ask } = twoSteps();
    const stop = new AbortController();
    const cost = monthCost(ask, {}, { signal: stop.signal, onProgress: () => stop.abort(new Error('Stopped.')) });
    expect(await cost.catch((error: Error) => error.message)).to.equal('Stopped.');
    expect(queries).to.have.length(1);
  });

  it('takes the prices that a program changes, and rejects invalid arguments', async () => {
    const { cost } = createStrongroom().sandbox;
    const prices = await cost.prices();
    const double = { ...prices, currency: 'EUR', keyMonth: { micros: 2_000_000, evidence: 'documented' } } as const;
    expect(await cost.estimate({ operation: 'Encrypt', callsPerMonth: 0, prices: double })).to.include({
      keyStorage: 2_000_000,
    });
    expect((await cost.month({ prices: double })).prices.currency).to.equal('EUR');
    const refusal = await cost.month({ month: 0 }).catch((error: Error) => `${error.name}: ${error.message}`);
    expect(refusal).to.equal('TypeError: month must be an integer from 1 to 12.');
  });
});
