import { expect } from 'chai';
import '../../../src/ui/kit/strong-pairs.ts';
import { allInside, drawn, expectAccessible, inside, place, type } from '../fixture.ts';

type Pairs = HTMLElementTagNameMap['strong-pairs'];

const fields = (element: Pairs): HTMLInputElement[] => allInside<HTMLInputElement>(element, 'input');

/** The button of this name, by what is read out. */
function press(element: Pairs, name: string): void {
  const button = allInside<HTMLButtonElement>(element, 'button').find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
  );
  if (!button) return expect.fail(`no button ${name}`);
  button.click();
}

/** What the element tells, from now on. */
function told(element: Pairs): unknown[] {
  const all: unknown[] = [];
  element.addEventListener('strong-pairs', (event) => all.push((event as CustomEvent<unknown>).detail));
  return all;
}

describe('strong-pairs', () => {
  it('is accessible, with and without pairs', async () => {
    await expectAccessible(await place('strong-pairs', { label: 'Encryption context' }));
    const element = await place('strong-pairs', {
      label: 'Tags',
      pairs: { team: 'blue', '': 'odd' },
      save: 'Save tags',
    });
    await expectAccessible(element);
    expect(inside(element, 'legend').textContent).to.equal('Tags');
  });

  it('tells each change at once where nothing is to be saved', async () => {
    const element = await place('strong-pairs', { pairs: { tenant: '1' } });
    const all = told(element);
    type(fields(element)[1] as HTMLInputElement, '2');
    await drawn(element);
    press(element, 'Add a pair');
    await drawn(element);
    type(fields(element)[2] as HTMLInputElement, 'purpose');
    await drawn(element);
    press(element, 'Remove tenant');
    expect(all).to.deep.equal([{ tenant: '2' }, { tenant: '2' }, { tenant: '2', purpose: '' }, { purpose: '' }]);
  });

  it('tells nothing before save is pressed where it is', async () => {
    const element = await place('strong-pairs', { pairs: {}, save: 'Save tags' });
    const all = told(element);
    press(element, 'Add a pair');
    await drawn(element);
    const [name, value] = fields(element);
    type(name as HTMLInputElement, 'team');
    type(value as HTMLInputElement, 'blue');
    expect(all).to.deep.equal([]);
    press(element, 'Save tags');
    expect(all).to.deep.equal([{ team: 'blue' }]);
  });

  it('leaves out pairs without a name, and of two with one name takes the last', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1', b: '2' }, save: 'Save' });
    const all = told(element);
    type(fields(element)[2] as HTMLInputElement, 'a');
    press(element, 'Add a pair');
    await drawn(element);
    type(fields(element)[5] as HTMLInputElement, 'of nothing');
    press(element, 'Save');
    expect(all).to.deep.equal([{ a: '2' }]);
  });

  it('keeps the rows under the cursor when its own words come back, and takes others', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1' } });
    press(element, 'Add a pair');
    await drawn(element);
    const [, , empty] = fields(element);
    element.pairs = { a: '1' };
    await drawn(element);
    expect(fields(element)).to.have.length(4);
    expect(fields(element)[2]).to.equal(empty);
    element.pairs = { x: 'y' };
    await drawn(element);
    expect(fields(element).map(({ value }) => value)).to.deep.equal(['x', 'y']);
  });

  it('keeps what is written as it is: spaces, signs and names of its own language', async () => {
    const odd = { ' spaced ': ' ', __proto_: '<b>&</b>', 'größe=2': '😀' };
    const element = await place('strong-pairs', { pairs: odd, save: 'Save' });
    const all = told(element);
    press(element, 'Save');
    expect(all).to.deep.equal([odd]);
  });
});
