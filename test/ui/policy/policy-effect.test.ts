import { expect } from 'chai';
import type { AccessCondition } from '../../../src/model/decision.ts';
import type { AccessChange } from '../../../src/model/policy-check.ts';
import { effectsOf } from '../../../src/ui/policy/policy-effect.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';
const change = (operation: string, before: AccessChange['before'], after: AccessChange['after']): AccessChange => ({
  principal: ANN,
  operation,
  before,
  after,
});

const condition = (value: string): AccessCondition => ({
  policyType: 'key-policy',
  effect: 'Allow',
  tests: [{ operator: 'StringEquals', key: 'aws:username', values: [value] }],
});

describe('access changes by a key policy', () => {
  it('have a kind for each pair of different outcomes', () => {
    const cells = [
      change('A', 'allowed', 'denied'),
      change('B', 'allowed', 'conditional'),
      change('C', 'denied', 'allowed'),
      change('D', 'denied', 'conditional'),
      change('E', 'conditional', 'allowed'),
      change('F', 'conditional', 'denied'),
      change('G', 'allowed', 'allowed'),
      {
        ...change('H', 'conditional', 'conditional'),
        conditionsBefore: [condition('eu')],
        conditions: [condition('us')],
      },
      { ...change('J', 'conditional', 'conditional'), conditionsBefore: [condition('eu')], conditions: [] },
      {
        ...change('I', 'conditional', 'conditional'),
        conditionsBefore: [condition('eu')],
        conditions: [condition('us')],
      },
    ];
    expect(effectsOf(cells)).to.deep.equal([
      {
        principal: ANN,
        changes: [
          { kind: 'gains', operations: ['C', 'E'] },
          { kind: 'gains-conditional', operations: ['D'] },
          { kind: 'keeps-conditional', operations: ['B'] },
          {
            kind: 'other-conditions',
            operations: ['H', 'I', 'J'],
            conditions: [
              { operations: ['H', 'I'], before: [condition('eu')], after: [condition('us')] },
              { operations: ['J'], before: [condition('eu')], after: [] },
            ],
          },
          { kind: 'loses', operations: ['A'] },
          { kind: 'loses-conditional', operations: ['F'] },
        ],
      },
    ]);
  });
});
