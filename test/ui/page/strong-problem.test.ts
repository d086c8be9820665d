import { expect } from 'chai';
import '../../../src/ui/page/strong-problem.ts';
import { SWITCH_TO } from '../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../src/ui/page/page-texts.ts';
import type { Problem } from '../../../src/ui/page/problem.ts';
import { allInside, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const DISABLED: Problem = {
  name: 'DisabledException',
  message: 'arn:aws:kms:us-east-1:111122223333:key/1 is disabled.',
  words: { happened: 'The key is off.', next: 'Turn it on.' },
};
const ELSEWHERE = { region: 'eu-west-1', account: '444455556666', arn: 'arn:aws:kms:eu-west-1:444455556666:key/1' };
const HERE = { account: '111122223333', region: 'us-east-1' };

describe('strong-problem', () => {
  it('is accessible with all that it can show', async () => {
    const problem = { ...DISABLED, note: 'A note of the sandbox.' };
    await expectAccessible(
      await place('strong-problem', { problem, cause: 'Byte 7 was flipped.', elsewhere: [ELSEWHERE], ...HERE }),
    );
  });

  it('shows nothing without a problem', async () => {
    expect(textOf(await place('strong-problem'))).to.equal('');
  });

  it('says in words what happened and what to do, and beside it the answer as it was', async () => {
    const element = await place('strong-problem', { problem: DISABLED });
    expect(inside(element, '.title').textContent).to.contain('The key is off.');
    expect(textOf(element)).to.contain('Turn it on.');
    const exact = `${DISABLED.name}: ${DISABLED.message}`;
    expect(inside(element, '.verbatim').textContent.trim()).to.equal(exact);
    expect(inside<HTMLElementTagNameMap['strong-copy']>(element, 'strong-copy').text).to.equal(exact);
  });

  it('has words for an error that nobody described, and no colon after a name without a text', async () => {
    const element = await place('strong-problem', { problem: { name: 'InvalidCiphertextException', message: '' } });
    expect(inside(element, '.title').textContent).to.contain(TEXTS.problem.failed);
    expect(inside(element, '.verbatim').textContent.trim()).to.equal('InvalidCiphertextException');
  });

  it('is a landmark whose name no other error on the page has', async () => {
    const first = await place('strong-problem', { problem: DISABLED });
    const second = await place('strong-problem', { problem: DISABLED });
    const other = await place('strong-problem', { problem: { ...DISABLED, name: 'NotFoundException' } });
    const names = () => [first, second, other].map((one) => inside(one, 'section').ariaLabel);
    expect(names()).to.deep.equal([
      'Error: DisabledException',
      'Error: DisabledException (2)',
      'Error: NotFoundException',
    ]);
    // Each keeps its name when it is rendered again.
    for (const one of [first, second]) {
      one.cause = 'It was disabled.';
      await one.updateComplete;
    }
    expect(names().slice(0, 2)).to.deep.equal(['Error: DisabledException', 'Error: DisabledException (2)']);
    // A removed one gives its name to the next.
    first.problem = undefined;
    await first.updateComplete;
    other.problem = DISABLED;
    await other.updateComplete;
    expect(inside(other, 'section').ariaLabel).to.equal('Error: DisabledException');
    // One that returns to the page finds its name taken.
    const parent = other.parentElement;
    other.remove();
    const last = await place('strong-problem', { problem: DISABLED });
    parent?.append(other);
    await other.updateComplete;
    expect([last, other].map((one) => inside(one, 'section').ariaLabel)).to.deep.equal([
      'Error: DisabledException',
      'Error: DisabledException (3)',
    ]);
  });

  it('marks what AWS would not tell', async () => {
    const told = await place('strong-problem', {
      problem: { ...DISABLED, note: 'The context differs.' },
      cause: 'It was tenant=1.',
    });
    expect(allInside(told, '.cause small').map((mark) => mark.textContent)).to.deep.equal([
      TEXTS.problem.sandboxOnly,
      TEXTS.problem.sandboxOnly,
    ]);
  });

  const places = [
    {
      elsewhere: ELSEWHERE,
      says: 'Switch to eu-west-1 and 4444-5555-6666',
      asks: { region: 'eu-west-1', account: '444455556666' },
    },
    { elsewhere: { ...ELSEWHERE, account: HERE.account }, says: 'Switch to eu-west-1', asks: { region: 'eu-west-1' } },
    {
      elsewhere: { ...ELSEWHERE, region: HERE.region },
      says: 'Switch to 4444-5555-6666',
      asks: { account: '444455556666' },
    },
  ];
  for (const { elsewhere, says, asks } of places) {
    it(`offers to go where the key is: ${says}`, async () => {
      const element = await place('strong-problem', { problem: DISABLED, elsewhere: [elsewhere], ...HERE });
      const button = allInside<HTMLButtonElement>(element, 'div > button')[0];
      expect(button?.textContent.trim().replace(/\s+/g, ' ')).to.equal(says);
      const asked = next(document, SWITCH_TO.name);
      button?.click();
      expect((await asked).detail).to.deep.equal(asks);
    });
  }

  it('offers nothing for a key that is here', async () => {
    const element = await place('strong-problem', {
      problem: DISABLED,
      elsewhere: [{ ...ELSEWHERE, ...HERE }],
      ...HERE,
    });
    expect(allInside(element, 'div > button')).to.deep.equal([]);
  });
});
