/** Projector mode: its type, its header, its ring, and what it says. */
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { isProjectorOn, switchProjector } from '../../../src/ui/page/projector-mode.ts';
import { documentStyles } from '../../../src/ui/shell/projector-styles.ts';
import { TEXTS } from '../../../src/ui/shell/projector-texts.ts';
import '../../../src/ui/shell/strong-app.ts';
import '../../../src/ui/shell/strong-projector.ts';
import { drawn, expectAccessible, inside, place, until } from '../fixture.ts';

const ring = (): HTMLElement | null => document.querySelector('.pointer-ring');
/** The size of type that browsers have as their default, in pixels. */
const DEFAULT_SIZE = 16;
const typeSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

function movePointer(x: number, y: number, target: EventTarget = document.body): void {
  target.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true, composed: true }));
}

describe('strong-projector', () => {
  afterEach(() => {
    switchProjector(false);
    sessionStorage.clear();
    localStorage.clear();
  });

  it('is switched by its button, says what it does, and is accessible on and off', async () => {
    const projector = await place('strong-projector');
    const said: string[] = [];
    projector.addEventListener(ANNOUNCE, (event) => said.push((event as CustomEvent<Announcement>).detail.text));
    await expectAccessible(projector);
    inside(projector, '#toggle').click();
    await drawn(projector);
    expect(isProjectorOn()).to.equal(true);
    expect(inside(projector, '#toggle').getAttribute('aria-pressed')).to.equal('true');
    await expectAccessible(projector);
    inside(projector, '#toggle').click();
    await drawn(projector);
    expect(isProjectorOn()).to.equal(false);
    expect(said).to.deep.equal([TEXTS.on, TEXTS.off]);
  });

  it('has type of 150 % in a window of a projector, and the usual one once it is off or removed', async () => {
    const usual = typeSize();
    expect(innerWidth, 'the window of the test is as wide as a projector').to.be.at.least(480);
    const projector = await place('strong-projector');
    switchProjector(true);
    await drawn(projector);
    expect(typeSize()).to.equal(DEFAULT_SIZE * 1.5);
    switchProjector(false);
    await drawn(projector);
    expect(typeSize()).to.equal(usual);
    switchProjector(true);
    await drawn(projector);
    projector.remove();
    expect(typeSize()).to.equal(usual);
    expect(document.adoptedStyleSheets).not.to.include(documentStyles.styleSheet);
  });

  it('shows a ring at the pointer, above a dialog that is opened later', async () => {
    const projector = await place('strong-projector');
    expect(ring()).to.equal(null);
    switchProjector(true);
    await drawn(projector);
    movePointer(120, 80);
    const shown = ring() as HTMLElement;
    expect(shown.matches(':popover-open')).to.equal(true);
    const { left, top, width, height } = shown.getBoundingClientRect();
    expect([left + width / 2, top + height / 2]).to.deep.equal([120, 80]);
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    const opened: string[] = [];
    shown.addEventListener('beforetoggle', (event) => opened.push((event as ToggleEvent).newState));
    movePointer(130, 90, dialog);
    expect(opened, 'it is shown again, above the dialog').to.deep.equal(['closed', 'open']);
    dialog.remove();
    switchProjector(false);
    await drawn(projector);
    expect(ring()).to.equal(null);
  });

  it('leaves the header where it is in a small window, which it would fill', async () => {
    expect(matchMedia('(min-width: 64rem) and (min-height: 40rem)').matches, 'the window of the test').to.equal(false);
    const app = await place('strong-app', { strongroom: createStrongroom() });
    await until(() => app.shadowRoot?.querySelector('strong-projector')?.shadowRoot?.querySelector('#toggle'));
    switchProjector(true);
    await until(() => document.documentElement.style.getPropertyValue('--header-height') === '0px');
    expect(getComputedStyle(inside(app, 'header')).position).to.equal('static');
  });
});
