import { expect } from 'chai';
import '../../../src/ui/kit/strong-live.ts';
import { announce, ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { drawn, expectAccessible, inside, place, until } from '../fixture.ts';

describe('strong-live', () => {
  it('is accessible: two regions, one polite and one that interrupts', async () => {
    const element = await place('strong-live');
    element.say({ text: 'Sealed.', assertive: false });
    await drawn(element);
    await expectAccessible(element);
    expect(inside(element, '[aria-live=polite]').textContent).to.equal('Sealed.');
    expect(inside(element, '[aria-live=assertive]').textContent).to.equal('');
  });

  it('says an error at once while a polite message has its time', async () => {
    const element = await place('strong-live');
    element.say({ text: 'Sealed.', assertive: false });
    element.say({ text: 'It failed.', assertive: true });
    await drawn(element);
    expect(inside(element, '[role=alert]').textContent).to.equal('It failed.');
  });

  it('says of those that wait the newest', async () => {
    const element = await place('strong-live');
    for (const text of ['one', 'two', 'three']) element.say({ text, assertive: false });
    await drawn(element);
    const region = inside(element, '[role=status]');
    expect(region.textContent).to.equal('one');
    const heard: string[] = [];
    const observer = new MutationObserver(() => heard.push(region.textContent));
    observer.observe(region, { characterData: true, childList: true, subtree: true });
    await until(() => heard.length > 0);
    observer.disconnect();
    expect(heard).to.deep.equal(['three']);
  });

  it('makes news of the same words said again', async () => {
    const element = await place('strong-live');
    element.say({ text: 'Copied', assertive: false });
    await drawn(element);
    element.say({ text: 'Copied', assertive: false });
    await until(() => inside(element, '[role=status]').textContent === 'Copied\u00a0');
  });

  it('has the language of the message, and that of the page for the next one', async () => {
    const element = await place('strong-live');
    element.say({ text: 'Okay.', assertive: false, lang: 'de' });
    element.say({ text: 'Done.', assertive: false });
    await drawn(element);
    const region = inside(element, '[role=status]');
    expect(region.lang).to.equal('de');
    expect(inside(element, '[role=alert]').hasAttribute('lang')).to.equal(false);
    await until(() => region.textContent === 'Done.');
    expect(region.hasAttribute('lang')).to.equal(false);
  });
});

describe('announce', () => {
  it('names the language that its source is marked with, also around a shadow root', () => {
    const german = document.createElement('section');
    german.lang = 'de';
    const host = german.appendChild(document.createElement('div'));
    const source = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('p'));
    const heard: unknown[] = [];
    german.addEventListener(ANNOUNCE, (event) => heard.push((event as CustomEvent<Announcement>).detail.lang));
    announce(source, 'Okay.');
    announce(source, 'Done.', 'assertive', 'en');
    german.removeAttribute('lang');
    announce(source, 'Done.');
    expect(heard).to.deep.equal(['de', 'en', undefined]);
  });
});
