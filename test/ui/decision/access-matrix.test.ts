import { expect } from 'chai';
import type { AccessCell } from '../../../src/model/decision.ts';
import { cellName, OUTCOME_LOOKS, rowsOf, rowWords } from '../../../src/ui/decision/access-matrix.ts';

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

  it('has a row for each set of credentials of one session, named by its access key', () => {
    const principal = 'arn:aws:sts::111122223333:assumed-role/App/web';
    const cell = { principal, operation: 'Encrypt', allowed: true, outcome: 'allowed' } as const;
    const cells: AccessCell[] = [cell, { ...cell, accessKeyId: 'ASIAONE' }, { ...cell, accessKeyId: 'ASIATWO' }];
    expect(new Set(cells.map(cellName)).size).to.equal(3);
    expect(rowsOf(cells, '111122223333').map(({ name, accessKeyId }) => [name, accessKeyId])).to.deep.equal([
      ['assumed-role/App/web', undefined],
      ['assumed-role/App/web, credentials ASIAONE', 'ASIAONE'],
      ['assumed-role/App/web, credentials ASIATWO', 'ASIATWO'],
    ]);
  });

  it('names the VPC endpoint of a cell about requests through it', () => {
    const name = (principal: string) => principal;
    expect(rowWords({ principal: 'ann', endpoint: 'vpce-1' }, name)).to.equal('ann, through vpce-1');
  });
});
