/** The steps of projector mode: large buttons from task to task. */
import { expect } from 'chai';
import { STEP } from '../../../src/ui/labs/strong-steps.ts';
import { TEXTS } from '../../../src/ui/labs/labs-texts.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

async function open(step: number) {
  const steps = await place('strong-steps', { step, of: 3 });
  const asked: number[] = [];
  steps.addEventListener(STEP.name, (event) => asked.push((event as CustomEvent<number>).detail));
  return { steps, asked };
}

describe('strong-steps', () => {
  it('is accessible at the first, a middle and the last task', async () => {
    for (const step of [0, 1, 2]) await expectAccessible((await open(step)).steps);
  });

  it('says which task is shown, and asks for the ones next to it', async () => {
    const { steps, asked } = await open(1);
    expect(textOf(inside(steps, 'p'))).to.equal(TEXTS.steps.position(2, 3));
    inside(steps, '#previous').click();
    inside(steps, '#next').click();
    expect(asked).to.deep.equal([0, 2]);
    // The owner decides what is shown.
    steps.step = 2;
    await drawn(steps);
    expect(textOf(inside(steps, 'p'))).to.equal(TEXTS.steps.position(3, 3));
  });

  it('asks for nothing before the first and after the last task', async () => {
    const { steps, asked } = await open(0);
    expect(inside(steps, '#previous').getAttribute('aria-disabled')).to.equal('true');
    inside(steps, '#previous').click();
    steps.step = 2;
    await drawn(steps);
    expect(inside(steps, '#previous').getAttribute('aria-disabled')).to.equal('false');
    inside(steps, '#next').click();
    expect(asked).to.deep.equal([]);
  });

  it('has buttons that are easy to hit', async () => {
    const { steps } = await open(1);
    for (const button of allInside(steps, 'button')) expect(button.getBoundingClientRect().height).to.be.at.least(48);
  });
});
