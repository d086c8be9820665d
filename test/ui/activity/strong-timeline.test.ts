import { expect } from 'chai';
import type { AuditEvent } from '../../../src/model/audit.ts';
import '../../../src/ui/activity/strong-timeline.ts';
import { TEXTS } from '../../../src/ui/activity/activity-texts.ts';
import { MARGIN, timelineLayout } from '../../../src/ui/activity/timeline-layout.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const texts = TEXTS.timeline;
const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** The layout for a width in pixels. */
const layoutOf = (width: number) =>
  timelineLayout(width / (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16));

/** Eight events of user/ana, one each hour, and a denied one of user/bob in the last. */
const EVENTS = Array.from({ length: 9 }, (_one, index): AuditEvent => {
  const name = index === 8 ? 'bob' : 'ana';
  const record = {
    eventID: `${index}`,
    eventName: 'Encrypt',
    eventType: 'AwsApiCall',
    readOnly: true,
    requestParameters: null,
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${name}`, userName: name },
    ...(index === 8 ? { errorCode: 'AccessDenied' } : {}),
  };
  return { at: START + Math.min(index, 7) * HOUR_MS, record } as unknown as AuditEvent;
}).toReversed();

async function open(events = EVENTS) {
  const timeline = await place('strong-timeline', { events, by: 'principal' });
  const picture = inside<HTMLElementTagNameMap['strong-timeline-picture']>(timeline, 'strong-timeline-picture');
  await drawn(picture);
  const svg = () => picture.shadowRoot?.querySelector('svg') as SVGSVGElement;
  await until(() => svg().viewBox.baseVal.width === layoutOf(picture.clientWidth).width);
  const plot = inside(picture, '.plot');
  /** Number of events of each lane in the table. */
  const rows = () => allInside(timeline, 'tbody tr').map((row) => [...row.children].slice(0, 2).map(textOf).join(' '));
  const button = (label: string) =>
    allInside<HTMLButtonElement>(timeline, 'button').find((one) => textOf(one) === label) as HTMLButtonElement;
  const settle = async () => {
    await drawn(timeline);
    await drawn(picture);
  };
  const key = async (name: string) => {
    const event = new KeyboardEvent('keydown', { key: name, cancelable: true });
    plot.dispatchEvent(event);
    await settle();
    return event.defaultPrevented;
  };
  /** The horizontal position of a place of the period: 0 is its start, 1 its end. */
  const x = (part: number) => {
    const { left, width } = (picture.shadowRoot?.querySelector('svg') as SVGElement).getBoundingClientRect();
    const layout = layoutOf(width);
    return left + ((layout.left + MARGIN + part * layout.plot) / layout.width) * width;
  };
  return { timeline, picture, plot, rows, button, key, settle, x };
}

describe('<strong-timeline>', () => {
  it('is accessible, of all events and of a part', async () => {
    const { timeline, button, settle } = await open();
    await expectAccessible(timeline);
    button(texts.zoomIn).click();
    await settle();
    await expectAccessible(timeline);
  });

  it('shows part of the time by buttons, in the picture and in the table', async () => {
    const { rows, button, settle, picture } = await open();
    expect(rows()).to.deep.equal(['user/ana 8', 'user/bob 1']);
    button(texts.zoomIn).click();
    await settle();
    // The middle half of seven hours: from 1:45 to 5:15.
    expect(rows()).to.deep.equal(['user/ana 4']);
    expect(allInside(picture, '.success')).to.have.length(4);
    button(texts.later).click();
    await settle();
    button(texts.later).click();
    await settle();
    expect(rows()).to.deep.equal(['user/ana 4', 'user/bob 1']);
    expect(button(texts.later).ariaDisabled).to.equal('true');
    button(texts.earlier).click();
    await settle();
    expect(rows()).to.deep.equal(['user/ana 4']);
    button(texts.zoomOut).click();
    await settle();
    expect(rows()).to.deep.equal(['user/ana 8', 'user/bob 1']);
    expect([texts.zoomOut, texts.all, texts.earlier].map((label) => button(label).ariaDisabled)).to.deep.equal(
      Array(3).fill('true'),
    );
  });

  it('follows the keyboard, and leaves the arrows to the page while it shows all events', async () => {
    const { rows, key } = await open();
    expect(await key('ArrowLeft')).to.equal(false);
    for (const name of ['+', 'End', '+', 'End']) expect(await key(name), name).to.equal(true);
    expect(rows()).to.deep.equal(['user/ana 2', 'user/bob 1']);
    await key('ArrowLeft');
    await key('Home');
    expect(rows()).to.deep.equal(['user/ana 2']);
    await key('-');
    expect(rows()).to.deep.equal(['user/ana 4']);
    await key('0');
    expect(rows()).to.deep.equal(['user/ana 8', 'user/bob 1']);
    expect(await key('a')).to.equal(false);
  });

  it('zooms with Ctrl and the wheel around the pointer, moves sideways, and scrolls the page otherwise', async () => {
    const { rows, plot, settle, x } = await open();
    const wheel = async (init: WheelEventInit) => {
      const event = new WheelEvent('wheel', { cancelable: true, ...init });
      plot.dispatchEvent(event);
      await settle();
      return event.defaultPrevented;
    };
    expect(await wheel({ deltaY: -600 })).to.equal(false);
    expect(await wheel({ deltaX: 600 })).to.equal(false);
    expect(await wheel({ deltaY: -600, ctrlKey: true, clientX: x(1) + 1 })).to.equal(true);
    // The last 1 / e of seven hours.
    expect(rows()).to.deep.equal(['user/ana 3', 'user/bob 1']);
    expect(await wheel({ deltaX: -600 })).to.equal(true);
    expect(rows()).to.deep.equal(['user/ana 3']);
    expect(await wheel({ deltaY: 600, shiftKey: true })).to.equal(true);
    expect(rows()).to.deep.equal(['user/ana 3', 'user/bob 1']);
  });

  it('zooms to a period that a pointer selects, moves it with Shift, and leaves a finger to scrolling', async () => {
    const { rows, plot, settle, x, picture } = await open();
    plot.setPointerCapture = () => undefined;
    const drag = async (from: number, to: number, init: PointerEventInit = {}) => {
      plot.dispatchEvent(new PointerEvent('pointerdown', { clientX: x(from), ...init }));
      plot.dispatchEvent(new PointerEvent('pointermove', { clientX: x(to), ...init }));
      await settle();
      const selected = allInside(picture, '.selected').length;
      plot.dispatchEvent(new PointerEvent('pointerup', { clientX: x(to), ...init }));
      await settle();
      return selected;
    };
    expect(await drag(0.9, 0.5, { pointerType: 'touch' })).to.equal(0);
    expect(await drag(0.5, 0.501)).to.equal(1);
    expect(rows()).to.deep.equal(['user/ana 8', 'user/bob 1']);
    expect(await drag(1, 0.8)).to.equal(1);
    expect(rows()).to.deep.equal(['user/ana 2', 'user/bob 1']);
    expect(await drag(0, 1, { shiftKey: true })).to.equal(0);
    expect(rows()).to.deep.equal(['user/ana 1']);
  });

  it('links to the table with the events of the period, to the minute', async () => {
    const { timeline, button, settle } = await open();
    expect(timeline.shadowRoot?.querySelector('figure a')).to.equal(null);
    button(texts.zoomIn).click();
    await settle();
    const query = new URLSearchParams(inside<HTMLAnchorElement>(timeline, 'figure a').hash.split('?')[1]);
    expect(Date.parse(query.get('from') ?? '')).to.equal(START + 1.75 * HOUR_MS);
    expect(Date.parse(query.get('to') ?? '')).to.equal(START + 5.25 * HOUR_MS);
  });

  it('keeps the period while older events are loaded, and gives it up for events outside of it', async () => {
    const { timeline, rows, button, settle } = await open();
    button(texts.zoomIn).click();
    await settle();
    const older = { ...(EVENTS.at(-1) as AuditEvent), at: START - 100 * HOUR_MS };
    timeline.events = [...EVENTS, older];
    await settle();
    expect(rows()).to.deep.equal(['user/ana 4']);
    timeline.events = [older];
    await settle();
    expect(rows()).to.deep.equal(['user/ana 1']);
  });

  it('says how many events have no lane', async () => {
    const { timeline } = await open();
    expect(textOf(inside(timeline, 'figcaption'))).not.to.contain('no lane');
    timeline.by = 'key';
    await drawn(timeline);
    expect(textOf(inside(timeline, '.empty'))).to.equal(texts.none);
    const resources = [{ ARN: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }];
    const [newest, ...others] = EVENTS as [AuditEvent, ...AuditEvent[]];
    timeline.events = [
      { ...newest, record: { ...newest.record, resources } as unknown as typeof newest.record },
      ...others,
    ];
    await until(() => timeline.shadowRoot?.querySelector('figcaption'));
    expect(textOf(inside(timeline, 'figcaption'))).to.contain(texts.without(8, '8'));
  });

  for (const width of [264, 328, 900])
    it(`has texts in the size of type, and names of lanes, in a width of ${width} px`, async () => {
      const { timeline, picture } = await open();
      timeline.style.width = `${width}px`;
      const svg = picture.shadowRoot?.querySelector('svg') as SVGSVGElement;
      await until(() => svg.viewBox.baseVal.width === layoutOf(width).width);
      expect(svg.getBoundingClientRect().width).to.equal(width);
      for (const text of svg.querySelectorAll('text')) {
        const { left, right, height } = text.getBoundingClientRect();
        expect(height, text.textContent).to.be.greaterThan(11);
        expect(left, text.textContent).to.be.at.least(svg.getBoundingClientRect().left - 1);
        expect(right, text.textContent).to.be.at.most(svg.getBoundingClientRect().right + 1);
      }
      expect([...svg.querySelectorAll('text')].map(({ textContent }) => textContent)).to.include('user/ana');
      await expectAccessible(timeline);
    });
});
