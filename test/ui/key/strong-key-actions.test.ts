import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import '../../../src/ui/key/strong-key-actions.ts';
import { KEY_ACTION, type KeyAction } from '../../../src/ui/key/strong-key-actions.ts';
import { allInside, drawn, expectAccessible, inside, next, place } from '../fixture.ts';

const { names } = TEXTS.actions;

type Actions = HTMLElementTagNameMap['strong-key-actions'];
const button = (element: Actions) => inside<HTMLButtonElement>(element, '[aria-haspopup]');
const items = (element: Actions) => allInside<HTMLButtonElement>(element, '[role=menuitem]');
const isOpen = (element: Actions) => !inside(element, '[role=menu]').hidden;
const focused = (element: Actions) => element.shadowRoot?.activeElement?.textContent.trim();

async function pressKey(element: Actions, key: string): Promise<void> {
  element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await drawn(element);
  await drawn(element);
}

describe('strong-key-actions', () => {
  const offered: readonly [string, readonly KeyAction[]][] = [
    ['Enabled', ['disable', 'scheduleDeletion']],
    ['Disabled', ['enable', 'scheduleDeletion']],
    ['PendingDeletion', ['cancelDeletion', 'advance']],
    ['PendingReplicaDeletion', ['cancelDeletion']],
    ['PendingImport', ['scheduleDeletion']],
    ['Creating', ['scheduleDeletion']],
  ];
  for (const [state, actions] of offered) {
    it(`offers what the state ${state} allows`, async () => {
      const element = await place('strong-key-actions', { state });
      expect(items(element).map((item) => item.textContent.trim())).to.deep.equal(actions.map((one) => names[one]));
      button(element).click();
      await drawn(element);
      await expectAccessible(element);
    });
  }

  it('is used with the keyboard', async () => {
    const element = await place('strong-key-actions', { state: 'Enabled' });
    element.focus();
    await pressKey(element, 'ArrowDown');
    expect([isOpen(element), focused(element)]).to.deep.equal([true, names.disable]);
    for (const [key, name] of [
      ['ArrowDown', names.scheduleDeletion],
      ['ArrowDown', names.disable],
      ['ArrowUp', names.scheduleDeletion],
      ['Home', names.disable],
      ['End', names.scheduleDeletion],
    ] as const) {
      await pressKey(element, key);
      expect(focused(element)).to.equal(name);
    }
    await pressKey(element, 'Escape');
    expect([isOpen(element), focused(element)]).to.deep.equal([false, TEXTS.actions.menu]);
    await pressKey(element, 'ArrowUp');
    expect(focused(element)).to.equal(names.scheduleDeletion);
    const chosen = next<KeyAction>(element, KEY_ACTION.name);
    items(element)[1]?.click();
    expect((await chosen).detail).to.equal('scheduleDeletion');
    await drawn(element);
    expect([isOpen(element), focused(element)]).to.deep.equal([false, TEXTS.actions.menu]);
  });

  it('closes when the focus leaves it', async () => {
    const element = await place('strong-key-actions', { state: 'Enabled' });
    button(element).click();
    await drawn(element);
    await drawn(element);
    expect(isOpen(element)).to.equal(true);
    (document.activeElement as HTMLElement).blur();
    (element.shadowRoot?.activeElement as HTMLElement | null)?.blur();
    await drawn(element);
    expect(isOpen(element)).to.equal(false);
  });
});
