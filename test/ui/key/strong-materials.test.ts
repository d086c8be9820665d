import { expect } from 'chai';
import '../../../src/ui/key/strong-materials.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { allInside, expectAccessible, inside, place } from '../fixture.ts';

const { states } = TEXTS.materials;
const said = (state: keyof typeof states): string => `${states[state].name} ${states[state].does}`;

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
      ['4', 'dd', said('PENDING_ROTATION')],
      ['3', 'cc', said('CURRENT')],
      ['2', 'bb', said('NON_CURRENT')],
      ['1', 'aa', said('NON_CURRENT')],
    ]);
    expect(cells.map((row) => row[4])).to.deep.equal([
      TEXTS.materials.pending,
      TEXTS.materials.types.ON_DEMAND,
      TEXTS.materials.types.AUTOMATIC,
      TEXTS.materials.initial,
    ]);
    expect(cells[0]?.[3]).to.equal(TEXTS.materials.notRotated);
    expect(cells[3]?.[3]).to.contain('20');
    expect(inside(element, '.current').textContent).to.contain('cc');
    await expectAccessible(element);
  });
});
