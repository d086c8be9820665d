import { expect } from 'chai';
import '../../../src/ui/access/strong-matrix.ts';
import { TEXTS } from '../../../src/ui/access/access-texts.ts';
import type { SELECT_CELL } from '../../../src/ui/access/strong-matrix-list.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import { groupsOf, OUTCOME_LOOKS, rowsOf } from '../../../src/ui/decision/access-matrix.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

const ACCOUNT = '111122223333';

async function matrix(narrow = false) {
  const context = pageContext();
  const key = await newKey(context);
  await context.strongroom.sandbox.principals.put({ arn: `arn:aws:iam::${ACCOUNT}:user/zoe` });
  const cells = await context.strongroom.sandbox.accessMatrix(key.Arn ?? '');
  const { groups } = groupsOf(cells, key);
  const element = await place('strong-matrix', { rows: rowsOf(cells, ACCOUNT), groups });
  element.style.display = 'block';
  element.style.width = narrow ? '320px' : '1000px';
  await until(() => element.narrow === narrow);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await drawn(element);
  return { element, key, cells };
}

const current = (element: Element): string => inside(element, '.cell[tabindex="0"]').getAttribute('aria-label') ?? '';

async function press(element: Element, key: string, ctrlKey = false): Promise<string> {
  inside(element, '.cell[tabindex="0"]').dispatchEvent(
    new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
  );
  await drawn(element);
  await drawn(element);
  expect(element.shadowRoot?.activeElement).to.equal(inside(element, '.cell[tabindex="0"]'));
  return current(element);
}

describe('the access matrix', () => {
  it('hides the operations that the key does not support, and lists them', async () => {
    const { key, cells } = await matrix();
    const { groups, hidden } = groupsOf(cells, key);
    const shown = groups.flatMap(({ operations }) => operations);
    expect(shown).to.include.members(['Encrypt', 'GenerateDataKey', 'PutKeyPolicy', 'EnableKeyRotation']);
    expect(hidden).to.include.members(['Sign', 'GenerateMac', 'GetPublicKey']);
    // Every operation of the matrix is in a group or hidden; none falls into the group for unknown ones.
    expect([...shown, ...hidden].toSorted()).to.deep.equal(
      [...new Set(cells.map(({ operation }) => operation))].toSorted(),
    );
    expect(groups.map(({ name }) => name)).not.to.include('Other');
  });

  it('lists the own account first, and names each cell', async () => {
    const { element } = await matrix();
    expect(allInside(element, 'tbody th').map(({ textContent }) => textContent)).to.deep.equal([
      'root',
      'user/admin',
      'user/zoe',
      'role/Learner',
      'root of 4444-5555-6666',
    ]);
    expect(inside(element, 'tbody tr:nth-child(2) .cell').getAttribute('aria-label')).to.equal(
      TEXTS.matrix.cell('user/admin', 'Encrypt', 'allowed'),
    );
    expect(inside(element, 'tbody tr:nth-child(3) .cell').getAttribute('aria-label')).to.equal(
      TEXTS.matrix.cell('user/zoe', 'Encrypt', 'denied'),
    );
    await expectAccessible(element);
  });

  it('moves by arrow keys, Home and End, and has one cell in the tab order', async () => {
    const { element } = await matrix();
    expect(allInside(element, '.cell[tabindex="0"]')).to.have.length(1);
    inside(element, '.cell[tabindex="0"]').focus();
    expect(current(element)).to.contain('root, Encrypt');
    expect(await press(element, 'ArrowUp')).to.contain('root, Encrypt');
    expect(await press(element, 'ArrowDown')).to.contain('user/admin, Encrypt');
    expect(await press(element, 'ArrowRight')).to.contain('user/admin, Decrypt');
    expect(await press(element, 'End')).to.contain('user/admin, UpdatePrimaryRegion');
    expect(await press(element, 'End', true)).to.contain('root of 4444-5555-6666, UpdatePrimaryRegion');
    expect(await press(element, 'Home', true)).to.contain('root, Encrypt');
    expect(allInside(element, '.cell[tabindex="0"]')).to.have.length(1);
  });

  it('fires the selected cell, and marks changed cells', async () => {
    const { element } = await matrix();
    const chosen = next(element, 'strong-cell') as Promise<EventOf<typeof SELECT_CELL>>;
    inside<HTMLButtonElement>(element, 'tbody tr:nth-child(3) td:nth-of-type(2) .cell').click();
    expect((await chosen).detail).to.deep.equal({
      principal: `arn:aws:iam::${ACCOUNT}:user/zoe`,
      operation: 'Decrypt',
    });
    element.altered = new Set([`arn:aws:iam::${ACCOUNT}:user/zoe Decrypt`]);
    await drawn(element);
    expect(allInside(element, '.altered')).to.have.length(1);
    expect(inside(element, '.altered').getAttribute('aria-label')).to.equal(
      TEXTS.matrix.changedCell('user/zoe', 'Decrypt', 'denied'),
    );
  });

  it('is a list of one principal or one operation when it is narrow', async () => {
    const { element } = await matrix(true);
    expect(allInside(element, 'table')).to.have.length(0);
    const list = inside(element, 'strong-matrix-list');
    const choose = async (value: string) => {
      const select = inside<HTMLSelectElement>(list, 'select');
      select.value = value;
      select.dispatchEvent(new Event('change'));
      await drawn(list);
    };
    await choose(`arn:aws:iam::${ACCOUNT}:user/zoe`);
    expect(textOf(inside(list, 'li button'))).to.equal(`Encryptdenied ${TEXTS.list.forPrincipal('user/zoe')}`);
    await expectAccessible(element);
    allInside(list, '.by button')[1]?.click();
    await drawn(list);
    await choose('Decrypt');
    expect(allInside(list, 'li button').map(textOf)).to.include.members([
      `user/adminallowed ${TEXTS.list.forOperation('Decrypt')}`,
      `user/zoedenied ${TEXTS.list.forOperation('Decrypt')}`,
    ]);
    const chosen = next(element, 'strong-cell') as Promise<EventOf<typeof SELECT_CELL>>;
    allInside(list, 'li button')[2]?.click();
    expect((await chosen).detail).to.deep.equal({
      principal: `arn:aws:iam::${ACCOUNT}:user/zoe`,
      operation: 'Decrypt',
    });
    await expectAccessible(element);
  });

  it('marks the cells that are allowed only under conditions', async () => {
    const { element } = await matrix();
    expect(textOf(inside(element, '.legend'))).not.to.contain(TEXTS.matrix.conditional);
    const zoe = `arn:aws:iam::${ACCOUNT}:user/zoe`;
    element.rows = element.rows.map((row) => {
      const cell = row.cells.get('Decrypt');
      if (row.principal !== zoe || cell === undefined) return row;
      return { ...row, cells: new Map([...row.cells, ['Decrypt', { ...cell, outcome: 'conditional' as const }]]) };
    });
    await drawn(element);
    expect(inside(element, '.cell.depends').getAttribute('aria-label')).to.equal(
      TEXTS.matrix.cell('user/zoe', 'Decrypt', OUTCOME_LOOKS.conditional.words),
    );
    expect(textOf(inside(element, '.legend'))).to.contain(TEXTS.matrix.conditional);
    await expectAccessible(element);
  });

  it('highlights the operation of the cell under the pointer', async () => {
    const { element } = await matrix();
    const names = () => allInside(element, '.names .here').map(({ textContent }) => textContent);
    inside(element, 'tbody tr:nth-child(3) td:nth-of-type(2) .cell').dispatchEvent(
      new PointerEvent('pointerover', { bubbles: true }),
    );
    expect(names()).to.deep.equal(['Decrypt']);
    inside(element, 'tbody').dispatchEvent(new PointerEvent('pointerleave'));
    expect(names()).to.deep.equal([]);
  });

  it('filters many principals', async () => {
    const { element } = await matrix();
    element.rows = Array.from({ length: 12 }, (_, index) => ({
      principal: `arn:aws:iam::${ACCOUNT}:user/u${index}`,
      name: `user/u${index}`,
      cells: new Map(),
    }));
    await drawn(element);
    type(inside(element, 'input[type=search]'), 'u1');
    await drawn(element);
    expect(allInside(element, 'tbody tr')).to.have.length(3);
    type(inside(element, 'input[type=search]'), 'nobody');
    await drawn(element);
    expect(inside(element, '[role=status]').textContent).to.equal(TEXTS.matrix.noMatch('nobody'));
  });
});
