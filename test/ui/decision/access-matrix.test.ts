import { expect } from 'chai';
import type { AccessCell } from '../../../src/model/decision.ts';
import { cellName, OUTCOME_LOOKS } from '../../../src/ui/decision/access-matrix.ts';

describe('the access matrix as it is shown', () => {
  it('has a look and words of its own for each outcome', () => {
    const looks = Object.values(OUTCOME_LOOKS);
    expect(new Set(looks.map(({ look }) => look)).size).to.equal(3);
    expect(new Set(looks.map(({ words }) => words)).size).to.equal(3);
  });

  it('names cells by principal and operation', () => {
    const cell: AccessCell = { principal: 'ann', operation: 'Encrypt', allowed: true, outcome: 'allowed' };
    expect(cellName(cell)).to.equal('ann Encrypt');
  });
});
