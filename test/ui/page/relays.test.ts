/** Relays of a page: the frame, its port, and what the page shows. */
import { expect } from 'chai';
import type { RelayNotice } from '../../../src/model/relay-messages.ts';
import type { RelayLink } from '../../../src/ui/page/relay-link.ts';
import { TEXTS } from '../../../src/ui/page/relay-texts.ts';
import { Relays } from '../../../src/ui/page/relays.ts';
import '../../../src/ui/page/strong-relay.ts';
import { expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const ORIGIN = 'https://xks.corp.example';

interface Scene {
  readonly relays: Relays;
  readonly link: RelayLink;
  readonly notices: RelayNotice['strongroom-relay'][];
}

const opened: Relays[] = [];

function scene(): Scene {
  const notices: Scene['notices'] = [];
  const link: RelayLink = { send: ({ 'strongroom-relay': notice }) => void notices.push(notice) };
  const relays = new Relays(link);
  opened.push(relays);
  return { relays, link, notices };
}

const frames = (): HTMLIFrameElement[] => [
  ...document.querySelectorAll<HTMLIFrameElement>('iframe[src*="relay.html"]'),
];

const rejection = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => String(error),
  );

/** What the relay answers on its port to one request. */
function ask(port: MessagePort | undefined, url: string): Promise<unknown> {
  return new Promise((resolve) => {
    if (port === undefined) return resolve('no port');
    port.onmessage = ({ data }) => resolve(data);
    return port.postMessage({ id: 7, url, headers: {}, body: '' });
  });
}

describe('relays', () => {
  afterEach(() => {
    for (const relays of opened.splice(0)) for (const origin of relays.origins) relays.close(origin);
    expect(frames()).to.deep.equal([]);
  });

  it('open a frame of opaque origin, and give its port to the worker', async () => {
    const { relays, notices } = scene();
    await relays.open('https://XKS.corp.example');
    expect(relays.origins).to.deep.equal([ORIGIN]);
    expect(notices[0]?.origin).to.equal(ORIGIN);
    const [frame] = frames();
    expect(frame?.contentDocument, 'the page cannot read the frame').to.equal(null);
    expect(await ask(notices[0]?.port, 'https://other.corp.example/')).to.deep.equal({ id: 7 });
    await relays.open(ORIGIN);
    expect(frames()).to.have.length(1);
    relays.close(ORIGIN);
    expect(notices.at(-1)).to.deep.equal({ origin: ORIGIN });
    expect(relays.has(ORIGIN)).to.equal(false);
  });

  it('reject an endpoint that is no origin of https, and a page without a worker', async () => {
    const { relays } = scene();
    for (const endpoint of ['http://xks.corp.example', `${ORIGIN}:8443`, `${ORIGIN}/kms`, 'xks', ''])
      expect(await rejection(relays.open(endpoint)), endpoint).to.include(TEXTS.invalid);
    expect(await rejection(new Relays({}).open(ORIGIN))).to.include(TEXTS.unsupported);
  });

  it('connect to a worker that replaces a lost one', async () => {
    const { relays, link, notices } = scene();
    await relays.open(ORIGIN);
    link.workerReplaced?.();
    await until(() => notices.length === 2 && relays.has(ORIGIN));
    expect(frames()).to.have.length(1);
    expect(await ask(notices[1]?.port, 'https://other.corp.example/')).to.deep.equal({ id: 7 });
  });

  it('are seen by other tabs until they are closed', async () => {
    const { relays } = scene();
    const { relays: elsewhere } = scene();
    await elsewhere.open(ORIGIN);
    await until(() => relays.isOpenElsewhere(ORIGIN));
    elsewhere.close(ORIGIN);
    await until(async () => !(await relays.isOpenElsewhere(ORIGIN)));
  });

  it('are opened and closed by strong-relay', async () => {
    const { relays } = scene();
    const element = await place('strong-relay', { endpoint: ORIGIN, relays });
    expect(textOf(element)).to.include(TEXTS.closed(ORIGIN));
    await expectAccessible(element);
    inside<HTMLButtonElement>(element, 'button').click();
    await until(() => textOf(element).includes(TEXTS.openTo(ORIGIN)));
    await expectAccessible(element);
    inside<HTMLButtonElement>(element, 'button').click();
    await until(() => textOf(element).includes(TEXTS.closed(ORIGIN)));
  });

  it('say why one cannot be opened', async () => {
    const element = await place('strong-relay', { endpoint: ORIGIN, relays: new Relays({}) });
    inside<HTMLButtonElement>(element, 'button').click();
    await until(() => textOf(element).includes(TEXTS.unsupported));
  });
});
