import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import type { DeletionEffects } from '../../../src/ui/key/strong-delete-key.ts';
import '../../../src/ui/key/strong-delete-key.ts';
import { moment } from '../../../src/ui/kit/format.ts';
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
    expect(textOf(await opened({ aliases: ['alias/app', 'alias/old'] }))).to.contain('alias/app, alias/old');
    expect(inside(await opened(), 'dd').textContent.trim()).to.equal(TEXTS.deletion.none);
  });

  const effects: readonly [DeletionEffects, readonly string[]][] = [
    [{ grants: { count: 0, isMinimum: false }, lastUse: { at: undefined }, files: [] }, ['None', 'Never', 'None']],
    [
      { grants: { count: 100, isMinimum: true }, lastUse: { at: new Date(0) }, files: ['a.txt'] },
      ['100 or more', moment(0), 'a.txt'],
    ],
    [
      { grants: { refused: 'AccessDeniedException' }, lastUse: { refused: 'Other' }, files: [] },
      [TEXTS.deletion.refused('AccessDeniedException'), TEXTS.deletion.refused('Other'), 'None'],
    ],
  ];
  for (const [given, shown] of effects) {
    it(`shows grants, last use and files: ${shown.join(', ')}`, async () => {
      const element = await opened({ effects: given });
      const facts = [...(element.shadowRoot?.querySelectorAll('dd') ?? [])].map((one) => one.textContent.trim());
      expect(facts.slice(1)).to.deep.equal(shown);
      await expectAccessible(element);
    });
  }

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
