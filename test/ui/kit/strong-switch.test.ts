import { expect } from 'chai';
import type { OpenEvent, SwitchOption } from '../../../src/ui/kit/strong-switch.ts';
import '../../../src/ui/kit/strong-switch.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

type Switch = HTMLElementTagNameMap['strong-switch'];

const REGIONS: readonly SwitchOption[] = [
  { value: 'us-east-1', label: 'us-east-1', detail: 'US East (N. Virginia)', group: 'Americas' },
  { value: 'sa-east-1', label: 'sa-east-1', detail: 'South America (São Paulo)', group: 'Americas' },
  { value: 'eu-west-1', label: 'eu-west-1', detail: 'Europe (Ireland)', group: 'Europe' },
];
const MANY: readonly SwitchOption[] = Array.from({ length: 9 }, (_, index) => ({
  value: `v${index}`,
  label: `Value ${index}`,
}));

const opener = (element: Switch): HTMLButtonElement => inside<HTMLButtonElement>(element, '.value');
const choices = (element: Switch): HTMLButtonElement[] => allInside<HTMLButtonElement>(element, 'li button');
/** Whether the choices are shown. Their dialog does not exist before they are shown for the first time. */
const isOpen = (element: Switch): boolean => {
  const dialog = element.shadowRoot?.querySelector('strong-dialog');
  return dialog?.shadowRoot?.querySelector('dialog')?.open ?? false;
};
/** Opens the choices. */
async function open(element: Switch): Promise<void> {
  opener(element).click();
  await until(() => isOpen(element));
}

describe('strong-switch', () => {
  it('is accessible shut and open', async () => {
    const element = await place('strong-switch', { what: 'Region', value: 'us-east-1', options: REGIONS });
    await expectAccessible(element);
    await open(element);
    await expectAccessible(element);
  });

  it('names what it is, what is chosen and that it can be changed', async () => {
    const element = await place('strong-switch', { what: 'caller', value: 'arn:aws:iam::1:user/a', shown: 'user/a' });
    expect(opener(element).textContent.trim()).to.equal('user/a');
    expect(opener(element).getAttribute('aria-label')).to.equal('caller: user/a. Change');
    element.shown = '';
    await drawn(element);
    expect(opener(element).textContent.trim()).to.equal('arn:aws:iam::1:user/a');
  });

  it('has no choices in the page before it is opened, and keeps them afterwards', async () => {
    const element = await place('strong-switch', { what: 'Region', value: 'us-east-1', options: REGIONS });
    expect(choices(element)).to.have.length(0);
    await open(element);
    expect(choices(element)).to.have.length(3);
    inside<HTMLElementTagNameMap['strong-dialog']>(element, 'strong-dialog').close();
    await drawn(element);
    expect(choices(element)).to.have.length(3);
  });

  it('tells that it is opened, shows the groups, and marks what is chosen', async () => {
    const element = await place('strong-switch', { what: 'Region', value: 'eu-west-1', options: REGIONS });
    const told = next(element, 'strong-open');
    await open(element);
    await told;
    expect(allInside(element, 'h3').map((group) => group.textContent)).to.deep.equal(['Americas', 'Europe']);
    expect(choices(element).map((choice) => choice.getAttribute('aria-current'))).to.deep.equal([null, null, 'true']);
    expect(textOf(choices(element)[1] as HTMLElement)).to.contain('South America (São Paulo)');
  });

  it('waits for choices that are still to come, also where they cannot be had', async () => {
    for (const coming of [() => Promise.resolve(), () => Promise.reject(new Error('gone'))]) {
      const element = await place('strong-switch', { what: 'Region', value: 'us-east-1' });
      element.addEventListener('strong-open', (event) => {
        const { detail } = event as OpenEvent;
        detail.wait(coming());
        element.options = MANY;
      });
      opener(element).click();
      expect(isOpen(element)).to.equal(false);
      await until(() => isOpen(element));
      expect(choices(element)).to.have.length(9);
      expect(element.shadowRoot?.activeElement?.localName).to.equal('input');
    }
  });

  it('tells another value, and nothing for the same', async () => {
    const element = await place('strong-switch', { what: 'Region', value: 'us-east-1', options: REGIONS });
    const all: string[] = [];
    element.addEventListener('strong-choose', (event) =>
      all.push((event as CustomEvent<{ value: string }>).detail.value),
    );
    for (const index of [0, 2]) {
      await open(element);
      choices(element)[index]?.click();
      expect(isOpen(element)).to.equal(false);
    }
    expect(all).to.deep.equal(['eu-west-1']);
  });

  it('can be filtered where there are many, by label and detail in any case, and forgets the filter', async () => {
    const few = await place('strong-switch', { what: 'Region', value: 'us-east-1', options: REGIONS });
    expect(allInside(few, 'input')).to.deep.equal([]);
    const element = await place('strong-switch', {
      what: 'value',
      value: 'v1',
      options: [...MANY, { value: 'x', label: 'Other', detail: 'LAST one' }],
    });
    await open(element);
    type(inside<HTMLInputElement>(element, 'input'), '  last ');
    await drawn(element);
    expect(choices(element).map((choice) => choice.querySelector('span')?.textContent)).to.deep.equal(['Other']);
    type(inside<HTMLInputElement>(element, 'input'), 'nowhere');
    await drawn(element);
    expect(inside(element, '[role=status]').textContent).to.equal('No matches for “nowhere”.');
    inside<HTMLElementTagNameMap['strong-dialog']>(element, 'strong-dialog').close();
    await open(element);
    expect(choices(element)).to.have.length(10);
  });

  it('says so where there is nothing to choose', async () => {
    const element = await place('strong-switch', { what: 'account', value: '' });
    await open(element);
    expect(choices(element)).to.deep.equal([]);
    expect(inside(element, '[role=status]').textContent).to.equal('There are no choices.');
  });
});
