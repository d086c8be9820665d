import { expect } from 'chai';
import '../../../src/ui/simulator/strong-request-facts.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

describe('strong-request-facts', () => {
  it('adds the fact that is chosen when the button is pressed, not before, and takes it away again', async () => {
    const element = await place('strong-request-facts', { endpoints: ['vpce-77'] });
    const told: unknown[] = [];
    element.addEventListener('strong-facts', (event) => told.push((event as CustomEvent).detail));
    await expectAccessible(element);
    const select = inside<HTMLSelectElement>(element, '#add');
    select.value = 'aws:SourceVpce';
    // A keyboard walks through the choices with the arrows: each of them is a change.
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(told).to.deep.equal([]);
    inside<HTMLButtonElement>(element, '.add button').click();
    await drawn(element);
    expect(told).to.deep.equal([{ 'aws:SourceVpce': 'vpce-77' }]);
    await expectAccessible(element);
    inside<HTMLButtonElement>(element, '[aria-label="Remove aws:SourceVpce"]').click();
    await drawn(element);
    expect(told.at(-1)).to.deep.equal({});
  });

  it('offers what only a service can say to a service alone', async () => {
    const element = await place('strong-request-facts');
    const offered = () => allInside<HTMLOptionElement>(element, '#add option').map(({ value }) => value);
    expect(offered()).to.include('kms:ViaService').and.not.to.include('aws:SourceAccount');
    element.service = true;
    await drawn(element);
    expect(offered()).to.include('aws:SourceAccount');
    expect(textOf(element)).to.contain('without a second factor');
  });
});
