import { expect } from 'chai';
import '../../../src/ui/envelope/strong-prediction.ts';
import { TEXTS as ALL } from '../../../src/ui/envelope/tampering-texts.ts';
import { allInside, drawn, expectAccessible, inside, next, place } from '../fixture.ts';

type Predict = HTMLElementTagNameMap['strong-prediction'];

const TEXTS = ALL.prediction;

const ASKED = {
  question: 'What happens?',
  action: 'Flip one bit',
  predictions: [
    { value: 'whole', label: 'The file decrypts correctly.' },
    { value: 'refused', label: 'Decryption fails.' },
  ],
};

const run = (element: Predict): HTMLButtonElement => inside<HTMLButtonElement>(element, '[type=submit]');

async function chosen(index: number, members: Partial<Predict> = {}): Promise<Predict> {
  const element = await place('strong-prediction', { ...ASKED, ...members });
  allInside<HTMLInputElement>(element, 'input')[index]?.click();
  await drawn(element);
  return element;
}

describe('strong-prediction', () => {
  it('is accessible before, while and after it runs', async () => {
    const element = await place('strong-prediction', ASKED);
    await expectAccessible(element);
    element.busy = true;
    await drawn(element);
    await expectAccessible(element);
    expect(inside(element, 'legend').textContent).to.equal('What happens?');
  });

  it('runs only after a prediction, and says so', async () => {
    const element = await place('strong-prediction', ASKED);
    expect(run(element).disabled).to.equal(true);
    expect(inside(element, '#why').textContent).to.equal(TEXTS.missing);
    allInside<HTMLInputElement>(element, 'input')[0]?.click();
    await drawn(element);
    const asked = next(element, 'strong-run');
    run(element).click();
    await asked;
    expect(inside(element, '#why').textContent).to.equal('');
  });

  it('does not run while it is blocked or running', async () => {
    const element = await chosen(0, { blocked: 'Encrypt a file first.' });
    expect(inside(element, '#why').textContent).to.equal('Encrypt a file first.');
    let runs = 0;
    element.addEventListener('strong-run', () => (runs += 1));
    inside<HTMLFormElement>(element, 'form').requestSubmit();
    element.blocked = '';
    element.busy = true;
    await drawn(element);
    // It keeps the focus while it works, so it is not disabled.
    expect([
      run(element).disabled,
      run(element).getAttribute('aria-disabled'),
      run(element).textContent.trim(),
    ]).to.deep.equal([false, 'true', TEXTS.running]);
    run(element).click();
    expect(runs).to.equal(0);
  });

  for (const [index, outcome, says, look] of [
    [1, 'refused', TEXTS.correct('Decryption fails.'), 'right'],
    [0, 'refused', TEXTS.incorrect('Decryption fails.'), 'wrong'],
  ] as const) {
    it(`compares with what was predicted: ${look}`, async () => {
      const element = await chosen(index);
      run(element).click();
      element.outcome = outcome;
      await drawn(element);
      expect(inside(element, `.said.${look}`).textContent.trim()).to.equal(says);
      await expectAccessible(element);
      // A later choice does not change what was said before the run.
      allInside<HTMLInputElement>(element, 'input')[1 - index]?.click();
      await drawn(element);
      expect(inside(element, `.said.${look}`).textContent.trim()).to.equal(says);
    });
  }

  it('shows no verdict without a prediction', async () => {
    const element = await place('strong-prediction', { ...ASKED, outcome: 'whole' });
    expect(allInside(element, '.said')).to.deep.equal([]);
  });

  it('asks for a new prediction when the outcome is removed', async () => {
    const element = await chosen(1);
    run(element).click();
    element.outcome = 'refused';
    await drawn(element);
    element.outcome = '';
    await drawn(element);
    expect(allInside<HTMLInputElement>(element, 'input').map(({ checked }) => checked)).to.deep.equal([false, false]);
    expect(inside(element, '#why').textContent).to.equal(TEXTS.missing);
  });
});
