import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import { TEXTS as SENSITIVE } from '../../../src/ui/kit/sensitive-texts.ts';
import { reportPairs } from '../../../src/ui/kit/strong-pairs.ts';
import { allInside, drawn, expectAccessible, inside, place, type } from '../fixture.ts';

type Pairs = HTMLElementTagNameMap['strong-pairs'];

const fields = (element: Pairs): HTMLInputElement[] => allInside<HTMLInputElement>(element, 'input');

const errors = (element: Pairs): (string | null)[] => allInside(element, '.error').map((error) => error.textContent);

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
    press(element, TEXTS.pairs.add);
    await drawn(element);
    type(fields(element)[2] as HTMLInputElement, 'purpose');
    await drawn(element);
    press(element, 'Remove tenant');
    expect(all).to.deep.equal([{ tenant: '2' }, { tenant: '2' }, { tenant: '2', purpose: '' }, { purpose: '' }]);
  });

  it('tells nothing before save is pressed where it is', async () => {
    const element = await place('strong-pairs', { pairs: {}, save: 'Save tags' });
    const all = told(element);
    press(element, TEXTS.pairs.add);
    await drawn(element);
    const [name, value] = fields(element);
    type(name as HTMLInputElement, 'team');
    type(value as HTMLInputElement, 'blue');
    expect(all).to.deep.equal([]);
    press(element, 'Save tags');
    expect(all).to.deep.equal([{ team: 'blue' }]);
  });

  it('refuses to save a name that is used twice, and says so at the field', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1', b: '2' }, save: 'Save' });
    const all = told(element);
    type(fields(element)[2] as HTMLInputElement, 'a');
    press(element, 'Save');
    await drawn(element);
    expect(all).to.deep.equal([]);
    expect(errors(element)).to.deep.equal(['The name “a” is used twice. Change one, or remove the pair.']);
    expect(element.shadowRoot?.activeElement).to.equal(fields(element)[2]);
    await expectAccessible(element);
    type(fields(element)[2] as HTMLInputElement, 'c');
    await drawn(element);
    expect(errors(element)).to.deep.equal([]);
    press(element, 'Save');
    expect(all).to.deep.equal([{ a: '1', c: '2' }]);
  });

  it('refuses to save a value without a name, and ignores a row that is blank', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1' }, save: 'Save' });
    const all = told(element);
    press(element, TEXTS.pairs.add);
    await drawn(element);
    press(element, 'Save');
    expect(all).to.deep.equal([{ a: '1' }]);
    type(fields(element)[3] as HTMLInputElement, 'of nothing');
    press(element, 'Save');
    await drawn(element);
    expect(all).to.have.length(1);
    expect(errors(element)).to.deep.equal(['Enter a name for this value, or remove the pair.']);
  });

  it('tells nothing that can be sent while a name is wrong, shows the error when the row is left, and keeps what is typed', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1', b: '2' } });
    const all = told(element);
    const [, , name] = fields(element);
    type(name as HTMLInputElement, 'a');
    await drawn(element);
    expect(all).to.deep.equal([null]);
    expect(errors(element)).to.deep.equal([]);
    const [button] = allInside(element, '.row button');
    name?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget: button ?? null }));
    await drawn(element);
    // The button under the pointer would move away.
    expect(errors(element)).to.deep.equal([]);
    name?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget: fields(element)[0] ?? null }));
    await drawn(element);
    expect(errors(element)).to.have.length(1);
    // A form that draws itself again gives the pairs that it knows.
    element.pairs = { a: '1', b: '2' };
    await drawn(element);
    expect(fields(element).map(({ value }) => value)).to.deep.equal(['a', '1', 'a', '2']);
    expect(reportPairs(element.parentNode as ParentNode)).to.equal(false);
    press(element, 'Remove a');
    expect(all).to.deep.equal([null, { a: '2' }]);
    expect(reportPairs(element.parentNode as ParentNode)).to.equal(true);
  });

  it('keeps the rows under the cursor when its own words come back, and takes others', async () => {
    const element = await place('strong-pairs', { pairs: { a: '1' } });
    press(element, TEXTS.pairs.add);
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

  it('keeps edits that are not saved, and takes what changed elsewhere', async () => {
    const element = await place('strong-pairs', {
      label: 'Tags',
      pairs: { team: 'blue', stage: 'test', old: '1', gone: '1' },
      save: 'Save tags',
    });
    type(fields(element)[1]!, 'red');
    press(element, TEXTS.pairs.remove('old'));
    press(element, TEXTS.pairs.add);
    await drawn(element);
    type(fields(element).at(-2)!, 'mine');
    type(fields(element).at(-1)!, 'x');
    element.pairs = { team: 'green', stage: 'live', old: '1', theirs: 'y' };
    await drawn(element);
    expect(fields(element).map(({ value }) => value)).to.deep.equal([
      ...['team', 'red'],
      ...['stage', 'live'],
      ...['mine', 'x'],
      ...['theirs', 'y'],
    ]);
  });

  it('keeps what is written as it is: spaces, signs and names of its own language', async () => {
    const odd = { ' spaced ': ' ', __proto_: '<b>&</b>', 'größe=2': '😀' };
    const element = await place('strong-pairs', { pairs: odd, save: 'Save' });
    const all = told(element);
    press(element, 'Save');
    expect(all).to.deep.equal([odd]);
  });

  it('notes a pair that looks sensitive if the pairs are logged, at the value', async () => {
    const pairs = { owner: 'ana@example.com', tenant: 'eu' };
    const element = await place('strong-pairs', { pairs, logged: true });
    const note = inside(element, '.note');
    expect(note.textContent).to.equal(SENSITIVE.inForm(SENSITIVE.kinds.email));
    expect(fields(element).map((field) => field.getAttribute('aria-describedby') === note.id)).to.deep.equal([
      false,
      true,
      false,
      false,
    ]);
    await expectAccessible(element);
    type(fields(element)[1] as HTMLInputElement, 'ana');
    await drawn(element);
    expect(allInside(element, '.note')).to.deep.equal([]);
    expect(allInside(await place('strong-pairs', { pairs }), '.note')).to.deep.equal([]);
  });

  it('moves the focus to the name of a pair that is added', async () => {
    const element = await place('strong-pairs', { pairs: { team: 'blue' } });
    press(element, TEXTS.pairs.add);
    await drawn(element);
    expect(element.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal(TEXTS.pairs.name(2));
  });
});
