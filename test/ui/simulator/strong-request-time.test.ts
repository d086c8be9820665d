import { expect } from 'chai';
import '../../../src/ui/simulator/strong-request-time.ts';
import { TEXTS } from '../../../src/ui/simulator/simulator-texts.ts';
import { CHANGE_TIME } from '../../../src/ui/simulator/strong-request-time.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import { drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

describe('strong-request-time', () => {
  it('uses the simulated clock until a time is given, and again after its button', async () => {
    const element = await place('strong-request-time', {});
    const told: (number | undefined)[] = [];
    element.addEventListener(CHANGE_TIME.name, (event) =>
      told.push((event as EventOf<typeof CHANGE_TIME>).detail.at?.getTime()),
    );
    const field = inside<HTMLInputElement>(element, 'input');
    const now = inside<HTMLButtonElement>(element, 'button');
    expect(field.value).to.equal('');
    expect(now.disabled).to.equal(true);
    expect(textOf(element)).to.contain(TEXTS.at.hint);
    await expectAccessible(element);
    field.value = '2030-01-01T12:30';
    field.dispatchEvent(new Event('change'));
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.at.hintSet);
    await expectAccessible(element);
    now.click();
    await drawn(element);
    expect(field.value).to.equal('');
    // The zone of the field is the device's.
    expect(told).to.deep.equal([new Date(2030, 0, 1, 12, 30).getTime(), undefined]);
  });

  it('shows its time to the second', async () => {
    const element = await place('strong-request-time', { at: new Date(2031, 5, 2, 3, 4, 5) });
    expect(inside<HTMLInputElement>(element, 'input').value).to.equal('2031-06-02T03:04:05');
  });
});
