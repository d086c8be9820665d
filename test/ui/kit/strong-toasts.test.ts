import { expect } from 'chai';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import '../../../src/ui/kit/strong-toasts.ts';
import { toast, TOAST, type Toast } from '../../../src/ui/kit/toast.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const SHORT = { plainMs: 30, undoMs: 60 };
const LONG = { plainMs: 60_000, undoMs: 60_000 };

const undoable = (run: () => Promise<unknown> = () => Promise.resolve()): Toast => ({
  text: 'Key disabled.',
  undo: { run, done: 'Key enabled.' },
});

const textsOf = (toasts: Element) => allInside(toasts, 'li p').map(({ textContent }) => textContent);

/** What `element` announces from now on. */
function heardFrom(element: Element): Announcement[] {
  const heard: Announcement[] = [];
  element.addEventListener(ANNOUNCE, (event) => heard.push((event as CustomEvent<Announcement>).detail));
  return heard;
}

describe('strong-toasts', () => {
  it('is accessible: empty, with a toast, with Undo, and after a failed Undo', async () => {
    const toasts = await place('strong-toasts', { times: LONG });
    await expectAccessible(toasts);
    toasts.show({ text: 'Tags saved.' });
    toasts.show(undoable(() => Promise.reject(new Error('The key is pending deletion.'))));
    await drawn(toasts);
    await expectAccessible(toasts);
    inside(toasts, '.undo').click();
    await until(() => toasts.shadowRoot?.querySelector('.failed'));
    await expectAccessible(toasts);
  });

  it('does not take the focus, and is no live region', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const toasts = await place('strong-toasts', { times: LONG });
    toasts.show(undoable());
    await drawn(toasts);
    expect(document.activeElement).to.equal(field);
    expect(allInside(toasts, '[role="status"], [role="alert"], [aria-live]')).to.deep.equal([]);
    field.remove();
  });

  it('is announced once, with Undo where there is one', () => {
    const source = document.body.appendChild(document.createElement('div'));
    const heard = heardFrom(source);
    const shown: Toast[] = [];
    source.addEventListener(TOAST.name, (event) => shown.push((event as CustomEvent<Toast>).detail));
    toast(source, 'Tags saved.');
    const { text, undo } = undoable();
    toast(source, text, undo);
    source.remove();
    expect(heard.map((one) => one.text)).to.deep.equal(['Tags saved.', TEXTS.toast.spokenWithUndo(text)]);
    expect(shown).to.deep.equal([{ text: 'Tags saved.' }, { text, undo }]);
  });

  it('is gone after its time', async () => {
    const toasts = await place('strong-toasts', { times: SHORT });
    toasts.show({ text: 'Tags saved.' });
    await drawn(toasts);
    expect(textsOf(toasts)).to.deep.equal(['Tags saved.']);
    await until(() => textsOf(toasts).length === 0);
  });

  for (const [how, hold, release] of [
    [
      'the pointer is on it',
      (toasts: Element) => inside(toasts, 'section').dispatchEvent(new PointerEvent('pointerenter')),
      (toasts: Element) => inside(toasts, 'section').dispatchEvent(new PointerEvent('pointerleave')),
    ],
    [
      'it has the focus',
      (toasts: Element) => inside(toasts, '.undo').focus(),
      (toasts: Element) => inside(toasts, '.undo').blur(),
    ],
  ] as const) {
    it(`stays while ${how}`, async () => {
      const toasts = await place('strong-toasts', { times: { plainMs: 100, undoMs: 100 } });
      toasts.show(undoable());
      await drawn(toasts);
      hold(toasts);
      toasts.show({ text: 'Tags saved.' });
      // Twice the time of both.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(textsOf(toasts)).to.deep.equal(['Key disabled.', 'Tags saved.']);
      release(toasts);
      await until(() => !textsOf(toasts).includes('Tags saved.'));
    });
  }

  it('shows at most three, the newest last', async () => {
    const toasts = await place('strong-toasts', { times: LONG });
    for (const text of ['1', '2', '3', '4', '5']) toasts.show({ text });
    await drawn(toasts);
    expect(textsOf(toasts)).to.deep.equal(['3', '4', '5']);
  });

  it('undoes once, and confirms it', async () => {
    let calls = 0;
    const toasts = await place('strong-toasts', { times: LONG });
    const heard = heardFrom(toasts);
    toasts.show(
      undoable(() => {
        calls += 1;
        return Promise.resolve();
      }),
    );
    await drawn(toasts);
    const button = inside<HTMLButtonElement>(toasts, '.undo');
    button.click();
    button.click();
    await until(() => textsOf(toasts).includes('Key enabled.'));
    expect(calls).to.equal(1);
    expect(textsOf(toasts)).to.deep.equal(['Key enabled.']);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.include({ text: 'Key enabled.', assertive: false });
    expect(toasts.shadowRoot?.querySelector('.undo')).to.equal(null);
  });

  it('says why an Undo failed, and stays', async () => {
    const toasts = await place('strong-toasts', { times: SHORT });
    const heard = heardFrom(toasts);
    toasts.show(undoable(() => Promise.reject(new Error('The key is pending deletion.'))));
    await drawn(toasts);
    inside(toasts, '.undo').click();
    const says = TEXTS.toast.notUndone('The key is pending deletion.');
    await until(() => textsOf(toasts)[0] === says);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.include({ text: says, assertive: true });
    await new Promise((resolve) => setTimeout(resolve, SHORT.undoMs * 2));
    expect(textsOf(toasts)).to.deep.equal([says]);
  });

  it('gives the focus back when it is closed by Escape', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const toasts = await place('strong-toasts', { times: LONG });
    toasts.show(undoable());
    await drawn(toasts);
    const undo = inside(toasts, '.undo');
    undo.focus();
    undo.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await until(() => document.activeElement === field);
    expect(textOf(toasts)).to.equal('');
    field.remove();
  });
});
