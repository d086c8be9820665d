import { expect } from 'chai';
import { keepersOf } from '../../../src/ui/policy/policy-preview.ts';

const cell = (principal: string, operation: string, allowed: boolean) =>
  ({ principal, operation, allowed, outcome: allowed ? 'allowed' : 'denied' }) as const;

describe('the preview of a policy', () => {
  it('names the principals that could call PutKeyPolicy afterwards', () => {
    const matrix = [
      cell('a', 'PutKeyPolicy', true),
      cell('b', 'PutKeyPolicy', true),
      cell('c', 'PutKeyPolicy', false),
      cell('d', 'Encrypt', true),
    ];
    expect(keepersOf(matrix, [])).to.deep.equal(['a', 'b']);
    expect(
      keepersOf(matrix, [
        cell('a', 'PutKeyPolicy', false),
        cell('c', 'PutKeyPolicy', true),
        cell('b', 'Encrypt', false),
      ]),
    ).to.deep.equal(['b', 'c']);
  });
});
