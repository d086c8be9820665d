import { expect } from 'chai';
import '../../../src/ui/key/strong-materials.ts';
import { allInside, expectAccessible, inside, place } from '../fixture.ts';

const MADE = new Date('2026-01-01T00:00:00Z');

describe('strong-materials', () => {
  it('lists the newest first, numbers them from the oldest, and marks the current one', async () => {
    const element = await place('strong-materials', {
      keyMade: MADE,
      materials: [
        { KeyMaterialId: 'aa', KeyMaterialState: 'NON_CURRENT' },
        {
          KeyMaterialId: 'bb',
          KeyMaterialState: 'NON_CURRENT',
          RotationDate: new Date('2026-02-01T00:00:00Z'),
          RotationType: 'AUTOMATIC',
        },
        {
          KeyMaterialId: 'cc',
          KeyMaterialState: 'CURRENT',
          RotationDate: new Date('2026-03-01T00:00:00Z'),
          RotationType: 'ON_DEMAND',
        },
        { KeyMaterialId: 'dd', KeyMaterialState: 'PENDING_ROTATION' },
      ],
    });
    const cells = allInside(element, 'tbody tr').map((row) =>
      [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
    );
    expect(cells.map(([number, id, state]) => [number, id, state])).to.deep.equal([
      ['4', 'dd', 'Pending rotation becomes current after an on-demand rotation'],
      ['3', 'cc', 'Current used to encrypt and decrypt'],
      ['2', 'bb', 'Non-current used only to decrypt'],
      ['1', 'aa', 'Non-current used only to decrypt'],
    ]);
    expect(cells.map((row) => row[4])).to.deep.equal([
      'none yet',
      'On demand',
      'Automatic',
      'none: it came with the key',
    ]);
    expect(cells[0]?.[3]).to.equal('not yet rotated');
    expect(cells[3]?.[3]).to.contain('20');
    expect(inside(element, '.current').textContent).to.contain('cc');
    await expectAccessible(element);
  });
});
