import { expect } from 'chai';
import '../../../src/ui/key/strong-delete-key.ts';
import { drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

type DeleteKey = HTMLElementTagNameMap['strong-delete-key'];
const days = (element: DeleteKey): HTMLInputElement => inside<HTMLInputElement>(element, '#days');
const sure = (element: DeleteKey): HTMLInputElement => inside<HTMLInputElement>(element, '[type=checkbox]');
const action = (element: DeleteKey): HTMLButtonElement => inside<HTMLButtonElement>(element, '[slot=actions]');
const isOpen = (element: DeleteKey): boolean =>
  inside<HTMLDialogElement>(inside(element, 'strong-dialog'), 'dialog').open;

async function opened(members: Partial<DeleteKey> = {}): Promise<DeleteKey> {
  const element = await place('strong-delete-key', members);
  element.show();
  await drawn(element);
  return element;
}

describe('strong-delete-key', () => {
  it('is accessible when it is open', async () => {
    await expectAccessible(await opened({ aliases: ['alias/app'] }));
  });

  it('names the aliases that go with the key, and none where there is none', async () => {
    expect(textOf(await opened({ aliases: ['alias/app', 'alias/old'] }))).to.contain('alias/app, alias/old.');
    expect(textOf(await opened())).not.to.contain('alias');
  });

  it('asks for a confirmation, then says in how many days', async () => {
    const element = await opened();
    let asked = 0;
    element.addEventListener('strong-schedule', () => (asked += 1));
    expect(action(element).disabled).to.equal(true);
    inside<HTMLFormElement>(element, 'form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    expect(asked).to.equal(0);
    sure(element).click();
    await drawn(element);
    days(element).value = '7';
    const scheduled = next<{ days: number }>(element, 'strong-schedule');
    action(element).click();
    expect((await scheduled).detail.days).to.equal(7);
    expect(isOpen(element)).to.equal(false);
  });

  for (const wrong of ['', '6', '31', '7.5', '-7']) {
    it(`schedules nothing in “${wrong}” days`, async () => {
      const element = await opened();
      let asked = 0;
      element.addEventListener('strong-schedule', () => (asked += 1));
      sure(element).click();
      await drawn(element);
      days(element).value = wrong;
      action(element).click();
      expect(asked).to.equal(0);
      expect(isOpen(element)).to.equal(true);
      expect(days(element).validity.valid).to.equal(false);
    });
  }

  it('is fresh each time that it is opened', async () => {
    const element = await opened();
    sure(element).click();
    days(element).value = '9';
    inside<HTMLElementTagNameMap['strong-dialog']>(element, 'strong-dialog').close();
    element.show();
    await drawn(element);
    expect([sure(element).checked, days(element).value, action(element).disabled]).to.deep.equal([false, '30', true]);
  });
});
