import { expect } from 'chai';
import fc from 'fast-check';
import { priceUsage, type KeyUsage, type MonthUsage, type RequestUsage } from '../../../src/engine/cost/price-usage.ts';
import type { CostAmounts, CostDimension } from '../../../src/model/cost.ts';
import { LIST_PRICES, REQUEST_CLASSES, type PriceTable } from '../../../src/model/prices.ts';

const HOURS = 744;
const MEMBERS = [
  'keyStorage',
  'rotations',
  'requests',
  'total',
  'requestCount',
  'freeCount',
  'failedCount',
] as const satisfies readonly (keyof CostAmounts)[];

const account = fc.constantFrom('111122223333', '444455556666');
const owner = fc.constantFrom('customer managed', 'AWS managed', 'AWS owned', 'none', 'unknown');
const key: fc.Arbitrary<KeyUsage> = fc
  .record({
    arn: fc.constantFrom('a', 'b', 'c'),
    owner: fc.constant('customer managed' as const),
    account,
    hours: fc.integer({ min: 0, max: HOURS }),
    rotations: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ rotations, ...rest }) => ({ ...rest, rotationHours: rest.hours * rotations }));
const request: fc.Arbitrary<RequestUsage> = fc.record({
  class: fc.constantFrom(...REQUEST_CLASSES),
  key: fc.constantFrom(null, 'a', 'b'),
  operation: fc.constantFrom('Encrypt', 'Sign', 'ListKeys'),
  principal: fc.constantFrom('p', 'q'),
  owner,
  account,
  count: fc.integer({ min: 0, max: 30_000 }),
  failed: fc.integer({ min: 0, max: 9 }),
});
const usage: fc.Arbitrary<MonthUsage> = fc.record({
  hoursInMonth: fc.constant(HOURS),
  keys: fc.array(key, { maxLength: 5 }),
  requests: fc.array(request, { maxLength: 12 }),
});
const prices: fc.Arbitrary<PriceTable> = fc
  .tuple(fc.integer({ min: 0, max: 50_000 }), fc.array(fc.nat(2000), { minLength: 8, maxLength: 8 }), fc.boolean())
  .map(([freeRequests, micros, free]) => ({
    ...LIST_PRICES,
    freeRequests,
    requests: Object.fromEntries(
      REQUEST_CLASSES.map((name, index) => [
        name,
        { ...LIST_PRICES.requests[name], micros: micros[index] ?? 0, free: free || LIST_PRICES.requests[name].free },
      ]),
    ) as PriceTable['requests'],
  }));

describe('the price of what was used', () => {
  it('is an integer that the lines of each dimension add up to', () => {
    fc.assert(
      fc.property(usage, prices, (used, table) => {
        const { by, ...total } = priceUsage(used, table);
        expect(total.total).to.equal(total.keyStorage + total.rotations + total.requests);
        for (const member of MEMBERS) {
          expect(Number.isSafeInteger(total[member])).to.equal(true);
          for (const dimension of Object.keys(by) as CostDimension[])
            expect(by[dimension].reduce((sum, line) => sum + line[member], 0)).to.equal(total[member]);
        }
      }),
    );
  });

  it('does not depend on the order, nor on how equal requests are divided', () => {
    fc.assert(
      fc.property(usage, prices, (used, table) => {
        const halves = used.requests.flatMap((one) => {
          const half = Math.floor(one.count / 2);
          return [
            { ...one, count: half, failed: 0 },
            { ...one, count: one.count - half },
          ];
        });
        const other = { ...used, keys: used.keys.toReversed(), requests: halves.toReversed() };
        expect(priceUsage(other, table)).to.deep.equal(priceUsage(used, table));
      }),
    );
  });

  it('never falls with another call', () => {
    fc.assert(
      fc.property(usage, prices, request, (used, table, more) => {
        const before = priceUsage(used, table);
        const after = priceUsage({ ...used, requests: [...used.requests, { ...more, count: 1 }] }, table);
        expect(after.total).to.be.at.least(before.total);
      }),
    );
  });

  it('gives each account that pays the free tier once', () => {
    const of = {
      class: 'standard',
      key: null,
      operation: 'ListKeys',
      principal: 'p',
      owner: 'none',
      failed: 0,
    } as const;
    const { requests, freeCount, by } = priceUsage(
      {
        hoursInMonth: HOURS,
        keys: [],
        requests: [
          { ...of, account: '1', count: 25_000 },
          { ...of, account: '1', count: 5_000, operation: 'Encrypt' },
          { ...of, account: '2', count: 20_000 },
        ],
      },
      LIST_PRICES,
    );
    expect([freeCount, requests]).to.deep.equal([40_000, 30_000]);
    expect(by.account.map(({ name, total }) => [name, total])).to.deep.equal([
      ['1', 30_000],
      ['2', 0],
    ]);
  });
});
