import { expect } from 'chai';
import '../../../src/ui/kit/strong-tabs.ts';
import { allInside, drawn, expectAccessible, inside, place } from '../fixture.ts';

const TABS = [
  { id: 'one', label: 'One' },
  { id: 'two', label: 'Two' },
  { id: 'three', label: 'Three' },
];

async function open() {
  const element = await place('strong-tabs', { tabs: TABS, label: 'Numbers' });
  for (const { id } of TABS) {
    const panel = document.createElement('p');
    panel.slot = id;
    panel.textContent = `Panel ${id}`;
    element.append(panel);
  }
  const shown = () => allInside(element, '[role=tabpanel]').flatMap(({ id, hidden }) => (hidden ? [] : [id]));
  const press = async (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    inside(element, '[aria-selected=true]').dispatchEvent(event);
    await drawn(element);
    return event.defaultPrevented;
  };
  return { element, shown, press };
}

describe('strong-tabs', () => {
  it('is accessible', async () => {
    const { element } = await open();
    await expectAccessible(element);
  });

  it('shows the panel of the tab that is clicked, and no other', async () => {
    const { element, shown } = await open();
    expect(shown()).to.deep.equal(['one']);
    inside(element, '#tab-three').click();
    await drawn(element);
    expect(shown()).to.deep.equal(['three']);
    expect(allInside(element, '[tabindex="0"]').map(({ id }) => id)).to.deep.equal(['tab-three']);
  });

  it('moves with the arrow keys around the ends, and with Home and End', async () => {
    const { element, shown, press } = await open();
    const seen: (string | undefined)[] = [];
    for (const key of ['ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home']) {
      expect(await press(key)).to.equal(true);
      seen.push(shown()[0]);
    }
    expect(seen).to.deep.equal(['two', 'three', 'one', 'three', 'one']);
    expect(element.shadowRoot?.activeElement?.id).to.equal('tab-one');
  });

  it('keeps the selected panel while the list changes, and shows the first one if it is not in the list', async () => {
    const { element, shown } = await open();
    const chosen: unknown[] = [];
    element.addEventListener('strong-tab', (event) => chosen.push((event as CustomEvent<string>).detail));
    inside(element, '#tab-three').click();
    for (const { tabs, shows } of [
      { tabs: TABS.slice(1), shows: 'three' },
      { tabs: TABS.slice(0, 1), shows: 'one' },
      { tabs: TABS.slice(0, 2), shows: 'one' },
      { tabs: TABS.toReversed(), shows: 'three' },
    ]) {
      element.tabs = tabs;
      await drawn(element);
      expect(shown()).to.deep.equal([shows]);
      expect(inside(element, '[aria-selected=true][tabindex="0"]').id).to.equal(`tab-${shows}`);
    }
    // Only the user selects.
    expect(chosen).to.deep.equal(['three']);
  });

  it('moves from the panel that is shown if the selected one is not in the list', async () => {
    const { element, shown, press } = await open();
    element.selected = 'gone';
    await press('ArrowRight');
    expect(shown()).to.deep.equal(['two']);
  });

  it('leaves other keys alone', async () => {
    const { shown, press } = await open();
    expect(await press('a')).to.equal(false);
    expect(shown()).to.deep.equal(['one']);
  });
});
